#include "store/event.h"

#include <stdlib.h>

#include "format/json_reader.h"
#include "store/fixture.h"

static struct fixture f;

static int
check(const char *text)
{
	struct om_value *v;

	ck_ok(om_json_read(&v, &f.arena, om_span_of(text), NULL));
	return om_event_check(v);
}

#define OPEN "{\"source\":\"web\",\"type\":\"visit\",\"properties\":{}"
#define FORTY "ssssssssssssssssssssssssssssssssssssssss"

START_TEST(good_events_are_taken)
{
	static const char *const good[] = {
		OPEN "}",
		OPEN ",\"description\":\"d\",\"id\":\"i\",\"created_at\":"
		     "\"2026-01-05T09:00:00Z\",\"received_at\":"
		     "\"2026-01-05T09:00:00.5+00:00\"}",
		OPEN ",\"description\":null,\"id\":null,\"created_at\":null}",
		"{\"source\":\"" FORTY "\",\"type\":\"" FORTY
		"\",\"properties\":{\"a\":[1,{\"b\":null}]}}",
		("{\"source\":\"zendesk2\",\"type\":\"zendesk\","
		 "\"properties\":{}}"),
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ck_assert_msg(
		    check(good[i]) == OM_OK, "%s: %s", good[i], om_failure());
	om_arena_free(&f.arena);
}
END_TEST

START_TEST(bad_events_are_refused_by_the_member)
{
	static const struct {
		const char *text, *member;
	} bad[] = {
		{ "[]", "object" },
		{ "{}", "source" },
		{ "{\"source\":\"web\",\"properties\":{}}", "type" },
		{ "{\"source\":\"web\",\"type\":\"visit\"}", "properties" },
		{ "{\"source\":\"zendesk\",\"type\":\"v\",\"properties\":{}}",
		    "zendesk" },
		{ "{\"source\":null,\"type\":\"v\",\"properties\":{}}",
		    "source" },
		{ "{\"source\":\"\",\"type\":\"v\",\"properties\":{}}",
		    "source" },
		{ "{\"source\":\"" FORTY
		  "x\",\"type\":\"v\",\"properties\":{}}",
		    "source" },
		{ "{\"source\":\"s\",\"type\":\"" FORTY
		  "x\",\"properties\":{}}",
		    "type" },
		{ "{\"source\":\"s\",\"type\":7,\"properties\":{}}", "type" },
		{ "{\"source\":\"s\",\"type\":\"v\",\"properties\":[]}",
		    "properties" },
		{ OPEN ",\"created_at\":\"monday\"}", "created_at" },
		{ OPEN ",\"received_at\":7}", "received_at" },
		{ OPEN ",\"description\":7}", "description" },
		{ OPEN ",\"secret\":7}", "member" },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_msg(
		    check(bad[i].text) == OM_INPUT, "%s", bad[i].text);
		ck_assert_msg(strstr(om_failure(), bad[i].member) != NULL,
		    "%s: %s", bad[i].text, om_failure());
		ck_assert_ptr_null(strstr(om_failure(), "monday"));
	}
	om_arena_free(&f.arena);
}
END_TEST

static int
collect(void *state, struct om_span json)
{
	om_buf_add(state, json);
	om_buf_byte(state, '\n');
	return OM_OK;
}

static int
refuse(void *state, struct om_span json)
{
	++*(int *)state;
	(void)json;
	return om_fail(OM_LIMIT, "enough");
}

START_TEST(an_event_is_kept_once_and_listed)
{
	struct om_buf b = OM_BUF(4096);
	struct om_subject *s;
	int64_t profile;
	bool added;
	int calls = 0;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "c", ID("sdk", "v1"), ""));
	s = fixture_subject(&f, "sdk:v1");
	profile = s->profiles[0].id;
	ck_ok(om_store_begin(f.store));
	ck_ok(om_event_add(f.store, s, profile, OM_SPAN("{\"a\":1}"), &added));
	ck_assert(added);
	ck_ok(om_event_add(f.store, s, profile, OM_SPAN("{\"a\":1}"), &added));
	ck_assert(!added);
	ck_ok(om_event_add(
	    f.store, s, profile + 1, OM_SPAN("{\"a\":1}"), &added));
	ck_assert(added);
	ck_ok(om_store_commit(f.store));
	ck_ok(om_event_list(f.store, s, profile, collect, &b));
	ck_span_eq(om_buf_span(&b), "{\"a\":1}\n");
	ck_code(om_event_list(f.store, s, profile, refuse, &calls), OM_LIMIT);
	ck_assert_int_eq(calls, 1);
	om_buf_free(&b);
	fixture_close(&f);
}
END_TEST

struct paged {
	int64_t sum;
	size_t n, most;
	bool in_order;
	char last[OM_TAG_SIZE];
};

/* Events are {"n":1}, {"n":2} ... */
static int
add_up(void *state, struct om_span id, struct om_span json)
{
	struct paged *p = state;

	ck_assert_uint_eq(id.n, OM_TAG_SIZE);
	p->in_order &= p->n == 0 || memcmp(p->last, id.p, id.n) < 0;
	memcpy(p->last, id.p, id.n);
	p->sum += strtol(json.p + strlen("{\"n\":"), NULL, 10);
	return ++p->n == p->most;
}

START_TEST(any_number_of_events_is_read_page_by_page)
{
	enum { N = 1025 }; /* two pages and one */
	struct paged all = { .in_order = true, .most = SIZE_MAX };
	struct paged some = { .in_order = true, .most = 600 };
	struct om_subject *s;
	bool added;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "c", ID("sdk", "v1"), ""));
	s = fixture_subject(&f, "sdk:v1");
	ck_ok(om_store_begin(f.store));
	for (int i = 1; i <= N; i++) {
		struct om_buf json = OM_BUF(32);

		om_buf_format(&json, "{\"n\":%d}", i);
		ck_ok(om_event_add(f.store, s, 5, om_buf_span(&json), &added));
		om_buf_free(&json);
	}
	ck_ok(om_store_commit(f.store));
	ck_ok(om_event_each(f.store, s, 5, add_up, &all));
	ck_assert_uint_eq(all.n, N);
	ck_assert_int_eq(all.sum, N * (N + 1) / 2);
	ck_assert(all.in_order);
	ck_ok(om_event_each(f.store, s, 5, add_up, &some));
	ck_assert_uint_eq(some.n, 600);
	fixture_close(&f);
}
END_TEST

/* A sealed event moved to another profile opens no more. */
START_TEST(an_event_is_bound_to_its_profile)
{
	struct om_buf b = OM_BUF(4096);
	struct om_subject *s;
	bool added;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "c", ID("sdk", "v1"), ""));
	s = fixture_subject(&f, "sdk:v1");
	ck_ok(om_store_begin(f.store));
	ck_ok(om_event_add(f.store, s, 5, OM_SPAN("{\"a\":1}"), &added));
	ck_ok(om_store_commit(f.store));
	fixture_sql(&f, "UPDATE event SET profile = 6");
	ck_code(om_event_list(f.store, s, 6, collect, &b), OM_CORRUPT);
	om_buf_free(&b);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_event)
{
	tcase_add_test(tests, any_number_of_events_is_read_page_by_page);
	tcase_add_test(tests, good_events_are_taken);
	tcase_add_test(tests, bad_events_are_refused_by_the_member);
	tcase_add_test(tests, an_event_is_kept_once_and_listed);
	tcase_add_test(tests, an_event_is_bound_to_its_profile);
}
