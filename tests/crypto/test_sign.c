#include "crypto/vectors.h"

#include "crypto/sign.h"

static void
check_case(const char *hex_seed, const char *key, struct om_span message,
    const char *signature)
{
	uint8_t seed[OM_SEED_SIZE], public[OM_PUBLIC_KEY_SIZE];
	uint8_t out[OM_SIGNATURE_SIZE];
	struct om_signer *s;

	unhex(seed, hex_seed);
	ck_ok(om_signer_open(&s, seed));
	om_signer_public(s, public);
	check_hex(public, sizeof(public), key);
	ck_ok(om_signer_sign(s, out, message));
	check_hex(out, sizeof(out), signature);
	ck_ok(om_verify(public, out, message));
	om_signer_close(s);
}

/* RFC 8032, section 7.1. */
START_TEST(signatures_are_those_of_rfc_8032)
{
	check_case(
	    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
	    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
	    OM_SPAN_NONE,
	    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
	    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
	check_case(
	    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
	    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
	    OM_SPAN("\x72"),
	    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
	check_case(
	    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
	    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
	    OM_SPAN("\xaf\x82"),
	    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
	    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
}
END_TEST

START_TEST(every_flipped_bit_is_noticed)
{
	static const uint8_t seed[OM_SEED_SIZE] = { 5 };
	uint8_t sig[OM_SIGNATURE_SIZE], key[OM_PUBLIC_KEY_SIZE];
	char text[] = "text";
	struct om_span message = om_span_of(text);
	struct om_signer *s;

	ck_ok(om_signer_open(&s, seed));
	om_signer_public(s, key);
	ck_ok(om_signer_sign(s, sig, message));
	for (size_t bit = 0; bit < 8 * sizeof(sig); bit++) {
		sig[bit / 8] ^= (uint8_t)(1 << bit % 8);
		ck_code(om_verify(key, sig, message), OM_CORRUPT);
		sig[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (size_t bit = 0; bit < 8 * sizeof(key); bit++) {
		key[bit / 8] ^= (uint8_t)(1 << bit % 8);
		ck_code(om_verify(key, sig, message), OM_CORRUPT);
		key[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	text[0] = 'T';
	ck_code(om_verify(key, sig, message), OM_CORRUPT);
	text[0] = 't';
	ck_ok(om_verify(key, sig, message));
	om_signer_close(s);
	om_signer_close(NULL);
}
END_TEST

OM_SUITE(crypto_sign)
{
	tcase_add_test(tests, signatures_are_those_of_rfc_8032);
	tcase_add_test(tests, every_flipped_bit_is_noticed);
}
