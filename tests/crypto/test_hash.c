#include "crypto/vectors.h"

#include "crypto/hash.h"

/* FIPS 180-4 examples, and the hash of nothing. */
#define OF_NOTHING \
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define OF_ABC \
	"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

START_TEST(sha256_has_the_published_values)
{
	uint8_t out[OM_HASH_SIZE];

	ck_ok(om_sha256(out, OM_SPAN_NONE));
	check_hex(out, sizeof(out), OF_NOTHING);
	ck_ok(om_sha256(out, OM_SPAN("abc")));
	check_hex(out, sizeof(out), OF_ABC);
}
END_TEST

START_TEST(pieces_hash_as_the_whole_and_the_object_serves_again)
{
	uint8_t out[OM_HASH_SIZE];
	struct om_hash *h;

	ck_ok(om_hash_open(&h));
	for (int round = 0; round < 3; round++) {
		ck_ok(om_hash_add(h, OM_SPAN("a")));
		ck_ok(om_hash_add(h, OM_SPAN_NONE));
		ck_ok(om_hash_add(h, OM_SPAN("bc")));
		ck_ok(om_hash_end(h, out));
		check_hex(out, sizeof(out), OF_ABC);
	}
	ck_ok(om_hash_end(h, out));
	check_hex(out, sizeof(out), OF_NOTHING);
	om_hash_close(h);
	om_hash_close(NULL);
}
END_TEST

/* RFC 5869, appendix A: the first 32 bytes of the output are one block. */
START_TEST(hkdf_has_the_values_of_rfc_5869_case_1)
{
	uint8_t secret[22], salt[13], info[10], prk[32], out[OM_HASH_SIZE];

	unhex(secret, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
	unhex(salt, "000102030405060708090a0b0c");
	unhex(info, "f0f1f2f3f4f5f6f7f8f9");
	unhex(prk, "077709362c2e32df0ddc3f0dc47bba63"
		   "90b6c73bb50f9c3122ec844ad7c2b3e5");
	ck_ok(om_hkdf(out, om_span_bytes(secret, sizeof(secret)),
	    om_span_bytes(salt, sizeof(salt)),
	    om_span_bytes(info, sizeof(info))));
	check_hex(out, sizeof(out),
	    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
	memset(out, 0, sizeof(out));
	ck_ok(om_hkdf_expand(out, prk, om_span_bytes(info, sizeof(info))));
	check_hex(out, sizeof(out),
	    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
}
END_TEST

/* Its salt of 80 bytes is hashed by HMAC; so it is here, before the call. */
START_TEST(hkdf_has_the_values_of_rfc_5869_case_2)
{
	uint8_t secret[80], salt[80], info[80], key[32], out[OM_HASH_SIZE];

	for (int i = 0; i < 80; i++) {
		secret[i] = (uint8_t)i;
		salt[i] = (uint8_t)(0x60 + i);
		info[i] = (uint8_t)(0xb0 + i);
	}
	ck_ok(om_sha256(key, om_span_bytes(salt, sizeof(salt))));
	ck_ok(om_hkdf(out, om_span_bytes(secret, sizeof(secret)),
	    om_span_bytes(key, sizeof(key)),
	    om_span_bytes(info, sizeof(info))));
	check_hex(out, sizeof(out),
	    "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c");
}
END_TEST

START_TEST(hkdf_has_the_values_of_rfc_5869_case_3)
{
	uint8_t secret[22], out[OM_HASH_SIZE];

	memset(secret, 0x0b, sizeof(secret));
	ck_ok(om_hkdf(out, om_span_bytes(secret, sizeof(secret)), OM_SPAN_NONE,
	    OM_SPAN_NONE));
	check_hex(out, sizeof(out),
	    "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}
END_TEST

START_TEST(too_long_a_salt_or_purpose_is_refused)
{
	static const char zeros[1 << 17];
	uint8_t out[OM_HASH_SIZE];

	ck_code(om_hkdf(out, OM_SPAN("secret"), om_span_bytes(zeros, 33),
		    OM_SPAN_NONE),
	    OM_LIMIT);
	ck_code(om_hkdf_expand(out, (const uint8_t *)zeros,
		    om_span_bytes(zeros, sizeof(zeros))),
	    OM_LIMIT);
}
END_TEST

OM_SUITE(crypto_hash)
{
	tcase_add_test(tests, sha256_has_the_published_values);
	tcase_add_test(
	    tests, pieces_hash_as_the_whole_and_the_object_serves_again);
	tcase_add_test(tests, hkdf_has_the_values_of_rfc_5869_case_1);
	tcase_add_test(tests, hkdf_has_the_values_of_rfc_5869_case_2);
	tcase_add_test(tests, hkdf_has_the_values_of_rfc_5869_case_3);
	tcase_add_test(tests, too_long_a_salt_or_purpose_is_refused);
}
