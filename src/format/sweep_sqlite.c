#include <stdlib.h>

#include "base/memory.h"
#include "format/sqlite_page.h"
#include "format/sqlite_schema.h"
#include "format/sweep_inside.h"

enum {
	HITS_MOST = 1 << 20,
	PAYLOAD_MOST = 64 << 20,
};

struct hit {
	uint64_t offset;
	const struct om_needle *needle;
};

struct hits {
	struct hit *p;
	size_t n, room;
};

/* One database under sweep. */
struct database {
	struct om_sweep *sweep;
	struct om_sqlite_file *file;
	struct hits hits[OM_SQLITE_PLACES];
	enum om_sqlite_place place; /* whose bytes are searched */
	bool rows_read;		    /* every record of every tree */

	/* The record that is searched. */
	struct om_sqlite_row row;
	uint32_t local; /* bytes of it in its cell */

	/* The dead range that is searched. */
	const struct om_sqlite_range *range;
};

/* What is found in the bytes waits until the map says where they lie. */
static void
found_bytes(void *state, const struct om_needle *needle, uint64_t offset)
{
	struct database *d = state;
	struct hits *hits = &d->hits[d->place];

	if (hits->n == HITS_MOST) {
		om_sweep_found(d->sweep, "bytes", needle, offset, 0);
		return;
	}
	if (hits->n == hits->room) {
		hits->room = hits->room * 2 + 64;
		hits->p = om_resize(hits->p, hits->room, sizeof(*hits->p));
	}
	hits->p[hits->n++] = (struct hit){ offset, needle };
}

static int
compare_hits(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	return (x->offset > y->offset) - (x->offset < y->offset);
}

static void
search_bytes(struct database *d, enum om_sqlite_place place, int fd)
{
	d->place = place;
	(void)om_sweep_bytes(d->sweep, fd, found_bytes, d);
	if (d->hits[place].n > 0)
		qsort(d->hits[place].p, d->hits[place].n, sizeof(struct hit),
		    compare_hits);
}

static uint64_t
page_offset(const struct database *d, uint32_t page)
{
	return (uint64_t)(page - 1) * om_sqlite_file_header(d->file)->page_size;
}

/*
 * Only what no page holds whole is news: the pieces of a payload in its cell
 * and on each overflow page were searched as bytes.
 */
static void
found_payload(void *state, const struct om_needle *needle, uint64_t offset)
{
	struct database *d = state;
	uint64_t piece = om_sqlite_file_header(d->file)->usable - 4;
	uint64_t end = offset + needle->bytes.n - 1;
	bool cut = offset < d->local ? end >= d->local
				     : (offset - d->local) / piece !=
					   (end - d->local) / piece;

	if (cut)
		om_sweep_found(d->sweep, "overflow pages", needle,
		    page_offset(d, d->row.page), d->row.page);
}

static void
search_payload(struct database *d)
{
	struct om_search_stream stream = {
		.search = d->sweep->state->search,
		.found = found_payload,
		.state = d,
	};

	d->local = om_sqlite_page_local(
	    d->row.has_rowid ? OM_SQLITE_TABLE_LEAF : OM_SQLITE_INDEX_LEAF,
	    om_sqlite_file_header(d->file)->usable, d->row.payload.n);
	if (d->row.payload.n <= d->local)
		return;
	om_search_start(&stream, 0);
	om_search_feed(&stream, d->row.payload);
	om_search_end(&stream);
}

/* However a record stores a number, as a rowid, in three bytes or as real. */
static void
look_up(struct database *d, int64_t number)
{
	const struct om_sweep_state *state = d->sweep->state;
	size_t low = 0, high = state->number_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (state->numbers[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < state->number_count; low++) {
		const struct om_needle needle = {
			.form = OM_NEEDLE_INTEGER,
			.value = state->numbers[low].value,
		};

		if (state->numbers[low].number != number)
			break;
		om_sweep_found(d->sweep, "row", &needle,
		    page_offset(d, d->row.page), d->row.page);
	}
}

/* The largest whole number that every smaller one is a double, too: 2^53. */
static const double WHOLE_MOST = 9007199254740992.0;

static void
look_up_values(struct database *d)
{
	if (d->row.has_rowid)
		look_up(d, d->row.rowid);
	for (size_t i = 0; i < d->row.count; i++) {
		const struct om_sqlite_value *v = &d->row.values[i];

		if (v->type == OM_SQLITE_INTEGER)
			look_up(d, v->integer);
		else if (v->type == OM_SQLITE_REAL && v->real >= 0 &&
			 v->real <= WHOLE_MOST &&
			 (double)(int64_t)v->real == v->real)
			look_up(d, (int64_t)v->real);
	}
}

static int
next_row(struct database *d, struct om_sqlite_rows *rows)
{
	return d->sweep->state->number_count > 0
		   ? om_sqlite_rows_next(&d->row, rows)
		   : om_sqlite_rows_payload(&d->row, rows);
}

static void
fail_rows(struct database *d, const char *why)
{
	d->rows_read = false;
	om_sweep_problem(d->sweep, why);
}

static void
read_tree(struct database *d, uint32_t root)
{
	struct om_sqlite_rows *rows = NULL;
	int step = om_sqlite_rows_open(&rows, d->file, root, PAYLOAD_MOST);

	step = step == OM_OK ? 1 : step;
	while (step == 1 || step == OM_LIMIT) {
		step = next_row(d, rows);
		if (step == OM_LIMIT)
			fail_rows(d,
			    "a value of more than 64 MiB is searched page by "
			    "page only");
		else if (step < 0)
			fail_rows(d, om_failure());
		if (step != 1)
			continue;
		search_payload(d);
		look_up_values(d);
	}
	om_sqlite_rows_close(rows);
}

static void
read_rows(struct database *d)
{
	struct om_arena arena = { 0 };
	struct om_sqlite_schema schema = { 0 };

	d->rows_read = true;
	read_tree(d, 1);
	if (om_sqlite_schema_read(&schema, d->file, &arena) != OM_OK)
		fail_rows(d, om_failure());
	for (size_t i = 0; i < schema.count; i++)
		if (schema.entries[i].root > 1)
			read_tree(d, schema.entries[i].root);
	om_arena_free(&arena);
}

/* "free block", or "log, live" for what stands in the -wal. */
static void
found_in_range(struct database *d, const struct om_needle *needle, uint64_t at)
{
	const struct om_sqlite_range *r = d->range;
	struct om_buf where = OM_BUF(64);

	if (r->place == OM_SQLITE_LOG)
		om_buf_text(&where, "log, ");
	om_buf_text(&where, om_sqlite_class_word(r->class));
	om_sweep_found(d->sweep, where.p, needle, at, r->page);
	om_buf_free(&where);
}

static void
found_weak(void *state, const struct om_needle *needle, uint64_t offset)
{
	struct database *d = state;

	found_in_range(d, needle, offset);
}

static void
search_weak(struct database *d)
{
	struct om_search_stream stream = {
		.search = d->sweep->state->weak,
		.found = found_weak,
		.state = d,
	};

	if (om_search_longest(stream.search) == 0)
		return;
	om_search_start(&stream, d->range->offset);
	om_search_feed(&stream, d->range->bytes);
	om_search_end(&stream);
}

/* The first hit at or behind an offset. */
static size_t
first_hit(const struct hits *hits, uint64_t offset)
{
	size_t low = 0, high = hits->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hits->p[middle].offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int
take_range(void *state, const struct om_sqlite_range *range)
{
	struct database *d = state;
	struct hits *hits = &d->hits[range->place];
	uint64_t end = range->offset + range->bytes.n;
	bool dead = om_sqlite_class_is_dead(range->class);

	d->range = range;
	for (size_t i = first_hit(hits, range->offset);
	     i < hits->n && hits->p[i].offset < end; i++) {
		/* The rows have said it, and only where it is an integer. */
		if (hits->p[i].needle->form == OM_NEEDLE_INTEGER && !dead &&
		    d->rows_read)
			continue;
		found_in_range(d, hits->p[i].needle, hits->p[i].offset);
	}
	if (dead)
		search_weak(d);
	return OM_OK;
}

static void
report_unmapped(struct database *d)
{
	for (int place = 0; place < OM_SQLITE_PLACES; place++)
		for (size_t i = 0; i < d->hits[place].n; i++)
			om_sweep_found(d->sweep, "bytes",
			    d->hits[place].p[i].needle,
			    d->hits[place].p[i].offset, 0);
}

static void
keep_map(struct om_sweep *s, const struct om_sqlite_map *map)
{
	struct om_sweep_state *state = s->state;
	const struct om_sweep_options *o = state->options;

	if (s->database_count == state->database_room) {
		state->database_room = state->database_room * 2 + 4;
		s->databases = om_resize(
		    s->databases, state->database_room, sizeof(*s->databases));
	}
	s->databases[s->database_count++] = (struct om_sweep_database){
		om_arena_string(&state->arena, om_span_of(state->path)),
		state->member == NULL
		    ? NULL
		    : om_arena_string(&state->arena, om_span_of(state->member)),
		*map,
		o != NULL && o->strict,
	};
}

/* The bytes first, then what SQLite would read, then what each byte is. */
static void
sweep_mapped(struct database *d)
{
	const struct om_sqlite_visit visit = { take_range, d, true };
	struct om_sqlite_map map;
	int rc;

	read_rows(d);
	/* Findings of a map that breaks off are reported as bytes as well. */
	rc = om_sqlite_map(&map, d->file, &visit);
	if (rc == OM_OK)
		rc = om_sqlite_file_quiet(d->file);
	else
		report_unmapped(d);
	if (rc == OM_OK)
		keep_map(d->sweep, &map);
	else
		om_sweep_problem(d->sweep, om_failure());
}

void
om_sweep_sqlite(struct om_sweep *s, const struct om_sweep_file *f)
{
	const struct om_sqlite_options options = { .unsettled = true };
	struct database d = { .sweep = s };

	search_bytes(&d, OM_SQLITE_MAIN, f->fd);
	if (f->log >= 0)
		search_bytes(&d, OM_SQLITE_LOG, f->log);
	if (om_sqlite_file_open_fd(&d.file, f->path, f->fd, f->log, &options) ==
	    OM_OK)
		sweep_mapped(&d);
	else {
		om_sweep_problem(s, om_failure());
		report_unmapped(&d);
	}
	om_sqlite_file_close(d.file);
	for (int place = 0; place < OM_SQLITE_PLACES; place++)
		om_free(d.hits[place].p);
}
