#include "store/fixture.h"

#include "base/memory.h"
#include "crypto/mac.h"
#include "store/tag.h"

static struct fixture f;

static struct om_tag
index_tag(const char *source, const char *type, const char *value)
{
	struct om_identifier id = { om_span_of(type), om_span_of(value) };
	struct om_tag tag;

	ck_ok(om_tag_index(f.store->tagger, &tag, om_span_of(source), &id));
	return tag;
}

static bool
same(const char *source, const char *type, const char *value,
    const char *other_source, const char *other_type, const char *other)
{
	struct om_tag a = index_tag(source, type, value);
	struct om_tag b = index_tag(other_source, other_type, other);

	return om_tag_compare(&a, &b) == 0;
}

static struct om_tag
suppression_tag(enum om_purpose purpose, const char *type, const char *value)
{
	struct om_identifier id = { om_span_of(type), om_span_of(value) };
	struct om_tag tag;

	ck_ok(om_tag_suppression(
	    f.store->tagger, &tag, purpose, OM_SPAN("crm"), &id));
	return tag;
}

START_TEST(the_same_canonical_form_gives_the_same_tag)
{
	fixture_open(&f);
	ck_assert(same("crm", "email", "Ann@Mail.Example", "shop", "email",
	    " ann@mail.example"));
	ck_assert(same("crm", "phone_number", "+1 (202) 555-0101", "shop",
	    "phone_number", "0012025550101"));
	ck_assert(
	    same("crm", "twitter", "AnnBell", "app", "twitter", "annbell"));
	ck_assert(!same("crm", "email", "a@mail.example", "crm", "email",
	    "b@mail.example"));
	fixture_close(&f);
}
END_TEST

START_TEST(another_type_is_another_tag_but_google_is_email)
{
	fixture_open(&f);
	ck_assert(!same("crm", "sdk", "x1", "crm", "facebook", "x1"));
	ck_assert(!same("crm", "sdk", "x1", "crm", "unheard_of", "x1"));
	ck_assert(same("crm", "google", "ann@mail.example", "crm", "email",
	    "ann@mail.example"));
	fixture_close(&f);
}
END_TEST

START_TEST(a_value_counts_in_its_source_where_its_type_says_so)
{
	fixture_open(&f);
	ck_assert(!same("crm", "external_id", "1", "shop", "external_id", "1"));
	ck_assert(same("crm", "external_id", "1", "crm", "external_id", "1"));
	ck_assert(!same("crm", "badge", "1", "shop", "badge", "1"));
	ck_assert(same("crm", "sdk", "1", "shop", "sdk", "1"));
	/* Source and value are told apart by their lengths. */
	ck_assert(!same("crm", "badge", "xy", "crmx", "badge", "y"));
	fixture_close(&f);
}
END_TEST

START_TEST(another_key_folder_gives_other_tags)
{
	struct om_identifier id = { OM_SPAN("sdk"), OM_SPAN("x1") };
	struct fixture other;
	struct om_tag a, b;

	fixture_open(&f);
	fixture_open_at(&other, "other");
	a = index_tag("crm", "sdk", "x1");
	ck_ok(om_tag_index(other.store->tagger, &b, OM_SPAN("crm"), &id));
	ck_assert_int_ne(om_tag_compare(&a, &b), 0);
	fixture_close(&other);
	fixture_close(&f);
}
END_TEST

START_TEST(the_tag_is_the_mac_of_source_type_and_form)
{
	struct om_span parts[] = { OM_SPAN("crm"), OM_SPAN("external_id"),
		OM_SPAN("A1") };
	uint8_t key[OM_KEY_SIZE], full[OM_HASH_SIZE];
	struct om_mac *mac;
	struct om_tag tag;

	fixture_open(&f);
	ck_ok(om_keys_derive(
	    f.keys, key, OM_KEY_FOR_INDEX, OM_SPAN("external_id")));
	ck_ok(om_mac_open(&mac, key));
	ck_ok(om_mac_tag(mac, full, parts, 3));
	tag = index_tag("crm", "external_id", "A1");
	ck_assert_mem_eq(tag.b, full, OM_TAG_SIZE);
	om_mac_close(mac);
	fixture_close(&f);
}
END_TEST

START_TEST(suppression_tags_differ_by_purpose_and_from_the_index)
{
	struct om_tag tags[4], subject;

	fixture_open(&f);
	tags[0] = index_tag("crm", "sdk", "x1");
	for (int p = OM_PURPOSE_ERASURE; p <= OM_PURPOSE_SALE; p++)
		tags[p] = suppression_tag((enum om_purpose)p, "sdk", "x1");
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < i; k++)
			ck_assert_int_ne(om_tag_compare(&tags[i], &tags[k]), 0);
	tags[0] = suppression_tag(OM_PURPOSE_SALE, "sdk", " x1");
	ck_assert_int_eq(om_tag_compare(&tags[0], &tags[3]), 0);
	ck_ok(om_tag_subject(f.store->tagger, &subject, 7));
	ck_ok(om_tag_subject(f.store->tagger, &tags[0], 8));
	ck_assert_int_ne(om_tag_compare(&tags[0], &subject), 0);
	ck_ok(om_tag_subject(f.store->tagger, &tags[0], 7));
	ck_assert_int_eq(om_tag_compare(&tags[0], &subject), 0);
	fixture_close(&f);
}
END_TEST

/* A file may name more types than are kept; each still has one tag. */
START_TEST(more_types_than_are_kept_change_no_tag)
{
	struct om_tag first[100];

	fixture_open(&f);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 100; i++) {
			char type[] = { 't', (char)('0' + i / 10),
				(char)('0' + i % 10), '\0' };
			struct om_tag tag = index_tag("crm", type, "v");

			if (round == 0)
				first[i] = tag;
			ck_assert_int_eq(om_tag_compare(&tag, &first[i]), 0);
			ck_assert(
			    i == 0 || om_tag_compare(&tag, &first[i - 1]) != 0);
		}
	fixture_close(&f);
}
END_TEST

static const char *
pseudonym(const char *source, const char *type, const char *value)
{
	struct om_identifier id = { om_span_of(type), om_span_of(value) };
	struct om_buf b = OM_BUF(128);
	const char *kept;

	ck_ok(
	    om_tag_pseudonym(f.store->tagger, &b, 1, om_span_of(source), &id));
	kept = om_arena_string(&f.arena, om_buf_span(&b));
	om_buf_free(&b);
	return kept;
}

START_TEST(a_pseudonym_is_the_same_for_the_same_and_says_its_version)
{
	const char *token;

	fixture_open(&f);
	token = pseudonym("crm", "email", "Ann@mail.example");
	ck_assert_uint_eq(strlen(token), 5 + 64);
	ck_assert_int_eq(strncmp(token, "psn1_", 5), 0);
	ck_assert(om_token_is(om_span_of(token)));
	ck_assert_str_eq(token, pseudonym("shop", "email", "ann@mail.example"));
	ck_assert_str_ne(token, pseudonym("crm", "sdk", "ann@mail.example"));
	ck_assert_str_ne(pseudonym("crm", "external_id", "1"),
	    pseudonym("shop", "external_id", "1"));
	/* One that is one already stays. */
	ck_assert_str_eq(token, pseudonym("crm", "email", token));
	fixture_close(&f);
}
END_TEST

START_TEST(a_destroyed_version_makes_no_pseudonyms)
{
	struct om_identifier id = { OM_SPAN("sdk"), OM_SPAN("1") };
	struct om_buf b = OM_BUF(128);
	uint32_t version;

	fixture_open(&f);
	ck_ok(om_keys_add(f.keys, &version, OM_KEY_PSEUDONYM));
	ck_ok(om_keys_destroy(f.keys, OM_KEY_PSEUDONYM, 1));
	ck_code(om_tag_pseudonym(f.store->tagger, &b, 1, OM_SPAN("crm"), &id),
	    OM_NOTFOUND);
	ck_ok(om_tag_pseudonym(f.store->tagger, &b, 2, OM_SPAN("crm"), &id));
	ck_assert(om_span_starts(om_buf_span(&b), OM_SPAN("psn2_")));
	om_buf_free(&b);
	fixture_close(&f);
}
END_TEST

START_TEST(what_only_looks_like_a_pseudonym_is_none)
{
	static const char hex[] =
	    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	static const char *const heads[] = { "psn_", "psn", "", "PSN1_",
		"psnx_", "psn1", "psn1-", "xpsn1_" };
	struct om_buf b = OM_BUF(128);

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		om_buf_reset(&b);
		om_buf_format(&b, "%s%s", heads[i], hex);
		ck_assert_msg(!om_token_is(om_buf_span(&b)), "%s", heads[i]);
	}
	om_buf_reset(&b);
	om_buf_format(&b, "psn12_%s", hex);
	ck_assert(om_token_is(om_buf_span(&b)));
	b.n--;
	ck_assert(!om_token_is(om_buf_span(&b)));
	b.p[b.n++] = 'F';
	ck_assert(!om_token_is(om_buf_span(&b)));
	b.p[b.n - 1] = '\0';
	ck_assert(!om_token_is(om_buf_span(&b)));
	om_buf_free(&b);
}
END_TEST

/* An "e-mail address" without '@' can still be found as it stands. */
START_TEST(a_value_that_is_not_of_its_type_has_a_tag_all_the_same)
{
	fixture_open(&f);
	ck_assert(same("crm", "email", "Ann", "crm", "email", "ann"));
	ck_assert(!same("crm", "email", "ann", "crm", "twitter", "ann"));
	ck_assert(same("crm", "phone_number", "CALL ME", "crm", "phone_number",
	    "call me"));
	fixture_close(&f);
}
END_TEST

START_TEST(a_value_without_a_form_is_refused)
{
	static const struct om_identifier bad[] = {
		{ { "sdk", 3 }, { "  ", 2 } },
		{ { "email", 5 }, { "\xff\xfe", 2 } },
	};
	struct om_tag tag;

	fixture_open(&f);
	for (size_t i = 0; i < 2; i++)
		ck_code(om_tag_index(
			    f.store->tagger, &tag, OM_SPAN("crm"), &bad[i]),
		    OM_INPUT);
	fixture_close(&f);
}
END_TEST

/* The first byte that differs tells, whatever is behind it. */
START_TEST(tags_are_in_the_order_of_their_bytes)
{
	static const uint8_t pairs[][2] = { { 0, 1 }, { 0x7f, 0x80 },
		{ 0x80, 0xff }, { 0, 0xff } };

	for (size_t at = 0; at < OM_TAG_SIZE; at++)
		for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
			struct om_tag less, more;

			memset(&less, 9, sizeof(less));
			memset(&more, 3, sizeof(more));
			memset(&less, 5, at);
			memset(&more, 5, at);
			less.b[at] = pairs[i][0];
			more.b[at] = pairs[i][1];
			ck_assert_int_lt(om_tag_compare(&less, &more), 0);
			ck_assert_int_gt(om_tag_compare(&more, &less), 0);
			ck_assert_int_eq(om_tag_compare(&less, &less), 0);
		}
}
END_TEST

OM_SUITE(store_tag)
{
	tcase_add_test(tests, tags_are_in_the_order_of_their_bytes);
	tcase_add_test(tests, the_same_canonical_form_gives_the_same_tag);
	tcase_add_test(tests, another_type_is_another_tag_but_google_is_email);
	tcase_add_test(
	    tests, a_value_counts_in_its_source_where_its_type_says_so);
	tcase_add_test(tests, another_key_folder_gives_other_tags);
	tcase_add_test(tests, the_tag_is_the_mac_of_source_type_and_form);
	tcase_add_test(
	    tests, suppression_tags_differ_by_purpose_and_from_the_index);
	tcase_add_test(tests, more_types_than_are_kept_change_no_tag);
	tcase_add_test(
	    tests, a_pseudonym_is_the_same_for_the_same_and_says_its_version);
	tcase_add_test(tests, a_destroyed_version_makes_no_pseudonyms);
	tcase_add_test(tests, what_only_looks_like_a_pseudonym_is_none);
	tcase_add_test(
	    tests, a_value_that_is_not_of_its_type_has_a_tag_all_the_same);
	tcase_add_test(tests, a_value_without_a_form_is_refused);
}
