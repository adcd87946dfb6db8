#include "format/sqlite_schema.h"

#include "base/memory.h"

/* The columns of sqlite_schema. */
enum { TYPE, NAME, TABLE, ROOT, SQL, COLUMNS };

enum { ENTRIES_FIRST = 64 };

static const char *const words[] = { "table", "index", "view", "trigger" };

static int
entry_fail(const struct om_sqlite_row *row)
{
	return om_fail(
	    OM_CORRUPT, "page %u: a row is none of a schema", row->page);
}

static bool
find_kind(enum om_sqlite_kind *out, struct om_span word)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (om_span_is(word, words[i])) {
			*out = (enum om_sqlite_kind)i;
			return true;
		}
	return false;
}

/* Virtual tables and views have 0 or NULL there. */
static bool
find_root(uint32_t *out, const struct om_sqlite_value *v)
{
	*out = 0;
	if (v->type == OM_SQLITE_NULL)
		return true;
	if (v->type != OM_SQLITE_INTEGER || v->integer < 0 ||
	    v->integer > UINT32_MAX)
		return false;
	*out = (uint32_t)v->integer;
	return true;
}

int
om_sqlite_schema_entry(
    struct om_sqlite_entry *out, const struct om_sqlite_row *row)
{
	const struct om_sqlite_value *v = row->values;
	struct om_sqlite_entry e;

	if (row->count < COLUMNS || !find_kind(&e.kind, v[TYPE].bytes) ||
	    !find_root(&e.root, &v[ROOT]))
		return entry_fail(row);
	if (v[NAME].type != OM_SQLITE_TEXT || v[TABLE].type != OM_SQLITE_TEXT)
		return entry_fail(row);
	/* Only these have trees; a table without one is a virtual one. */
	if (e.kind >= OM_SQLITE_VIEW ? e.root != 0
				     : e.kind == OM_SQLITE_INDEX && e.root == 0)
		return entry_fail(row);
	e.name = v[NAME].bytes;
	e.table = v[TABLE].bytes;
	e.sql = v[SQL].bytes;
	*out = e;
	return OM_OK;
}

static void
add(struct om_sqlite_schema *s, size_t *size, struct om_arena *arena,
    struct om_sqlite_entry e)
{
	if (s->count == *size) {
		*size = *size == 0 ? ENTRIES_FIRST : *size * 2;
		s->entries = om_resize(s->entries, *size, sizeof(*s->entries));
	}
	e.name = om_arena_copy(arena, e.name);
	e.table = om_arena_copy(arena, e.table);
	e.sql = om_arena_copy(arena, e.sql);
	s->entries[s->count++] = e;
}

int
om_sqlite_schema_read(struct om_sqlite_schema *out, struct om_sqlite_file *f,
    struct om_arena *arena)
{
	struct om_sqlite_schema s = { 0 };
	struct om_sqlite_rows *rows = NULL;
	struct om_sqlite_entry e;
	struct om_sqlite_row row;
	size_t size = 0;
	int rc = om_sqlite_rows_open(&rows, f, 1, 0), step;

	while (rc == OM_OK && (step = om_sqlite_rows_next(&row, rows)) != 0) {
		rc = step < 0 ? step : om_sqlite_schema_entry(&e, &row);
		if (rc == OM_OK)
			add(&s, &size, arena, e);
	}
	om_sqlite_rows_close(rows);
	if (rc == OM_OK) {
		out->count = s.count;
		out->entries = om_arena_new(arena, s.count, sizeof(*s.entries));
		if (s.count > 0)
			memcpy(out->entries, s.entries,
			    s.count * sizeof(*s.entries));
	}
	om_free(s.entries);
	return rc;
}
