#include "store/link.h"

#include "store/check.h"
#include "store/fixture.h"
#include "store/locate.h"

static struct fixture f;

#define VISIT                                                    \
	"\"events\":[{\"source\":\"web\",\"type\":\"visit\","    \
	"\"properties\":{\"page\":\"/x\"}},{\"source\":\"web\"," \
	"\"type\":\"order\",\"properties\":{\"n\":1}}]"
#define ANN PROFILE("crm", "c1", EMAIL("ann@mail.example"), "")
#define LEA                                                             \
	PROFILE("shop", "s1", EMAIL("lea@mail.example") "," PHONE("5"), \
	    ",\"name\":\"Lea\"," VISIT)
#define LEA2 PROFILE("app", "a1", EMAIL("lea@mail.example"), "")
#define ALL ANN LEA LEA2

static int64_t ann, lea;

static void
begin(void)
{
	fixture_open(&f);
	fixture_import(&f, ALL);
	ann = fixture_id(&f, "email:ann@mail.example");
	lea = fixture_id(&f, "email:lea@mail.example");
	ck_assert_str_eq(fixture_partition(&f), "a1+s1 c1");
}

START_TEST(all_of_the_one_moves_to_the_other)
{
	begin();
	ck_ok(om_link(f.store, ann, lea));
	ck_assert_str_eq(fixture_partition(&f), "a1+c1+s1");
	ck_assert_int_eq(fixture_id(&f, "email:ann@mail.example"), ann);
	ck_assert_int_eq(fixture_id(&f, "email:lea@mail.example"), ann);
	ck_assert_int_eq(fixture_id(&f, "phone_number:5"), ann);
	ck_assert_ptr_nonnull(strstr(fixture_export(&f), "\"page\":\"/x\""));
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM event"), 2);
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM subject"), 1);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM identifier"), 3);
	fixture_close(&f);
}
END_TEST

START_TEST(the_old_id_leads_to_the_one_who_took_over)
{
	struct om_subject *s;

	begin();
	ck_ok(om_link(f.store, ann, lea));
	ck_ok(om_locate_id(&s, f.store, &f.arena, lea));
	ck_assert_int_eq(s->id, ann);
	ck_assert_uint_eq(s->profile_count, 3);
	fixture_close(&f);
}
END_TEST

START_TEST(an_alias_of_an_alias_leads_to_the_last)
{
	struct om_subject *s;
	int64_t gil;

	begin();
	fixture_import(&f, PROFILE("crm", "g", EMAIL("gil@mail.example"), ""));
	gil = fixture_id(&f, "email:gil@mail.example");
	ck_ok(om_link(f.store, ann, lea));
	ck_ok(om_link(f.store, gil, lea)); /* by the alias */
	ck_assert_str_eq(fixture_partition(&f), "a1+c1+g+s1");
	for (int i = 0; i < 2; i++) {
		ck_ok(om_locate_id(&s, f.store, &f.arena, i == 0 ? ann : lea));
		ck_assert_int_eq(s->id, gil);
	}
	/* Each leads there at once, so that an erasure finds all. */
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(DISTINCT subject) FROM alias"), 1);
	fixture_close(&f);
}
END_TEST

START_TEST(a_later_import_finds_what_was_linked)
{
	const char *before;
	struct om_import_counts c;

	begin();
	ck_ok(om_link(f.store, ann, lea));
	before = fixture_export(&f);
	c = fixture_import(&f, ALL);
	ck_assert_uint_eq(c.unchanged, 3);
	ck_assert_uint_eq(c.events, 0);
	ck_assert_str_eq(fixture_export(&f), before);
	fixture_close(&f);
}
END_TEST

START_TEST(one_subject_cannot_be_linked_with_itself)
{
	begin();
	ck_code(om_link(f.store, ann, ann), OM_DENIED);
	ck_ok(om_link(f.store, ann, lea));
	ck_code(om_link(f.store, ann, lea), OM_DENIED);
	ck_code(om_link(f.store, ann, lea + 1), OM_NOTFOUND);
	ck_code(om_link(f.store, lea + 1, ann), OM_NOTFOUND);
	ck_assert_uint_eq(om_sql_depth(f.store->sql), 0);
	fixture_close(&f);
}
END_TEST

static int64_t
profile_of(int64_t subject, const char *outer_id)
{
	struct om_subject *s;

	ck_ok(om_locate_id(&s, f.store, &f.arena, subject));
	for (size_t i = 0; i < s->profile_count; i++)
		if (om_span_is(s->profiles[i].profile.outer_id, outer_id))
			return s->profiles[i].id;
	ck_abort_msg("no profile %s", outer_id);
	return 0;
}

START_TEST(a_wrong_link_can_be_undone_with_its_events)
{
	struct om_import_counts c;
	const char *before;
	int64_t other = 0;

	begin();
	ck_ok(om_link(f.store, ann, lea));
	ck_ok(om_unlink(&other, f.store, ann, profile_of(ann, "s1")));
	ck_assert_str_eq(fixture_partition(&f), "a1+c1 s1");
	ck_assert_int_eq(fixture_id(&f, "phone_number:5"), other);
	ck_assert_int_eq(fixture_id(&f, "email:ann@mail.example"), ann);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(DISTINCT subject) FROM event"), 1);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT min(subject) FROM event"), other);
	before = fixture_export(&f);
	c = fixture_import(&f, ALL);
	ck_assert_uint_eq(c.unchanged, 3);
	ck_assert_str_eq(fixture_export(&f), before);
	fixture_close(&f);
}
END_TEST

START_TEST(the_only_profile_and_anothers_cannot_be_split_off)
{
	int64_t other = 5;

	begin();
	ck_code(
	    om_unlink(&other, f.store, ann, profile_of(ann, "c1")), OM_DENIED);
	ck_code(om_unlink(&other, f.store, ann, profile_of(lea, "s1")),
	    OM_NOTFOUND);
	ck_code(
	    om_unlink(&other, f.store, 99, profile_of(lea, "s1")), OM_NOTFOUND);
	ck_assert_int_eq(other, 5);
	ck_assert_str_eq(fixture_partition(&f), "a1+s1 c1");
	fixture_close(&f);
}
END_TEST

/* What was sealed under the key of the one who is gone is sealed anew. */
START_TEST(everything_opens_after_links_and_splits)
{
	int64_t other;

	begin();
	ck_ok(om_link(f.store, ann, lea));
	ck_ok(om_unlink(&other, f.store, ann, profile_of(ann, "s1")));
	ck_ok(om_link(f.store, other, ann));
	ck_ok(fixture_reopen(&f));
	ck_ok(om_store_check(f.store, NULL, NULL));
	ck_assert_str_eq(fixture_partition(&f), "a1+c1+s1");
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_link)
{
	tcase_add_test(tests, all_of_the_one_moves_to_the_other);
	tcase_add_test(tests, the_old_id_leads_to_the_one_who_took_over);
	tcase_add_test(tests, an_alias_of_an_alias_leads_to_the_last);
	tcase_add_test(tests, a_later_import_finds_what_was_linked);
	tcase_add_test(tests, one_subject_cannot_be_linked_with_itself);
	tcase_add_test(tests, a_wrong_link_can_be_undone_with_its_events);
	tcase_add_test(
	    tests, the_only_profile_and_anothers_cannot_be_split_off);
	tcase_add_test(tests, everything_opens_after_links_and_splits);
}
