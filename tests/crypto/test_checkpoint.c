#include "crypto/vectors.h"

#include "crypto/checkpoint.h"
#include "crypto/key_folder.h"

#define ORIGIN "audit.example/log"
/* SHA-256 of nothing, the root of no entries, in base 64. */
#define EMPTY_ROOT "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

static struct om_note_key
key_of(const struct om_keys *k, struct om_span name)
{
	uint8_t public[OM_PUBLIC_KEY_SIZE];
	struct om_note_key key;

	om_keys_public(k, public);
	ck_ok(om_note_key_make(&key, name, public));
	return key;
}

START_TEST(a_checkpoint_is_origin_size_and_root_signed)
{
	struct om_keys *k = new_keys(om_test_folder());
	struct om_note_key key = key_of(k, OM_SPAN(ORIGIN));
	struct om_tree_head head = { 0, om_tree_empty() }, read;
	struct om_buf note = OM_BUF(OM_NOTE_MAX);
	struct om_span text;

	ck_ok(om_checkpoint_write(&note, OM_SPAN(ORIGIN), &head, k));
	ck_ok(om_note_open(&text, om_buf_span(&note), &key));
	ck_span_eq(text, ORIGIN "\n0\n" EMPTY_ROOT "\n");
	ck_ok(om_checkpoint_open(&read, om_buf_span(&note), &key));
	ck_assert_uint_eq(read.size, 0);
	ck_assert(om_tree_equal(&read.root, &head.root));
	om_buf_reset(&note);
	head.size = UINT64_C(20852163);
	ck_ok(om_checkpoint_write(&note, OM_SPAN(ORIGIN), &head, k));
	ck_ok(om_checkpoint_open(&read, om_buf_span(&note), &key));
	ck_assert_uint_eq(read.size, 20852163);
	om_buf_free(&note);
	om_keys_close(k);
}
END_TEST

/* Signs a text that may be no checkpoint and tries to open it as one. */
static int
open_text(struct om_tree_head *head, const struct om_keys *k,
    struct om_span text, struct om_span name)
{
	struct om_note_key key = key_of(k, name);
	struct om_buf note = OM_BUF(OM_NOTE_MAX);
	int rc;

	ck_ok(om_note_sign(&note, text, name, k));
	rc = om_checkpoint_open(head, om_buf_span(&note), &key);
	om_buf_free(&note);
	return rc;
}

START_TEST(a_signed_text_that_is_no_checkpoint_is_refused)
{
	static const char *const wrong[] = {
		"\n",
		ORIGIN "\n",
		ORIGIN "\n7\n",
		ORIGIN "\n" EMPTY_ROOT "\n7\n",
		ORIGIN "\n07\n" EMPTY_ROOT "\n",
		ORIGIN "\n+7\n" EMPTY_ROOT "\n",
		ORIGIN "\n\n" EMPTY_ROOT "\n",
		ORIGIN "\n18446744073709551616\n" EMPTY_ROOT "\n",
		ORIGIN "\n7\nAAAA\n",
		ORIGIN "\n7\n" EMPTY_ROOT " \n",
		ORIGIN "\n7\n" EMPTY_ROOT "\n\n",
		ORIGIN "\n7\n" EMPTY_ROOT "\na\n\n",
	};
	struct om_keys *k = new_keys(om_test_folder());
	struct om_tree_head head = { .size = 99 };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		ck_code(
		    open_text(&head, k, om_span_of(wrong[i]), OM_SPAN(ORIGIN)),
		    OM_INPUT);
	ck_assert_uint_eq(head.size, 99);
	om_keys_close(k);
}
END_TEST

START_TEST(extension_lines_are_passed_over)
{
	struct om_keys *k = new_keys(om_test_folder());
	struct om_tree_head head;

	ck_ok(open_text(&head, k,
	    OM_SPAN(ORIGIN "\n7\n" EMPTY_ROOT "\nextension 1\n2\n"),
	    OM_SPAN(ORIGIN)));
	ck_assert_uint_eq(head.size, 7);
	om_keys_close(k);
}
END_TEST

START_TEST(another_logs_checkpoint_is_corrupt)
{
	struct om_keys *k = new_keys(om_test_folder());
	struct om_tree_head head;

	ck_code(open_text(&head, k, OM_SPAN(ORIGIN "\n7\n" EMPTY_ROOT "\n"),
		    OM_SPAN("other.example/log")),
	    OM_CORRUPT);
	om_keys_close(k);
}
END_TEST

START_TEST(an_origin_that_is_no_name_is_refused)
{
	struct om_keys *k = new_keys(om_test_folder());
	struct om_tree_head head = { 0, om_tree_empty() };
	struct om_buf b = OM_BUF(OM_NOTE_MAX);
	static char large[2000];

	ck_code(om_checkpoint_write(&b, OM_SPAN("a b"), &head, k), OM_INPUT);
	memset(large, 'a', sizeof(large));
	ck_code(om_checkpoint_write(
		    &b, om_span_bytes(large, sizeof(large)), &head, k),
	    OM_LIMIT);
	ck_assert_uint_eq(b.n, 0);
	om_keys_close(k);
}
END_TEST

OM_SUITE(crypto_checkpoint)
{
	tcase_add_test(tests, a_checkpoint_is_origin_size_and_root_signed);
	tcase_add_test(tests, a_signed_text_that_is_no_checkpoint_is_refused);
	tcase_add_test(tests, extension_lines_are_passed_over);
	tcase_add_test(tests, another_logs_checkpoint_is_corrupt);
	tcase_add_test(tests, an_origin_that_is_no_name_is_refused);
}
