#ifndef TESTS_FORMAT_SWEEP_FIXTURE_H
#define TESTS_FORMAT_SWEEP_FIXTURE_H

#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "format/sweep.h"
#include "format/zip.h"

/* A sweep for "needle@post.example" (0) and 2025550123 (1). */
struct om_swept {
	struct om_needles needles;
	struct om_sweep *sweep;
};

static inline void
om_swept_open(struct om_swept *s)
{
	*s = (struct om_swept){ 0 };
	ck_ok(om_needles_begin(&s->needles, OM_SPAN("email"), OM_SPAN_NONE));
	ck_ok(om_needles_text(&s->needles, OM_SPAN("needle@post.example")));
	ck_ok(om_needles_begin(&s->needles, OM_SPAN("phone"), OM_SPAN_NONE));
	ck_ok(om_needles_text(&s->needles, OM_SPAN("2025550123")));
	s->sweep = om_sweep_open(&s->needles);
}

static inline void
om_swept_close(struct om_swept *s)
{
	om_sweep_close(s->sweep);
	om_needles_free(&s->needles);
}

/* How often a value was found at that kind of place. */
static inline uint64_t
om_swept_count(const struct om_swept *s, const char *where, uint32_t value)
{
	uint64_t count = 0;

	for (size_t i = 0; i < s->sweep->finding_count; i++)
		if (s->sweep->findings[i].value == value &&
		    strcmp(s->sweep->findings[i].where, where) == 0)
			count += s->sweep->findings[i].count;
	return count;
}

/* Whether a problem names that path's end and that reason's beginning. */
static inline bool
om_swept_says(const struct om_swept *s, const char *path, const char *reason)
{
	for (size_t i = 0; i < s->sweep->problem_count; i++)
		if (strstr(s->sweep->problems[i].path, path) != NULL &&
		    strstr(s->sweep->problems[i].reason, reason) != NULL)
			return true;
	return false;
}

static inline int
om_swept_take(void *to, struct om_span bytes)
{
	om_buf_add(to, bytes);
	return OM_OK;
}

/* An archive of one file, in place of what was in out. */
static inline void
om_swept_zip(struct om_buf *out, const char *name, struct om_span bytes)
{
	struct om_zip *z;

	om_buf_reset(out);
	ck_ok(om_zip_open(&z, 0, om_swept_take, out));
	ck_ok(om_zip_begin(z, name));
	ck_ok(om_zip_add(z, bytes));
	ck_ok(om_zip_end(z));
	om_zip_close(z);
}

#endif
