#include "crypto/vectors.h"

#include "crypto/key_folder.h"
#include "crypto/note.h"

#define DASH "\xe2\x80\x94 "

/* The example of c2sp.org/signed-note. */
#define FOO_KEY                     \
	"example.com/foo+530d903a+" \
	"AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
#define FOO_TEXT "This is an example message.\n"
#define FOO_SIGNATURE                                                       \
	DASH "example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONn" \
	     "cAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"

/* The example of Go's package sumdb/note; its key is published with it. */
#define GO_KEY                   \
	"PeterNeumann+c74f20a3+" \
	"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define GO_SEED "gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM="
#define GO_TEXT                                                      \
	"If you think cryptography is the answer to your problem,\n" \
	"then you don't know what your problem is.\n"
#define GO_SIGNATURE                                                         \
	DASH "PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuG" \
	     "UgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

static struct om_note_key
key_of(const char *vkey)
{
	struct om_note_key key;

	ck_ok(om_note_key_read(&key, om_span_of(vkey)));
	return key;
}

START_TEST(published_notes_open_with_their_keys)
{
	struct om_note_key foo = key_of(FOO_KEY), go = key_of(GO_KEY);
	struct om_span text;

	ck_assert_str_eq(foo.name, "example.com/foo");
	check_hex(foo.id, sizeof(foo.id), "530d903a");
	check_hex(go.id, sizeof(go.id), "c74f20a3");
	ck_ok(om_note_open(&text, OM_SPAN(FOO_TEXT "\n" FOO_SIGNATURE), &foo));
	ck_span_eq(text, FOO_TEXT);
	ck_ok(om_note_open(&text, OM_SPAN(GO_TEXT "\n" GO_SIGNATURE), &go));
	ck_span_eq(text, GO_TEXT);
}
END_TEST

START_TEST(signing_gives_the_published_note)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);
	struct om_buf note = OM_BUF(OM_NOTE_MAX);

	write_text(folder, "keys/signing.key",
	    "ombud-key-v1 signing 1 2026-01-01T00:00:00.000Z " GO_SEED "\n");
	ck_ok(om_keys_refresh(k));
	ck_ok(
	    om_note_sign(&note, OM_SPAN(GO_TEXT), OM_SPAN("PeterNeumann"), k));
	ck_span_eq(om_buf_span(&note), GO_TEXT "\n" GO_SIGNATURE);
	om_buf_free(&note);
	om_keys_close(k);
}
END_TEST

START_TEST(a_verifier_key_is_written_as_it_was_read)
{
	static const char *const keys[] = { FOO_KEY, GO_KEY };
	struct om_buf b = OM_BUF(1000);

	for (int i = 0; i < 2; i++) {
		struct om_note_key key = key_of(keys[i]);

		om_buf_reset(&b);
		om_note_key_write(&b, &key);
		ck_span_eq(om_buf_span(&b), keys[i]);
	}
	(void)key_of(GO_KEY "\n");
	om_buf_free(&b);
}
END_TEST

/* The last two have a right id for a wrong length and algorithm. */
START_TEST(malformed_verifier_keys_are_refused)
{
	static const char *const wrong[] = { "", "PeterNeumann",
		"PeterNeumann+c74f20a3",
		"+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		"PeterNeumann+C74F20A3+"
		"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		"PeterNeumann+c74f20a4+"
		"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		"PeterNeuman+c74f20a3+"
		"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		"PeterNeumann+c74f20a3+"
		"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
		GO_KEY "\n\n", GO_KEY " ", " " GO_KEY,
		"PeterNeumann+cc469956+"
		"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
		"PeterNeumann+173116ae+"
		"ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW" };
	struct om_note_key key;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		ck_code(om_note_key_read(&key, om_span_of(wrong[i])), OM_INPUT);
}
END_TEST

START_TEST(names_have_no_space_plus_or_control_character)
{
	static const char *const wrong[] = { "", "a b", "a+b", "a\tb", "a\nb",
		"a\x01", " a", "a ", "\xc2\xa0", "a\xe2\x80\x83z",
		"\xe3\x80\x80", "a\xff", "\xc2\x85x", "\xe2\x80\xa8" };
	static char name[OM_NOTE_NAME_MAX + 1];
	static const uint8_t public[OM_PUBLIC_KEY_SIZE];
	struct om_note_key key;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		ck_code(om_note_key_make(&key, om_span_of(wrong[i]), public),
		    OM_INPUT);
	ck_ok(
	    om_note_key_make(&key, OM_SPAN("r\xc3\xa9my.example/log"), public));
	memset(name, 'n', sizeof(name));
	ck_ok(om_note_key_make(
	    &key, om_span_bytes(name, OM_NOTE_NAME_MAX), public));
	ck_code(
	    om_note_key_make(&key, om_span_bytes(name, sizeof(name)), public),
	    OM_INPUT);
}
END_TEST

START_TEST(signatures_of_others_are_passed_over)
{
	struct om_note_key go = key_of(GO_KEY);
	struct om_span text;

	ck_ok(om_note_open(
	    &text, OM_SPAN(GO_TEXT "\n" FOO_SIGNATURE GO_SIGNATURE), &go));
	ck_ok(om_note_open(
	    &text, OM_SPAN(GO_TEXT "\n" GO_SIGNATURE FOO_SIGNATURE), &go));
	/* the name of the key, but another's id: a cosignature, say */
	ck_ok(om_note_open(&text,
	    OM_SPAN(GO_TEXT "\n" DASH "PeterNeumann AAAAAAA=\n" GO_SIGNATURE),
	    &go));
	ck_span_eq(text, GO_TEXT);
}
END_TEST

START_TEST(a_note_without_a_right_signature_is_corrupt)
{
	static const char *const wrong[] = {
		GO_TEXT "\n" FOO_SIGNATURE,
		"I" GO_TEXT "\n" GO_SIGNATURE,
		GO_TEXT "\n\n" GO_SIGNATURE,
		/* the key's id before four bytes of another signature */
		GO_TEXT "\n" DASH "PeterNeumann x08gowAAAAA=\n",
		/* one is right, one is wrong */
		GO_TEXT "\n" GO_SIGNATURE DASH "PeterNeumann x08gowAAAAA=\n",
	};
	struct om_note_key go = key_of(GO_KEY);
	struct om_span text = OM_SPAN("untouched");

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		ck_code(
		    om_note_open(&text, om_span_of(wrong[i]), &go), OM_CORRUPT);
	ck_span_eq(text, "untouched");
}
END_TEST

START_TEST(every_flipped_bit_of_a_note_is_noticed)
{
	char bytes[] = GO_TEXT "\n" GO_SIGNATURE;
	struct om_span note = om_span_of(bytes), text;
	struct om_note_key go = key_of(GO_KEY);

	for (size_t bit = 0; bit < 8 * note.n; bit++) {
		int rc;

		bytes[bit / 8] ^= (char)(1 << bit % 8);
		rc = om_note_open(&text, note, &go);
		ck_assert(rc == OM_CORRUPT || rc == OM_INPUT);
		bytes[bit / 8] ^= (char)(1 << bit % 8);
	}
	ck_ok(om_note_open(&text, note, &go));
}
END_TEST

START_TEST(what_is_no_note_is_refused)
{
	static const char *const wrong[] = { "", "\n", "\n\n", "text\n",
		GO_TEXT, GO_TEXT "\n", GO_TEXT GO_SIGNATURE, "\n" GO_SIGNATURE,
		GO_TEXT "\n" DASH "PeterNeumann\n" GO_SIGNATURE,
		GO_TEXT "\n" DASH "PeterNeumann x08gow==\n",
		GO_TEXT "\n" DASH "PeterNeumann x08g o/Z=\n",
		GO_TEXT "\n" DASH "Peter+Neumann x08gowA=\n",
		GO_TEXT "\n- PeterNeumann x08gowA=\n",
		GO_TEXT "\nrubbish\n" GO_SIGNATURE, GO_TEXT "\t\n" GO_SIGNATURE,
		GO_TEXT "\xff\n\n" GO_SIGNATURE };
	static char large[OM_NOTE_MAX + 1];
	struct om_note_key go = key_of(GO_KEY);
	struct om_span text;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		ck_code(
		    om_note_open(&text, om_span_of(wrong[i]), &go), OM_INPUT);
	ck_code(om_note_open(&text,
		    om_span_bytes(GO_TEXT "\n" GO_SIGNATURE,
			strlen(GO_TEXT "\n" GO_SIGNATURE) - 1),
		    &go),
	    OM_INPUT);
	memset(large, '\n', sizeof(large));
	ck_code(om_note_open(&text, om_span_bytes(large, sizeof(large)), &go),
	    OM_INPUT);
}
END_TEST

START_TEST(only_what_can_be_a_note_is_signed)
{
	struct om_keys *k = new_keys(om_test_folder());
	struct om_buf b = OM_BUF(20);
	struct om_span name = OM_SPAN("a.example/log");

	ck_code(om_note_sign(&b, OM_SPAN(""), name, k), OM_INPUT);
	ck_code(om_note_sign(&b, OM_SPAN("no end"), name, k), OM_INPUT);
	ck_code(om_note_sign(&b, OM_SPAN("a\tb\n"), name, k), OM_INPUT);
	ck_code(om_note_sign(&b, OM_SPAN("\xc3\n"), name, k), OM_INPUT);
	ck_code(om_note_sign(&b, OM_SPAN("a\n"), OM_SPAN("a b"), k), OM_INPUT);
	ck_assert_uint_eq(b.n, 0);
	ck_code(om_note_sign(&b, OM_SPAN("a\n"), name, k), OM_LIMIT);
	om_buf_free(&b);
	om_keys_close(k);
}
END_TEST

OM_SUITE(crypto_note)
{
	tcase_add_test(tests, published_notes_open_with_their_keys);
	tcase_add_test(tests, signing_gives_the_published_note);
	tcase_add_test(tests, a_verifier_key_is_written_as_it_was_read);
	tcase_add_test(tests, malformed_verifier_keys_are_refused);
	tcase_add_test(tests, names_have_no_space_plus_or_control_character);
	tcase_add_test(tests, signatures_of_others_are_passed_over);
	tcase_add_test(tests, a_note_without_a_right_signature_is_corrupt);
	tcase_add_test(tests, every_flipped_bit_of_a_note_is_noticed);
	tcase_add_test(tests, what_is_no_note_is_refused);
	tcase_add_test(tests, only_what_can_be_a_note_is_signed);
}
