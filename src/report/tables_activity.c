#include "report/tables_inside.h"

#include "context/processing.h"

/* GDPR Art. 30(1), (2): one row an activity, its parts as texts. */
enum { TEXT_MAX = 64 << 10, CELLS = 14 };

struct row {
	struct om_buf texts[CELLS];
	int n;
};

/* The next cell; parts are added behind one another. */
static struct om_buf *
cell(struct row *row)
{
	struct om_buf *b = &row->texts[row->n++];

	*b = OM_BUF(TEXT_MAX);
	om_buf_text(b, "");
	return b;
}

static void
add_part(struct om_buf *b, const char *s)
{
	if (s == NULL || *s == '\0')
		return;
	if (b->n > 0)
		om_buf_text(b, "; ");
	om_buf_text(b, s);
}

static void
add_texts(struct row *row, struct om_texts list)
{
	struct om_buf *b = cell(row);

	for (size_t i = 0; i < list.n; i++)
		add_part(b, om_texts_get(list, i));
}

static void
add_bases(struct row *row, const struct om_activity *a)
{
	struct om_buf *b = cell(row);

	for (size_t i = 0; i < a->basis_count; i++) {
		const struct om_activity_basis *basis = &a->bases[i];

		if (basis->basis != NULL)
			add_part(b, basis->basis->cite);
		add_part(b, basis->why);
	}
}

static void
add_recipients(struct row *row, const struct om_activity *a)
{
	struct om_buf *b = cell(row);

	for (size_t i = 0; i < a->recipient_count; i++) {
		const struct om_processing_recipient *r = a->recipients[i];

		add_part(b, r->name);
		if (*r->category != '\0')
			om_buf_format(b, " (%s)", r->category);
	}
	if (a->recipient_count == 0 && a->recipients_stated)
		om_buf_text(b, "nobody");
}

/* Art. 30(1)(e): to which country, by which safeguard. */
static void
add_transfers(struct row *row, const struct om_activity *a)
{
	struct om_buf *b = cell(row);

	add_part(b, a->transfers);
	for (size_t i = 0; i < a->recipient_count; i++) {
		const struct om_processing_recipient *r = a->recipients[i];

		if (r->safeguard == NULL)
			continue;
		add_part(b, r->name);
		om_buf_format(b, ": %s, %s", r->country, r->safeguard->cite);
	}
}

static void
add_period(struct om_buf *b, int n, const char *unit)
{
	if (n > 0)
		om_buf_format(b, " %d %s", n, unit);
}

/* Art. 30(1)(f). */
static void
add_retention(struct row *row, const struct om_activity *a)
{
	struct om_buf *b = cell(row);

	for (size_t i = 0; i < a->retention_count; i++) {
		const struct om_retention *r = &a->retention[i];

		add_part(b, *r->source == '\0' ? "all" : r->source);
		om_buf_byte(b, ':');
		add_period(b, r->years, "years");
		add_period(b, r->months, "months");
		add_period(b, r->days, "days");
		if (*r->criteria != '\0')
			om_buf_format(b, " %s", r->criteria);
		if (*r->statute != '\0')
			om_buf_format(b, " (%s)", r->statute);
	}
}

static void
add_parties(struct row *row, struct om_parties parties)
{
	struct om_buf *b = cell(row);

	for (size_t i = 0; i < parties.n; i++) {
		add_part(b, parties.p[i].name);
		if (*parties.p[i].contact != '\0')
			om_buf_format(b, " (%s)", parties.p[i].contact);
	}
}

static int
add_activity(struct om_filling *f, const struct om_activity *a)
{
	static const char *const capacities[] = {
#define OM_CAPACITY(code, word) word,
#include "context/capacity_list.h"
#undef OM_CAPACITY
	};
	struct om_sql_value cells[CELLS];
	struct row row = { .n = 0 };
	int rc;

	add_part(cell(&row), a->name);
	add_part(cell(&row), a->title);
	add_part(cell(&row), capacities[a->capacity]);
	add_texts(&row, a->purposes);
	add_bases(&row, a);
	add_texts(&row, a->subjects);
	add_texts(&row, a->data);
	add_recipients(&row, a);
	add_transfers(&row, a);
	add_retention(&row, a);
	add_texts(&row, a->security);
	add_texts(&row, a->sources);
	add_parties(&row, a->joint);
	add_parties(&row, a->controllers);
	for (int i = 0; i < CELLS; i++)
		cells[i] = OM_SQL_VALUE_TEXT(om_buf_span(&row.texts[i]));
	rc = om_sql_reader_insert(f->reader, f->table, cells, CELLS);
	for (int i = 0; i < CELLS; i++)
		om_buf_free(&row.texts[i]);
	return rc;
}

int
om_tables_fill_activities(struct om_filling *f)
{
	struct om_processing_record *record;
	int rc = om_processing_open(&record, f->om);

	if (rc != OM_OK)
		return rc;
	for (size_t i = 0; rc == OM_OK && i < record->n; i++)
		rc = add_activity(f, &record->activities[i]);
	om_processing_close(record);
	return rc;
}
