#include "crypto/vectors.h"

#include "crypto/seal.h"

static const uint8_t key[OM_KEY_SIZE] = { 1, 2, 3 };
static const uint8_t other_key[OM_KEY_SIZE] = { 1, 2, 4 };

/* Version, nonce, ciphertext and tag of a published case, to be opened. */
static void
check_case(const char *hex_key, const char *hex_sealed, const char *hex_aad,
    const char *plain)
{
	uint8_t k[OM_KEY_SIZE], bytes[256], aad[64];
	struct om_span sealed = unhex(bytes, hex_sealed);
	struct om_span bound = unhex(aad, hex_aad);
	struct om_buf out = OM_BUF(256);
	struct om_sealer *s;

	unhex(k, hex_key);
	ck_ok(om_sealer_open(&s));
	ck_ok(om_unseal(s, &out, k, sealed, bound));
	check_hex(out.p, out.n, plain);
	om_sealer_close(s);
	om_buf_free(&out);
}

#define ZEROS_16 "00000000000000000000000000000000"

/* Test cases 13, 14 and 16 of the specification submitted to NIST. */
START_TEST(published_ciphertexts_open)
{
	check_case(ZEROS_16 ZEROS_16,
	    "01000000000000000000000000"
	    "530f8afbc74536b9a963b4f1c4cb738b",
	    "", "");
	check_case(ZEROS_16 ZEROS_16,
	    "01000000000000000000000000"
	    "cea7403d4d606b6e074ec5d3baf39d18"
	    "d0d1c8a799996bf0265b98b5d48ab919",
	    "", ZEROS_16);
	check_case("feffe9928665731c6d6a8f9467308308"
		   "feffe9928665731c6d6a8f9467308308",
	    "01cafebabefacedbaddecaf888"
	    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
	    "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
	    "76fc6ece0f4e1768cddf8853bb2d551b",
	    "feedfacedeadbeeffeedfacedeadbeefabaddad2",
	    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
	    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
}
END_TEST

START_TEST(what_is_sealed_opens_again_at_every_length)
{
	static char text[300];
	struct om_buf sealed = OM_BUF(400), plain = OM_BUF(300);
	struct om_sealer *s;

	ck_ok(om_sealer_open(&s));
	for (size_t n = 0; n <= sizeof(text); n++) {
		struct om_span value = om_span_bytes(text, n);

		memset(text, (int)n, sizeof(text));
		om_buf_reset(&sealed);
		om_buf_reset(&plain);
		ck_ok(om_seal(s, &sealed, key, value, OM_SPAN("row 1")));
		ck_assert_uint_eq(sealed.n, n + OM_SEAL_OVERHEAD);
		ck_ok(om_unseal(
		    s, &plain, key, om_buf_span(&sealed), OM_SPAN("row 1")));
		ck_assert(om_span_equal(om_buf_span(&plain), value));
	}
	om_sealer_close(s);
	om_buf_free(&sealed);
	om_buf_free(&plain);
}
END_TEST

START_TEST(the_same_value_never_seals_to_the_same_bytes)
{
	uint8_t a[2 + OM_SEAL_OVERHEAD], b[2 + OM_SEAL_OVERHEAD];
	struct om_sealer *s;

	ck_ok(om_sealer_open(&s));
	ck_ok(om_seal_into(s, a, key, OM_SPAN("hi"), OM_SPAN_NONE));
	ck_ok(om_seal_into(s, b, key, OM_SPAN("hi"), OM_SPAN_NONE));
	ck_assert_uint_eq(a[0], 1);
	ck_assert_mem_ne(a + 1, b + 1, 12);
	ck_assert_mem_ne(a + 13, b + 13, 2);
	om_sealer_close(s);
}
END_TEST

START_TEST(every_flipped_bit_is_noticed_and_nothing_comes_out)
{
	uint8_t sealed[5 + OM_SEAL_OVERHEAD], out[5];
	struct om_span all = om_span_bytes(sealed, sizeof(sealed));
	struct om_sealer *s;

	ck_ok(om_sealer_open(&s));
	ck_ok(om_seal_into(s, sealed, key, OM_SPAN("hello"), OM_SPAN("a")));
	for (size_t bit = 0; bit < 8 * sizeof(sealed); bit++) {
		sealed[bit / 8] ^= (uint8_t)(1 << bit % 8);
		memset(out, 0, sizeof(out));
		ck_code(
		    om_unseal_into(s, out, key, all, OM_SPAN("a")), OM_CORRUPT);
		ck_assert_mem_eq(out, "\0\0\0\0\0", sizeof(out));
		sealed[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	ck_ok(om_unseal_into(s, out, key, all, OM_SPAN("a")));
	ck_assert_mem_eq(out, "hello", 5);
	om_sealer_close(s);
}
END_TEST

START_TEST(another_key_or_place_does_not_open_it)
{
	struct om_buf sealed = OM_BUF(100), plain = OM_BUF(100);
	struct om_span all;
	struct om_sealer *s;

	ck_ok(om_sealer_open(&s));
	ck_ok(om_seal(s, &sealed, key, OM_SPAN("hello"), OM_SPAN("row 1")));
	all = om_buf_span(&sealed);
	om_buf_text(&plain, "kept");
	ck_code(
	    om_unseal(s, &plain, other_key, all, OM_SPAN("row 1")), OM_CORRUPT);
	ck_code(om_unseal(s, &plain, key, all, OM_SPAN("row 2")), OM_CORRUPT);
	ck_code(om_unseal(s, &plain, key, all, OM_SPAN_NONE), OM_CORRUPT);
	ck_span_eq(om_buf_span(&plain), "kept");
	ck_ok(om_unseal(s, &plain, key, all, OM_SPAN("row 1")));
	ck_span_eq(om_buf_span(&plain), "kepthello");
	om_sealer_close(s);
	om_buf_free(&sealed);
	om_buf_free(&plain);
}
END_TEST

START_TEST(a_short_value_or_another_version_is_corrupt)
{
	uint8_t sealed[OM_SEAL_OVERHEAD], out[1];
	struct om_sealer *s;

	ck_ok(om_sealer_open(&s));
	ck_ok(om_seal_into(s, sealed, key, OM_SPAN_NONE, OM_SPAN_NONE));
	for (size_t n = 0; n < sizeof(sealed); n++)
		ck_code(om_unseal_into(s, out, key, om_span_bytes(sealed, n),
			    OM_SPAN_NONE),
		    OM_CORRUPT);
	sealed[0] = 2;
	ck_code(om_unseal_into(s, out, key,
		    om_span_bytes(sealed, sizeof(sealed)), OM_SPAN_NONE),
	    OM_CORRUPT);
	om_sealer_close(s);
}
END_TEST

/* Keys alternate, repeat and are forgotten; each value opens by its own. */
START_TEST(the_kept_key_is_never_used_for_another)
{
	static const int order[] = { 0, 0, 1, 0, 1, 1, 0 };
	static const uint8_t zeros[OM_KEY_SIZE];
	const uint8_t *keys[] = { zeros, other_key };
	uint8_t sealed[1 + OM_SEAL_OVERHEAD], out[1];
	struct om_span all = om_span_bytes(sealed, sizeof(sealed));
	struct om_sealer *s, *fresh;

	ck_ok(om_sealer_open(&s));
	om_sealer_forget(s);
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		const uint8_t *mine = keys[order[i]];

		ck_ok(
		    om_seal_into(s, sealed, mine, OM_SPAN("x"), OM_SPAN_NONE));
		ck_ok(om_sealer_open(&fresh));
		ck_ok(om_unseal_into(fresh, out, mine, all, OM_SPAN_NONE));
		ck_ok(om_unseal_into(s, out, mine, all, OM_SPAN_NONE));
		ck_code(
		    om_unseal_into(s, out, keys[!order[i]], all, OM_SPAN_NONE),
		    OM_CORRUPT);
		om_sealer_close(fresh);
		if (i == 3)
			om_sealer_forget(s);
	}
	om_sealer_close(s);
	om_sealer_close(NULL);
}
END_TEST

START_TEST(lengths_beyond_the_limits_are_refused)
{
	struct om_span huge = om_span_bytes("", (size_t)1 << 30);
	struct om_buf small = OM_BUF(OM_SEAL_OVERHEAD);
	uint8_t out[OM_SEAL_OVERHEAD];
	struct om_sealer *s;

	ck_ok(om_sealer_open(&s));
	ck_code(om_seal_into(s, out, key, huge, OM_SPAN_NONE), OM_LIMIT);
	ck_code(om_seal_into(s, out, key, OM_SPAN_NONE, huge), OM_LIMIT);
	ck_code(om_unseal_into(s, out, key, huge, OM_SPAN_NONE), OM_LIMIT);
	ck_code(om_seal(s, &small, key, OM_SPAN("a"), OM_SPAN_NONE), OM_LIMIT);
	om_buf_reset(&small);
	ck_ok(om_seal(s, &small, key, OM_SPAN_NONE, OM_SPAN_NONE));
	om_sealer_close(s);
	om_buf_free(&small);
}
END_TEST

START_TEST(a_value_that_does_not_fit_its_buffer_is_a_limit)
{
	struct om_buf sealed = OM_BUF(64), small = OM_BUF(3);
	struct om_sealer *s;

	ck_ok(om_sealer_open(&s));
	ck_ok(om_seal(s, &sealed, key, OM_SPAN("four"), OM_SPAN_NONE));
	ck_code(om_unseal(s, &small, key, om_buf_span(&sealed), OM_SPAN_NONE),
	    OM_LIMIT);
	ck_assert_uint_eq(small.n, 0);
	/* Of nothing, there is nothing to wipe. */
	om_buf_reset(&sealed);
	ck_ok(om_seal(s, &sealed, key, OM_SPAN_NONE, OM_SPAN_NONE));
	om_buf_reset(&small);
	ck_code(
	    om_unseal(s, &small, other_key, om_buf_span(&sealed), OM_SPAN_NONE),
	    OM_CORRUPT);
	om_sealer_close(s);
	om_buf_free(&sealed);
	om_buf_free(&small);
}
END_TEST

OM_SUITE(crypto_seal)
{
	tcase_add_test(tests, a_value_that_does_not_fit_its_buffer_is_a_limit);
	tcase_add_test(tests, published_ciphertexts_open);
	tcase_add_test(tests, what_is_sealed_opens_again_at_every_length);
	tcase_add_test(tests, the_same_value_never_seals_to_the_same_bytes);
	tcase_add_test(
	    tests, every_flipped_bit_is_noticed_and_nothing_comes_out);
	tcase_add_test(tests, another_key_or_place_does_not_open_it);
	tcase_add_test(tests, a_short_value_or_another_version_is_corrupt);
	tcase_add_test(tests, the_kept_key_is_never_used_for_another);
	tcase_add_test(tests, lengths_beyond_the_limits_are_refused);
}
