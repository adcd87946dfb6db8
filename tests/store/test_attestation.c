#include "test.h"

#include "base/memory.h"
#include "crypto/base64.h"
#include "store/attestation.h"
#include "store/cosigned.h"
#include "store/fixture.h"

static struct fixture f;
static struct om_note_key key;
static struct om_buf file;

#define FIRST "{\"version\":1,\"act\":\"key.rotate\",\"epoch\":2}"
#define SECOND "{\"version\":1,\"act\":\"key.destroy\",\"epoch\":1}"

static void
open_world(void)
{
	uint8_t public[OM_PUBLIC_KEY_SIZE];

	fixture_open(&f);
	file = OM_BUF(1 << 20);
	om_keys_public(f.keys, public);
	ck_ok(om_note_key_make(&key, om_span_of(f.options.origin), public));
}

static void
close_world(void)
{
	om_buf_free(&file);
	fixture_close(&f);
}

static struct om_attested
attest(enum om_act act, const char *statement)
{
	const struct om_audit_entry entry = { .act = act };
	struct om_attested a;

	om_attested_begin(&a);
	a.statement = om_span_of(statement);
	ck_ok(om_store_begin(f.store));
	ck_ok(om_attested_add(f.store, &a, &entry));
	ck_ok(om_store_commit(f.store));
	return a;
}

/* A file of two statements with other entries before, between and behind. */
static void
write_two(void)
{
	struct om_attested two[2];

	fixture_import(&f, PROFILE("crm", "c1", EMAIL("a@x.example"), ""));
	two[0] = attest(OM_ACT_KEY_ROTATE, FIRST);
	fixture_import(&f, PROFILE("crm", "c2", EMAIL("b@x.example"), ""));
	two[1] = attest(OM_ACT_KEY_DESTROY, SECOND);
	fixture_import(&f, PROFILE("crm", "c3", EMAIL("c@x.example"), ""));
	ck_ok(om_attestation_write(&file, f.store, two, 2));
}

/* What checking a file comes to. */
static int
check(struct om_span text)
{
	struct om_arena arena = { 0 };
	struct om_attestation *a;
	int rc = om_attestation_read(&a, &arena, text);

	if (rc == OM_OK)
		rc = om_attestation_verify(NULL, a, &key);
	om_arena_free(&arena);
	return rc;
}

START_TEST(a_commitment_is_the_hash_of_domain_salt_and_statement)
{
	/* By Python's hashlib. */
	static const char wanted[] =
	    "7b6156adc126d973fe5a8819d4e4d5a747e03a33dfe4b58884644ce46b53d88b";
	uint8_t salt[OM_SALT_SIZE], hash[OM_HASH_SIZE];
	struct om_buf hex = OM_BUF(64);

	for (int i = 0; i < OM_SALT_SIZE; i++)
		salt[i] = (uint8_t)i;
	ck_ok(om_attested_commit(
	    hash, salt, OM_SPAN("{\"version\":1,\"act\":\"key.rotate\"}")));
	om_buf_hex(&hex, om_span_bytes(hash, sizeof(hash)));
	ck_span_eq(om_buf_span(&hex), wanted);
	om_buf_free(&hex);
}
END_TEST

START_TEST(statements_are_read_as_they_were_committed_to)
{
	struct om_tree_head head;
	struct om_attestation *a;

	open_world();
	write_two();
	ck_ok(om_attestation_read(&a, &f.arena, om_buf_span(&file)));
	ck_ok(om_attestation_verify(&head, a, &key));
	ck_assert_uint_eq(a->n, 2);
	ck_span_eq(a->parts[0].statement, FIRST);
	ck_span_eq(a->parts[1].statement, SECOND);
	ck_assert_uint_eq(a->parts[0].proof.index, 2);
	ck_assert_uint_eq(a->parts[1].proof.index, 4);
	ck_assert_uint_eq(head.size, 6);
	close_world();
}
END_TEST

START_TEST(a_file_of_one_statement_has_no_later_ones)
{
	struct om_attested one;
	struct om_attestation *a;

	open_world();
	one = attest(OM_ACT_KEY_ROTATE, FIRST);
	ck_ok(om_attestation_write(&file, f.store, &one, 1));
	ck_ok(om_attestation_read(&a, &f.arena, om_buf_span(&file)));
	ck_ok(om_attestation_verify(NULL, a, &key));
	ck_assert_uint_eq(a->n, 1);
	close_world();
}
END_TEST

START_TEST(an_entry_holds_neither_salt_nor_statement)
{
	struct om_attested one;
	struct om_buf hex = OM_BUF(64), log = OM_BUF(1 << 16);
	struct om_attestation *a;

	open_world();
	one = attest(OM_ACT_KEY_ROTATE, FIRST);
	ck_ok(om_attestation_write(&file, f.store, &one, 1));
	ck_ok(om_attestation_read(&a, &f.arena, om_buf_span(&file)));
	om_buf_hex(&hex, om_span_bytes(one.salt, sizeof(one.salt)));
	om_buf_add(&log, a->parts[0].entry);
	ck_assert_ptr_null(strstr(log.p, hex.p));
	ck_assert_ptr_null(strstr(log.p, "epoch"));
	ck_assert_ptr_nonnull(strstr(log.p, "\"commitment\":\""));
	om_buf_free(&hex);
	om_buf_free(&log);
	close_world();
}
END_TEST

START_TEST(no_two_salts_are_the_same)
{
	struct om_attested a, b;

	om_attested_begin(&a);
	om_attested_begin(&b);
	ck_assert_mem_ne(a.salt, b.salt, OM_SALT_SIZE);
}
END_TEST

START_TEST(every_changed_byte_is_noticed)
{
	static const char masks[] = { 0x01, 0x20, (char)0x80 };

	open_world();
	write_two();
	for (size_t i = 0; i < file.n; i++)
		for (size_t m = 0; m < sizeof(masks); m++) {
			int rc;

			file.p[i] = (char)(file.p[i] ^ masks[m]);
			rc = check(om_buf_span(&file));
			ck_assert_msg(rc == OM_INPUT || rc == OM_CORRUPT,
			    "byte %zu of %zu, mask %d: %d", i, file.n, masks[m],
			    rc);
			file.p[i] = (char)(file.p[i] ^ masks[m]);
		}
	ck_ok(check(om_buf_span(&file)));
	close_world();
}
END_TEST

START_TEST(every_cut_is_noticed)
{
	open_world();
	write_two();
	for (size_t n = 0; n < file.n; n++)
		ck_assert_int_ne(check(om_span_bytes(file.p, n)), OM_OK);
	om_buf_byte(&file, '\n');
	ck_assert_int_ne(check(om_buf_span(&file)), OM_OK);
	close_world();
}
END_TEST

/* The file with its extra bytes changed: the first `from` becomes `to`. */
static int
check_forged(const char *from, const char *to)
{
	struct om_buf extra = OM_BUF(1 << 20), forged = OM_BUF(1 << 20);
	struct om_buf out = OM_BUF(1 << 20);
	struct om_proof proof;
	const char *at;
	int rc;

	ck_ok(om_proof_read(&proof, &extra, om_buf_span(&file)));
	at = strstr(extra.p, from);
	ck_assert_msg(at != NULL, "no %s in %s", from, extra.p);
	om_buf_add(&forged, om_span_bytes(extra.p, (size_t)(at - extra.p)));
	om_buf_text(&forged, to);
	om_buf_text(&forged, at + strlen(from));
	om_proof_write(&out, &proof, om_buf_span(&forged));
	rc = check(om_buf_span(&out));
	om_buf_free(&extra);
	om_buf_free(&forged);
	om_buf_free(&out);
	return rc;
}

START_TEST(a_statement_that_was_altered_is_corrupt)
{
	open_world();
	write_two();
	ck_code(check_forged("\"epoch\":2", "\"epoch\":2"), OM_OK);
	ck_code(check_forged("\"epoch\":2", "\"epoch\":3"), OM_CORRUPT);
	ck_code(check_forged("\"epoch\":1", "\"epoch\":3"), OM_CORRUPT);
	ck_code(check_forged("\"index\":4", "\"index\":3"), OM_CORRUPT);
	ck_code(check_forged(FIRST, SECOND), OM_CORRUPT);
	close_world();
}
END_TEST

START_TEST(extra_bytes_are_read_in_one_form_only)
{
	static const char *const forms[][2] = {
		{ "{\"version\":1", "{\"version\":2" },
		{ "{\"version\":1", "{ \"version\":1" },
		{ "{\"version\":1", "{\"more\":0,\"version\":1" },
		{ "\"later\":[", "\"later\":[0," },
		{ "\"later\":[", "\"later\":7,\"x\":[" },
		{ "\"later\":[", "\"LATER\":[" },
		{ "\"path\":[", "\"path\":[\"AAAA\"," },
		{ "\"path\":[", "\"path\":7,\"x\":[" },
		{ "\"index\":4", "\"index\":4.0" },
		{ "\"index\":4", "\"index\":\"4\"" },
		{ "\"index\":4", "\"index\":04" },
		{ "\"entry\":\"", "\"entry\":\"*" },
		{ "\"entry\":\"", "\"entry\":[],\"x\":\"" },
		{ "\"salt\":\"", "\"salt\":\"AAAA" },
		{ "\"salt\":\"", "\"x\":\"" },
		{ "\"statement\":{", "\"statement\":7,\"x\":{" },
	};

	open_world();
	write_two();
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		ck_assert_msg(
		    check_forged(forms[i][0], forms[i][1]) == OM_INPUT, "%s",
		    forms[i][1]);
	close_world();
}
END_TEST

/* Makes a file by hand of an entry that the log truly holds. */
static int
check_entry(enum om_act act, const char *statement)
{
	struct om_attested one = attest(act, statement);

	om_buf_reset(&file);
	ck_ok(om_attestation_write(&file, f.store, &one, 1));
	return check(om_buf_span(&file));
}

/* Lists are bounded before a place is looked for to put them. */
START_TEST(more_hashes_and_statements_than_there_can_be_are_refused)
{
	struct om_buf hashes = OM_BUF(1 << 16), later = OM_BUF(1 << 16);

	om_buf_text(&hashes, "\"path\":[");
	for (int i = 0; i <= OM_TREE_LEVELS; i++)
		om_buf_text(&hashes,
		    "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",");
	om_buf_text(&later, "\"later\":[");
	for (int i = 0; i < OM_ATTESTED_MAX; i++)
		om_buf_text(&later, "{},");
	open_world();
	write_two();
	ck_code(check_forged("\"path\":[", hashes.p), OM_INPUT);
	ck_code(check_forged("\"later\":[", later.p), OM_INPUT);
	close_world();
	om_buf_free(&hashes);
	om_buf_free(&later);
}
END_TEST

START_TEST(a_statement_of_another_act_than_its_entry_is_corrupt)
{
	open_world();
	ck_code(check_entry(OM_ACT_KEY_ROTATE, FIRST), OM_OK);
	ck_code(check_entry(OM_ACT_KEY_ROTATE, SECOND), OM_CORRUPT);
	ck_code(check_entry(OM_ACT_KEY_ROTATE, "{}"), OM_CORRUPT);
	ck_code(check_entry(OM_ACT_KEY_ROTATE,
		    "{\"act\":\"key.rotate\",\"request\":\"0\"}"),
	    OM_CORRUPT);
	close_world();
}
END_TEST

START_TEST(statements_of_different_requests_do_not_go_together)
{
	const char *const says[] = {
		"{\"act\":\"key.rotate\",\"request\":\"0000000000001\"}",
		"{\"act\":\"key.rotate\",\"request\":\"0000000000002\"}",
	};
	struct om_attested two[2];

	open_world();
	for (int i = 0; i < 2; i++) {
		const struct om_audit_entry entry = { .act = OM_ACT_KEY_ROTATE,
			.request = i + 1 };

		om_attested_begin(&two[i]);
		two[i].statement = om_span_of(says[i]);
		ck_ok(om_store_begin(f.store));
		ck_ok(om_attested_add(f.store, &two[i], &entry));
		ck_ok(om_store_commit(f.store));
	}
	ck_ok(om_attestation_write(&file, f.store, &two[1], 1));
	ck_code(check(om_buf_span(&file)), OM_OK);
	om_buf_reset(&file);
	ck_ok(om_attestation_write(&file, f.store, two, 2));
	ck_code(check(om_buf_span(&file)), OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "different requests"));
	close_world();
}
END_TEST

START_TEST(another_logs_key_does_not_vouch_for_it)
{
	uint8_t other[OM_PUBLIC_KEY_SIZE] = { 1 };

	open_world();
	write_two();
	ck_ok(om_note_key_make(&key, om_span_of(f.options.origin), other));
	ck_code(check(om_buf_span(&file)), OM_CORRUPT);
	close_world();
}
END_TEST

/* A witness cosigns the log's head, at second 0. */
static void
cosign(void)
{
	static const uint8_t seed[OM_SEED_SIZE] = { 7 }, when[8];
	uint8_t kind_key[1 + OM_PUBLIC_KEY_SIZE] = { OM_NOTE_COSIGNATURE };
	uint8_t id[OM_HASH_SIZE], signature[OM_SIGNATURE_SIZE];
	struct om_buf b = OM_BUF(4096), note = OM_BUF(4096);
	struct om_note_key witness;
	struct om_span text, rest;
	struct om_signer *signer;

	ck_ok(om_signer_open(&signer, seed));
	om_signer_public(signer, kind_key + 1);
	om_buf_text(&b, "watch.example\n");
	om_buf_add(&b, om_span_bytes(kind_key, sizeof(kind_key)));
	ck_ok(om_sha256(id, om_buf_span(&b)));
	om_buf_reset(&b);
	om_buf_text(&b, "watch.example+");
	om_buf_hex(&b, om_span_bytes(id, 4));
	om_buf_byte(&b, '+');
	om_base64_encode(&b, om_span_bytes(kind_key, sizeof(kind_key)));
	ck_ok(om_note_key_read_as(
	    &witness, om_buf_span(&b), OM_NOTE_COSIGNATURE));
	ck_ok(om_audit_integrate(f.store, NULL));
	ck_ok(om_audit_checkpoint(f.store, &note));
	ck_assert(om_note_cut(&text, &rest, om_buf_span(&note)));
	om_buf_reset(&b);
	om_buf_text(&b, "cosignature/v1\ntime 0\n");
	om_buf_add(&b, text);
	ck_ok(om_signer_sign(signer, signature, om_buf_span(&b)));
	om_buf_reset(&b);
	om_buf_add(&b, om_span_bytes(id, 4));
	om_buf_add(&b, om_span_bytes(when, sizeof(when)));
	om_buf_add(&b, om_span_bytes(signature, sizeof(signature)));
	om_buf_text(&note, "\xe2\x80\x94 watch.example ");
	om_base64_encode(&note, om_buf_span(&b));
	om_buf_byte(&note, '\n');
	ck_ok(om_cosigned_put(f.store, &witness, om_buf_span(&note)));
	om_buf_free(&b);
	om_buf_free(&note);
	om_signer_close(signer);
}

START_TEST(the_head_that_a_witness_cosigned_is_taken_where_it_has_the_entries)
{
	struct om_attested one;

	open_world();
	cosign();
	one = attest(OM_ACT_KEY_ROTATE, FIRST);
	ck_ok(om_attestation_write(&file, f.store, &one, 1));
	ck_ok(check(om_buf_span(&file)));
	ck_assert_ptr_null(strstr(file.p, "watch.example"));
	cosign();
	fixture_import(&f, PROFILE("crm", "c1", EMAIL("a@x.example"), ""));
	om_buf_reset(&file);
	ck_ok(om_attestation_write(&file, f.store, &one, 1));
	ck_ok(check(om_buf_span(&file)));
	ck_assert_ptr_nonnull(strstr(file.p, "watch.example"));
	close_world();
}
END_TEST

START_TEST(an_entry_that_is_not_there_cannot_be_attested)
{
	struct om_attested one;

	open_world();
	one = attest(OM_ACT_KEY_ROTATE, FIRST);
	one.number += 7;
	ck_code(om_attestation_write(&file, f.store, &one, 1), OM_CORRUPT);
	close_world();
}
END_TEST

START_TEST(what_is_far_too_large_is_not_looked_at)
{
	struct om_buf large = OM_BUF(8 << 20);

	for (int i = 0; i < 5 << 20; i++)
		om_buf_byte(&large, 'x');
	ck_code(check(om_buf_span(&large)), OM_INPUT);
	om_buf_free(&large);
}
END_TEST

OM_SUITE(store_attestation)
{
	tcase_add_test(
	    tests, a_commitment_is_the_hash_of_domain_salt_and_statement);
	tcase_add_test(tests, statements_are_read_as_they_were_committed_to);
	tcase_add_test(tests, a_file_of_one_statement_has_no_later_ones);
	tcase_add_test(tests, an_entry_holds_neither_salt_nor_statement);
	tcase_add_test(tests, no_two_salts_are_the_same);
	tcase_add_test(tests, every_changed_byte_is_noticed);
	tcase_add_test(tests, every_cut_is_noticed);
	tcase_add_test(tests, a_statement_that_was_altered_is_corrupt);
	tcase_add_test(tests, extra_bytes_are_read_in_one_form_only);
	tcase_add_test(
	    tests, more_hashes_and_statements_than_there_can_be_are_refused);
	tcase_add_test(
	    tests, a_statement_of_another_act_than_its_entry_is_corrupt);
	tcase_add_test(
	    tests, statements_of_different_requests_do_not_go_together);
	tcase_add_test(tests, another_logs_key_does_not_vouch_for_it);
	tcase_add_test(tests,
	    the_head_that_a_witness_cosigned_is_taken_where_it_has_the_entries);
	tcase_add_test(tests, an_entry_that_is_not_there_cannot_be_attested);
	tcase_add_test(tests, what_is_far_too_large_is_not_looked_at);
}
