#include "report/form.h"

static const struct om_report_form *const forms[] = {
#define OM_FORM(word) &om_report_form_##word,
#include "report/form_list.h"
#undef OM_FORM
};

enum { FORMS = sizeof(forms) / sizeof(forms[0]) };

const struct om_report_form *
om_report_form_at(size_t i)
{
	return i < FORMS ? forms[i] : NULL;
}

int
om_report_form_find(const struct om_report_form **out, const char *word)
{
	struct om_buf known = OM_BUF(256);
	int rc;

	for (size_t i = 0; i < FORMS; i++) {
		if (strcmp(word, forms[i]->word) == 0) {
			*out = forms[i];
			om_buf_free(&known);
			return OM_OK;
		}
		om_buf_format(
		    &known, "%s%s", i == 0 ? "" : ", ", forms[i]->word);
	}
	rc = om_fail(OM_USAGE, "a report is written as %s", known.p);
	om_buf_free(&known);
	return rc;
}

void
om_report_form_cell(struct om_buf *to, const struct om_sql_value *cell)
{
	if (cell->type == OM_SQL_INTEGER)
		om_buf_format(to, "%lld", (long long)cell->integer);
	else if (cell->type == OM_SQL_REAL)
		om_buf_format(to, "%.10g", cell->real);
	else if (cell->type == OM_SQL_TEXT)
		om_buf_add(to, cell->text);
}

bool
om_report_form_is_number(const struct om_sql_value *cell)
{
	return cell->type == OM_SQL_INTEGER || cell->type == OM_SQL_REAL;
}

const char *
om_report_form_title(const struct om_report_page *p)
{
	const char *title = p->report->sections[p->section].title;

	return title == NULL ? p->report->title : title;
}

void
om_report_form_json_cell(
    struct om_json *j, const char *key, const struct om_sql_value *cell)
{
	struct om_buf number = OM_BUF(64);

	om_json_key(j, om_span_of(key));
	switch (cell->type) {
	case OM_SQL_INTEGER:
		om_json_int(j, NULL, cell->integer);
		break;
	case OM_SQL_REAL:
		om_report_form_cell(&number, cell);
		om_json_raw(j, NULL, om_buf_span(&number));
		break;
	case OM_SQL_TEXT:
		om_json_text(j, NULL, cell->text);
		break;
	default:
		om_json_null(j, NULL);
	}
	om_buf_free(&number);
}
