#include "cmd/list.h"

#include <assert.h>

#include "base/clock.h"

static bool
for_people(const struct om_list *l)
{
	return l->out->shape == OM_SHAPE_TABLE;
}

static void
begin_table(struct om_list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++)
		if (l->columns[i].title != NULL)
			l->titles[n++] =
			    (struct om_table_column){ l->columns[i].title,
				    l->columns[i].right };
	om_table_open(&l->table, &l->out->pending, l->titles, n);
	l->table.width = l->out->width;
	l->table.bold = l->out->colour;
}

void
om_list_begin(struct om_list *l, struct om_output *out, const char *name,
    const struct om_column *columns, size_t count)
{
	assert(count > 0 && count <= OM_TABLE_COLUMNS);
	*l = (struct om_list){ .out = out, .columns = columns, .count = count };
	if (for_people(l)) {
		begin_table(l);
		return;
	}
	l->json = om_output_json(out);
	if (out->shape == OM_SHAPE_JSON) {
		om_json_object(l->json, NULL);
		om_json_array(l->json, name);
	}
}

/* The key of the next cell; NULL where it is not in JSON. */
static const char *
begin_cell(struct om_list *l)
{
	if (l->at == 0 && l->out->shape == OM_SHAPE_NDJSON)
		om_json_object(om_output_json(l->out), NULL);
	else if (l->at == 0)
		om_json_object(l->json, "");
	return l->columns[l->at].key;
}

static void
end_cell(struct om_list *l)
{
	if (++l->at < l->count)
		return;
	l->at = 0;
	if (!for_people(l))
		om_json_end_object(l->json);
	if (l->out->shape == OM_SHAPE_NDJSON)
		om_output_next(l->out);
	else
		(void)om_output_flow(l->out);
}

static void
show(struct om_list *l, struct om_span s)
{
	if (l->columns[l->at].title != NULL)
		om_table_cell(&l->table, s);
	end_cell(l);
}

static void
add_raw(struct om_list *l, struct om_span json)
{
	const char *key = begin_cell(l);

	if (key != NULL)
		om_json_raw(l->json, key, json);
	end_cell(l);
}

void
om_list_text(struct om_list *l, struct om_span s)
{
	const char *key;

	if (for_people(l)) {
		show(l, s);
		return;
	}
	key = begin_cell(l);
	if (key != NULL)
		om_json_text(l->json, key, s);
	end_cell(l);
}

void
om_list_null(struct om_list *l)
{
	if (for_people(l))
		show(l, OM_SPAN("-"));
	else
		add_raw(l, OM_SPAN("null"));
}

void
om_list_string(struct om_list *l, const char *s)
{
	if (s == NULL)
		om_list_null(l);
	else
		om_list_text(l, om_span_of(s));
}

void
om_list_int(struct om_list *l, int64_t value)
{
	struct om_buf digits = OM_BUF(32);

	om_buf_format(&digits, "%lld", (long long)value);
	om_list_raw(l, om_buf_span(&digits));
	om_buf_free(&digits);
}

void
om_list_bool(struct om_list *l, bool value)
{
	if (for_people(l))
		show(l, om_span_of(value ? "yes" : "no"));
	else
		add_raw(l, om_span_of(value ? "true" : "false"));
}

void
om_list_time(struct om_list *l, int64_t ms)
{
	struct om_buf time = OM_BUF(40);

	om_time_format(&time, ms);
	om_list_text(l, om_buf_span(&time));
	om_buf_free(&time);
}

void
om_list_strings(struct om_list *l, const char *const *strings, size_t count)
{
	const char *key;

	if (for_people(l)) {
		struct om_buf joined = OM_BUF(1 << 20);

		for (size_t i = 0; i < count; i++)
			om_buf_format(
			    &joined, "%s%s", i == 0 ? "" : ", ", strings[i]);
		show(l, om_buf_span(&joined));
		om_buf_free(&joined);
		return;
	}
	key = begin_cell(l);
	if (key != NULL) {
		om_json_array(l->json, key);
		for (size_t i = 0; i < count; i++)
			om_json_string(l->json, "", strings[i]);
		om_json_end_array(l->json);
	}
	end_cell(l);
}

void
om_list_raw(struct om_list *l, struct om_span json)
{
	if (for_people(l))
		show(l, json);
	else
		add_raw(l, json);
}

void
om_list_end_rows(struct om_list *l)
{
	assert(l->at == 0);
	if (l->ended)
		return;
	l->ended = true;
	if (for_people(l))
		om_table_close(&l->table);
	else if (l->out->shape == OM_SHAPE_JSON)
		om_json_end_array(l->json);
}

void
om_list_drop(struct om_list *l)
{
	if (!l->ended && for_people(l))
		om_table_drop(&l->table);
	l->ended = true;
}

void
om_list_end(struct om_list *l)
{
	om_list_end_rows(l);
	if (l->out->shape != OM_SHAPE_JSON)
		return;
	om_json_end_object(l->json);
	om_output_next(l->out);
}
