#include "store/fact.h"

#include "store/backup.h"
#include "store/epoch.h"
#include "store/fixture.h"

static struct fixture f;

#define FACTS "The supplier's claim is before the court."

static int
get(struct om_span *out, int64_t of, const char *about)
{
	return om_fact_get(out, f.store, &f.arena, of, about);
}

START_TEST(facts_come_back_and_a_later_text_takes_their_place)
{
	struct om_span text;

	fixture_open(&f);
	ck_ok(om_fact_put(f.store, 7, "denied", OM_SPAN("first")));
	ck_ok(om_fact_put(f.store, 7, "denied", OM_SPAN(" " FACTS "\n")));
	ck_ok(get(&text, 7, "denied"));
	ck_assert(om_span_is(text, FACTS));
	ck_code(get(&text, 7, "fee"), OM_NOTFOUND);
	ck_code(get(&text, 8, "denied"), OM_NOTFOUND);
	fixture_close(&f);
}
END_TEST

START_TEST(an_empty_text_is_no_fact)
{
	fixture_open(&f);
	ck_code(om_fact_put(f.store, 7, "denied", OM_SPAN(" \n")), OM_USAGE);
	fixture_close(&f);
}
END_TEST

START_TEST(what_starts_with_a_word_is_forgotten_together)
{
	struct om_span text;

	fixture_open(&f);
	ck_ok(om_fact_put(f.store, 7, "item/1", OM_SPAN(FACTS)));
	ck_ok(om_fact_put(f.store, 7, "item/2", OM_SPAN(FACTS)));
	ck_ok(om_fact_put(f.store, 7, "fee", OM_SPAN(FACTS)));
	ck_ok(om_fact_put(f.store, 8, "item/1", OM_SPAN(FACTS)));
	ck_ok(om_fact_forget(f.store, 7, "item/"));
	ck_code(get(&text, 7, "item/1"), OM_NOTFOUND);
	ck_code(get(&text, 7, "item/2"), OM_NOTFOUND);
	ck_ok(get(&text, 7, "fee"));
	ck_ok(get(&text, 8, "item/1"));
	fixture_close(&f);
}
END_TEST

START_TEST(facts_are_wrapped_anew_with_the_keys_of_people)
{
	struct om_span text;
	uint64_t n = 0;
	uint32_t epoch;

	fixture_open(&f);
	ck_ok(om_fact_put(f.store, 7, "fee", OM_SPAN(FACTS)));
	ck_ok(om_epoch_rotate(f.store, &epoch));
	ck_ok(om_store_rewrap(f.store, &n));
	ck_assert_uint_eq(n, 1);
	ck_ok(get(&text, 7, "fee"));
	ck_assert(om_span_is(text, FACTS));
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_fact)
{
	tcase_add_test(
	    tests, facts_come_back_and_a_later_text_takes_their_place);
	tcase_add_test(tests, an_empty_text_is_no_fact);
	tcase_add_test(tests, what_starts_with_a_word_is_forgotten_together);
	tcase_add_test(tests, facts_are_wrapped_anew_with_the_keys_of_people);
}
