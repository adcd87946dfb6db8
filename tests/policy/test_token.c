#include "policy/token.h"

#include "test.h"

#include "crypto/keys.h"

/*
 * Expectations by Python's hmac: HKDF-Expand (RFC 5869) of the SHA-256 of
 * "a key that is long enough" for domain and type, then HMAC-SHA-256.
 */
static struct om_mac *
open_mac(const char *domain, const char *type)
{
	uint8_t secret[OM_HASH_SIZE], key[OM_KEY_SIZE];
	struct om_mac *mac = NULL;

	ck_ok(om_sha256(secret, OM_SPAN("a key that is long enough")));
	ck_ok(om_keys_pseudonym_of(
	    key, secret, om_span_of(domain), om_span_of(type)));
	ck_ok(om_mac_open(&mac, key));
	return mac;
}

static void
gives(enum om_token_shape shape, const char *type, const char *canonical,
    const char *wanted)
{
	static const uint32_t version = 1;
	const struct om_token_parts parts = { OM_SPAN("analytics"),
		OM_SPAN_NONE, om_span_of(type), om_span_of(canonical) };
	struct om_mac *mac = open_mac("analytics", type);
	struct om_buf out = OM_BUF(4096);

	ck_ok(om_token_shape(&out, mac, &version, &parts, shape));
	ck_span_eq(om_buf_span(&out), wanted);
	om_buf_free(&out);
	om_mac_close(mac);
}

START_TEST(a_token_is_the_keyed_hash_of_domain_source_type_and_value)
{
	const struct om_token_parts of_crm = { OM_SPAN("analytics"),
		OM_SPAN("crm"), OM_SPAN("external_id"), OM_SPAN("A-1") };
	struct om_mac *mac = open_mac("analytics", "external_id");
	struct om_buf out = OM_BUF(OM_TOKEN_MAX);

	gives(OM_TOKEN_FULL, "email", "ana@example.com",
	    "psn1_a393a2a54f725d90ec4b7ec49b23f70bde9a8e0f316b155e7e63c304ea5b"
	    "1b1e");
	ck_ok(om_token_add(&out, mac, 40, &of_crm));
	ck_span_eq(om_buf_span(&out),
	    "psn40_1577acc6950ae81be342b64492243ca11bb0477355462df3bebc5e60118"
	    "4682b");
	om_buf_free(&out);
	om_mac_close(mac);
}
END_TEST

START_TEST(a_token_may_look_like_what_it_stands_for)
{
	gives(OM_TOKEN_EMAIL, "email", "ana@example.com",
	    "psn1_a393a2a54f725d90ec4b7ec49b23f70bde9a8e0f@pseudonym.invalid");
	gives(OM_TOKEN_PHONE, "phone_number", "+12025550143", "99924272259");
	gives(OM_TOKEN_CARD, "card_number", "4111111111111111",
	    "9533517825928951");
	gives(OM_TOKEN_ALIKE, "national_id", "12345678z", "46525953e");
}
END_TEST

static bool
passes_luhn(struct om_span s)
{
	unsigned sum = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned d = (unsigned)(s.p[s.n - 1 - i] - '0');

		d *= 1 + (i & 1);
		sum += d / 10 + d % 10;
	}
	return sum % 10 == 0;
}

START_TEST(no_token_of_a_card_is_the_number_of_one)
{
	static const uint32_t version = 3;
	struct om_mac *mac = open_mac("lab", "card_number");
	struct om_buf number = OM_BUF(64), out = OM_BUF(64);

	for (int i = 0; i < 2000; i++) {
		struct om_token_parts parts = { OM_SPAN("lab"), OM_SPAN_NONE,
			OM_SPAN("card_number"), OM_SPAN_NONE };

		om_buf_reset(&number);
		om_buf_reset(&out);
		om_buf_int(&number, 4000 + i, 12 + (unsigned)i % 8);
		parts.canonical = om_buf_span(&number);
		ck_ok(
		    om_token_shape(&out, mac, &version, &parts, OM_TOKEN_CARD));
		ck_assert_uint_eq(out.n, number.n);
		ck_assert_int_eq(out.p[0], '9');
		ck_assert(!passes_luhn(om_buf_span(&out)));
	}
	om_buf_free(&number);
	om_buf_free(&out);
	om_mac_close(mac);
}
END_TEST

START_TEST(a_long_value_has_a_token_of_its_length)
{
	static const uint32_t version = 1;
	struct om_mac *mac = open_mac("lab", "name.full");
	struct om_buf value = OM_BUF(2048), out = OM_BUF(2048);
	struct om_token_parts parts = { OM_SPAN("lab"), OM_SPAN_NONE,
		OM_SPAN("name.full"), OM_SPAN_NONE };

	for (int i = 0; i < 100; i++)
		om_buf_byte(&value, "aB3 "[i % 4]);
	parts.canonical = om_buf_span(&value);
	ck_ok(om_token_shape(&out, mac, &version, &parts, OM_TOKEN_ALIKE));
	ck_assert_uint_eq(out.n, 100);
	for (size_t i = 0; i < out.n; i++) {
		char c = out.p[i];

		ck_assert(i % 4 == 0   ? c >= 'a' && c <= 'z'
			  : i % 4 == 1 ? c >= 'A' && c <= 'Z'
			  : i % 4 == 2 ? c >= '0' && c <= '9'
				       : c == ' ');
	}
	om_buf_free(&value);
	om_buf_free(&out);
	om_mac_close(mac);
}
END_TEST

static int
code_of(enum om_token_shape shape, const char *canonical)
{
	static const uint32_t version = 1;
	struct om_mac *mac = open_mac("lab", "x");
	struct om_buf out = OM_BUF(2048);
	const struct om_token_parts parts = { OM_SPAN("lab"), OM_SPAN_NONE,
		OM_SPAN("x"), om_span_of(canonical) };
	int rc = om_token_shape(&out, mac, &version, &parts, shape);

	ck_assert(rc == OM_OK || out.n == 0);
	om_buf_free(&out);
	om_mac_close(mac);
	return rc;
}

START_TEST(what_has_too_few_digits_has_no_token_of_digits)
{
	ck_code(code_of(OM_TOKEN_CARD, "1"), OM_INPUT);
	ck_code(code_of(OM_TOKEN_CARD, "12"), OM_OK);
	ck_code(code_of(OM_TOKEN_PHONE, "+12345"), OM_INPUT);
	ck_code(code_of(OM_TOKEN_PHONE, "123456"), OM_OK);
	ck_code(code_of(OM_TOKEN_ALIKE, "=@+-"), OM_INPUT);
}
END_TEST

/* A spreadsheet would take it for a formula. */
START_TEST(a_token_never_begins_with_a_mark)
{
	static const uint32_t version = 1;
	struct om_mac *mac = open_mac("lab", "social_handle");
	struct om_buf out = OM_BUF(64);
	const struct om_token_parts parts = { OM_SPAN("lab"), OM_SPAN_NONE,
		OM_SPAN("social_handle"), OM_SPAN("@an-a") };

	ck_ok(om_token_shape(&out, mac, &version, &parts, OM_TOKEN_ALIKE));
	ck_assert_uint_eq(out.n, 4);
	ck_assert_int_eq(out.p[2], '-');
	om_buf_free(&out);
	om_mac_close(mac);
}
END_TEST

START_TEST(a_token_is_known_by_its_form)
{
	struct om_buf b = OM_BUF(128);

	om_buf_text(&b, "psn1_");
	for (int i = 0; i < 40; i++)
		om_buf_byte(&b, "0123456789abcdef"[i % 16]);
	ck_assert(!om_token_is(om_buf_span(&b)));
	om_buf_text(&b, "@pseudonym.invalid");
	ck_assert(om_token_is_email(om_buf_span(&b)));
	ck_assert(!om_token_is(om_buf_span(&b)));
	om_buf_byte(&b, 'x');
	ck_assert(!om_token_is_email(om_buf_span(&b)));
	ck_assert(!om_token_is_email(OM_SPAN("ana@pseudonym.invalid")));
	ck_assert(!om_token_is_email(OM_SPAN("ana@example.com")));
	om_buf_free(&b);
}
END_TEST

START_TEST(what_is_not_of_its_type_is_folded)
{
	struct om_buf b = OM_BUF(2048);

	om_buf_text(&b, "before ");
	ck_ok(om_token_canonical(&b, OM_NORMALISE_EMAIL, OM_SPAN(" No Mail ")));
	ck_span_eq(om_buf_span(&b), "before no mail");
	om_buf_reset(&b);
	ck_ok(om_token_canonical(
	    &b, OM_NORMALISE_PHONE, OM_SPAN("+44 20 7946 0123")));
	ck_span_eq(om_buf_span(&b), "+442079460123");
	om_buf_reset(&b);
	ck_code(
	    om_token_canonical(&b, OM_NORMALISE_EMAIL, OM_SPAN(" ")), OM_INPUT);
	om_buf_free(&b);
}
END_TEST

OM_SUITE(policy_token)
{
	tcase_add_test(
	    tests, a_token_is_the_keyed_hash_of_domain_source_type_and_value);
	tcase_add_test(tests, a_token_may_look_like_what_it_stands_for);
	tcase_add_test(tests, no_token_of_a_card_is_the_number_of_one);
	tcase_add_test(tests, a_long_value_has_a_token_of_its_length);
	tcase_add_test(tests, what_has_too_few_digits_has_no_token_of_digits);
	tcase_add_test(tests, a_token_never_begins_with_a_mark);
	tcase_add_test(tests, a_token_is_known_by_its_form);
	tcase_add_test(tests, what_is_not_of_its_type_is_folded);
}
