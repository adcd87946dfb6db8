#include "request/keeping.h"

#include "request/inside.h"
#include "request/item.h"
#include "request/kept.h"
#include "request/world.h"

static const char ana[] = "email:ana@post.example";

#define BILL                                                                  \
	"{\"source\":\"shop\",\"type\":\"invoices\",\"name\":\"A. Ruiz\","    \
	"\"created_at\":\"2024-05-02T00:00:00Z\","                            \
	"\"identifiers\":[{\"type\":\"email\",\"value\":\"ana@post.example\"" \
	"}],\"attributes\":{\"vat\":\"17 plum\",\"paid\":\"2024-06-01\"}}\n"

#define ONE(part, years, from)                                              \
	"{\"source\":\"shop\",\"type\":\"invoices\",\"part\":\"" part       \
	"\",\"statute\":\"HGB s. 257(1) no. 4, (4)\",\"why\":\"vouchers\"," \
	"\"years\":" years ",\"from\":\"" from "\",\"end_of_year\":true}"
#define DUTY(part, years, from) "{\"duties\":[" ONE(part, years, from) "]}"
#define DUTIES(one, other) "{\"duties\":[" one "," other "]}"

static struct world w;

static void
begin(const char *duties)
{
	world_make(&w, false);
	if (duties != NULL) {
		char *policies = om_path_join(w.folder, "policies");
		char *folder = om_path_join(policies, "retention");
		char *path = om_path_join(folder, "de.json");

		ck_ok(om_folder_make(policies, 0700));
		ck_ok(om_folder_make(folder, 0700));
		ck_ok(om_file_create(path, om_span_of(duties), 0600));
		om_free(path);
		om_free(folder);
		om_free(policies);
		world_close(&w);
		world_open(&w);
	}
	(void)world_import(&w, ANA BILL);
}

static const struct om_request_item *
item_of(const char *source, const char *part)
{
	for (size_t i = 0; i < w.c.request->item_count; i++)
		if (strcmp(w.c.request->items[i].source, source) == 0 &&
		    strcmp(w.c.request->items[i].part, part) == 0)
			return &w.c.request->items[i];
	return NULL;
}

static int64_t
hold(const char *system, const char *category)
{
	const struct om_hold what = {
		.system = system, .category = category, .ground = "legal_claims"
	};
	int64_t id;

	ck_ok(om_hold_place(&id, w.om->store, &what, OM_SPAN_NONE));
	return id;
}

START_TEST(a_statute_of_the_policies_keeps_its_records_and_no_others)
{
	const struct om_request_item *item;
	int32_t day = 0;

	begin(DUTY("", "8", "created_at"));
	world_plan(&w, "erase", ana);
	item = item_of("shop", "");
	ck_assert_str_eq(item->action, "keep");
	ck_assert_str_eq(item->code, "legal_obligation");
	ck_assert_str_eq(item->ground, "GDPR Art. 17(3)(b)");
	ck_assert_str_eq(item->statute, "HGB s. 257(1) no. 4, (4)");
	/* 2024 ends, and eight years. */
	ck_ok(om_day_parse(&day, OM_SPAN("2032-12-31")));
	ck_assert_int_eq(item->until, day);
	ck_assert_str_eq(item_of("crm", "")->action, "erase");
	world_free(&w);
}
END_TEST

/* A record of the shop that was made so many days ago. */
static void
import_made(int days)
{
	struct om_buf line = OM_BUF(1 << 12), day = OM_BUF(32);

	om_day_format(&day, om_clock_today() - days);
	om_buf_format(&line,
	    "{\"source\":\"shop\",\"type\":\"invoices\",\"id\":\"i%d\","
	    "\"created_at\":\"%sT00:00:00Z\",\"identifiers\":[{\"type\":"
	    "\"email\",\"value\":\"ana@post.example\"}],\"attributes\":{}}\n",
	    days, day.p);
	(void)world_import(&w, line.p);
	om_buf_free(&line);
	om_buf_free(&day);
}

/*
 * DPDP Rules 2025, rule 8(3): data and logs stay for a year at least. Within
 * it nothing of the record is erased, behind it all of it; and a request is
 * not taken in under the Indian law as if its letters were known.
 */
START_TEST(trap_23_within_the_mandatory_year_of_india_nothing_is_erased)
{
	static const char rule[] =
	    "{\"duties\":[{\"source\":\"shop\",\"type\":\"invoices\","
	    "\"statute\":\"DPDP Rules 2025, rule 8(3)\",\"why\":\"logs\","
	    "\"years\":1,\"from\":\"created_at\"}]}";
	const struct om_request_new indian = { .right = "erase",
		.regime = "dpdp-in",
		.claim = om_span_of(ana),
		.received = om_clock_today() };
	const struct om_request_item *item;

	begin(rule);
	w.c = (struct om_case){ w.om, &w.arena, 0, NULL };
	ck_code(om_request_new(&w.c, &indian), OM_USAGE);
	import_made(360);
	world_plan(&w, "erase", ana);
	item = item_of("shop", "");
	ck_assert_str_eq(item->action, "keep");
	ck_assert_str_eq(item->statute, "DPDP Rules 2025, rule 8(3)");
	/* 360 of 365 or 366 days are over. */
	ck_assert_int_ge(item->until, om_clock_today() + 4);
	ck_assert_int_le(item->until, om_clock_today() + 6);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	ck_ok(world_locate(&w, ana));
	world_free(&w);

	begin(rule);
	import_made(370);
	world_plan(&w, "erase", ana);
	ck_assert_str_eq(item_of("shop", "")->action, "erase");
	world_free(&w);
}
END_TEST

START_TEST(a_statute_may_keep_a_part_from_a_day_in_the_record)
{
	int32_t day = 0;

	begin(DUTY("/attributes/vat", "10", "/attributes/paid"));
	world_plan(&w, "erase", ana);
	ck_assert_str_eq(item_of("shop", "")->action, "erase");
	ck_assert_str_eq(item_of("shop", "/attributes/vat")->action, "keep");
	ck_assert_str_eq(item_of("shop", "/identifiers")->action, "keep");
	ck_ok(om_day_parse(&day, OM_SPAN("2034-12-31")));
	ck_assert_int_eq(item_of("shop", "/attributes/vat")->until, day);
	world_free(&w);
}
END_TEST

START_TEST(a_duty_that_is_over_keeps_nothing)
{
	begin(DUTY("", "1", "created_at"));
	world_plan(&w, "erase", ana);
	ck_assert_str_eq(item_of("shop", "")->action, "erase");
	world_free(&w);
}
END_TEST

START_TEST(one_whose_beginning_nobody_knows_keeps_until_it_is_decided)
{
	begin(DUTY("", "8", "updated_at"));
	world_plan(&w, "erase", ana);
	ck_assert_str_eq(item_of("shop", "")->action, "keep");
	ck_assert_int_eq(item_of("shop", "")->until, 0);
	world_free(&w);
}
END_TEST

START_TEST(copies_keep_nothing_back_by_a_statute)
{
	begin(DUTY("", "8", "created_at"));
	world_plan(&w, "access", ana);
	ck_assert_str_eq(item_of("shop", "")->action, "copy");
	world_free(&w);
}
END_TEST

START_TEST(trap_09_a_legal_hold_is_planned_for_and_not_run_over)
{
	begin(NULL);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	/* Placed after the approval. */
	(void)hold("shop", "");
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "legal hold"));
	ck_ok(om_request_plan(&w.c));
	ck_assert_str_eq(item_of("shop", "")->action, "keep");
	ck_assert_str_eq(item_of("shop", "")->code, "legal_claims");
	ck_assert_str_eq(item_of("shop", "")->ground, "GDPR Art. 17(3)(e)");
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	ck_assert_str_eq(w.c.request->outcome, "partial");
	ck_ok(world_locate(&w, ana));
	world_free(&w);
}
END_TEST

START_TEST(nobody_decides_against_a_hold)
{
	struct om_request_decision what = { .action = "erase" };

	begin(NULL);
	(void)hold("", "invoices");
	world_plan(&w, "erase", ana);
	what.number = (size_t)(item_of("shop", "") - w.c.request->items) + 1;
	ck_ok(om_request_decide_item(&w.c, &what));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_code(om_request_run(&w.c), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(a_hold_stops_pseudonyms_too_and_a_release_frees_them)
{
	int64_t id;

	begin(NULL);
	id = hold("crm", "customer");
	world_plan(&w, "pseudonymize", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_ok(om_hold_release(w.om->store, id));
	ck_ok(om_request_run(&w.c));
	world_free(&w);
}
END_TEST

START_TEST(what_one_request_keeps_another_does_not_erase)
{
	begin(NULL);
	(void)hold("shop", "");
	world_run(&w, "erase", ana);
	world_plan(&w, "erase", ana);
	ck_assert_str_eq(item_of("shop", "")->action, "keep");
	ck_assert_ptr_null(item_of("crm", ""));
	world_free(&w);
}
END_TEST

/* From 2 May 2024: eight years to the end of 2032, ten to that of 2034. */
START_TEST(of_two_duties_the_longer_keeps_whatever_their_order)
{
	static const char *const orders[] = {
		DUTIES(ONE("", "10", "created_at"), ONE("", "8", "created_at")),
		DUTIES(ONE("", "8", "created_at"), ONE("", "10", "created_at")),
	};

	for (int i = 0; i < 2; i++) {
		begin(orders[i]);
		world_plan(&w, "erase", ana);
		ck_assert_int_eq(
		    item_of("shop", "")->until, om_day_of(2034, 12, 31));
		world_free(&w);
	}
}
END_TEST

START_TEST(an_end_that_nobody_knows_is_the_last)
{
	begin(DUTIES(ONE("/attributes/vat", "1", "updated_at"),
	    ONE("/attributes/vat", "10", "created_at")));
	world_plan(&w, "erase", ana);
	ck_assert_int_eq(item_of("shop", "/attributes/vat")->until, 0);
	world_free(&w);
}
END_TEST

static void
tend(uint64_t erased)
{
	struct om_kept_tending done;

	ck_ok(om_kept_tend(&done, w.om));
	ck_assert_uint_eq(done.erased, erased);
	ck_ok(om_request_show(&w.c));
}

START_TEST(what_a_hold_leaves_falls_to_the_longest_duty)
{
	int64_t id;

	begin(DUTIES(ONE("/attributes/paid", "8", "created_at"),
	    ONE("/attributes/vat", "10", "created_at")));
	id = hold("shop", "");
	world_run(&w, "erase", ana);
	ck_ok(om_hold_release(w.om->store, id));
	tend(0);
	ck_assert_int_eq(item_of("shop", "")->until, om_day_of(2034, 12, 31));
	ck_assert_str_eq(item_of("shop", "")->code, "legal_obligation");
	ck_assert_str_eq(item_of("shop", "")->state, "kept");
	world_free(&w);
}
END_TEST

/* A day that a person set is past; the law still wants the record. */
START_TEST(what_was_decided_too_short_is_kept_as_long_as_its_duty)
{
	struct om_request_item *item;

	begin(DUTY("", "10", "created_at"));
	world_run(&w, "erase", ana);
	item = &w.c.request->items[item_of("shop", "") - w.c.request->items];
	item->until = om_clock_today() - 1;
	ck_ok(om_item_set(&w.c, (size_t)(item - w.c.request->items) + 1, item));
	tend(0);
	ck_assert_int_eq(item_of("shop", "")->until, om_day_of(2034, 12, 31));
	world_free(&w);
}
END_TEST

OM_SUITE(request_keeping)
{
	tcase_add_test(
	    tests, of_two_duties_the_longer_keeps_whatever_their_order);
	tcase_add_test(tests, an_end_that_nobody_knows_is_the_last);
	tcase_add_test(tests, what_a_hold_leaves_falls_to_the_longest_duty);
	tcase_add_test(
	    tests, what_was_decided_too_short_is_kept_as_long_as_its_duty);
	tcase_add_test(tests,
	    trap_23_within_the_mandatory_year_of_india_nothing_is_erased);
	tcase_add_test(
	    tests, a_statute_of_the_policies_keeps_its_records_and_no_others);
	tcase_add_test(
	    tests, a_statute_may_keep_a_part_from_a_day_in_the_record);
	tcase_add_test(tests, a_duty_that_is_over_keeps_nothing);
	tcase_add_test(
	    tests, one_whose_beginning_nobody_knows_keeps_until_it_is_decided);
	tcase_add_test(tests, copies_keep_nothing_back_by_a_statute);
	tcase_add_test(
	    tests, trap_09_a_legal_hold_is_planned_for_and_not_run_over);
	tcase_add_test(tests, nobody_decides_against_a_hold);
	tcase_add_test(
	    tests, a_hold_stops_pseudonyms_too_and_a_release_frees_them);
	tcase_add_test(tests, what_one_request_keeps_another_does_not_erase);
}
