#include "policy/risk_read.h"

#include "base/memory.h"
#include "format/records.h"

enum { NAME_MAX_BYTES = 4096 };

static struct om_span
text_of(const struct om_value *v)
{
	if (v->type == OM_VALUE_NULL)
		return OM_SPAN_NONE;
	return v->type == OM_VALUE_STRING ? v->text : v->raw;
}

/* name holds the names of the outer objects and a dot, or nothing. */
static int
read_members(
    struct om_risk_table *t, const struct om_value *object, struct om_buf *name)
{
	size_t outer = name->n;

	for (const struct om_value *v = object->first; v != NULL; v = v->next) {
		size_t column;
		int rc;

		om_buf_add(name, v->key);
		if (v->type == OM_VALUE_OBJECT) {
			om_buf_byte(name, '.');
			rc = read_members(t, v, name);
		} else {
			rc = om_buf_check(name, "the name of a member");
			if (rc == OM_OK)
				rc = om_risk_table_column(
				    &column, t, om_buf_span(name));
			if (rc == OM_OK)
				rc = om_risk_table_put(t, column, text_of(v));
		}
		if (rc != OM_OK)
			return rc;
		name->n = outer;
	}
	return OM_OK;
}

int
om_risk_read_object(struct om_risk_table *t, const struct om_value *object)
{
	struct om_buf name = OM_BUF(NAME_MAX_BYTES);
	int rc = read_members(t, object, &name);

	om_buf_free(&name);
	return rc;
}

/* A column is one even where all its cells are empty. */
static int
read_header(struct om_risk_table *t, const struct om_csv *csv)
{
	size_t column;
	int rc = OM_OK;

	for (size_t i = 0; csv != NULL && rc == OM_OK && i < csv->header.n; i++)
		rc =
		    om_risk_table_column(&column, t, csv->header.cells[i].text);
	return rc;
}

static int
read_records(
    struct om_risk_table *t, struct om_records *records, const char *name)
{
	struct om_arena arena = { 0 };
	struct om_value *object;
	int rc = read_header(t, om_records_csv(records));

	while (rc == OM_OK &&
	       (rc = om_records_next(&object, records, &arena)) > 0) {
		rc = om_risk_read_object(t, object);
		if (rc == OM_OK)
			rc = om_risk_table_next(t);
		om_arena_wipe(&arena);
	}
	om_arena_free(&arena);
	if (rc == OM_OK)
		rc = om_risk_table_finish(t);
	if (rc == OM_OK && t->n == 0)
		rc = om_fail(OM_INPUT, "%s: there is no record in it", name);
	return rc;
}

static const struct om_records_options options = {
	.rows = true, .columns = OM_RISK_COLUMNS, .limits = { 0 }
};

int
om_risk_read_file(struct om_risk_table *t, const char *path)
{
	struct om_records *records;
	int rc = om_records_open(&records, path, &options);

	if (rc != OM_OK)
		return rc;
	rc = read_records(t, records, path);
	om_records_close(records);
	return rc;
}

int
om_risk_read_memory(
    struct om_risk_table *t, const char *name, struct om_span bytes)
{
	struct om_records *records;
	int rc = om_records_open_memory(&records, name, bytes, &options);

	if (rc != OM_OK)
		return rc;
	rc = read_records(t, records, name);
	om_records_close(records);
	return rc;
}
