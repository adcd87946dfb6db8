#include "crypto/vectors.h"

#include "crypto/base64.h"
#include "crypto/key_folder.h"
#include "crypto/proof.h"

#define ORIGIN "audit.example/log"
#define HASH_A "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define HASH_B "//////////////////////////////////////////8="
#define MAGIC "c2sp.org/tlog-proof@v1\n"

/* A log of two entries: the proof of each is the other's leaf hash. */
struct two {
	struct om_keys *keys;
	struct om_note_key key;
	struct om_buf checkpoint;
	struct om_tree_hash leaf[2];
};

static struct om_span
entry_of(int i)
{
	return i == 0 ? OM_SPAN("first") : OM_SPAN("second");
}

static void
begin(struct two *t)
{
	struct om_tree_head head = { .size = 2 };
	uint8_t public[OM_PUBLIC_KEY_SIZE];

	t->keys = new_keys(om_test_folder());
	t->checkpoint = OM_BUF(OM_NOTE_MAX);
	for (int i = 0; i < 2; i++)
		t->leaf[i] = om_tree_leaf(entry_of(i));
	head.root = om_tree_node(&t->leaf[0], &t->leaf[1]);
	om_keys_public(t->keys, public);
	ck_ok(om_note_key_make(&t->key, OM_SPAN(ORIGIN), public));
	ck_ok(om_checkpoint_write(
	    &t->checkpoint, OM_SPAN(ORIGIN), &head, t->keys));
}

static void
end(struct two *t)
{
	om_buf_free(&t->checkpoint);
	om_keys_close(t->keys);
}

START_TEST(a_proof_file_is_as_the_specification_has_it)
{
	struct om_proof proof = { .index = 1, .path = { .n = 2 } };
	struct om_buf b = OM_BUF(10000);

	memset(proof.path.hash[1].b, 0xff, OM_HASH_SIZE);
	proof.checkpoint = OM_SPAN("the checkpoint\n");
	om_proof_write(&b, &proof, OM_SPAN("foobar"));
	ck_span_eq(om_buf_span(&b), MAGIC "extra Zm9vYmFy\nindex 1\n" HASH_A
					  "\n" HASH_B "\n\nthe checkpoint\n");
	om_buf_reset(&b);
	proof.path.n = 0;
	om_proof_write(&b, &proof, OM_SPAN_NONE);
	ck_span_eq(om_buf_span(&b), MAGIC "index 1\n\nthe checkpoint\n");
	om_buf_free(&b);
}
END_TEST

START_TEST(what_is_written_is_read_again)
{
	struct om_buf extra = OM_BUF(100);
	struct om_proof proof;

	ck_ok(om_proof_read(&proof, &extra,
	    OM_SPAN(MAGIC "extra Zm9vYmFy\nindex 73894\n" HASH_A "\n" HASH_B
			  "\n\ncheckpoint\n\nand more\n")));
	ck_span_eq(om_buf_span(&extra), "foobar");
	ck_assert_uint_eq(proof.index, 73894);
	ck_assert_uint_eq(proof.path.n, 2);
	ck_assert_uint_eq(proof.path.hash[0].b[31], 0);
	ck_assert_uint_eq(proof.path.hash[1].b[31], 0xff);
	ck_span_eq(proof.checkpoint, "checkpoint\n\nand more\n");
	om_buf_reset(&extra);
	ck_ok(om_proof_read(&proof, &extra, OM_SPAN(MAGIC "index 0\n\nc")));
	ck_assert_uint_eq(proof.path.n, 0);
	ck_assert_uint_eq(extra.n, 0);
	om_buf_free(&extra);
}
END_TEST

START_TEST(malformed_proof_files_are_refused)
{
	static const char *const wrong[] = { "", MAGIC, MAGIC "index 0\n",
		MAGIC "index 0\n\n", "c2sp.org/tlog-proof@v2\nindex 0\n\nc",
		"c2sp.org/tlog-proof@v1 \nindex 0\n\nc",
		MAGIC "extra \nindex 0\n\nc", MAGIC "extra Zg=\nindex 0\n\nc",
		MAGIC "index 0\nextra Zm9v\n\nc", MAGIC "index 00\n\nc",
		MAGIC "index 01\n\nc", MAGIC "index -1\n\nc",
		MAGIC "index \n\nc", MAGIC "index 0 \n\nc",
		MAGIC "index 0\nAAAA\n\nc", MAGIC "index 0\n" HASH_A "\nc",
		MAGIC "index 0\n" HASH_A " \n\nc" };
	struct om_buf extra = OM_BUF(100), long_path = OM_BUF(10000);
	struct om_proof proof = { .index = 99 };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		ck_code(om_proof_read(&proof, &extra, om_span_of(wrong[i])),
		    OM_INPUT);
	om_buf_text(&long_path, MAGIC "index 0\n");
	for (int i = 0; i <= OM_TREE_LEVELS; i++)
		om_buf_text(&long_path, HASH_A "\n");
	om_buf_text(&long_path, "\nc");
	ck_code(
	    om_proof_read(&proof, &extra, om_buf_span(&long_path)), OM_INPUT);
	ck_assert_uint_eq(proof.index, 99);
	om_buf_free(&extra);
	om_buf_free(&long_path);
}
END_TEST

START_TEST(extra_bytes_beyond_the_buffer_are_a_limit)
{
	struct om_buf extra = OM_BUF(2);
	struct om_proof proof;

	ck_code(om_proof_read(&proof, &extra,
		    OM_SPAN(MAGIC "extra Zm9vYmFy\nindex 0\n\nc")),
	    OM_LIMIT);
	om_buf_free(&extra);
}
END_TEST

START_TEST(a_proof_holds_for_its_entry_alone)
{
	struct om_tree_head head = { 0 };
	struct om_note_key other;
	struct two t;

	begin(&t);
	other = t.key;
	other.key[0] ^= 1;
	for (int i = 0; i < 2; i++) {
		struct om_proof p = { .index = (uint64_t)i,
			.path = { .n = 1 },
			.checkpoint = om_buf_span(&t.checkpoint) };

		p.path.hash[0] = t.leaf[!i];
		ck_ok(om_proof_verify(&head, &p, &t.key, entry_of(i)));
		ck_assert_uint_eq(head.size, 2);
		ck_ok(om_proof_verify(NULL, &p, &t.key, entry_of(i)));
		ck_code(om_proof_verify(NULL, &p, &t.key, entry_of(!i)),
		    OM_CORRUPT);
		ck_code(
		    om_proof_verify(NULL, &p, &other, entry_of(i)), OM_CORRUPT);
		p.index = !p.index;
		ck_code(
		    om_proof_verify(NULL, &p, &t.key, entry_of(i)), OM_CORRUPT);
		p.checkpoint = OM_SPAN("no note\n");
		ck_code(
		    om_proof_verify(NULL, &p, &t.key, entry_of(i)), OM_INPUT);
	}
	end(&t);
}
END_TEST

/* The hash of a node is no leaf: both prefixes of RFC 6962 matter. */
START_TEST(a_node_cannot_be_passed_off_as_an_entry)
{
	struct om_proof p = { .index = 0 };
	char node[2 * OM_HASH_SIZE];
	struct two t;

	begin(&t);
	memcpy(node, t.leaf[0].b, OM_HASH_SIZE);
	memcpy(node + OM_HASH_SIZE, t.leaf[1].b, OM_HASH_SIZE);
	p.checkpoint = om_buf_span(&t.checkpoint);
	ck_code(om_proof_verify(
		    NULL, &p, &t.key, om_span_bytes(node, sizeof(node))),
	    OM_CORRUPT);
	end(&t);
}
END_TEST

OM_SUITE(crypto_proof)
{
	tcase_add_test(tests, a_proof_file_is_as_the_specification_has_it);
	tcase_add_test(tests, what_is_written_is_read_again);
	tcase_add_test(tests, malformed_proof_files_are_refused);
	tcase_add_test(tests, extra_bytes_beyond_the_buffer_are_a_limit);
	tcase_add_test(tests, a_proof_holds_for_its_entry_alone);
	tcase_add_test(tests, a_node_cannot_be_passed_off_as_an_entry);
}
