#include "request/world.h"

#include "request/inside.h"
#include "store/id.h"

struct search {
	const char *needle;
	size_t hits;
};

static int
look(void *state, const char *path)
{
	struct search *s = state;
	struct om_buf b = OM_BUF((size_t)64 << 20);
	size_t n = strlen(s->needle);

	ck_ok(om_file_read(&b, path));
	for (size_t i = 0; i + n <= b.n; i++)
		s->hits += memcmp(b.p + i, s->needle, n) == 0;
	om_buf_free(&b);
	return OM_OK;
}

static size_t
hits(struct world *w, const char *needle)
{
	struct search s = { needle, 0 };

	ck_ok(om_folder_walk(w->folder, look, &s));
	return s.hits;
}

START_TEST(the_identifier_is_nowhere_in_the_clear)
{
	struct world w;
	struct om_span claim;

	world_make(&w, false);
	ck_ok(world_new(&w, "access", "email:zoe@post.example"));
	ck_ok(om_claim_open(&claim, &w.c));
	ck_span_eq(claim, "email:zoe@post.example");
	world_close(&w);
	ck_assert_uint_eq(hits(&w, "zoe@post.example"), 0);
	ck_assert_uint_gt(hits(&w, "ombud.example/"), 0); /* control */
	world_free(&w);
}
END_TEST

START_TEST(a_claim_moved_to_another_request_does_not_open)
{
	struct om_span claim;
	struct world w;
	int64_t first;

	world_make(&w, false);
	ck_ok(world_new(&w, "access", "email:zoe@post.example"));
	first = w.c.id;
	ck_ok(world_new(&w, "access", "email:yan@post.example"));
	ck_ok(om_sql_script(w.om->store->sql,
	    "UPDATE request SET (epoch, wrapped_key, claim) ="
	    " (SELECT epoch, wrapped_key, claim FROM request"
	    " ORDER BY id LIMIT 1)"));
	ck_code(om_claim_open(&claim, &w.c), OM_CORRUPT);
	w.c.id = first;
	ck_ok(om_claim_open(&claim, &w.c));
	world_free(&w);
}
END_TEST

START_TEST(closing_wipes_the_identifier)
{
	struct om_span claim;
	struct world w;

	world_make(&w, false);
	ck_ok(world_new(&w, "access", "email:zoe@post.example"));
	ck_ok(om_request_withdraw(&w.c));
	ck_assert_str_eq(w.c.request->outcome, "withdrawn");
	ck_code(om_claim_open(&claim, &w.c), OM_NOTFOUND);
	world_free(&w);
}
END_TEST

START_TEST(an_erasure_wipes_the_identifiers_of_her_other_requests)
{
	int64_t located, waiting, strangers;
	struct om_span claim;
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "access", "email:ana@post.example");
	located = w.c.id;
	ck_ok(world_new(&w, "access", "phone_number:+1 202 555 0123"));
	waiting = w.c.id;
	ck_ok(world_new(&w, "access", "email:zoe@post.example"));
	strangers = w.c.id;
	world_run(&w, "erase", "email:ana@post.example");
	ck_code(om_claim_open(&claim, &w.c), OM_NOTFOUND);
	w.c.id = located;
	ck_code(om_claim_open(&claim, &w.c), OM_NOTFOUND);
	w.c.id = waiting;
	ck_code(om_claim_open(&claim, &w.c), OM_NOTFOUND);
	w.c.id = strangers;
	ck_ok(om_claim_open(&claim, &w.c));
	world_free(&w);
}
END_TEST

/* As one is left by a program or a policy that read more than this one. */
static void
insert_claim(struct world *w, const char *claim)
{
	const struct om_tag none = { { 0 } };

	w->c.id = om_id_new();
	ck_ok(om_trial_begin(w->om));
	ck_ok(om_trial_end(
	    w->om, om_claim_insert(&w->c, om_span_of(claim), &none)));
}

START_TEST(a_claim_that_cannot_be_read_does_not_keep_others_from_being_erased)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(world_new(&w, "access", "email:zoe@post.example"));
	insert_claim(&w, "email:  ");
	insert_claim(&w, "email:\xff\xfe");
	insert_claim(&w, "zoe");
	world_run(&w, "erase", "email:ana@post.example");
	ck_code(world_locate(&w, "email:ana@post.example"), OM_NOTFOUND);
	world_free(&w);
}
END_TEST

START_TEST(a_claim_that_cannot_be_read_is_not_taken_in)
{
	struct world w;

	world_make(&w, false);
	ck_code(world_new(&w, "access", "email:  "), OM_INPUT);
	ck_code(world_new(&w, "access", "email:\xff\xfe"), OM_USAGE);
	ck_code(world_new(&w, "access", "zoe"), OM_USAGE);
	world_free(&w);
}
END_TEST

START_TEST(a_damaged_claim_stops_an_erasure)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(world_new(&w, "access", "email:zoe@post.example"));
	ck_ok(om_sql_script(w.om->store->sql,
	    "UPDATE request SET claim = zeroblob(length(claim))"));
	world_plan(&w, "erase", "email:ana@post.example");
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_code(om_request_run(&w.c), OM_CORRUPT);
	ck_ok(world_locate(&w, "email:ana@post.example"));
	world_free(&w);
}
END_TEST

OM_SUITE(request_claim)
{
	tcase_add_test(tests, the_identifier_is_nowhere_in_the_clear);
	tcase_add_test(tests, a_claim_moved_to_another_request_does_not_open);
	tcase_add_test(tests, closing_wipes_the_identifier);
	tcase_add_test(
	    tests, an_erasure_wipes_the_identifiers_of_her_other_requests);
	tcase_add_test(tests,
	    a_claim_that_cannot_be_read_does_not_keep_others_from_being_erased);
	tcase_add_test(tests, a_claim_that_cannot_be_read_is_not_taken_in);
	tcase_add_test(tests, a_damaged_claim_stops_an_erasure);
}
