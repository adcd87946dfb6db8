#include "request/world.h"

#include "request/inside.h"
#include "request/item.h"

static const char ana[] = "email:ana@post.example";

static struct world w;

static int
decide(size_t number, const char *part, const char *action, const char *ground)
{
	const struct om_request_decision what = { .number = number,
		.part = part,
		.action = action,
		.ground = ground };

	return om_request_decide_item(&w.c, &what);
}

static void
planned(const char *right)
{
	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, right, ana);
}

START_TEST(a_plan_tells_what_each_record_is_and_how_much)
{
	const struct om_request_item *item;

	planned("erase");
	item = &w.c.request->items[0];
	ck_assert_str_eq(item->source, "crm");
	ck_assert_str_eq(item->type, "customer");
	ck_assert_int_eq(item->events, 1);
	ck_assert_int_eq(item->identifiers, 2);
	ck_assert_int_eq(item->attributes, 2);
	ck_assert_str_eq(item->state, "planned");
	ck_assert_str_eq(om_item_outcome(item), "granted");
	/* What Ombud keeps itself is no record of hers. */
	ck_assert_ptr_null(om_item_outcome(&w.c.request->items[1]));
	world_free(&w);
}
END_TEST

START_TEST(trap_09_erasure_is_refused_per_item_with_its_ground)
{
	struct om_request_decision what = { .number = 1,
		.action = "keep",
		.ground = "legal_obligation",
		.statute = "HGB s. 257(1) no. 4",
		.until = om_clock_today() + 30,
		.because = OM_SPAN("Invoices of 2024") };
	const struct om_request_item *item;
	struct om_span text;

	planned("erase");
	ck_ok(om_request_decide_item(&w.c, &what));
	item = &w.c.request->items[0];
	ck_assert_str_eq(item->action, "keep");
	ck_assert_str_eq(item->code, "legal_obligation");
	ck_assert_str_eq(item->ground, "GDPR Art. 17(3)(b)");
	ck_assert_str_eq(item->statute, "HGB s. 257(1) no. 4");
	ck_assert_int_eq(item->until, what.until);
	ck_assert_str_eq(om_item_outcome(item), "denied");
	ck_ok(om_request_facts(&text, &w.c, om_item_fact(&w.c, 1)));
	ck_assert(om_span_is(text, "Invoices of 2024"));

	/* Planning anew forgets it, and why. */
	ck_ok(om_request_plan(&w.c));
	ck_assert_str_eq(w.c.request->items[0].action, "erase");
	ck_ok(om_request_facts(&text, &w.c, om_item_fact(&w.c, 1)));
	ck_assert_uint_eq(text.n, 0);
	world_free(&w);
}
END_TEST

#define BOUGHT                                                                \
	"{\"source\":\"broker\",\"type\":\"segment\",\"name\":\"A. Ruiz\","   \
	"\"identifiers\":[{\"type\":\"email\",\"value\":\"ana@post.example\"" \
	"}],\"attributes\":{\"income\":\"mauve bracket\"}}\n"

static void
planned_under(const char *regime, const char *right, const char *method)
{
	const struct om_request_new what = { .right = right,
		.regime = regime,
		.claim = om_span_of(ana),
		.received = om_clock_today() };

	w.c = (struct om_case){ w.om, &w.arena, 0, NULL };
	ck_ok(om_request_new(&w.c, &what));
	ck_ok(om_request_verify(&w.c, method));
	ck_ok(om_request_plan(&w.c));
}

static size_t
number_of(const char *source)
{
	for (size_t i = 0; i < w.c.request->item_count; i++)
		if (strcmp(w.c.request->items[i].source, source) == 0)
			return i + 1;
	return 0;
}

/*
 * Cal. Civ. Code 1798.105(a): "collected from the consumer". What was bought
 * may stay, by that ground, and is in the copy all the same (1798.110); the
 * GDPR knows no such ground (Art. 17(1): "personal data concerning him").
 */
START_TEST(trap_18_what_was_bought_may_outlast_a_deletion_in_california_alone)
{
	struct om_request_item *item;
	struct om_buf copy = OM_BUF(1 << 20);

	world_make(&w, false);
	(void)world_import(&w, ANA BOUGHT);
	planned_under("gdpr", "erase", "signed in");
	ck_assert_str_eq(
	    w.c.request->items[number_of("broker") - 1].action, "erase");
	ck_code(
	    decide(number_of("broker"), "", "keep", "not_collected_from_you"),
	    OM_USAGE);
	ck_ok(om_request_withdraw(&w.c));

	planned_under("ccpa", "erase", "signed in");
	ck_ok(
	    decide(number_of("broker"), "", "keep", "not_collected_from_you"));
	item = &w.c.request->items[number_of("broker") - 1];
	ck_assert_str_eq(item->ground, "Cal. Civ. Code 1798.105(a)");
	ck_assert_str_eq(
	    w.c.request->items[number_of("crm") - 1].action, "erase");
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	ck_assert_str_eq(w.c.request->outcome, "partial");

	/* What she gave is gone; the copy has what was bought. */
	planned_under("gdpr", "access", "signed in");
	ck_assert_uint_eq(number_of("crm"), 0);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	world_answer(&w, &copy, "data.json");
	ck_assert(world_has(&copy, "mauve bracket"));
	ck_assert(!world_has(&copy, "tea mug"));
	om_buf_free(&copy);
	world_free(&w);
}
END_TEST

/* An access request in California has what was bought from others, too. */
START_TEST(trap_18_a_californian_copy_is_planned_of_what_was_bought_too)
{
	world_make(&w, false);
	(void)world_import(&w, ANA BOUGHT);
	planned_under("ccpa", "access", "signed in");
	ck_assert_uint_ne(number_of("broker"), 0);
	ck_assert_uint_ne(number_of("crm"), 0);
	ck_assert_str_eq(
	    w.c.request->items[number_of("broker") - 1].action, "copy");
	world_free(&w);
}
END_TEST

START_TEST(a_change_drops_the_approval)
{
	planned("erase");
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(decide(1, "/events", "keep", "legal_claims"));
	ck_assert_int_eq(w.c.request->state, OM_STATE_PLANNED);
	ck_assert_ptr_null(w.c.request->approved);
	ck_code(om_request_run(&w.c), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(a_part_that_is_kept_stays_findable)
{
	const struct om_request_item *item;
	const char *id;

	planned("erase");
	id = w.c.request->items[0].reference;
	ck_ok(decide(1, "/attributes/segment", "keep", "legal_claims"));
	ck_assert_uint_eq(w.c.request->item_count, 6);
	item = om_item_find(w.c.request, id, "/identifiers");
	ck_assert_ptr_nonnull(item);
	ck_assert_str_eq(item->action, "keep");
	ck_assert_str_eq(item->code, "legal_claims");
	/* A second one does not add them twice. */
	ck_ok(decide(1, "/attributes/city", "keep", "legal_claims"));
	ck_assert_uint_eq(w.c.request->item_count, 7);
	ck_ok(decide(1, "/identifiers", "erase", NULL));
	item = om_item_find(w.c.request, id, "/identifiers");
	ck_assert_str_eq(item->action, "erase");
	ck_assert_str_eq(item->code, "");
	world_free(&w);
}
END_TEST

START_TEST(what_does_not_fit_the_item_is_refused)
{
	struct om_request_decision late = { .number = 1,
		.action = "keep",
		.ground = "legal_claims",
		.until = om_clock_today() - 1 };

	planned("erase");
	ck_code(decide(0, NULL, "keep", "legal_claims"), OM_USAGE);
	ck_code(decide(9, NULL, "keep", "legal_claims"), OM_USAGE);
	/* The suppression entry. */
	ck_code(decide(2, NULL, "erase", NULL), OM_USAGE);
	ck_code(decide(1, NULL, "copy", NULL), OM_USAGE);
	ck_code(decide(1, NULL, "withhold", "others_rights"), OM_USAGE);
	ck_code(decide(1, NULL, "keep", NULL), OM_USAGE);
	ck_code(decide(1, NULL, "keep", "no such"), OM_USAGE);
	/* A statutory duty names its statute: it is no legal hold. */
	ck_code(decide(1, NULL, "keep", "legal_obligation"), OM_USAGE);
	ck_code(decide(1, NULL, "erase", "legal_claims"), OM_USAGE);
	ck_code(decide(1, NULL, "mask", "legal_claims"), OM_USAGE);
	ck_code(decide(1, "/identifiers", "mask", "legal_claims"), OM_USAGE);
	ck_code(decide(1, "city", "keep", "legal_claims"), OM_USAGE);
	ck_code(decide(1, "/attributes/", "keep", "legal_claims"), OM_USAGE);
	ck_code(
	    decide(1, "/attributes/ana@post.example", "keep", "legal_claims"),
	    OM_USAGE);
	ck_code(om_request_decide_item(&w.c, &late), OM_USAGE);
	ck_assert_uint_eq(w.c.request->item_count, 4);
	world_free(&w);
}
END_TEST

START_TEST(a_copy_withholds_an_item_on_a_ground)
{
	planned("access");
	ck_ok(decide(1, "/events", "withhold", "others_rights"));
	ck_assert_str_eq(om_item_outcome(&w.c.request->items[1]), "denied");
	ck_assert_str_eq(om_items_outcome(w.c.request), "partial");
	ck_code(decide(1, NULL, "erase", NULL), OM_USAGE);
	world_free(&w);
}
END_TEST

START_TEST(trap_05_a_mask_is_no_erasure)
{
	planned("erase");
	ck_ok(decide(1, "/attributes/city", "mask", "legal_claims"));
	ck_assert_str_eq(
	    om_item_outcome(om_item_find(w.c.request,
		w.c.request->items[0].reference, "/attributes/city")),
	    "partial");
	ck_assert_str_eq(om_items_outcome(w.c.request), "partial");
	world_free(&w);
}
END_TEST

START_TEST(who_typed_an_approval_is_told)
{
	planned("erase");
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_assert_str_eq(w.c.request->approved->by, SECOND);
	ck_assert_str_eq(w.c.request->approved->typed, world_user(&w));
	ck_assert_ptr_null(w.c.request->events[0].typed);
	world_free(&w);
}
END_TEST

static int
look_into(void *state, const char *path)
{
	static const char word[] = "warehouse";
	struct om_buf text = OM_BUF(16 << 20);

	ck_ok(om_file_read(&text, path));
	for (size_t i = 0; i + strlen(word) <= text.n; i++)
		*(bool *)state |= memcmp(text.p + i, word, strlen(word)) == 0;
	om_buf_free(&text);
	return OM_OK;
}

START_TEST(trap_12_the_facts_of_a_case_stand_in_no_log_and_no_file)
{
	struct om_request_decision what = { .number = 1,
		.action = "keep",
		.ground = "legal_claims",
		.because = OM_SPAN("The dispute about the warehouse") };
	bool found = false;

	planned("erase");
	ck_ok(om_request_decide_item(&w.c, &what));
	world_close(&w);
	ck_ok(om_folder_walk(w.folder, look_into, &found));
	ck_assert(!found);
	world_free(&w);
}
END_TEST

OM_SUITE(request_item)
{
	tcase_add_test(tests,
	    trap_18_what_was_bought_may_outlast_a_deletion_in_california_alone);
	tcase_add_test(tests,
	    trap_18_a_californian_copy_is_planned_of_what_was_bought_too);
	tcase_add_test(tests, a_plan_tells_what_each_record_is_and_how_much);
	tcase_add_test(
	    tests, trap_09_erasure_is_refused_per_item_with_its_ground);
	tcase_add_test(tests, a_change_drops_the_approval);
	tcase_add_test(tests, a_part_that_is_kept_stays_findable);
	tcase_add_test(tests, what_does_not_fit_the_item_is_refused);
	tcase_add_test(tests, a_copy_withholds_an_item_on_a_ground);
	tcase_add_test(tests, trap_05_a_mask_is_no_erasure);
	tcase_add_test(tests, who_typed_an_approval_is_told);
	tcase_add_test(
	    tests, trap_12_the_facts_of_a_case_stand_in_no_log_and_no_file);
}
