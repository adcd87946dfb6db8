#include "request/kept.h"

#include "request/certificate.h"
#include "request/inside.h"
#include "request/item.h"
#include "request/world.h"
#include "store/balance.h"
#include "store/check.h"
#include "store/hold.h"
#include "store/restriction.h"
#include "store/statement.h"

static const char ana[] = "email:ana@post.example";

#define BILL                                                                  \
	"{\"source\":\"shop\",\"type\":\"invoices\",\"name\":\"A. Ruiz\","    \
	"\"identifiers\":[{\"type\":\"email\",\"value\":\"ana@post.example\"" \
	"}],\"attributes\":{\"vat\":\"17 plum\",\"taste\":\"tea\"}}\n"

static struct world w;
static struct om_kept_tending done;

static int64_t
hold_the_shop(void)
{
	const struct om_hold what = {
		.system = "shop", .category = "", .ground = "legal_claims"
	};
	int64_t id;

	ck_ok(om_hold_place(&id, w.om->store, &what, OM_SPAN_NONE));
	return id;
}

/* An erasure that kept the shop's record, closed. */
static int64_t
begin(void)
{
	char *path;
	int64_t id;

	world_make(&w, false);
	(void)world_import(&w, ANA BILL);
	id = hold_the_shop();
	world_run(&w, "erase", ana);
	path = om_path_join(w.folder, "answer");
	ck_ok(om_request_answer(&w.c, path));
	ck_ok(om_request_close(&w.c, true));
	om_free(path);
	return id;
}

static void
tend(void)
{
	ck_ok(om_kept_tend(&done, w.om));
	ck_ok(om_request_show(&w.c));
}

START_TEST(what_a_hold_kept_is_erased_when_it_is_released)
{
	struct om_certificate kept;
	struct om_buf says = OM_BUF(1 << 20);
	int64_t id = begin();

	tend();
	ck_assert_uint_eq(done.erased, 0);
	ck_ok(world_locate(&w, ana));
	ck_ok(om_certificate_load(&kept, &w.c));
	ck_assert_uint_eq(kept.n, 2);
	ck_ok(om_hold_release(w.om->store, id));
	tend();
	ck_assert_uint_eq(done.requests, 1);
	ck_assert_uint_eq(done.erased, 1);
	ck_code(world_locate(&w, ana), OM_NOTFOUND);
	ck_assert_int_eq(w.c.request->state, OM_STATE_CLOSED);
	ck_assert_ptr_nonnull(w.c.request->supplemented);
	ck_assert_str_eq(w.c.request->outcome, "partial");

	/* The certificate of that goes on from the first. */
	ck_ok(om_certificate_load(&kept, &w.c));
	ck_assert_uint_eq(kept.n, 4);
	om_buf_add(&says, kept.said[2].statement);
	ck_has(says, "\"erased\":{\"profiles\":1,");
	ck_lacks(says, "\"kept\"");
	tend();
	ck_assert_uint_eq(done.erased, 0);
	ck_ok(om_store_check(w.om->store, NULL, NULL));
	ck_ok(om_balance_verify(w.om->store));
	om_buf_free(&says);
	world_free(&w);
}
END_TEST

/* The person gets what proves it although the request is long closed. */
START_TEST(the_supplementary_certificate_can_be_handed_out)
{
	struct om_buf file = OM_BUF(1 << 20);
	int64_t id = begin();
	char *path = om_path_join(w.folder, "certificate");
	char *proof = om_path_join(path, OM_CERTIFICATE_PROOF);
	struct om_arena arena = { 0 };
	struct om_attestation *a;

	ck_ok(om_hold_release(w.om->store, id));
	tend();
	ck_ok(om_request_certificate(&w.c, path));
	ck_ok(om_file_read(&file, proof));
	ck_ok(om_attestation_read(&a, &arena, om_buf_span(&file)));
	ck_assert_uint_eq(a->n, 4);
	ck_lacks(file, "ana@post.example");
	/* The page tells of the one record that went now. */
	om_free(proof);
	proof = om_path_join(path, OM_CERTIFICATE_PAGE);
	om_buf_reset(&file);
	ck_ok(om_file_read(&file, proof));
	ck_has(file, "shop");
	ck_code(om_request_certificate(&w.c, path), OM_EXISTS);
	om_arena_free(&arena);
	om_buf_free(&file);
	om_free(proof);
	om_free(path);
	world_free(&w);
}
END_TEST

START_TEST(a_request_that_erased_nothing_has_no_certificate)
{
	char *path;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	path = om_path_join(w.folder, "certificate");
	world_run(&w, "access", ana);
	ck_code(om_request_certificate(&w.c, path), OM_DENIED);
	ck_assert(!om_file_exists(path));
	om_free(path);
	world_free(&w);
}
END_TEST

/* Art. 18(1)(c): she needs it for a claim; its time being over is no reason. */
START_TEST(trap_09_what_she_has_restricted_is_not_erased_when_a_hold_ends)
{
	const struct om_restriction what = { 77, OM_RESTRICTED_CLAIMS, "", 0 };
	int64_t id = begin();
	struct om_query query;
	struct om_subject *s;
	uint64_t lifted;

	ck_ok(om_query_parse(&query, w.om->store, om_span_of(ana)));
	ck_ok(om_locate(&s, w.om->store, &w.arena, &query));
	ck_ok(om_store_begin(w.om->store));
	ck_ok(om_store_end(
	    w.om->store, om_restriction_add(w.om->store, s, &what)));
	ck_ok(om_hold_release(w.om->store, id));
	tend();
	ck_assert_uint_eq(done.erased, 0);
	ck_ok(world_locate(&w, ana));
	ck_ok(om_store_begin(w.om->store));
	ck_ok(om_store_end(
	    w.om->store, om_restriction_lift(&lifted, w.om->store, s, 77)));
	tend();
	ck_assert_uint_eq(done.erased, 1);
	ck_code(world_locate(&w, ana), OM_NOTFOUND);
	world_free(&w);
}
END_TEST

START_TEST(a_trial_of_it_erases_nothing)
{
	int64_t id = begin();

	ck_ok(om_hold_release(w.om->store, id));
	w.om->dry_run = true;
	ck_ok(om_kept_tend(&done, w.om));
	w.om->dry_run = false;
	ck_assert_uint_eq(done.erased, 1);
	ck_ok(world_locate(&w, ana));
	ck_ok(om_balance_verify(w.om->store));
	world_free(&w);
}
END_TEST

/* A duty's last day is past: the row is set back, since a day cannot pass. */
static void
let_pass(const char *part)
{
	for (size_t i = 0; i < w.c.request->item_count; i++) {
		struct om_request_item *item = &w.c.request->items[i];

		if (strcmp(item->part, part) != 0 ||
		    strcmp(item->state, "kept") != 0)
			continue;
		item->until = om_clock_today() - 1;
		ck_ok(om_item_set(&w.c, i + 1, item));
	}
}

static void
keep_both_fields(void)
{
	static const char *const parts[] = { "/attributes/vat",
		"/attributes/taste" };
	size_t number = 0;

	world_make(&w, false);
	(void)world_import(&w, ANA BILL);
	world_plan(&w, "erase", ana);
	for (size_t i = 0; i < w.c.request->item_count; i++)
		if (strcmp(w.c.request->items[i].source, "shop") == 0)
			number = i + 1;
	for (int i = 0; i < 2; i++) {
		const struct om_request_decision what = { .number = number,
			.part = parts[i],
			.action = "keep",
			.ground = "legal_obligation",
			.statute = "HGB s. 257(1) no. 4",
			.until = om_clock_today() + 9 };

		ck_ok(om_request_decide_item(&w.c, &what));
	}
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
}

START_TEST(each_part_goes_in_its_time_and_what_it_is_found_by_last)
{
	struct om_restriction *list;
	struct om_subject *s;
	size_t n;

	keep_both_fields();
	let_pass("/attributes/taste");
	let_pass("/identifiers");
	tend();
	ck_assert_uint_eq(done.erased, 1);
	ck_ok(om_locate_id(&s, w.om->store, &w.arena, w.c.request->subject));
	ck_assert(om_span_is(
	    s->profiles[0].profile.attributes, "{\"vat\":\"17 plum\"}"));
	ck_ok(world_locate(&w, ana));
	ck_ok(om_restriction_list(
	    &list, &n, w.om->store, &w.arena, w.c.request->subject));
	ck_assert_uint_eq(n, 1);
	let_pass("/attributes/vat");
	tend();
	ck_assert_uint_eq(done.erased, 2);
	ck_code(world_locate(&w, ana), OM_NOTFOUND);
	ck_ok(om_balance_verify(w.om->store));
	world_free(&w);
}
END_TEST

START_TEST(what_came_in_later_on_a_ground_of_its_own_stays)
{
	struct om_restriction *list;
	struct om_subject *s;
	int64_t id = begin();
	size_t n;

	(void)world_import(&w,
	    "{\"source\":\"news\",\"type\":\"letters\",\"identifiers\":[{"
	    "\"type\":\"email\",\"value\":\"ana@post.example\"}]}\n");
	ck_ok(om_hold_release(w.om->store, id));
	tend();
	ck_assert_uint_eq(done.erased, 1);
	ck_ok(om_locate_id(&s, w.om->store, &w.arena, w.c.request->subject));
	ck_assert_uint_eq(s->profile_count, 1);
	ck_assert(om_span_is(s->profiles[0].profile.source, "news"));
	ck_ok(om_restriction_list(&list, &n, w.om->store, &w.arena, s->id));
	ck_assert_uint_eq(n, 0);
	world_free(&w);
}
END_TEST

START_TEST(closing_keeps_what_the_supplement_needs)
{
	struct om_certificate kept;

	(void)begin();
	ck_assert_int_eq(w.c.request->state, OM_STATE_CLOSED);
	ck_assert_int_ne(w.c.request->subject, 0);
	ck_assert(om_kept_waits(w.c.request));
	ck_ok(om_certificate_load(&kept, &w.c));
	ck_assert_uint_eq(kept.n, 2);
	world_free(&w);
}
END_TEST

OM_SUITE(request_kept_tend)
{
	tcase_add_test(tests,
	    trap_09_what_she_has_restricted_is_not_erased_when_a_hold_ends);
	tcase_add_test(tests, the_supplementary_certificate_can_be_handed_out);
	tcase_add_test(tests, a_request_that_erased_nothing_has_no_certificate);
	tcase_add_test(tests, what_a_hold_kept_is_erased_when_it_is_released);
	tcase_add_test(tests, a_trial_of_it_erases_nothing);
	tcase_add_test(
	    tests, each_part_goes_in_its_time_and_what_it_is_found_by_last);
	tcase_add_test(tests, what_came_in_later_on_a_ground_of_its_own_stays);
	tcase_add_test(tests, closing_keeps_what_the_supplement_needs);
}
