#include "format/sweep.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "format/sweep_inside.h"

/* Beyond these the findings say no more than "everywhere". */
enum { FINDINGS_MOST = 100000, PROBLEMS_MOST = 100000 };

static int
compare_numbers(const void *a, const void *b)
{
	const struct om_sweep_number *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static void
gather_numbers(struct om_sweep_state *state)
{
	const struct om_needles *needles = state->needles;
	size_t n = 0;

	for (size_t i = 0; i < needles->value_count; i++)
		n += needles->values[i].number_count;
	state->numbers =
	    om_arena_new(&state->arena, n + 1, sizeof(*state->numbers));
	for (size_t i = 0; i < needles->value_count; i++)
		for (size_t k = 0; k < needles->values[i].number_count; k++)
			state->numbers[state->number_count++] =
			    (struct om_sweep_number){
				    needles->values[i].numbers[k],
				    (uint32_t)i,
			    };
	qsort(state->numbers, n, sizeof(*state->numbers), compare_numbers);
}

struct om_sweep *
om_sweep_open(const struct om_needles *needles)
{
	struct om_sweep *s = om_new(1, sizeof(*s));

	s->state = om_new(1, sizeof(*s->state));
	s->state->needles = needles;
	s->state->search = om_search_new(needles, OM_SEARCH_STRONG);
	s->state->weak = om_search_new(needles, OM_SEARCH_WEAK);
	s->state->wrapped = om_search_new(needles, OM_SEARCH_WRAPPED);
	s->state->block = om_new(OM_SWEEP_BLOCK, 1);
	gather_numbers(s->state);
	return s;
}

void
om_sweep_close(struct om_sweep *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->state->kept_count; i++)
		(void)close(s->state->kept[i]);
	om_free(s->state->kept);
	om_search_free(s->state->search);
	om_search_free(s->state->weak);
	om_search_free(s->state->wrapped);
	om_wipe_free(s->state->block, OM_SWEEP_BLOCK);
	om_arena_free(&s->state->arena);
	om_free(s->state);
	om_free(s->findings);
	om_free(s->problems);
	om_free(s->databases);
	om_free(s);
}

void
om_sweep_watch(
    struct om_sweep *s, void (*tell)(void *state, uint64_t bytes), void *state)
{
	s->state->tell = tell;
	s->state->tell_state = state;
}

void
om_sweep_count(struct om_sweep *s, uint64_t bytes)
{
	s->bytes += bytes;
	if (s->state->tell != NULL)
		s->state->tell(s->state->tell_state, s->bytes);
}

static const char *
copy_text(struct om_sweep *s, const char *text)
{
	return text == NULL
		   ? NULL
		   : om_arena_string(&s->state->arena, om_span_of(text));
}

void
om_sweep_begin(struct om_sweep *s, const char *path, const char *member)
{
	s->state->path = path;
	s->state->member = member;
	s->state->first_finding = s->finding_count;
}

/* The finding of this kind that the file has already; NULL else. */
static struct om_sweep_finding *
find(struct om_sweep *s, const struct om_sweep_finding *like)
{
	for (size_t i = s->finding_count; i > s->state->first_finding; i--) {
		struct om_sweep_finding *f = &s->findings[i - 1];

		if (f->value == like->value && f->form == like->form &&
		    strcmp(f->where, like->where) == 0)
			return f;
	}
	return NULL;
}

static void
merge(struct om_sweep_finding *into, const struct om_sweep_finding *f)
{
	into->count++;
	if (f->offset < into->offset) {
		into->offset = f->offset;
		into->page = f->page;
	}
}

void
om_sweep_found(struct om_sweep *s, const char *where,
    const struct om_needle *needle, uint64_t offset, uint32_t page)
{
	struct om_sweep_finding new = { NULL, NULL, where, needle->form,
		needle->value, offset, page, 1 };
	struct om_sweep_finding *old = find(s, &new);

	if (old != NULL) {
		merge(old, &new);
		return;
	}
	if (s->finding_count == FINDINGS_MOST)
		return;
	if (s->finding_count == s->state->finding_room) {
		s->state->finding_room = s->state->finding_room * 2 + 64;
		s->findings = om_resize(
		    s->findings, s->state->finding_room, sizeof(*s->findings));
	}
	new.where = copy_text(s, where);
	new.path = copy_text(s, s->state->path);
	new.member = copy_text(s, s->state->member);
	s->findings[s->finding_count++] = new;
}

void
om_sweep_problem(struct om_sweep *s, const char *reason)
{
	if (s->problem_count == PROBLEMS_MOST)
		return;
	if (s->problem_count == s->state->problem_room) {
		s->state->problem_room = s->state->problem_room * 2 + 16;
		s->problems = om_resize(
		    s->problems, s->state->problem_room, sizeof(*s->problems));
	}
	s->problems[s->problem_count++] = (struct om_sweep_problem){
		copy_text(s, s->state->path),
		copy_text(s, s->state->member),
		copy_text(s, reason),
	};
}

void
om_sweep_cannot(struct om_sweep *s, const char *what, const char *reason)
{
	om_sweep_begin(s, what, NULL);
	om_sweep_problem(s, reason);
}

struct naming {
	struct om_sweep *sweep;
	const char *where;
};

static void
found_name(void *state, const struct om_needle *needle, uint64_t offset)
{
	struct naming *n = state;

	om_sweep_found(n->sweep, n->where, needle, offset, 0);
}

void
om_sweep_name(struct om_sweep *s, const char *where, const char *name)
{
	struct naming n = { s, where };
	struct om_search_stream stream = {
		.search = s->state->search,
		.found = found_name,
		.state = &n,
	};

	om_search_start(&stream, 0);
	om_search_feed(&stream, om_span_of(name));
	om_search_end(&stream);
}

/* Bytes of dead classes that are not zero, over all strict databases. */
static uint64_t
dirty(const struct om_sweep *s)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < s->database_count; i++) {
		const struct om_sqlite_map *map = &s->databases[i].map;

		if (s->databases[i].strict)
			sum += om_sqlite_map_dirty(map, OM_SQLITE_MAIN) +
			       om_sqlite_map_dirty(map, OM_SQLITE_LOG);
	}
	return sum;
}

struct om_sweep_sum
om_sweep_sum(const struct om_sweep *s)
{
	const struct om_needles *needles = s->state->needles;
	struct om_sweep_sum sum = {
		.values = needles->value_count,
		.files = s->files,
		.bytes = s->bytes,
		.dirty = dirty(s),
		.problems = s->problem_count,
	};

	for (size_t i = 0; i < needles->value_count; i++)
		sum.refused += needles->values[i].refused;
	for (size_t i = 0; i < s->finding_count; i++)
		sum.findings += s->findings[i].count;
	sum.clean = sum.findings == 0 && sum.dirty == 0;
	sum.complete = sum.problems == 0 && sum.refused == 0;
	return sum;
}
