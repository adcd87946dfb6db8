#include "store/fixture.h"

#include "crypto/random.h"

static struct fixture f;

#define ANN EMAIL("ann@mail.example")
#define BEN EMAIL("ben@mail.example")
#define HOME PHONE("+44 20 7946 0018")

/* Who is who after these records, each in a batch of its own. */
static const char *
people_of(const char *const *records, size_t n)
{
	fixture_open(&f);
	for (size_t i = 0; i < n; i++)
		fixture_import(&f, records[i]);
	return fixture_partition(&f);
}

#define PEOPLE(...)                                \
	people_of((const char *[]){ __VA_ARGS__ }, \
	    sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *))

START_TEST(an_email_links_profiles_of_different_sources)
{
	ck_assert_str_eq(
	    PEOPLE(PROFILE("crm", "c", ANN, ""),
		PROFILE("shop", "s", EMAIL("ANN@Mail.example"), ""),
		PROFILE("app", "a", BEN, "")),
	    "a c+s");
	fixture_close(&f);
}
END_TEST

START_TEST(a_user_id_links_profiles_without_a_common_identifier)
{
	ck_assert_str_eq(
	    PEOPLE(PROFILE("crm", "c", ANN, ",\"user_id\":\"77\""),
		PROFILE("shop", "s", BEN, ",\"user_id\":77"),
		PROFILE("app", "a", ID("sdk", "i1"), ",\"user_id\":\"78\"")),
	    "a c+s");
	fixture_close(&f);
}
END_TEST

START_TEST(an_external_id_links_within_its_source_only)
{
	ck_assert_str_eq(PEOPLE(PROFILE("crm", "c", EXTERNAL("1"), ""),
			     TYPED("crm", "rider", "r", EXTERNAL("1"), ""),
			     PROFILE("shop", "s", EXTERNAL("1"), "")),
	    "c+r s");
	fixture_close(&f);
}
END_TEST

START_TEST(a_phone_links_unless_something_speaks_against_it)
{
	ck_assert_str_eq(PEOPLE(PROFILE("crm", "c", ANN "," HOME, ""),
			     PROFILE("shop", "s", HOME, "")),
	    "c+s");
	fixture_close(&f);
}
END_TEST

START_TEST(two_people_who_share_a_phone_stay_apart)
{
	struct om_subject *s;

	ck_assert_str_eq(PEOPLE(PROFILE("crm", "ann", ANN "," HOME, ""),
			     PROFILE("crm", "ben", BEN "," HOME, ""),
			     PROFILE("shop", "bens", BEN "," HOME, "")),
	    "ann ben+bens");
	ck_code(
	    fixture_locate(&s, &f, "phone_number:+442079460018"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "ambiguous"));
	fixture_subject(&f, "email:ann@mail.example");
	fixture_close(&f);
}
END_TEST

START_TEST(different_names_speak_against_a_shared_phone)
{
	ck_assert_str_eq(
	    PEOPLE(PROFILE("crm", "c", HOME, ",\"name\":\"Ann Bell\""),
		PROFILE("shop", "s", HOME, ",\"name\":\"Ben Bell\""),
		PROFILE("app", "a", ANN "," HOME, ",\"name\":\"ANN BELL\"")),
	    "a+c s");
	fixture_close(&f);
}
END_TEST

START_TEST(who_shares_a_phone_with_two_is_nobodys_and_counted)
{
	struct om_import_counts counts;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "ann", ANN "," HOME, "")
			       PROFILE("crm", "ben", BEN "," HOME, ""));
	counts = fixture_import(&f, PROFILE("shop", "s", HOME, ""));
	ck_assert_uint_eq(counts.ambiguous, 1);
	ck_assert_uint_eq(counts.fresh, 0);
	ck_assert_str_eq(fixture_partition(&f), "ann ben s");
	fixture_close(&f);
}
END_TEST

START_TEST(a_strong_identifier_decides_where_a_shared_phone_does_not)
{
	ck_assert_str_eq(
	    PEOPLE(PROFILE("crm", "ann", ANN "," HOME, ",\"name\":\"Ann\""),
		PROFILE("app", "ben", HOME, ",\"name\":\"Ben\""),
		PROFILE("shop", "s", ANN "," HOME, "")),
	    "ann+s ben");
	fixture_close(&f);
}
END_TEST

START_TEST(a_role_mailbox_never_links)
{
	ck_assert_str_eq(
	    PEOPLE(PROFILE("crm", "c", EMAIL("info@firm.example"), ""),
		PROFILE("shop", "s", EMAIL("INFO@firm.example"), ""),
		PROFILE("app", "a", EMAIL("info+x@firm.example"), "")),
	    "a c s");
	fixture_close(&f);
}
END_TEST

START_TEST(an_unknown_type_never_links)
{
	ck_assert_str_eq(PEOPLE(PROFILE("crm", "c", ID("badge", "1"), ""),
			     TYPED("crm", "rider", "r", ID("badge", "1"), "")),
	    "c r");
	fixture_close(&f);
}
END_TEST

START_TEST(two_values_of_an_exclusive_type_are_two_people)
{
	ck_assert_str_eq(PEOPLE(PROFILE("crm", "c", ANN, ",\"user_id\":\"1\""),
			     PROFILE("shop", "s", ANN, ",\"user_id\":\"2\"")),
	    "c s");
	fixture_close(&f);
	ck_assert_str_eq(
	    PEOPLE(PROFILE("crm", "c", ANN "," EXTERNAL("1"), ""),
		TYPED("crm", "rider", "r", ANN "," EXTERNAL("2"), "")),
	    "c r");
	fixture_close(&f);
	/* In another source the number is another's. */
	ck_assert_str_eq(PEOPLE(PROFILE("crm", "c", ANN "," EXTERNAL("1"), ""),
			     PROFILE("shop", "s", ANN "," EXTERNAL("2"), "")),
	    "c+s");
	fixture_close(&f);
}
END_TEST

START_TEST(a_profile_that_leads_to_two_people_is_kept_apart)
{
	struct om_import_counts counts;

	fixture_open(&f);
	fixture_import(
	    &f, PROFILE("crm", "c", ANN, "") PROFILE("app", "a", BEN, ""));
	counts = fixture_import(&f, PROFILE("shop", "s", ANN "," BEN, ""));
	ck_assert_uint_eq(counts.ambiguous, 1);
	ck_assert_str_eq(fixture_partition(&f), "a c s");
	fixture_close(&f);
}
END_TEST

START_TEST(the_same_source_type_and_identifier_replaces_the_profile)
{
	struct om_import_counts counts;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "old", EXTERNAL("1") "," ANN,
			       ",\"attributes\":{\"a\":1,\"b\":2}"));
	counts = fixture_import(&f, PROFILE("crm", "new", EXTERNAL("1") "," BEN,
					",\"attributes\":{\"a\":3}"));
	ck_assert_uint_eq(counts.replaced, 1);
	ck_assert_uint_eq(counts.fresh, 0);
	ck_assert_str_eq(fixture_partition(&f), "new");
	ck_assert_ptr_nonnull(
	    strstr(fixture_export(&f), "\"attributes\":{\"a\":3}"));
	fixture_subject(&f, "email:ben@mail.example");
	fixture_close(&f);
}
END_TEST

START_TEST(what_a_replaced_profile_lost_leads_to_it_no_longer)
{
	struct om_subject *s;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "c", EXTERNAL("1") "," ANN, ""));
	fixture_import(&f, PROFILE("crm", "c", EXTERNAL("1") "," BEN, ""));
	ck_code(fixture_locate(&s, &f, "email:ann@mail.example"), OM_NOTFOUND);
	ck_assert_str_eq((fixture_import(&f, PROFILE("shop", "s", ANN, "")),
			     fixture_partition(&f)),
	    "c s");
	fixture_close(&f);
}
END_TEST

/* The same, all in one batch: cutting the input must change nothing. */
START_TEST(what_was_lost_in_this_batch_links_no_longer)
{
	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "c", EXTERNAL("1") "," ANN, "")
			       PROFILE("crm", "c", EXTERNAL("1") "," BEN, "")
				   PROFILE("shop", "s", ANN, ""));
	ck_assert_str_eq(fixture_partition(&f), "c s");
	fixture_close(&f);
}
END_TEST

static void
refused(void *state, uint64_t line, const char *why)
{
	struct om_buf *b = state;

	om_buf_format(b, "%d:%s", (int)line, why);
}

START_TEST(identifiers_of_two_profiles_of_one_source_are_refused)
{
	struct om_buf why = OM_BUF(1024);
	struct om_import_options options = { .refused = refused,
		.state = &why };
	struct om_import_counts counts;
	const char *before;

	fixture_open(&f);
	fixture_import(
	    &f, PROFILE("crm", "c", ANN, "") PROFILE("crm", "d", BEN, ""));
	before = fixture_export(&f);
	ck_ok(fixture_import_with(
	    &counts, &f, "\n" PROFILE("crm", "e", ANN "," BEN, ""), &options));
	ck_assert_uint_eq(counts.refused, 1);
	ck_assert_uint_eq(counts.records, 1);
	ck_assert(om_span_starts(om_buf_span(&why), OM_SPAN("2:")));
	ck_assert_ptr_nonnull(strstr(why.p, "several profiles"));
	ck_assert_str_eq(fixture_export(&f), before);
	om_buf_free(&why);
	fixture_close(&f);
}
END_TEST

/* 40 customers of a branch: its number is everybody's and says nothing. */
START_TEST(what_very_many_share_hides_nobodys_own_identifier)
{
	struct om_buf text = OM_BUF(64 << 10);
	struct om_import_counts counts;

	fixture_open(&f);
	for (int i = 0; i < 40; i++)
		om_buf_format(&text,
		    "{\"source\":\"crm\",\"type\":\"customer\",\"id\":\"c%d\","
		    "\"identifiers\":[{\"type\":\"email\",\"value\":"
		    "\"p%d@mail.example\"},{\"type\":\"branch\",\"value\":"
		    "\"7\"},{\"type\":\"phone_number\",\"value\":"
		    "\"+442079460018\"},{\"type\":\"email\",\"value\":"
		    "\"info@firm.example\"}]}\n",
		    i, i);
	counts = fixture_import(&f, text.p);
	ck_assert_uint_eq(counts.fresh + counts.ambiguous, 40);
	ck_assert_uint_eq(counts.linked, 0);
	counts = fixture_import(
	    &f, PROFILE("shop", "s",
		    EMAIL("p17@mail.example") "," HOME
					      "," EMAIL("info@firm.example"),
		    "") TYPED("crm", "rider", "r",
		    EMAIL("p18@mail.example") "," ID("branch", "7"), ""));
	ck_assert_uint_eq(counts.linked, 2);
	ck_assert_ptr_nonnull(strstr(fixture_partition(&f), "c17+s"));
	ck_assert_ptr_nonnull(strstr(fixture_partition(&f), "c18+r"));
	/* By the number alone it cannot be said whose it is. */
	counts = fixture_import(&f, PROFILE("app", "a", HOME, ""));
	ck_assert_uint_eq(counts.ambiguous, 1);
	om_buf_free(&text);
	fixture_close(&f);
}
END_TEST

/*
 * A set whose people cannot be mistaken: in whatever order and batches it
 * comes, the partition is the same. Written by hand: who is who is the letter
 * of the id.
 */
static const char *const clear_set[] = {
	PROFILE("crm", "a1", ANN "," HOME, ",\"user_id\":\"1\""),
	PROFILE("shop", "a2", EMAIL("Ann@mail.example") "," ID("sdk", "i1"),
	    ",\"user_id\":\"1\""),
	PROFILE("app", "a3", ID("sdk", "i1"), ",\"user_id\":\"1\""),
	PROFILE("crm", "b1", BEN "," HOME, ",\"user_id\":\"2\""),
	PROFILE("shop", "b2", BEN, ",\"user_id\":\"2\""),
	PROFILE("crm", "c1", EXTERNAL("9"), ",\"name\":\"Cem\""),
	TYPED("crm", "rider", "c2", EXTERNAL("9") "," ID("badge", "1"), ""),
	PROFILE("shop", "d1", EXTERNAL("9") "," ID("badge", "1"), ""),
	PROFILE("crm", "e1", EMAIL("info@firm.example"), ""),
	PROFILE("shop", "f1", EMAIL("info@firm.example"), ""),
	PROFILE("app", "g1",
	    ID("twitter", "Gil") "," ID("google", "gil@mail.example"), ""),
	PROFILE("shop", "g2", EMAIL("gil@mail.example"), ""),
};
static const char clear_people[] = "a1+a2+a3 b1+b2 c1+c2 d1 e1 f1 g1+g2";

enum { CLEAR = sizeof(clear_set) / sizeof(clear_set[0]), TRIALS = 12 };

static void
import_shuffled(uint64_t *seed)
{
	struct om_buf batch = OM_BUF(64 << 10);
	const char *order[CLEAR];

	memcpy(order, clear_set, sizeof(order));
	for (size_t i = CLEAR; i > 1; i--) {
		size_t k = (*seed = *seed * 6364136223846793005u + 1) % i;
		const char *other = order[k];

		order[k] = order[i - 1];
		order[i - 1] = other;
	}
	for (size_t i = 0; i < CLEAR; i++) {
		om_buf_text(&batch, order[i]);
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		if (*seed >> 60 < 4 || i == CLEAR - 1) {
			fixture_import(&f, batch.p);
			om_buf_reset(&batch);
		}
	}
	om_buf_free(&batch);
}

START_TEST(a_clear_set_gives_the_same_people_in_any_order_and_cut)
{
	uint64_t seed = 0;

	for (int trial = 0; trial < TRIALS; trial++) {
		uint64_t used;

		seed = used = om_random_u64();
		fixture_open(&f);
		import_shuffled(&seed);
		ck_assert_msg(strcmp(fixture_partition(&f), clear_people) == 0,
		    "seed %llu: %s", (unsigned long long)used,
		    fixture_partition(&f));
		fixture_close(&f);
	}
}
END_TEST

/* Imports one record of crm: its identifiers and rest, %s what is shared. */
static struct om_import_counts
import_sharing(const char *form, const char *shared, const char *id)
{
	struct om_buf text = OM_BUF(4096);
	struct om_span head, tail;
	struct om_import_counts counts;

	ck_assert(om_span_cut(&head, &tail, om_span_of(form), '%'));
	om_buf_format(&text,
	    "{\"source\":\"crm\",\"type\":\"customer\",\"id\":\"%s\","
	    "\"identifiers\":[",
	    id);
	om_buf_add(&text, head);
	om_buf_text(&text, shared);
	om_buf_add(&text, om_span_bytes(tail.p + 1, tail.n - 1));
	om_buf_text(&text, "}\n");
	counts = fixture_import(&f, text.p);
	om_buf_free(&text);
	return counts;
}

#define NAMED(name) ",\"name\":\"" name "\""

/* Nobody's profile is overwritten by somebody else's of the same source. */
START_TEST(a_shared_weak_identifier_replaces_nobody)
{
	static const char *const shared[] = { HOME, EMAIL("info@x.example"),
		ID("plate", "B-XX-1"), ID("twitter", "ann") };
	static const struct {
		const char *first, *second; /* %s: what they share */
	} cases[] = {
		{ "%s] ,\"name\":\"Ann\"", "%s] ,\"name\":\"Bela\"" },
		{ ANN ",%s]", "%s]" },
		{ ANN ",%s] ,\"name\":\"Ann\"", "%s] ,\"name\":\"Ann\"" },
		{ "%s] ,\"name\":\"Ann\"", "%s]" },
	};

	for (size_t k = 0; k < sizeof(shared) / sizeof(shared[0]); k++)
		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
			struct om_import_counts counts;

			fixture_open(&f);
			import_sharing(cases[i].first, shared[k], "a");
			counts =
			    import_sharing(cases[i].second, shared[k], "b");
			ck_assert_msg(
			    counts.replaced == 0, "case %zu of %zu", i, k);
			fixture_close(&f);
		}
}
END_TEST

START_TEST(with_nothing_better_the_same_name_replaces)
{
	struct om_import_counts counts;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "a", HOME, NAMED("Ann Bell")));
	counts = fixture_import(
	    &f, PROFILE("crm", "a", HOME "," ANN, NAMED("ann bell")));
	ck_assert_uint_eq(counts.replaced, 1);
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM profile"), 1);
	fixture_close(&f);
}
END_TEST

START_TEST(with_no_names_only_the_very_same_identifiers_replace)
{
	struct om_import_counts counts;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "a", HOME, ""));
	counts = fixture_import(&f, PROFILE("crm", "a", HOME, ""));
	ck_assert_uint_eq(counts.unchanged, 1);
	counts = fixture_import(
	    &f, PROFILE("crm", "b", HOME "," ID("plate", "1"), ""));
	ck_assert_uint_eq(counts.replaced, 0);
	fixture_close(&f);
}
END_TEST

START_TEST(a_claimed_handle_makes_nobody_somebody_else)
{
	ck_assert_str_eq(PEOPLE(PROFILE("crm", "ann",
				    ANN "," ID("twitter", "ann"), NAMED("Ann")),
			     PROFILE("forum", "mal",
				 BEN "," ID("twitter", "ann"), NAMED("Mal"))),
	    "ann mal");
	fixture_close(&f);
}
END_TEST

START_TEST(events_never_pass_to_who_shares_a_number)
{
	struct om_subject *s;

	fixture_open(&f);
	fixture_import(&f,
	    PROFILE("crm", "ann", HOME,
		NAMED(
		    "Ann") ",\"events\":[{\"source\":\"crm\",\"type\":\"call\","
			   "\"properties\":{\"note\":\"private\"}}]"));
	fixture_import(&f, PROFILE("crm", "bela", HOME "," BEN, NAMED("Bela")));
	s = fixture_subject(&f, "email:ben@mail.example");
	ck_assert_uint_eq(s->profile_count, 1);
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM event"), 1);
	ck_assert_ptr_null(
	    strstr(fixture_export(&f), "\"name\":\"Bela\",\"events\":[{"));
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_resolve)
{
	tcase_add_test(tests, a_shared_weak_identifier_replaces_nobody);
	tcase_add_test(tests, with_nothing_better_the_same_name_replaces);
	tcase_add_test(
	    tests, with_no_names_only_the_very_same_identifiers_replace);
	tcase_add_test(tests, a_claimed_handle_makes_nobody_somebody_else);
	tcase_add_test(tests, events_never_pass_to_who_shares_a_number);
	tcase_add_test(tests, an_email_links_profiles_of_different_sources);
	tcase_add_test(
	    tests, a_user_id_links_profiles_without_a_common_identifier);
	tcase_add_test(tests, an_external_id_links_within_its_source_only);
	tcase_add_test(tests, a_phone_links_unless_something_speaks_against_it);
	tcase_add_test(tests, two_people_who_share_a_phone_stay_apart);
	tcase_add_test(tests, different_names_speak_against_a_shared_phone);
	tcase_add_test(
	    tests, who_shares_a_phone_with_two_is_nobodys_and_counted);
	tcase_add_test(
	    tests, a_strong_identifier_decides_where_a_shared_phone_does_not);
	tcase_add_test(tests, a_role_mailbox_never_links);
	tcase_add_test(tests, an_unknown_type_never_links);
	tcase_add_test(tests, two_values_of_an_exclusive_type_are_two_people);
	tcase_add_test(tests, a_profile_that_leads_to_two_people_is_kept_apart);
	tcase_add_test(
	    tests, the_same_source_type_and_identifier_replaces_the_profile);
	tcase_add_test(
	    tests, what_a_replaced_profile_lost_leads_to_it_no_longer);
	tcase_add_test(tests, what_was_lost_in_this_batch_links_no_longer);
	tcase_add_test(
	    tests, identifiers_of_two_profiles_of_one_source_are_refused);
	tcase_add_test(
	    tests, what_very_many_share_hides_nobodys_own_identifier);
	tcase_add_test(
	    tests, a_clear_set_gives_the_same_people_in_any_order_and_cut);
}
