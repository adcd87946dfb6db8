#include "store/destruction.h"

#include <stdio.h>

#include "base/file.h"
#include "crypto/key_file.h"
#include "store/backup.h"
#include "store/epoch.h"
#include "store/fixture.h"

static struct fixture f;

/* Two people under epoch 2, epoch 1 free to go. */
static void
begin(void)
{
	uint32_t version;
	uint64_t n;

	fixture_open(&f);
	fixture_import(&f,
	    PROFILE("crm", "a", EMAIL("ann@mail.example"), "")
		PROFILE("crm", "b", EMAIL("ben@mail.example"), ""));
	ck_ok(om_epoch_rotate(f.store, &version));
	ck_ok(om_store_rewrap(f.store, &n));
}

static unsigned
entries(const char *detail)
{
	struct om_span log = fixture_read(&f, "ledger/audit.ndjson");
	struct om_span line;
	unsigned n = 0;

	while (om_span_cut(&line, &log, log, '\n'))
		n += fixture_holds(line, OM_SPAN("\"act\":\"key.destroy\"")) &&
		     fixture_holds(line, om_span_of(detail));
	return n;
}

static struct om_attestation *
receipt(uint32_t version)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_attestation *a = NULL;
	struct om_note_key key;
	uint8_t public[OM_PUBLIC_KEY_SIZE];

	ck_ok(om_destruction_receipt(&text, f.store, OM_KEY_EPOCH, version));
	om_keys_public(f.keys, public);
	ck_ok(om_note_key_make(&key, om_span_of(f.options.origin), public));
	ck_ok(om_attestation_read(
	    &a, &f.arena, om_arena_copy(&f.arena, om_buf_span(&text))));
	ck_ok(om_attestation_verify(NULL, a, &key));
	om_buf_free(&text);
	return a;
}

static const char *
says(const struct om_attestation_part *part, const char *member)
{
	const struct om_value *v = om_value_member(part->says, member);

	ck_assert_msg(v != NULL, "no %s", member);
	return om_arena_string(&f.arena, v->text);
}

START_TEST(a_receipt_says_which_key_went_and_how)
{
	struct om_attestation *a;
	uint8_t fingerprint[OM_HASH_SIZE];
	struct om_buf hex = OM_BUF(80);

	begin();
	ck_ok(om_keys_fingerprint(f.keys, fingerprint, OM_KEY_EPOCH, 1));
	om_buf_hex(&hex, om_span_bytes(fingerprint, sizeof(fingerprint)));
	ck_ok(om_destruction_run(f.store, OM_KEY_EPOCH, 1));
	ck_assert(!om_keys_epoch_held(f.keys, 1));
	ck_assert(!om_file_exists(fixture_path(&f, "keys/epoch-1.key")));
	ck_assert_uint_eq(entries("\"detail\":\"begun\""), 1);
	ck_assert_uint_eq(entries("\"detail\":\"done\""), 1);
	a = receipt(1);
	ck_assert_uint_eq(a->n, 2);
	ck_assert_str_eq(says(&a->parts[0], "act"), "key.destroy");
	ck_assert_str_eq(says(&a->parts[0], "state"), "begun");
	ck_assert_str_eq(says(&a->parts[0], "kind"), "epoch");
	ck_assert_str_eq(says(&a->parts[0], "home"), "file");
	ck_assert_str_eq(says(&a->parts[0], "fingerprint"), hex.p);
	ck_assert_str_eq(says(&a->parts[1], "state"), "done");
	ck_assert_str_eq(
	    says(&a->parts[1], "how"), "key file overwritten and removed");
	ck_assert_uint_eq(strlen(says(&a->parts[1], "destroyed")), 24);
	om_buf_free(&hex);
	fixture_close(&f);
}
END_TEST

START_TEST(what_is_needed_or_current_or_unknown_stays)
{
	struct om_buf text = OM_BUF(100);
	uint32_t version;

	begin();
	ck_code(om_destruction_run(f.store, OM_KEY_EPOCH, 2), OM_DENIED);
	ck_code(om_destruction_run(f.store, OM_KEY_EPOCH, 9), OM_NOTFOUND);
	ck_ok(om_keys_add(f.keys, &version, OM_KEY_EPOCH));
	ck_code(om_destruction_run(f.store, OM_KEY_EPOCH, 2), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "2 keys of people"));
	ck_assert_uint_eq(entries(""), 0);
	ck_code(om_destruction_receipt(&text, f.store, OM_KEY_EPOCH, 2),
	    OM_NOTFOUND);
	fixture_close(&f);
}
END_TEST

/* The key cannot be destroyed just now: it is gone on with, once. */
START_TEST(a_destruction_that_was_begun_is_gone_on_with)
{
	struct om_span key;
	uint64_t n = 9;

	begin();
	key = fixture_read(&f, "keys/epoch-1.key");
	ck_assert_int_eq(remove(fixture_path(&f, "keys/epoch-1.key")), 0);
	ck_code(om_destruction_run(f.store, OM_KEY_EPOCH, 1), OM_NOTFOUND);
	fixture_write(&f, "keys/epoch-1.key", key);
	ck_assert_uint_eq(entries("\"detail\":\"begun\""), 1);
	/* Nothing to finish as long as the key is there. */
	ck_ok(om_destruction_finish(&n, f.store));
	ck_assert_uint_eq(n, 0);
	ck_ok(om_destruction_run(f.store, OM_KEY_EPOCH, 1));
	ck_assert_uint_eq(entries("\"detail\":\"begun\""), 1);
	ck_assert_uint_eq(entries("\"detail\":\"done\""), 1);
	ck_assert_uint_eq(receipt(1)->n, 2);
	fixture_close(&f);
}
END_TEST

/* A crash between the end of the key and its entry. */
START_TEST(an_end_without_its_entry_is_written_later)
{
	uint64_t n = 9;

	begin();
	ck_ok(om_destruction_run(f.store, OM_KEY_EPOCH, 1));
	ck_ok(om_store_close(f.store));
	fixture_sql(&f, "DELETE FROM destruction WHERE state = 'done'");
	ck_ok(om_store_open(&f.store, &f.options));
	ck_ok(om_destruction_finish(&n, f.store));
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(says(&receipt(1)->parts[1], "how"),
	    "found gone after an interruption");
	ck_ok(om_destruction_finish(&n, f.store));
	ck_assert_uint_eq(n, 0);
	fixture_close(&f);
}
END_TEST

START_TEST(receipts_that_are_missing_are_written)
{
	uint32_t version;
	uint64_t n = 9;

	begin();
	ck_ok(om_destruction_file(&n, f.store));
	ck_assert_uint_eq(n, 0);
	ck_ok(om_destruction_run(f.store, OM_KEY_EPOCH, 1));
	ck_ok(om_keys_add(f.keys, &version, OM_KEY_PSEUDONYM));
	ck_ok(om_destruction_run(f.store, OM_KEY_PSEUDONYM, 1));
	ck_ok(om_destruction_file(&n, f.store));
	ck_assert_uint_eq(n, 2);
	ck_ok(om_destruction_file(&n, f.store));
	ck_assert_uint_eq(n, 0);
	ck_assert(fixture_holds(
	    fixture_read(&f, "keys-destroyed/pseudonym-1.tlog-proof"),
	    OM_SPAN("c2sp.org/tlog-proof@v1\n")));
	ck_assert_int_eq(
	    remove(fixture_path(&f, "keys-destroyed/epoch-1.tlog-proof")), 0);
	ck_ok(om_destruction_file(&n, f.store));
	ck_assert_uint_eq(n, 1);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_destruction)
{
	tcase_add_test(tests, a_receipt_says_which_key_went_and_how);
	tcase_add_test(tests, what_is_needed_or_current_or_unknown_stays);
	tcase_add_test(tests, a_destruction_that_was_begun_is_gone_on_with);
	tcase_add_test(tests, an_end_without_its_entry_is_written_later);
	tcase_add_test(tests, receipts_that_are_missing_are_written);
}
