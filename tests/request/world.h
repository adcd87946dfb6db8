#ifndef OM_TEST_REQUEST_WORLD_H
#define OM_TEST_REQUEST_WORLD_H

#include "test.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "request/request.h"
#include "store/import.h"
#include "store/locate.h"

/* A workspace with a second member; what each test needs is imported. */
struct world {
	char *folder;
	struct om *om;
	struct om_arena arena;
	struct om_case c; /* the request that is worked on */
	bool bare;	  /* the settings say nothing of who answers */
};

#define SECOND "second"

#define ANA                                                                   \
	"{\"source\":\"crm\",\"type\":\"customer\",\"name\":\"Ana Ruiz\","    \
	"\"identifiers\":[{\"type\":\"email\",\"value\":\"ana@post.example\"" \
	"},{\"type\":\"phone_number\",\"value\":\"+12025550123\"}],"          \
	"\"attributes\":{\"city\":\"Lower Quay\",\"segment\":\"gifts\"},"     \
	"\"events\":[{\"source\":\"shop\",\"type\":\"order\","                \
	"\"properties\":{\"goods\":\"tea mug\"},"                             \
	"\"created_at\":\"2026-01-02T03:04:05Z\"}]}\n"

/* Who answers, where the settings do not say: what no answer closes without. */
static inline void
world_open(struct world *w)
{
	struct om_settings *settings;

	ck_ok(om_open(&w->om, w->folder));
	w->c = (struct om_case){ w->om, &w->arena, w->c.id, NULL };
	settings = &w->om->settings;
	if (w->bare || *settings->organisation.name != '\0')
		return;
	settings->organisation.name = "Example Shop";
	settings->authority.name = "The authority";
}

/* Writes ombud.json anew: the log's name as it was, and more members. */
/* Opens it anew, with the settings as they are in ombud.json. */
static inline void
world_strip(struct world *w)
{
	ck_ok(om_close(w->om));
	w->bare = true;
	world_open(w);
}

static inline void
world_settle(struct world *w, const char *members)
{
	struct om_buf text = OM_BUF(64 << 10);
	char *path = om_path_join(w->folder, OM_SETTINGS_FILE);

	om_buf_format(
	    &text, "{\"origin\":\"%s\",%s}", w->om->settings.origin, members);
	ck_ok(om_close(w->om));
	ck_ok(om_file_replace(path, om_buf_span(&text), 0600));
	w->bare = true;
	world_open(w);
	om_buf_free(&text);
	om_free(path);
}

static inline void
world_make(struct world *w, bool one_person)
{
	char *folder = om_path_join(om_test_folder(), "w");
	struct om_init what = { .folder = folder, .one_person = one_person };
	int64_t id;

	*w = (struct world){ .folder = folder };
	ck_ok(om_init(&what));
	world_open(w);
	ck_ok(om_member_add(w->om->store, &id, SECOND, OM_ROLE_APPROVER));
}

static inline void
world_close(struct world *w)
{
	ck_ok(om_close(w->om));
	w->om = NULL;
}

static inline void
world_free(struct world *w)
{
	if (w->om != NULL)
		world_close(w);
	om_arena_free(&w->arena);
	om_free(w->folder);
}

static inline struct om_import_counts
world_import(struct world *w, const char *text)
{
	const struct om_records_options how = { .format = OM_RECORDS_NDJSON };
	const struct om_import_options options = { .strict = true };
	struct om_import_counts n = { 0 };
	struct om_records *records;

	ck_ok(om_records_open_memory(&records, "test", om_span_of(text), &how));
	ck_ok(om_import(&n, w->om->store, records, &options));
	om_records_close(records);
	return n;
}

static inline const char *
world_user(struct world *w)
{
	return w->om->member.name;
}

static inline int
world_new(struct world *w, const char *right, const char *claim)
{
	const struct om_request_new what = { .right = right,
		.claim = om_span_of(claim),
		.received = om_clock_today() };

	w->c = (struct om_case){ w->om, &w->arena, 0, NULL };
	return om_request_new(&w->c, &what);
}

/* The person is asked for something on a day. */
static inline int
world_ask(struct world *w, enum om_wait kind, int32_t day)
{
	const struct om_request_question q = { .kind = kind, .day = day };

	return om_request_ask(&w->c, &q);
}

/* A request up to its plan. */
static inline void
world_plan(struct world *w, const char *right, const char *claim)
{
	ck_ok(world_new(w, right, claim));
	ck_ok(om_request_verify(&w->c, "signed in"));
	ck_ok(om_request_plan(&w->c));
}

/* A request up to its execution. */
static inline void
world_run(struct world *w, const char *right, const char *claim)
{
	world_plan(w, right, claim);
	ck_ok(om_request_approve(&w->c, SECOND));
	ck_ok(om_request_run(&w->c));
}

/* What a look-up by an identifier comes to. */
static inline int
world_locate(struct world *w, const char *claim)
{
	struct om_subject *s;
	struct om_query query;

	ck_ok(om_query_parse(&query, w->om->store, om_span_of(claim)));
	return om_locate(&s, w->om->store, &w->arena, &query);
}

/* Makes the answer in the workspace and reads one of its files. */
static inline void
world_answer(struct world *w, struct om_buf *out, const char *file)
{
	char *folder = om_path_join(w->folder, "answer");
	char *path = om_path_join(folder, file);

	ck_ok(om_request_answer(&w->c, folder));
	ck_ok(om_file_read(out, path));
	om_free(path);
	om_free(folder);
}

static inline bool
world_has(const struct om_buf *b, const char *text)
{
	return b->p != NULL && strstr(b->p, text) != NULL;
}

#define ck_has(b, text) \
	ck_assert_msg(  \
	    world_has(&(b), text), "no '%s' in:\n%.2000s", text, (b).p)
#define ck_lacks(b, text) \
	ck_assert_msg(!world_has(&(b), text), "'%s' in:\n%.2000s", text, (b).p)

#endif
