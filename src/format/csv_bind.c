#include "format/csv_fields.h"

#include <stdlib.h>

#include "base/memory.h"

/* A column and what it becomes. */
struct bound {
	enum om_csv_target target;
	struct om_span name;
	size_t column;
};

struct om_csv_binding {
	const struct om_csv_map *map;
	struct bound *bound;
	size_t count;
};

/* A header row may be data by mistake, so no message quotes one. */
static int
fail_doubled(const struct om_csv *c, size_t a, size_t b)
{
	return om_fail(OM_INPUT,
	    "%s:%llu: columns %zu and %zu have the same name", c->source->name,
	    (unsigned long long)c->header.line, a + 1, b + 1);
}

/* Which of two columns of one name was meant nobody can say. */
static int
find_column(size_t *out, const struct om_csv_map *m, const char *name,
    const struct om_csv *c)
{
	size_t n = c->header.n, found = n;

	for (size_t i = 0; i < n; i++) {
		if (!om_span_is(c->header.cells[i].text, name))
			continue;
		if (found < n)
			return fail_doubled(c, found, i);
		found = i;
	}
	if (found == n)
		return om_fail(OM_USAGE, "%s: no column \"%s\" in %s",
		    m->config.file, name, c->source->name);
	*out = found;
	return OM_OK;
}

static void
bind_column(struct om_csv_binding *b, enum om_csv_target target,
    struct om_span name, size_t column)
{
	b->bound = om_resize(b->bound, b->count + 1, sizeof(*b->bound));
	b->bound[b->count++] = (struct bound){ target, name, column };
}

static int
bind_fields(struct om_csv_binding *b, const struct om_csv *c)
{
	const struct om_csv_map *m = b->map;

	for (size_t i = 0; i < m->count; i++) {
		const struct om_csv_field *f = &m->fields[i];
		size_t column;
		int rc = find_column(&column, m, f->column, c);

		if (rc != OM_OK)
			return rc;
		bind_column(b, f->target, om_span_of(f->name), column);
	}
	return OM_OK;
}

/* The columns that no field names become attributes (or plain members). */
static void
bind_rest(struct om_csv_binding *b, const struct om_csv *c)
{
	bool *used = om_new(c->header.n + 1, sizeof(*used));

	for (size_t i = 0; i < b->count; i++)
		used[b->bound[i].column] = true;
	for (size_t i = 0; i < c->header.n; i++)
		if (!used[i])
			bind_column(
			    b, OM_CSV_ATTRIBUTE, c->header.cells[i].text, i);
	om_free(used);
}

static int
compare_names(const void *a, const void *b)
{
	const struct bound *x = *(const struct bound *const *)a;
	const struct bound *y = *(const struct bound *const *)b;
	int order = om_span_compare(x->name, y->name);

	return order != 0 ? order
			  : (x->column > y->column) - (x->column < y->column);
}

static int
check_names(const struct om_csv_binding *b, const struct om_csv *c)
{
	const struct bound **all = om_new(b->count + 1, sizeof(*all));
	size_t n = 0;
	int rc = OM_OK;

	for (size_t i = 0; i < b->count; i++)
		if (b->bound[i].target == OM_CSV_ATTRIBUTE)
			all[n++] = &b->bound[i];
	qsort(all, n, sizeof(*all), compare_names);
	for (size_t i = 1; i < n && rc == OM_OK; i++)
		if (om_span_equal(all[i - 1]->name, all[i]->name))
			rc =
			    fail_doubled(c, all[i - 1]->column, all[i]->column);
	om_free(all);
	return rc;
}

int
om_csv_bind(struct om_csv_binding **out, const struct om_csv_map *map,
    const struct om_csv *c)
{
	struct om_csv_binding *b = om_new(1, sizeof(*b));
	int rc = OM_OK;

	b->map = map;
	if (map != NULL && c->header.n > 0)
		rc = bind_fields(b, c);
	if (rc == OM_OK && (map == NULL || map->rest))
		bind_rest(b, c);
	if (rc == OM_OK)
		rc = check_names(b, c);
	if (rc == OM_OK)
		*out = b;
	else
		om_csv_binding_free(b);
	return rc;
}

void
om_csv_binding_free(struct om_csv_binding *b)
{
	if (b == NULL)
		return;
	om_free(b->bound);
	om_free(b);
}

/* An object under construction. */
struct builder {
	struct om_arena *arena;
	struct om_value *value;
	struct om_value *last;
};

static struct builder
build(struct om_arena *arena, enum om_value_type type)
{
	return (struct builder){ arena, om_value_new(arena, type), NULL };
}

static void
put(struct builder *b, const char *key, struct om_value *v)
{
	v->key = om_span_of(key);
	om_value_add(b->value, &b->last, v);
}

static struct om_value *
text_value(struct om_arena *arena, struct om_span text, struct om_span raw)
{
	struct om_value *v = om_value_new(arena, OM_VALUE_STRING);

	v->text = text;
	v->raw = raw;
	return v;
}

static struct om_value *
constant(struct om_arena *arena, const char *s)
{
	return text_value(arena, om_span_of(s), OM_SPAN_NONE);
}

static struct om_value *
cell_value(struct om_arena *arena, const struct om_csv_cell *cell)
{
	return text_value(arena, cell->text, cell->raw);
}

static bool
is_empty(const struct om_csv_cell *cell)
{
	return om_span_trim(cell->text).n == 0;
}

static struct om_value *
identifier_value(struct om_arena *arena, const struct bound *f,
    const struct om_csv_cell *cell)
{
	struct builder id = build(arena, OM_VALUE_OBJECT);

	put(&id, "type", text_value(arena, f->name, OM_SPAN_NONE));
	put(&id, "value", cell_value(arena, cell));
	return id.value;
}

/* "First" and "Last" become "First Last", one value of no one cell. */
static void
join(struct om_value *name, struct om_arena *arena, struct om_span more)
{
	size_t n = name->text.n;
	char *p = om_arena_take(arena, n + 1 + more.n);

	memcpy(p, name->text.p, n);
	p[n] = ' ';
	memcpy(p + n + 1, more.p, more.n);
	name->text = om_span_bytes(p, n + 1 + more.n);
	name->raw = OM_SPAN_NONE;
}

struct profile {
	struct builder top, identifiers, attributes;
	struct om_value *name;
};

static void
put_cell(
    struct profile *p, const struct bound *f, const struct om_csv_cell *cell)
{
	struct om_arena *arena = p->top.arena;
	struct om_value *v;

	if (f->target == OM_CSV_IDENTIFIER) {
		v = identifier_value(arena, f, cell);
		om_value_add(p->identifiers.value, &p->identifiers.last, v);
		return;
	}
	if (f->target == OM_CSV_NAME && p->name != NULL) {
		join(p->name, arena, cell->text);
		return;
	}
	v = cell_value(arena, cell);
	v->key = f->name;
	if (f->target == OM_CSV_NAME)
		p->name = v;
	if (f->target == OM_CSV_ATTRIBUTE)
		om_value_add(p->attributes.value, &p->attributes.last, v);
	else
		om_value_add(p->top.value, &p->top.last, v);
}

struct om_value *
om_csv_object(const struct om_csv_binding *b, const struct om_csv_row *row,
    struct om_arena *arena)
{
	struct profile p = { .top = build(arena, OM_VALUE_OBJECT) };

	p.attributes = build(arena, OM_VALUE_OBJECT);
	p.identifiers = build(arena, OM_VALUE_ARRAY);
	if (b->map != NULL) {
		put(&p.top, "source", constant(arena, b->map->source));
		put(&p.top, "type", constant(arena, b->map->type));
		put(&p.top, "identifiers", p.identifiers.value);
		put(&p.top, "attributes", p.attributes.value);
	}
	for (size_t i = 0; i < b->count; i++) {
		const struct om_csv_cell *cell =
		    &row->cells[b->bound[i].column];

		if (!is_empty(cell))
			put_cell(&p, &b->bound[i], cell);
	}
	return b->map != NULL ? p.top.value : p.attributes.value;
}
