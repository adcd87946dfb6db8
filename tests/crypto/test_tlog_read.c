#include "crypto/vectors.h"

#include <sys/stat.h>
#include <unistd.h>

#include "crypto/base64.h"
#include "crypto/log.h"
#include "crypto/proof.h"

START_TEST(every_entry_is_read_back_and_proved)
{
	struct om_buf b = OM_BUF(1 << 16), extra = OM_BUF(100);
	struct om_buf expected = OM_BUF(4096);
	struct om_proof proof;
	struct om_tree_head head;
	struct test_log t;

	begin_log(&t, 700);
	ck_ok(reopen_log(&t));
	for (uint64_t i = 0; i < 700; i++) {
		struct om_span entry = entry_text(&expected, i);

		om_buf_reset(&b);
		ck_ok(om_tlog_read(t.log, &b, i));
		ck_assert(om_span_equal(om_buf_span(&b), entry));
		om_buf_reset(&b);
		om_buf_reset(&extra);
		ck_ok(om_tlog_prove(t.log, &b, i, OM_SPAN("salt")));
		ck_ok(om_proof_read(&proof, &extra, om_buf_span(&b)));
		ck_assert_uint_eq(proof.index, i);
		ck_span_eq(om_buf_span(&extra), "salt");
		ck_ok(
		    om_proof_verify(&head, &proof, om_tlog_key(t.log), entry));
		ck_assert_uint_eq(head.size, 700);
	}
	om_buf_free(&b);
	om_buf_free(&extra);
	om_buf_free(&expected);
	end_log(&t);
}
END_TEST

/* "old N", hashes, an empty line, the checkpoint: back to a path. */
static void
parse_consistency(struct om_tree_path *path, struct om_span *checkpoint,
    struct om_span text, uint64_t old)
{
	struct om_buf first = OM_BUF(100);
	struct om_span line;

	om_buf_format(&first, "old %llu", (unsigned long long)old);
	ck_assert(om_span_cut(&line, &text, text, '\n'));
	ck_assert(om_span_equal(line, om_buf_span(&first)));
	path->n = 0;
	while (om_span_cut(&line, &text, text, '\n') && line.n > 0)
		ck_ok(om_base64_exact(
		    path->hash[path->n++].b, OM_HASH_SIZE, line));
	*checkpoint = text;
	om_buf_free(&first);
}

START_TEST(every_earlier_head_is_consistent_with_the_last)
{
	enum { LAST = 280 };
	static struct om_tree_head heads[LAST + 1];
	struct om_buf b = OM_BUF(1 << 16);
	struct om_tree_head now;
	struct om_frontier f = { 0 };
	struct test_log t;

	begin_log(&t, LAST);
	for (uint64_t i = 0; i <= LAST; i++) {
		struct om_tree_hash leaf = om_tree_leaf(entry_text(&b, i));

		heads[i] = (struct om_tree_head){ i, om_frontier_root(&f) };
		om_frontier_push(&f, &leaf);
	}
	for (uint64_t old = 0; old <= LAST; old++) {
		struct om_tree_path path;
		struct om_span checkpoint;

		om_buf_reset(&b);
		ck_ok(om_tlog_consistency(t.log, &b, old));
		parse_consistency(&path, &checkpoint, om_buf_span(&b), old);
		ck_ok(om_checkpoint_open(&now, checkpoint, om_tlog_key(t.log)));
		ck_ok(om_tree_verify_consistency(&path, &heads[old], &now));
		heads[old].root.b[0] ^= 1;
		ck_code(om_tree_verify_consistency(&path, &heads[old], &now),
		    OM_CORRUPT);
	}
	ck_code(om_tlog_consistency(t.log, &b, LAST + 1), OM_INPUT);
	om_buf_free(&b);
	end_log(&t);
}
END_TEST

START_TEST(a_proof_that_does_not_fit_is_a_limit)
{
	struct om_buf b = OM_BUF(100);
	struct test_log t;

	begin_log(&t, 60);
	ck_code(om_tlog_prove(t.log, &b, 2, OM_SPAN_NONE), OM_LIMIT);
	om_buf_reset(&b);
	ck_code(om_tlog_consistency(t.log, &b, 2), OM_LIMIT);
	om_buf_reset(&b);
	ck_code(om_tlog_read(t.log, &b, 49), OM_LIMIT);
	om_buf_free(&b);
	end_log(&t);
}
END_TEST

START_TEST(damage_to_an_old_tile_is_noticed_when_read)
{
	struct om_buf b = OM_BUF(1 << 16);
	struct test_log t;

	begin_log(&t, 700);
	flip_bit(t.path, "tile/0/000", 32 * 9);
	flip_bit(t.path, "tile/entries/001", 10);
	ck_ok(reopen_log(&t));
	ck_ok(om_tlog_read(t.log, &b, 8));
	ck_code(om_tlog_read(t.log, &b, 9), OM_CORRUPT);
	ck_code(om_tlog_read(t.log, &b, 256), OM_CORRUPT);
	flip_bit(t.path, "tile/entries/000", 0);
	ck_ok(reopen_log(&t));
	ck_code(om_tlog_read(t.log, &b, 8), OM_CORRUPT);
	write_text(t.path, "tile/0/000", "short");
	ck_ok(reopen_log(&t));
	ck_code(om_tlog_read(t.log, &b, 8), OM_CORRUPT);
	ck_code(om_tlog_prove(t.log, &b, 8, OM_SPAN_NONE), OM_CORRUPT);
	ck_code(om_tlog_consistency(t.log, &b, 8), OM_CORRUPT);
	om_buf_free(&b);
	end_log(&t);
}
END_TEST

/* Another process fills the tile and removes its partial ones. */
START_TEST(a_reader_of_an_older_head_reads_on)
{
	struct om_buf b = OM_BUF(1 << 16), expected = OM_BUF(4096);
	struct om_tlog *writer;
	struct om_proof proof;
	struct test_log t;

	begin_log(&t, 7);
	ck_ok(om_tlog_open(&writer, t.path, OM_SPAN(ORIGIN), t.keys));
	grow_log(writer, 300);
	ck_ok(om_tlog_prove(t.log, &b, 6, OM_SPAN_NONE));
	ck_ok(om_proof_read(&proof, &expected, om_buf_span(&b)));
	ck_ok(om_proof_verify(
	    NULL, &proof, om_tlog_key(t.log), entry_text(&expected, 6)));
	om_buf_reset(&b);
	ck_ok(om_tlog_read(t.log, &b, 6));
	ck_span_eq(om_buf_span(&b), "entry 6");
	om_tlog_close(writer);
	om_buf_free(&b);
	om_buf_free(&expected);
	end_log(&t);
}
END_TEST

/* The entries as the database has them, one of them perhaps wrong. */
struct copy {
	struct om_buf text;
	uint64_t wrong; /* UINT64_MAX where none is */
	int code;	/* what is returned for it, with another text */
};

static int
entry_of(void *state, struct om_span *out, uint64_t index)
{
	struct copy *c = state;

	*out = entry_text(&c->text, index);
	if (index != c->wrong)
		return OM_OK;
	if (c->code != OM_OK)
		return om_fail(c->code, "no such row");
	*out = OM_SPAN("forged");
	return OM_OK;
}

static int
verify(struct test_log *t, uint64_t wrong, int code, uint64_t *differs)
{
	struct copy c = { OM_BUF(1 << 17), wrong, code };
	struct om_tlog_audit audit = { entry_of, &c, 0, 4711 };
	int rc = om_tlog_verify(t->log, &audit);

	*differs = audit.differs;
	om_buf_free(&c.text);
	return rc;
}

START_TEST(an_untouched_log_is_verified)
{
	static const uint64_t sizes[] = { 0, 1, 255, 256, 257, 700 };
	uint64_t differs;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct test_log t;

		begin_log(&t, sizes[i]);
		ck_ok(verify(&t, UINT64_MAX, OM_OK, &differs));
		ck_assert_uint_eq(differs, 4711);
		end_log(&t);
	}
}
END_TEST

START_TEST(a_changed_entry_is_named)
{
	static const uint64_t wrong[] = { 0, 3, 255, 256, 511, 600, 699 };
	struct test_log t;
	uint64_t differs;

	begin_log(&t, 700);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		ck_code(verify(&t, wrong[i], OM_OK, &differs), OM_CORRUPT);
		ck_assert_uint_eq(differs, wrong[i]);
		ck_code(
		    verify(&t, wrong[i], OM_NOTFOUND, &differs), OM_CORRUPT);
		ck_assert_uint_eq(differs, wrong[i]);
		ck_code(verify(&t, wrong[i], OM_IO, &differs), OM_IO);
		ck_assert_uint_eq(differs, wrong[i]);
	}
	end_log(&t);
}
END_TEST

START_TEST(a_changed_file_is_noticed_and_its_entry_named)
{
	static const struct {
		const char *name;
		long at;
		uint64_t entry;
	} rows[] = { { "tile/0/001", 32 * 100 + 5, 356 },
		{ "tile/entries/000", 2, 0 }, { "tile/entries/000", 12, 1 },
		{ "tile/1/000.p/2", 32 + 1, 256 },
		{ "tile/0/002.p/188", -1, 699 },
		{ "tile/entries/002.p/188", -1, 699 },
		{ "checkpoint", 18, 700 }, { "checkpoint", -3, 700 } };
	struct test_log t;
	uint64_t differs;

	begin_log(&t, 700);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		flip_bit(t.path, rows[i].name, rows[i].at);
		ck_code(verify(&t, UINT64_MAX, OM_OK, &differs), OM_CORRUPT);
		ck_assert_uint_eq(differs, rows[i].entry);
		flip_bit(t.path, rows[i].name, rows[i].at);
	}
	ck_ok(verify(&t, UINT64_MAX, OM_OK, &differs));
	end_log(&t);
}
END_TEST

START_TEST(a_missing_file_is_noticed_and_its_entries_named)
{
	static const struct {
		const char *name;
		uint64_t entry;
	} rows[] = { { "checkpoint", 700 }, { "tile/1/000.p/2", 0 },
		{ "tile/0/002.p/188", 512 }, { "tile/0/001", 256 },
		{ "tile/entries/000", 0 } };
	struct test_log t;
	uint64_t differs;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *path;

		begin_log(&t, 700);
		path = below(t.path, rows[i].name);
		ck_assert_int_eq(unlink(path), 0);
		ck_code(verify(&t, UINT64_MAX, OM_OK, &differs), OM_CORRUPT);
		ck_assert_uint_eq(differs, rows[i].entry);
		om_free(path);
		end_log(&t);
	}
}
END_TEST

/* A disk that cannot be read is no forgery: that would accuse somebody. */
START_TEST(a_file_that_cannot_be_read_is_not_called_forged)
{
	static const char *const names[] = { "checkpoint", "tile/1/000.p/2",
		"tile/0/002.p/188", "tile/0/001", "tile/entries/001" };
	struct test_log t;
	uint64_t differs;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char *path;

		begin_log(&t, 700);
		path = below(t.path, names[i]);
		ck_assert_int_eq(unlink(path), 0);
		ck_assert_int_eq(mkdir(path, 0700), 0);
		ck_assert_msg(verify(&t, UINT64_MAX, OM_OK, &differs) == OM_IO,
		    "%s: %s", names[i], om_failure());
		om_free(path);
		end_log(&t);
	}
}
END_TEST

/* Nor one that leads to itself. */
START_TEST(a_head_that_cannot_be_opened_is_not_called_forged)
{
	struct test_log t;
	uint64_t differs;
	char *path;

	begin_log(&t, 2);
	path = below(t.path, "checkpoint");
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(symlink("checkpoint", path), 0);
	ck_code(verify(&t, UINT64_MAX, OM_OK, &differs), OM_DENIED);
	om_free(path);
	end_log(&t);
}
END_TEST

/* Of the same key, name and size: the one thing that must never be signed. */
START_TEST(a_second_head_of_the_same_size_is_noticed)
{
	const struct om_span other = OM_SPAN("something else");
	char *path = NULL;
	struct om_tlog *second = NULL;
	struct test_log t;
	uint64_t differs;

	begin_log(&t, 1);
	path = below(t.folder, "second");
	ck_ok(om_tlog_open(&second, path, OM_SPAN(ORIGIN), t.keys));
	ck_ok(om_tlog_append(second, &other, 1));
	ck_ok(om_tlog_commit(second));
	om_tlog_close(second);
	ck_ok(verify(&t, UINT64_MAX, OM_OK, &differs));
	copy_file(t.folder, "log/checkpoint", "second/checkpoint");
	ck_code(verify(&t, UINT64_MAX, OM_OK, &differs), OM_CORRUPT);
	ck_assert_uint_eq(differs, 1);
	om_free(path);
	end_log(&t);
}
END_TEST

/* Entry lengths that do not add up, and one entry too few or too many. */
START_TEST(a_bundle_of_other_entries_than_its_tile_is_noticed)
{
	static const char *const bundles[] = { "", "\0", "\0\7entry 0",
		"\0\7entry 0\0\7entry 1\0\7entry 2", "\0\7entry 0\0\7entry 9" };
	static const size_t lengths[] = { 0, 1, 9, 27, 18 };
	struct test_log t;
	uint64_t differs;
	char *path;

	begin_log(&t, 2);
	path = below(t.path, "tile/entries/000.p/2");
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		ck_ok(om_file_replace(
		    path, om_span_bytes(bundles[i], lengths[i]), 0600));
		ck_code(verify(&t, UINT64_MAX, OM_OK, &differs), OM_CORRUPT);
		ck_assert_uint_lt(differs, 2);
	}
	om_free(path);
	end_log(&t);
}
END_TEST

/* A tile that a larger one superseded speaks for heads that others keep. */
START_TEST(a_superseded_partial_tile_that_differs_is_noticed)
{
	static const char *const names[] = { "tile/0/000.p/100",
		"tile/entries/000.p/100", "tile/0/001.p/44",
		"tile/entries/001.p/44" };
	uint64_t differs;
	struct test_log t;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		begin_log(&t, 100);
		if (i >= 2)
			grow_log(t.log, 300);
		grow_log(t.log, i < 2 ? 200 : 310);
		ck_ok(verify(&t, UINT64_MAX, OM_OK, &differs));
		flip_bit(t.path, names[i], -1);
		ck_code(verify(&t, UINT64_MAX, OM_OK, &differs), OM_CORRUPT);
		ck_assert_uint_eq(differs, i < 2 ? 0 : 256);
		end_log(&t);
	}
}
END_TEST

START_TEST(a_log_is_verified_by_itself_on_any_number_of_threads)
{
	struct om_tlog_audit audit = { 0 };
	struct test_log t;

	begin_log(&t, 2000);
	for (audit.threads = 0; audit.threads < 9; audit.threads++)
		ck_ok(om_tlog_verify(t.log, &audit));
	audit.threads = 1000;
	ck_ok(om_tlog_verify(t.log, &audit));
	flip_bit(t.path, "tile/entries/003", 300);
	flip_bit(t.path, "tile/0/006", 0);
	for (audit.threads = 0; audit.threads < 9; audit.threads++) {
		audit.differs = 0;
		ck_code(om_tlog_verify(t.log, &audit), OM_CORRUPT);
		ck_assert_uint_ge(audit.differs, 768);
		ck_assert_uint_lt(audit.differs, 1024);
	}
	end_log(&t);
}
END_TEST

START_TEST(a_log_extends_its_past_and_nothing_else)
{
	struct om_buf b = OM_BUF(1 << 16), entry = OM_BUF(4096);
	struct om_tree_head past, head;
	struct om_proof proof;
	struct test_log t;

	begin_log(&t, 300);
	past = om_tlog_head(t.log);
	om_tlog_checkpoint(t.log, &b);
	grow_log(t.log, 700);
	head = om_tlog_head(t.log);
	ck_ok(om_tlog_extends(t.log, &past));
	ck_ok(om_tlog_extends(t.log, &head));
	ck_ok(om_tlog_prove_under(
	    t.log, &entry, 299, OM_SPAN_NONE, om_buf_span(&b)));
	om_buf_reset(&b);
	ck_ok(om_proof_read(&proof, &b, om_buf_span(&entry)));
	ck_ok(om_proof_verify(
	    &past, &proof, om_tlog_key(t.log), entry_text(&b, 299)));
	ck_assert_uint_eq(past.size, 300);
	om_buf_reset(&b);
	ck_code(
	    om_tlog_prove_under(t.log, &b, 300, OM_SPAN_NONE, proof.checkpoint),
	    OM_NOTFOUND);
	past.root.b[0] ^= 1;
	ck_code(om_tlog_extends(t.log, &past), OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "rewritten"));
	head.size++;
	ck_code(om_tlog_extends(t.log, &head), OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "rolled back"));
	om_buf_free(&b);
	om_buf_free(&entry);
	end_log(&t);
}
END_TEST

START_TEST(an_entry_that_is_read_with_its_proof_is_in_the_signed_tree)
{
	struct om_buf b = OM_BUF(1 << 16);
	struct test_log t;

	begin_log(&t, 512);
	ck_ok(om_tlog_read_proved(t.log, &b, 511));
	ck_span_eq(om_buf_span(&b), "entry 511");
	ck_code(om_tlog_read_proved(t.log, &b, 512), OM_NOTFOUND);
	flip_bit(t.path, "tile/0/001", 0);
	ck_ok(reopen_log(&t));
	om_buf_reset(&b);
	ck_ok(om_tlog_read(t.log, &b, 511));
	ck_code(om_tlog_read_proved(t.log, &b, 511), OM_CORRUPT);
	om_buf_free(&b);
	end_log(&t);
}
END_TEST

START_TEST(an_older_checkpoint_put_back_is_noticed)
{
	struct test_log t;
	uint64_t differs;

	begin_log(&t, 5);
	copy_file(t.folder, "saved", "log/checkpoint");
	grow_log(t.log, 9);
	copy_file(t.folder, "log/checkpoint", "saved");
	ck_code(verify(&t, UINT64_MAX, OM_OK, &differs), OM_CORRUPT);
	ck_assert_uint_eq(differs, 9);
	end_log(&t);
}
END_TEST

START_TEST(a_head_that_grew_meanwhile_does_not_disturb)
{
	struct om_tlog *writer;
	struct test_log t;
	uint64_t differs;

	begin_log(&t, 5);
	ck_ok(om_tlog_open(&writer, t.path, OM_SPAN(ORIGIN), t.keys));
	grow_log(writer, 600);
	ck_ok(verify(&t, UINT64_MAX, OM_OK, &differs));
	om_tlog_close(writer);
	end_log(&t);
}
END_TEST

static int
overlong_entry(void *state, struct om_span *out, uint64_t index)
{
	(void)index;
	*out = om_span_bytes(state, OM_TLOG_ENTRY_MAX + 1);
	return OM_OK;
}

START_TEST(an_entry_too_long_for_a_log_differs)
{
	static char zeros[OM_TLOG_ENTRY_MAX + 1];
	struct om_tlog_audit audit = { overlong_entry, zeros, 0, 77 };
	struct test_log t;

	begin_log(&t, 2);
	ck_code(om_tlog_verify(t.log, &audit), OM_CORRUPT);
	ck_assert_uint_eq(audit.differs, 0);
	end_log(&t);
}
END_TEST

START_TEST(an_export_is_a_log_of_its_own)
{
	static const uint64_t sizes[] = { 0, 3, 256, 700 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct test_log t, copy;
		uint64_t differs;
		char *path;

		begin_log(&t, sizes[i]);
		append_until(t.log, sizes[i] + 1); /* not in it */
		path = below(t.folder, "a/b/export");
		ck_ok(om_tlog_export(t.log, path));
		copy = t;
		ck_ok(om_tlog_open(&copy.log, path, OM_SPAN(ORIGIN), t.keys));
		ck_assert_uint_eq(om_tlog_size(copy.log), sizes[i]);
		ck_ok(verify(&copy, UINT64_MAX, OM_OK, &differs));
		ck_code(om_tlog_export(t.log, path), OM_EXISTS);
		om_tlog_close(copy.log);
		om_free(path);
		end_log(&t);
	}
}
END_TEST

START_TEST(a_damaged_log_is_not_exported_as_whole)
{
	struct test_log t;
	char *path, *head;

	begin_log(&t, 700);
	path = below(t.folder, "export");
	head = below(t.folder, "export/checkpoint");
	write_text(t.path, "tile/0/001", "short");
	ck_code(om_tlog_export(t.log, path), OM_CORRUPT);
	ck_assert(!om_file_exists(head));
	om_free(path);
	om_free(head);
	end_log(&t);
}
END_TEST

OM_SUITE(crypto_tlog_read)
{
	tcase_add_test(tests, every_entry_is_read_back_and_proved);
	tcase_add_test(tests, every_earlier_head_is_consistent_with_the_last);
	tcase_add_test(tests, a_proof_that_does_not_fit_is_a_limit);
	tcase_add_test(tests, damage_to_an_old_tile_is_noticed_when_read);
	tcase_add_test(tests, a_reader_of_an_older_head_reads_on);
	tcase_add_test(tests, an_untouched_log_is_verified);
	tcase_add_test(tests, a_changed_entry_is_named);
	tcase_add_test(tests, a_changed_file_is_noticed_and_its_entry_named);
	tcase_add_test(
	    tests, a_superseded_partial_tile_that_differs_is_noticed);
	tcase_add_test(
	    tests, a_log_is_verified_by_itself_on_any_number_of_threads);
	tcase_add_test(tests, a_log_extends_its_past_and_nothing_else);
	tcase_add_test(
	    tests, an_entry_that_is_read_with_its_proof_is_in_the_signed_tree);
	tcase_add_test(tests, a_missing_file_is_noticed_and_its_entries_named);
	tcase_add_test(tests, a_file_that_cannot_be_read_is_not_called_forged);
	tcase_add_test(
	    tests, a_head_that_cannot_be_opened_is_not_called_forged);
	tcase_add_test(tests, a_second_head_of_the_same_size_is_noticed);
	tcase_add_test(
	    tests, a_bundle_of_other_entries_than_its_tile_is_noticed);
	tcase_add_test(tests, an_older_checkpoint_put_back_is_noticed);
	tcase_add_test(tests, a_head_that_grew_meanwhile_does_not_disturb);
	tcase_add_test(tests, an_entry_too_long_for_a_log_differs);
	tcase_add_test(tests, an_export_is_a_log_of_its_own);
	tcase_add_test(tests, a_damaged_log_is_not_exported_as_whole);
}
