#include "request/kept.h"

#include "request/certificate.h"
#include "request/inside.h"
#include "request/item.h"
#include "request/world.h"
#include "store/balance.h"
#include "store/check.h"
#include "store/restriction.h"

static const char ana[] = "email:ana@post.example";

#define BILL                                                                  \
	"{\"source\":\"shop\",\"type\":\"invoices\",\"name\":\"A. Ruiz\","    \
	"\"created_at\":\"2024-05-02T00:00:00Z\","                            \
	"\"identifiers\":[{\"type\":\"email\",\"value\":\"ana@post.example\"" \
	"}],\"attributes\":{\"vat\":\"17 plum\",\"taste\":\"tea\"}}\n"

static struct world w;

static size_t
number_of(const char *source, const char *part)
{
	for (size_t i = 0; i < w.c.request->item_count; i++)
		if (strcmp(w.c.request->items[i].source, source) == 0 &&
		    strcmp(w.c.request->items[i].part, part) == 0)
			return i + 1;
	return 0;
}

static void
keep(const char *part, const char *action)
{
	const struct om_request_decision what = { .number =
						      number_of("shop", ""),
		.part = part,
		.action = action,
		.ground = "legal_obligation",
		.statute = "HGB s. 257(1) no. 4",
		.until = om_clock_today() + 10 };

	ck_ok(om_request_decide_item(&w.c, &what));
}

static void
planned(void)
{
	world_make(&w, false);
	(void)world_import(&w, ANA BILL);
	world_plan(&w, "erase", ana);
}

static void
run(void)
{
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
}

START_TEST(trap_09_one_record_is_erased_and_another_kept_in_one_request)
{
	const struct om_request *r;
	struct om_subject *s;
	const struct om_request_item *item;

	planned();
	keep(NULL, "keep");
	run();
	r = w.c.request;
	ck_assert_str_eq(r->outcome, "partial");
	item = &r->items[number_of("shop", "") - 1];
	ck_assert_str_eq(item->state, "kept");
	ck_assert_str_eq(om_item_outcome(item), "denied");
	item = &r->items[number_of("crm", "") - 1];
	ck_assert_str_eq(item->state, "done");
	ck_assert_str_eq(om_item_outcome(item), "granted");
	ck_assert_int_ne(r->subject, 0);
	ck_ok(om_locate_id(&s, w.om->store, &w.arena, r->subject));
	ck_assert_uint_eq(s->profile_count, 1);
	ck_assert(om_span_is(s->profiles[0].profile.source, "shop"));
	ck_assert_str_eq(om_case_id(&w.c, s->profiles[0].id),
	    r->items[number_of("shop", "") - 1].reference);
	ck_ok(om_store_check(w.om->store, NULL, NULL));
	ck_ok(om_balance_verify(w.om->store));
	world_free(&w);
}
END_TEST

START_TEST(what_is_kept_is_restricted_meanwhile)
{
	struct om_restriction *list;
	size_t n;

	planned();
	keep(NULL, "keep");
	run();
	ck_ok(om_restriction_list(
	    &list, &n, w.om->store, &w.arena, w.c.request->subject));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(list[0].ground, OM_RESTRICTED_KEPT);
	ck_assert_int_eq(list[0].request, w.c.id);
	ck_code(om_restriction_check(w.om->store, w.c.request->subject, 0),
	    OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(of_a_record_a_field_is_kept_and_the_rest_erased)
{
	const struct om_profile *p;
	struct om_subject *s;

	planned();
	keep("/attributes/vat", "keep");
	run();
	ck_ok(om_locate_id(&s, w.om->store, &w.arena, w.c.request->subject));
	ck_assert_uint_eq(s->profile_count, 1);
	p = &s->profiles[0].profile;
	ck_assert(om_span_is(p->attributes, "{\"vat\":\"17 plum\"}"));
	ck_assert_uint_eq(p->name.n, 0);
	/* Still hers to ask for. */
	ck_ok(world_locate(&w, ana));
	ck_code(world_locate(&w, "phone_number:+12025550123"), OM_NOTFOUND);
	world_free(&w);
}
END_TEST

START_TEST(trap_05_the_certificate_tells_kept_and_masked_from_erased)
{
	struct om_certificate kept;
	struct om_buf says = OM_BUF(1 << 20);

	planned();
	keep("/attributes/vat", "keep");
	keep("/attributes/taste", "mask");
	run();
	ck_ok(om_certificate_load(&kept, &w.c));
	ck_assert_uint_eq(kept.n, 2);
	om_buf_add(&says, kept.said[0].statement);
	ck_has(says, "\"masked\":1");
	ck_has(says, "\"erased\":{\"profiles\":1,\"events\":1,");
	ck_has(says, "\"part\":\"/attributes/vat\",\"action\":\"keep\","
		     "\"ground\":\"GDPR Art. 17(3)(b)\","
		     "\"statute\":\"HGB s. 257(1) no. 4\"");
	ck_has(says, "\"part\":\"/attributes/taste\",\"action\":\"mask\"");
	om_buf_free(&says);
	world_free(&w);
}
END_TEST

START_TEST(a_trial_of_it_changes_nothing)
{
	planned();
	keep(NULL, "keep");
	ck_ok(om_request_approve(&w.c, SECOND));
	w.om->dry_run = true;
	ck_ok(om_request_run(&w.c));
	w.om->dry_run = false;
	ck_ok(om_request_show(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_APPROVED);
	ck_ok(world_locate(&w, "phone_number:+12025550123"));
	ck_ok(om_balance_verify(w.om->store));
	world_free(&w);
}
END_TEST

START_TEST(what_changed_since_the_approval_is_planned_anew)
{
	planned();
	keep(NULL, "keep");
	ck_ok(om_request_approve(&w.c, SECOND));
	(void)world_import(&w,
	    "{\"source\":\"news\",\"type\":\"letters\",\"identifiers\":[{"
	    "\"type\":\"email\",\"value\":\"ana@post.example\"}]}\n");
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "plan again"));
	world_free(&w);
}
END_TEST

OM_SUITE(request_kept)
{
	tcase_add_test(tests,
	    trap_09_one_record_is_erased_and_another_kept_in_one_request);
	tcase_add_test(tests, what_is_kept_is_restricted_meanwhile);
	tcase_add_test(tests, of_a_record_a_field_is_kept_and_the_rest_erased);
	tcase_add_test(
	    tests, trap_05_the_certificate_tells_kept_and_masked_from_erased);
	tcase_add_test(tests, a_trial_of_it_changes_nothing);
	tcase_add_test(tests, what_changed_since_the_approval_is_planned_anew);
}
