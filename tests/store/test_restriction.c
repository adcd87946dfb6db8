#include "store/restriction.h"

#include "store/backup.h"
#include "store/balance.h"
#include "store/erase.h"
#include "store/fixture.h"
#include "store/link.h"
#include "store/store_inside.h"

static struct fixture f;

#define LEA(city)                                       \
	PROFILE("crm", "c1", EMAIL("lea@mail.example"), \
	    ",\"attributes\":{\"city\":\"" city "\"}")
#define ANN PROFILE("shop", "s1", EMAIL("ann@mail.example"), "")

static void
restrict_by(struct om_subject *s, int64_t request, enum om_restricted ground,
    const char *purpose)
{
	const struct om_restriction what = { request, ground, purpose, 0 };

	ck_ok(om_store_begin(f.store));
	ck_ok(om_store_end(f.store, om_restriction_add(f.store, s, &what)));
}

static struct om_subject *
lea(void)
{
	return fixture_subject(&f, "email:lea@mail.example");
}

static size_t
count_of(int64_t subject)
{
	struct om_restriction *list;
	size_t n;

	ck_ok(om_restriction_list(&list, &n, f.store, &f.arena, subject));
	return n;
}

START_TEST(a_restriction_stands_until_it_is_lifted)
{
	struct om_restriction *list;
	uint64_t lifted;
	size_t n;

	fixture_open(&f);
	fixture_import(&f, LEA("Upper Quay"));
	ck_assert_int_eq(om_restriction_any(f.store), 0);
	restrict_by(lea(), 7, OM_RESTRICTED_ACCURACY, "");
	ck_assert_int_eq(om_restriction_any(f.store), 1);
	ck_code(om_restriction_check(f.store, lea()->id, 0), OM_DENIED);
	/* The request that brought it about is not kept out by it. */
	ck_ok(om_restriction_check(f.store, lea()->id, 7));
	/* The same request again: its ground is another now. */
	restrict_by(lea(), 7, OM_RESTRICTED_UPHELD, "");
	ck_ok(om_restriction_list(&list, &n, f.store, &f.arena, lea()->id));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(list[0].ground, OM_RESTRICTED_UPHELD);
	ck_assert_str_eq(
	    om_restriction_cite(list[0].ground), "GDPR Art. 21(1)");
	ck_assert_int_eq(list[0].request, 7);
	ck_ok(om_store_begin(f.store));
	ck_ok(om_store_end(
	    f.store, om_restriction_lift(&lifted, f.store, lea(), 7)));
	ck_assert_uint_eq(lifted, 1);
	ck_ok(om_restriction_check(f.store, lea()->id, 0));
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(consent_withdrawn_for_one_purpose_restricts_no_other)
{
	fixture_open(&f);
	fixture_import(&f, LEA("Upper Quay"));
	restrict_by(lea(), 7, OM_RESTRICTED_CONSENT, "newsletter");
	restrict_by(lea(), 7, OM_RESTRICTED_CONSENT, "profiling");
	ck_assert_uint_eq(count_of(lea()->id), 2);
	ck_ok(om_restriction_check(f.store, lea()->id, 0));
	fixture_close(&f);
}
END_TEST

/* GDPR Art. 18(2): stored, not used; the contested record stays as it is. */
START_TEST(trap_09_an_import_stores_and_does_not_use_restricted_data)
{
	struct om_import_counts n;
	const char *all;

	fixture_open(&f);
	fixture_import(&f, LEA("Upper Quay"));
	restrict_by(lea(), 7, OM_RESTRICTED_ACCURACY, "");
	n = fixture_import(&f, LEA("Lower Quay") ANN PROFILE(
				   "app", "a1", EMAIL("lea@mail.example"), ""));
	ck_assert_uint_eq(n.restricted, 2);
	ck_assert_uint_eq(n.unchanged, 1);
	ck_assert_uint_eq(n.replaced, 0);
	ck_assert_uint_eq(n.fresh, 2);
	ck_assert_uint_eq(n.events, 1);
	all = fixture_export(&f);
	ck_assert_ptr_nonnull(
	    strstr(all, "\"attributes\":{\"city\":\"Upper Quay\"}"));
	ck_assert_ptr_nonnull(strstr(all, "restricted.record"));
	ck_assert_ptr_nonnull(strstr(all, "Lower Quay"));
	/* The same file again adds nothing. */
	n = fixture_import(&f, LEA("Lower Quay"));
	ck_assert_uint_eq(n.events, 0);
	ck_assert_uint_eq(n.restricted, 1);
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(who_is_merged_or_split_stays_restricted)
{
	int64_t ann, other;

	fixture_open(&f);
	fixture_import(&f, LEA("Upper Quay") ANN);
	ann = fixture_id(&f, "email:ann@mail.example");
	restrict_by(lea(), 7, OM_RESTRICTED_CLAIMS, "");
	ck_ok(om_link(f.store, ann, lea()->id));
	ck_code(om_restriction_check(f.store, ann, 0), OM_DENIED);
	ck_ok(om_unlink(&other, f.store, ann, lea()->profiles[1].id));
	ck_code(om_restriction_check(f.store, ann, 0), OM_DENIED);
	ck_code(om_restriction_check(f.store, other, 0), OM_DENIED);
	ck_ok(om_link(f.store, ann, other));
	ck_assert_uint_eq(count_of(ann), 1);
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(an_erasure_takes_the_restrictions_along)
{
	struct om_erasure done;
	int64_t id;

	fixture_open(&f);
	fixture_import(&f, LEA("Upper Quay"));
	id = lea()->id;
	restrict_by(lea(), 7, OM_RESTRICTED_KEPT, "");
	ck_ok(om_erase(&done, f.store, id, 7));
	ck_assert_uint_eq(done.remaining, 0);
	ck_assert_uint_eq(count_of(id), 0);
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(every_ground_has_its_article)
{
	for (int i = 0; i < OM_RESTRICTIONS; i++) {
		enum om_restricted found;

		ck_ok(om_restriction_parse(&found,
		    om_span_of(om_restriction_word((enum om_restricted)i))));
		ck_assert_int_eq(found, i);
		ck_assert_ptr_nonnull(strstr(
		    om_restriction_cite((enum om_restricted)i), "GDPR Art."));
	}
	ck_code(om_restriction_parse(&(enum om_restricted){ 0 }, OM_SPAN("x")),
	    OM_CORRUPT);
}
END_TEST

/* Closes, puts the backup back, opens. */
static struct om_restoration
restore(const char *backup)
{
	struct om_restoration r;

	ck_ok(om_store_close(f.store));
	f.store = NULL;
	ck_ok(om_store_restore(&r, &f.options, backup));
	ck_ok(om_store_open(&f.store, &f.options));
	ck_ok(om_balance_verify(f.store));
	return r;
}

/* Art. 18: the marking outlives the database that it was written in. */
START_TEST(trap_09_a_restriction_set_after_the_backup_stands_after_a_restore)
{
	struct om_restoration r;
	struct om_restriction *list;
	const char *backup;
	size_t n;

	fixture_open(&f);
	backup = fixture_path(&f, "backup.db");
	fixture_import(&f, LEA("Upper Quay") ANN);
	ck_ok(om_store_backup(f.store, backup));
	restrict_by(lea(), 7, OM_RESTRICTED_ACCURACY, "");
	restrict_by(lea(), 7, OM_RESTRICTED_UPHELD, "");
	restrict_by(lea(), 8, OM_RESTRICTED_CONSENT, "newsletter");
	r = restore(backup);
	ck_assert_uint_eq(r.restrictions, 2);
	ck_code(om_restriction_check(f.store, lea()->id, 0), OM_DENIED);
	ck_ok(om_restriction_list(&list, &n, f.store, &f.arena, lea()->id));
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(list[0].ground, OM_RESTRICTED_UPHELD);
	ck_assert_int_eq(list[0].request, 7);
	ck_assert_str_eq(list[1].purpose, "newsletter");
	ck_assert_uint_eq(
	    count_of(fixture_id(&f, "email:ann@mail.example")), 0);
	ck_assert_uint_eq(fixture_files_with(&f, "lea@mail.example"), 0);
	om_restoration_free(&r);
	/* Once more from the same backup: the same. */
	r = restore(backup);
	ck_assert_uint_eq(count_of(lea()->id), 2);
	om_restoration_free(&r);
	fixture_close(&f);
}
END_TEST

START_TEST(a_restriction_lifted_after_the_backup_stays_lifted)
{
	struct om_restoration r;
	const char *backup;
	uint64_t lifted;

	fixture_open(&f);
	backup = fixture_path(&f, "backup.db");
	fixture_import(&f, LEA("Upper Quay"));
	restrict_by(lea(), 7, OM_RESTRICTED_ACCURACY, "");
	ck_ok(om_store_backup(f.store, backup));
	restrict_by(lea(), 8, OM_RESTRICTED_CLAIMS, "");
	ck_ok(om_store_begin(f.store));
	ck_ok(om_restriction_lift(&lifted, f.store, lea(), 7));
	ck_ok(om_restriction_lift(&lifted, f.store, lea(), 8));
	ck_ok(om_store_commit(f.store));
	r = restore(backup);
	ck_assert_uint_eq(r.restrictions, 0);
	ck_ok(om_restriction_check(f.store, lea()->id, 0));
	om_restoration_free(&r);
	fixture_close(&f);
}
END_TEST

/* Nobody is told that all is well where her data may come back unmarked. */
START_TEST(a_restriction_of_somebody_the_backup_lacks_is_named)
{
	struct om_restoration r;
	struct om_erasure e;
	const char *backup;

	fixture_open(&f);
	backup = fixture_path(&f, "backup.db");
	fixture_import(&f, ANN);
	ck_ok(om_store_backup(f.store, backup));
	fixture_import(&f, LEA("Upper Quay"));
	restrict_by(lea(), 7, OM_RESTRICTED_ACCURACY, "");
	/* Who is erased since has nothing left to restrict. */
	restrict_by(fixture_subject(&f, "email:ann@mail.example"), 9,
	    OM_RESTRICTED_ACCURACY, "");
	ck_ok(
	    om_erase(&e, f.store, fixture_id(&f, "email:ann@mail.example"), 0));
	r = restore(backup);
	ck_assert_uint_eq(r.returned_count, 1);
	ck_assert_int_eq(r.returned[0].request, 7);
	ck_assert_uint_eq(r.returned[0].unplaced, 1);
	om_restoration_free(&r);
	fixture_close(&f);
}
END_TEST

/* Two records that turn out to be one person's, after the backup. */
START_TEST(who_was_merged_into_a_restricted_person_loses_no_restriction)
{
	struct om_restoration r;
	const char *backup;

	fixture_open(&f);
	backup = fixture_path(&f, "backup.db");
	fixture_import(&f, LEA("Upper Quay") ANN);
	ck_ok(om_store_backup(f.store, backup));
	restrict_by(lea(), 7, OM_RESTRICTED_ACCURACY, "");
	fixture_import(&f,
	    PROFILE("web", "w1",
		EMAIL("lea@mail.example") "," EMAIL("ann@mail.example"), ""));
	r = restore(backup);
	ck_code(om_restriction_check(f.store, lea()->id, 0), OM_DENIED);
	om_restoration_free(&r);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_restriction)
{
	tcase_add_test(tests, a_restriction_stands_until_it_is_lifted);
	tcase_add_test(
	    tests, consent_withdrawn_for_one_purpose_restricts_no_other);
	tcase_add_test(
	    tests, trap_09_an_import_stores_and_does_not_use_restricted_data);
	tcase_add_test(tests, who_is_merged_or_split_stays_restricted);
	tcase_add_test(tests, an_erasure_takes_the_restrictions_along);
	tcase_add_test(tests, every_ground_has_its_article);
	tcase_add_test(tests,
	    trap_09_a_restriction_set_after_the_backup_stands_after_a_restore);
	tcase_add_test(
	    tests, a_restriction_lifted_after_the_backup_stays_lifted);
	tcase_add_test(
	    tests, a_restriction_of_somebody_the_backup_lacks_is_named);
	tcase_add_test(tests,
	    who_was_merged_into_a_restricted_person_loses_no_restriction);
}
