#include "store/cosigned.h"

#include <stdio.h>

#include "crypto/base64.h"
#include "crypto/checkpoint.h"
#include "store/audit.h"
#include "store/fixture.h"

static struct fixture f;
static struct om_buf note, newest;

static void
open_world(void)
{
	fixture_open(&f);
	note = OM_BUF(OM_NOTE_MAX);
	newest = OM_BUF(OM_NOTE_MAX);
}

static void
close_world(void)
{
	om_buf_free(&note);
	om_buf_free(&newest);
	fixture_close(&f);
}

static struct om_signer *
witness_of(struct om_note_key *out, uint8_t number)
{
	const uint8_t seed[OM_SEED_SIZE] = { number };
	uint8_t coded[1 + OM_PUBLIC_KEY_SIZE] = { OM_NOTE_COSIGNATURE };
	struct om_buf b = OM_BUF(4096);
	struct om_signer *signer;
	uint8_t id[OM_HASH_SIZE];

	ck_ok(om_signer_open(&signer, seed));
	om_signer_public(signer, coded + 1);
	om_buf_format(&b, "w%u.example\n", (unsigned)number);
	om_buf_add(&b, om_span_bytes(coded, sizeof(coded)));
	ck_ok(om_sha256(id, om_buf_span(&b)));
	om_buf_reset(&b);
	om_buf_format(&b, "w%u.example+", (unsigned)number);
	om_buf_hex(&b, om_span_bytes(id, 4));
	om_buf_byte(&b, '+');
	om_base64_encode(&b, om_span_bytes(coded, sizeof(coded)));
	ck_ok(om_note_key_read_as(out, om_buf_span(&b), OM_NOTE_COSIGNATURE));
	om_buf_free(&b);
	return signer;
}

/* The log as it stands, signed and, at second 0, cosigned by a witness. */
static void
cosign(struct om_note_key *witness, uint8_t number)
{
	struct om_signer *signer = witness_of(witness, number);
	uint8_t payload[4 + 8 + OM_SIGNATURE_SIZE] = { 0 };
	struct om_buf b = OM_BUF(4096);
	struct om_span text, rest;

	om_buf_reset(&note);
	ck_ok(om_audit_integrate(f.store, NULL));
	ck_ok(om_audit_checkpoint(f.store, &note));
	ck_assert(om_note_cut(&text, &rest, om_buf_span(&note)));
	om_buf_text(&b, "cosignature/v1\ntime 0\n");
	om_buf_add(&b, text);
	memcpy(payload, witness->id, 4);
	ck_ok(om_signer_sign(signer, payload + 12, om_buf_span(&b)));
	om_buf_format(&note, "\xe2\x80\x94 w%u.example ", (unsigned)number);
	om_base64_encode(&note, om_span_bytes(payload, sizeof(payload)));
	om_buf_byte(&note, '\n');
	om_buf_free(&b);
	om_signer_close(signer);
}

static void
put(uint8_t number)
{
	struct om_note_key witness;

	cosign(&witness, number);
	ck_ok(om_cosigned_put(f.store, &witness, om_buf_span(&note)));
}

static void
grow(const char *name)
{
	struct om_buf line = OM_BUF(4096);

	om_buf_format(
	    &line, PROFILE("crm", "%s", EMAIL("%s@x.example"), ""), name, name);
	fixture_import(&f, line.p);
	om_buf_free(&line);
}

/* Which of the two witnesses stand in the newest head. */
static const char *
who(void)
{
	bool one, two;

	om_buf_reset(&newest);
	ck_ok(om_cosigned_newest(&newest, f.store));
	one = strstr(newest.p, "w1.example") != NULL;
	two = strstr(newest.p, "w2.example") != NULL;
	return one ? two ? "both" : "first" : two ? "second" : "nobody";
}

START_TEST(a_log_that_nobody_cosigned_has_no_such_head)
{
	struct om_note_key witness;
	uint64_t size = 99;

	open_world();
	cosign(&witness, 1);
	ck_ok(om_cosigned_size(&size, f.store, &witness));
	ck_assert_uint_eq(size, 0);
	ck_code(om_cosigned_newest(&newest, f.store), OM_NOTFOUND);
	ck_assert_uint_eq(newest.n, 0);
	close_world();
}
END_TEST

START_TEST(cosignatures_of_one_head_come_together)
{
	struct om_note_key witness;
	struct om_tree_head head;
	uint64_t size = 0, seconds;

	open_world();
	grow("ann");
	put(1);
	ck_assert_str_eq(who(), "first");
	put(2);
	ck_assert_str_eq(who(), "both");
	for (uint8_t number = 1; number <= 2; number++) {
		cosign(&witness, number);
		ck_ok(om_cosignature_check(
		    &seconds, om_buf_span(&newest), &witness));
	}
	ck_ok(om_audit_open_head(&head, f.store, om_buf_span(&newest)));
	ck_ok(om_cosigned_size(&size, f.store, &witness));
	ck_assert_uint_eq(size, head.size);
	close_world();
}
END_TEST

START_TEST(of_two_heads_the_newer_counts_whichever_is_read_first)
{
	open_world();
	grow("ann");
	put(1);
	grow("ben");
	put(2);
	ck_assert_str_eq(who(), "second");
	grow("cho");
	put(1);
	ck_assert_str_eq(who(), "first");
	close_world();
}
END_TEST

/* Between the writing of its two files a process may end. */
START_TEST(a_witness_whose_head_is_not_there_yet_is_passed_over)
{
	struct om_note_key witness;
	struct om_buf name = OM_BUF(256);

	open_world();
	cosign(&witness, 1);
	put(1);
	put(2);
	om_buf_text(&name, "audit/cosigned/");
	om_buf_hex(&name, om_span_bytes(witness.id, sizeof(witness.id)));
	ck_assert_int_eq(remove(fixture_path(&f, name.p)), 0);
	ck_assert_str_eq(who(), "second");
	om_buf_free(&name);
	close_world();
}
END_TEST

START_TEST(a_head_that_was_tampered_with_is_not_passed_on)
{
	struct om_note_key witness, other;

	open_world();
	cosign(&witness, 1);
	/* The cosignature is of other bytes. */
	note.p[note.n - 8] = note.p[note.n - 8] == 'A' ? 'B' : 'A';
	ck_ok(om_cosigned_put(f.store, &witness, om_buf_span(&note)));
	ck_code(om_cosigned_newest(&newest, f.store), OM_CORRUPT);
	/* Nobody's but the log's. */
	cosign(&other, 2);
	ck_ok(om_cosigned_put(f.store, &witness, om_buf_span(&note)));
	ck_code(om_cosigned_newest(&newest, f.store), OM_NOTFOUND);
	/* No note at all. */
	ck_ok(om_cosigned_put(f.store, &witness, OM_SPAN("text\n")));
	ck_assert_int_lt(om_cosigned_newest(&newest, f.store), 0);
	ck_assert_uint_eq(newest.n, 0);
	close_world();
}
END_TEST

OM_SUITE(store_cosigned)
{
	tcase_add_test(tests, a_log_that_nobody_cosigned_has_no_such_head);
	tcase_add_test(tests, cosignatures_of_one_head_come_together);
	tcase_add_test(
	    tests, of_two_heads_the_newer_counts_whichever_is_read_first);
	tcase_add_test(
	    tests, a_witness_whose_head_is_not_there_yet_is_passed_over);
	tcase_add_test(tests, a_head_that_was_tampered_with_is_not_passed_on);
}
