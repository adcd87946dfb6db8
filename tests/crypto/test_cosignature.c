#include "crypto/vectors.h"

#include "crypto/base64.h"
#include "crypto/cosignature.h"
#include "crypto/log.h"

/*
 * The witness signs as c2sp.org/tlog-cosignature has it, put together here;
 * tests/context/interop.sh has one that is not ours.
 */
static void
witness_of(struct om_note_key *out, struct om_buf *lines, struct om_span note,
    const struct om_keys *keys, uint64_t seconds)
{
	struct om_buf vkey = OM_BUF(1 << 10), message = OM_BUF(1 << 12);
	struct om_span text, rest;
	uint8_t coded[1 + OM_PUBLIC_KEY_SIZE] = { 4 }, hash[OM_HASH_SIZE];
	uint8_t payload[4 + 8 + OM_SIGNATURE_SIZE];

	om_keys_public(keys, coded + 1);
	om_buf_text(&message, "w.example\n");
	om_buf_add(&message, om_span_bytes(coded, sizeof(coded)));
	ck_ok(om_sha256(hash, om_buf_span(&message)));
	om_buf_text(&vkey, "w.example+");
	om_buf_hex(&vkey, om_span_bytes(hash, 4));
	om_buf_byte(&vkey, '+');
	om_base64_encode(&vkey, om_span_bytes(coded, sizeof(coded)));
	ck_ok(
	    om_note_key_read_as(out, om_buf_span(&vkey), OM_NOTE_COSIGNATURE));
	ck_code(om_note_key_read(out, om_buf_span(&vkey)), OM_INPUT);
	ck_assert(om_note_cut(&text, &rest, note));
	om_buf_reset(&message);
	om_buf_format(&message, "cosignature/v1\ntime %llu\n",
	    (unsigned long long)seconds);
	om_buf_add(&message, text);
	memcpy(payload, hash, 4);
	for (int i = 0; i < 8; i++)
		payload[4 + i] = (uint8_t)(seconds >> (56 - 8 * i));
	ck_ok(om_keys_sign(keys, payload + 12, om_buf_span(&message)));
	om_buf_text(lines, "\xe2\x80\x94 w.example ");
	om_base64_encode(lines, om_span_bytes(payload, sizeof(payload)));
	om_buf_byte(lines, '\n');
	om_buf_free(&vkey);
	om_buf_free(&message);
}

START_TEST(a_cosignature_is_found_and_tells_its_time)
{
	struct om_buf note = OM_BUF(1 << 16), lines = OM_BUF(1 << 12),
		      both = OM_BUF(1 << 16);
	struct om_note_key witness;
	struct om_tree_head head;
	uint64_t seconds = 0;
	struct test_log t;

	begin_log(&t, 7);
	om_tlog_checkpoint(t.log, &note);
	witness_of(&witness, &lines, om_buf_span(&note), t.keys, 1795000000);
	ck_code(om_cosignature_check(&seconds, om_buf_span(&note), &witness),
	    OM_NOTFOUND);
	ck_ok(om_cosignature_add(
	    &both, om_buf_span(&note), om_buf_span(&lines), &witness));
	ck_ok(om_cosignature_check(&seconds, om_buf_span(&both), &witness));
	ck_assert_uint_eq(seconds, 1795000000);
	/* The log's own signature is as good as before. */
	ck_ok(
	    om_checkpoint_open(&head, om_buf_span(&both), om_tlog_key(t.log)));
	ck_assert_uint_eq(head.size, 7);
	ck_code(
	    om_cosignature_check(&seconds, OM_SPAN("x"), &witness), OM_INPUT);
	om_buf_free(&note);
	om_buf_free(&lines);
	om_buf_free(&both);
	end_log(&t);
}
END_TEST

START_TEST(a_cosignature_of_something_else_is_corrupt)
{
	struct om_buf note = OM_BUF(1 << 16), lines = OM_BUF(1 << 12),
		      both = OM_BUF(1 << 16);
	struct om_note_key witness;
	struct test_log t;

	begin_log(&t, 7);
	om_tlog_checkpoint(t.log, &note);
	witness_of(&witness, &lines, om_buf_span(&note), t.keys, 1795000000);
	grow_log(t.log, 8);
	om_buf_reset(&note);
	om_tlog_checkpoint(t.log, &note);
	ck_code(om_cosignature_add(
		    &both, om_buf_span(&note), om_buf_span(&lines), &witness),
	    OM_CORRUPT);
	om_buf_reset(&both);
	ck_code(om_cosignature_add(
		    &both, om_buf_span(&note), OM_SPAN("text\n"), &witness),
	    OM_INPUT);
	om_buf_reset(&both);
	ck_code(om_cosignature_add(
		    &both, om_buf_span(&note), OM_SPAN_NONE, &witness),
	    OM_NOTFOUND);
	/* One that is too short, by the same key. */
	om_buf_reset(&lines);
	om_buf_text(&lines, "\xe2\x80\x94 w.example ");
	om_base64_encode(&lines, om_span_bytes(witness.id, 4));
	lines.n -= 2; /* "==" */
	om_buf_text(&lines, "AA==\n");
	om_buf_reset(&both);
	ck_assert_int_lt(om_cosignature_add(&both, om_buf_span(&note),
			     om_buf_span(&lines), &witness),
	    0);
	om_buf_free(&note);
	om_buf_free(&lines);
	om_buf_free(&both);
	end_log(&t);
}
END_TEST

/* A payload of any other length, by the witness's own key. */
START_TEST(a_cosignature_of_another_length_is_corrupt)
{
	static const size_t lengths[] = { 1, 8, 71, 73 };
	struct om_buf note = OM_BUF(1 << 16), lines = OM_BUF(1 << 12);
	const uint8_t zeros[80] = { 0 };
	struct om_note_key witness;
	uint64_t seconds = 4711;
	struct test_log t;
	size_t signed_n;

	begin_log(&t, 7);
	om_tlog_checkpoint(t.log, &note);
	witness_of(&witness, &lines, om_buf_span(&note), t.keys, 1795000000);
	signed_n = note.n;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		struct om_buf payload = OM_BUF(1 << 10);

		om_buf_add(&payload, om_span_bytes(witness.id, 4));
		om_buf_add(&payload, om_span_bytes(zeros, lengths[i]));
		note.n = signed_n;
		om_buf_text(&note, "\xe2\x80\x94 w.example ");
		om_base64_encode(&note, om_buf_span(&payload));
		om_buf_byte(&note, '\n');
		ck_code(om_cosignature_check(
			    &seconds, om_buf_span(&note), &witness),
		    OM_CORRUPT);
		om_buf_free(&payload);
	}
	ck_assert_uint_eq(seconds, 4711);
	om_buf_free(&note);
	om_buf_free(&lines);
	end_log(&t);
}
END_TEST

/* A witness's answer may hold those of others, and the note may be none. */
START_TEST(only_the_lines_of_the_witness_are_added)
{
	struct om_buf note = OM_BUF(1 << 16), lines = OM_BUF(1 << 12),
		      both = OM_BUF(1 << 16);
	struct om_note_key witness;
	struct om_span text, own;
	struct test_log t;
	uint64_t seconds;

	begin_log(&t, 7);
	om_tlog_checkpoint(t.log, &note);
	ck_assert(om_note_cut(&text, &own, om_buf_span(&note)));
	om_buf_add(&lines, own);
	witness_of(&witness, &lines, om_buf_span(&note), t.keys, 1795000000);
	ck_ok(om_cosignature_add(
	    &both, om_buf_span(&note), om_buf_span(&lines), &witness));
	ck_assert_uint_eq(both.n, note.n + lines.n - own.n);
	ck_ok(om_cosignature_check(&seconds, om_buf_span(&both), &witness));
	om_buf_reset(&both);
	ck_code(om_cosignature_add(
		    &both, OM_SPAN("no note\n"), om_buf_span(&lines), &witness),
	    OM_INPUT);
	ck_assert_uint_eq(both.n, 0);
	om_buf_free(&note);
	om_buf_free(&lines);
	om_buf_free(&both);
	end_log(&t);
}
END_TEST

OM_SUITE(crypto_cosignature)
{
	tcase_add_test(tests, a_cosignature_of_another_length_is_corrupt);
	tcase_add_test(tests, only_the_lines_of_the_witness_are_added);
	tcase_add_test(tests, a_cosignature_is_found_and_tells_its_time);
	tcase_add_test(tests, a_cosignature_of_something_else_is_corrupt);
}
