#include "crypto/vectors.h"

#include "base/memory.h"
#include "crypto/mac.h"

/*
 * RFC 4231, section 4. HMAC pads a key with zeros and hashes one that is
 * longer than its block, so that every case has a key of 32 bytes.
 */
static void
check_case(struct om_span key, struct om_span message, const char *tag)
{
	uint8_t padded[OM_HASH_SIZE] = { 0 }, out[OM_HASH_SIZE];
	struct om_mac *mac;

	if (key.n > 64)
		ck_ok(om_sha256(padded, key));
	else
		memcpy(padded, key.p, key.n);
	ck_ok(om_mac_open(&mac, padded));
	for (int round = 0; round < 2; round++) {
		ck_ok(om_mac_raw(mac, out, message));
		check_hex(out, sizeof(out), tag);
	}
	om_mac_close(mac);
}

START_TEST(tags_are_those_of_rfc_4231)
{
	uint8_t key[131], message[50];

	memset(key, 0x0b, 20);
	check_case(om_span_bytes(key, 20), OM_SPAN("Hi There"),
	    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	check_case(OM_SPAN("Jefe"), OM_SPAN("what do ya want for nothing?"),
	    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	memset(message, 0xdd, sizeof(message));
	check_case(om_span_bytes(key, 20), om_span_bytes(message, 50),
	    "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
	check_case(om_span_bytes(key, 131),
	    OM_SPAN("Test Using Larger Than Block-Size Key - Hash Key First"),
	    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	for (int i = 0; i < 25; i++)
		key[i] = (uint8_t)(i + 1);
	memset(message, 0xcd, sizeof(message));
	check_case(om_span_bytes(key, 25), om_span_bytes(message, 50),
	    "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
}
END_TEST

/* The message of a tag of parts, written out by hand. */
START_TEST(parts_are_preceded_by_their_lengths)
{
	static const uint8_t key[OM_HASH_SIZE] = { 7 };
	struct om_span parts[] = { OM_SPAN("email"), OM_SPAN_NONE,
		OM_SPAN("ana@mail.example") };
	uint8_t tag[OM_HASH_SIZE], raw[OM_HASH_SIZE];
	struct om_mac *mac;

	ck_ok(om_mac_open(&mac, key));
	ck_ok(om_mac_tag(mac, tag, parts, 3));
	ck_ok(om_mac_raw(mac, raw,
	    OM_SPAN("\5\0\0\0email\0\0\0\0\20\0\0\0ana@mail.example")));
	ck_assert_mem_eq(tag, raw, sizeof(tag));
	om_mac_close(mac);
}
END_TEST

/* Around the length to which parts are gathered, and far beyond it. */
START_TEST(long_and_short_parts_are_tagged_alike)
{
	static const size_t lengths[] = { 0, 1, 251, 252, 253, 256, 70000 };
	static const uint8_t key[OM_HASH_SIZE] = { 9 };
	static char text[70000];
	uint8_t tag[OM_HASH_SIZE], raw[OM_HASH_SIZE];
	struct om_buf message = OM_BUF(1 << 20);
	struct om_mac *mac;

	memset(text, 'x', sizeof(text));
	ck_ok(om_mac_open(&mac, key));
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		struct om_span part = om_span_bytes(text, lengths[i]);

		om_buf_reset(&message);
		om_buf_u32(&message, (uint32_t)part.n);
		om_buf_add(&message, part);
		ck_ok(om_mac_tag(mac, tag, &part, 1));
		ck_ok(om_mac_raw(mac, raw, om_buf_span(&message)));
		ck_assert_mem_eq(tag, raw, sizeof(tag));
	}
	om_buf_free(&message);
	om_mac_close(mac);
}
END_TEST

START_TEST(where_a_part_ends_changes_the_tag)
{
	static const uint8_t key[OM_HASH_SIZE] = { 1 };
	struct om_span ab_c[] = { OM_SPAN("ab"), OM_SPAN("c") };
	struct om_span a_bc[] = { OM_SPAN("a"), OM_SPAN("bc") };
	struct om_span abc[] = { OM_SPAN("abc") };
	uint8_t one[OM_HASH_SIZE], two[OM_HASH_SIZE], three[OM_HASH_SIZE];
	struct om_mac *mac;

	ck_ok(om_mac_open(&mac, key));
	ck_ok(om_mac_tag(mac, one, ab_c, 2));
	ck_ok(om_mac_tag(mac, two, a_bc, 2));
	ck_ok(om_mac_tag(mac, three, abc, 1));
	ck_assert_mem_ne(one, two, sizeof(one));
	ck_assert_mem_ne(one, three, sizeof(one));
	ck_assert_mem_ne(two, three, sizeof(one));
	om_mac_close(mac);
}
END_TEST

START_TEST(a_new_key_takes_the_place_of_the_old_one)
{
	uint8_t key[OM_HASH_SIZE] = { 0 }, out[OM_HASH_SIZE];
	struct om_mac *mac;

	memset(key, 0xaa, sizeof(key));
	ck_ok(om_mac_open(&mac, key));
	ck_ok(om_mac_raw(mac, out, OM_SPAN("before")));
	memset(key, 0, sizeof(key));
	memcpy(key, "Jefe", 4);
	ck_ok(om_mac_set_key(mac, key));
	ck_ok(om_mac_raw(mac, out, OM_SPAN("what do ya want for nothing?")));
	check_hex(out, sizeof(out),
	    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	om_mac_close(mac);
	om_mac_close(NULL);
}
END_TEST

/* Nothing reads the part: its length alone is refused. */
START_TEST(a_part_of_four_gigabytes_is_refused)
{
	static const uint8_t key[OM_HASH_SIZE] = { 1 };
	struct om_span parts[] = { OM_SPAN("a"),
		om_span_bytes("b", (size_t)UINT32_MAX + 1) };
	uint8_t out[OM_HASH_SIZE];
	struct om_mac *mac;

	ck_ok(om_mac_open(&mac, key));
	ck_code(om_mac_tag(mac, out, parts, 2), OM_LIMIT);
	om_mac_close(mac);
}
END_TEST

START_TEST(secrets_are_equal_only_in_every_byte)
{
	uint8_t a[OM_HASH_SIZE] = { 0 }, b[OM_HASH_SIZE] = { 0 };

	ck_assert(om_secret_equal(a, b, sizeof(a)));
	for (size_t i = 0; i < sizeof(a); i++) {
		b[i] = 0x80;
		ck_assert(!om_secret_equal(a, b, sizeof(a)));
		b[i] = 0;
	}
	ck_assert(om_secret_equal("a", "b", 0));
}
END_TEST

OM_SUITE(crypto_mac)
{
	tcase_add_test(tests, tags_are_those_of_rfc_4231);
	tcase_add_test(tests, parts_are_preceded_by_their_lengths);
	tcase_add_test(tests, long_and_short_parts_are_tagged_alike);
	tcase_add_test(tests, where_a_part_ends_changes_the_tag);
	tcase_add_test(tests, a_new_key_takes_the_place_of_the_old_one);
	tcase_add_test(tests, a_part_of_four_gigabytes_is_refused);
	tcase_add_test(tests, secrets_are_equal_only_in_every_byte);
}
