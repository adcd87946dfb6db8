#include "crypto/vectors.h"

#include <stdio.h>
#include <unistd.h>

#include "crypto/log.h"

static int
count(void *state, const char *path)
{
	(void)path;
	++*(size_t *)state;
	return OM_OK;
}

static size_t
files_below(const char *folder)
{
	size_t n = 0;

	ck_ok(om_folder_walk(folder, count, &n));
	return n;
}

static bool
is_there(const char *folder, const char *name)
{
	char *path = below(folder, name);
	bool there = om_file_exists(path);

	om_free(path);
	return there;
}

START_TEST(a_new_log_has_a_signed_head_of_nothing_and_its_key)
{
	struct om_tree_hash empty = om_tree_empty();
	struct om_tree_head head;
	struct om_buf vkey = OM_BUF(1000);
	struct om_note_key key;
	struct test_log t;
	char *path;

	begin_log(&t, 0);
	ck_assert(is_there(t.path, "checkpoint"));
	path = below(t.path, "vkey");
	ck_ok(om_file_read(&vkey, path));
	ck_ok(om_note_key_read(&key, om_buf_span(&vkey)));
	ck_assert_str_eq(key.name, ORIGIN);
	ck_assert_str_eq(om_tlog_key(t.log)->name, ORIGIN);
	ck_assert_uint_eq(files_below(t.path), 2);
	ck_ok(reopen_log(&t));
	ck_assert_uint_eq(om_tlog_size(t.log), 0);
	head = om_tlog_head(t.log);
	ck_assert(om_tree_equal(&head.root, &empty));
	om_buf_free(&vkey);
	om_free(path);
	end_log(&t);
	om_tlog_close(NULL);
}
END_TEST

START_TEST(a_name_that_cannot_be_an_origin_is_refused)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);
	char *path = below(folder, "log");
	struct om_tlog *log = NULL;

	ck_code(om_tlog_open(&log, path, OM_SPAN("a b"), k), OM_INPUT);
	ck_assert_ptr_null(log);
	ck_assert(!om_file_exists(path));
	om_keys_close(k);
	om_free(path);
}
END_TEST

/* The root by pushing every leaf, and the files by the specification. */
START_TEST(every_size_has_its_root_and_files)
{
	static const struct {
		uint64_t size;
		size_t files; /* checkpoint, vkey, tiles and bundles */
	} rows[] = { { 1, 4 }, { 2, 4 }, { 7, 4 }, { 255, 4 },
		{ 256, 2 + 1 + 1 + 1 }, { 257, 2 + 2 + 1 + 2 },
		{ 1000, 2 + 4 + 1 + 4 }, { 70000, 2 + 274 + 2 + 1 + 274 } };
	struct om_buf b = OM_BUF(4096);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct om_frontier f = { 0 };
		struct om_tree_head head;
		struct om_tree_hash root;
		struct test_log t;

		begin_log(&t, rows[i].size);
		for (uint64_t j = 0; j < rows[i].size; j++) {
			struct om_tree_hash leaf =
			    om_tree_leaf(entry_text(&b, j));

			om_frontier_push(&f, &leaf);
		}
		root = om_frontier_root(&f);
		ck_ok(reopen_log(&t));
		head = om_tlog_head(t.log);
		ck_assert_uint_eq(head.size, rows[i].size);
		ck_assert(om_tree_equal(&head.root, &root));
		ck_assert_uint_eq(files_below(t.path), rows[i].files);
		end_log(&t);
	}
	om_buf_free(&b);
}
END_TEST

START_TEST(a_log_of_70000_has_the_tiles_of_the_specifications_example)
{
	static const char *const names[] = { "tile/0/000", "tile/0/272",
		"tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17",
		"tile/2/000.p/1", "tile/entries/000", "tile/entries/272",
		"tile/entries/273.p/112" };
	struct test_log t;

	begin_log(&t, 70000);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		ck_assert_msg(is_there(t.path, names[i]), "no %s", names[i]);
	end_log(&t);
}
END_TEST

/* Partial tiles of earlier heads stay until their full tile is there. */
START_TEST(a_log_grown_piecemeal_is_the_log_written_at_once)
{
	static const uint64_t sizes[] = { 1, 2, 5, 255, 256, 257, 511, 513,
		600 };
	struct om_tree_head a, b;
	struct test_log t;

	begin_log(&t, 600);
	a = om_tlog_head(t.log);
	end_log(&t);
	begin_log(&t, 0);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		grow_log(t.log, sizes[i]);
		if (i % 2)
			ck_ok(reopen_log(&t));
		if (sizes[i] == 255)
			ck_assert(is_there(t.path, "tile/0/000.p/5"));
	}
	b = om_tlog_head(t.log);
	ck_assert(om_tree_equal(&a.root, &b.root));
	ck_assert(!is_there(t.path, "tile/0/000.p"));
	ck_assert(!is_there(t.path, "tile/entries/000.p"));
	ck_assert(is_there(t.path, "tile/0/002.p/88"));
	end_log(&t);
}
END_TEST

START_TEST(a_commit_of_nothing_changes_nothing)
{
	struct om_buf before = OM_BUF(1000), after = OM_BUF(1000);
	struct test_log t;
	char *path;

	begin_log(&t, 9);
	path = below(t.path, "checkpoint");
	ck_ok(om_file_read(&before, path));
	ck_assert_int_eq(unlink(path), 0);
	ck_ok(om_tlog_commit(t.log));
	ck_assert(!om_file_exists(path));
	om_tlog_checkpoint(t.log, &after);
	ck_assert(om_span_equal(om_buf_span(&before), om_buf_span(&after)));
	om_buf_free(&before);
	om_buf_free(&after);
	om_free(path);
	end_log(&t);
}
END_TEST

START_TEST(what_is_staged_is_not_in_the_log_until_committed)
{
	struct om_buf b = OM_BUF(100);
	struct test_log t;

	begin_log(&t, 2);
	append_until(t.log, 5);
	ck_assert_uint_eq(om_tlog_size(t.log), 2);
	ck_assert_uint_eq(om_tlog_staged(t.log), 5);
	ck_code(om_tlog_read(t.log, &b, 2), OM_NOTFOUND);
	ck_code(om_tlog_prove(t.log, &b, 2, OM_SPAN_NONE), OM_NOTFOUND);
	ck_ok(reopen_log(&t));
	ck_assert_uint_eq(om_tlog_staged(t.log), 2);
	end_log(&t);
}
END_TEST

START_TEST(too_long_an_entry_stages_none_of_its_batch)
{
	static const char zeros[OM_TLOG_ENTRY_MAX + 1];
	struct om_span batch[] = { OM_SPAN("a"),
		om_span_bytes(zeros, sizeof(zeros)) };
	struct om_buf b = OM_BUF(sizeof(zeros));
	struct test_log t;

	begin_log(&t, 1);
	ck_code(om_tlog_append(t.log, batch, 2), OM_LIMIT);
	ck_assert_uint_eq(om_tlog_staged(t.log), 1);
	batch[1].n--;
	ck_ok(om_tlog_append(t.log, batch, 2));
	ck_ok(om_tlog_commit(t.log));
	ck_ok(reopen_log(&t));
	ck_ok(om_tlog_read(t.log, &b, 2));
	ck_assert_uint_eq(b.n, OM_TLOG_ENTRY_MAX);
	om_buf_free(&b);
	end_log(&t);
}
END_TEST

/* A crash between tiles and checkpoint: the old checkpoint is put back. */
START_TEST(an_interrupted_commit_is_repeated_with_the_same_entries)
{
	struct om_tree_head head, again;
	struct test_log t;

	begin_log(&t, 250);
	copy_file(t.folder, "saved", "log/checkpoint");
	grow_log(t.log, 700);
	head = om_tlog_head(t.log);
	copy_file(t.folder, "log/checkpoint", "saved");
	write_text(t.path, "tile/0/x.tmp", "half a tile");
	ck_ok(reopen_log(&t));
	ck_assert_uint_eq(om_tlog_size(t.log), 250);
	grow_log(t.log, 700);
	again = om_tlog_head(t.log);
	ck_assert(om_tree_equal(&again.root, &head.root));
	end_log(&t);
}
END_TEST

START_TEST(an_interrupted_commit_is_not_repeated_with_other_entries)
{
	struct om_span other = OM_SPAN("another");
	struct om_buf before = OM_BUF(1000), after = OM_BUF(1000);
	struct test_log t;
	char *path;

	begin_log(&t, 5);
	copy_file(t.folder, "saved", "log/checkpoint");
	grow_log(t.log, 6);
	copy_file(t.folder, "log/checkpoint", "saved");
	ck_ok(reopen_log(&t));
	path = below(t.path, "checkpoint");
	ck_ok(om_file_read(&before, path));
	ck_ok(om_tlog_append(t.log, &other, 1));
	ck_code(om_tlog_commit(t.log), OM_CORRUPT);
	ck_ok(om_file_read(&after, path));
	ck_assert(om_span_equal(om_buf_span(&before), om_buf_span(&after)));
	ck_assert_uint_eq(om_tlog_size(t.log), 5);
	om_buf_free(&before);
	om_buf_free(&after);
	om_free(path);
	end_log(&t);
}
END_TEST

START_TEST(a_commit_that_failed_may_be_tried_again)
{
	struct test_log t;
	char *path;

	begin_log(&t, 0);
	path = below(t.path, "tile");
	append_until(t.log, 300);
	ck_ok(om_file_create(path, OM_SPAN("in the way"), 0600));
	ck_assert_int_ne(om_tlog_commit(t.log), OM_OK);
	ck_assert_uint_eq(om_tlog_size(t.log), 0);
	ck_assert_int_eq(unlink(path), 0);
	append_until(t.log, 310);
	ck_ok(om_tlog_commit(t.log));
	ck_ok(reopen_log(&t));
	ck_assert_uint_eq(om_tlog_size(t.log), 310);
	om_free(path);
	end_log(&t);
}
END_TEST

START_TEST(two_writers_do_not_fork_the_log)
{
	struct om_tlog *other;
	struct test_log t;

	begin_log(&t, 5);
	ck_ok(om_tlog_open(&other, t.path, OM_SPAN(ORIGIN), t.keys));
	grow_log(other, 7);
	append_until(t.log, 6);
	ck_code(om_tlog_commit(t.log), OM_BUSY);
	ck_assert_uint_eq(om_tlog_size(t.log), 5);
	ck_ok(reopen_log(&t));
	grow_log(t.log, 8);
	om_tlog_close(other);
	end_log(&t);
}
END_TEST

/* What an attacker or a bad restore may do to the folder while closed. */
static void
check_damage(const char *name, long at)
{
	struct test_log t;

	begin_log(&t, 300);
	flip_bit(t.path, name, at);
	ck_code(reopen_log(&t), OM_CORRUPT);
	end_log(&t);
}

START_TEST(damage_to_the_right_edge_is_noticed_when_opened)
{
	check_damage("tile/0/001.p/44", 0);
	check_damage("tile/0/001.p/44", -1);
	check_damage("tile/1/000.p/1", 31);
	check_damage("tile/entries/001.p/44", 10);
	check_damage("tile/entries/001.p/44", 1);
	check_damage("checkpoint", 0);
	check_damage("checkpoint", 20);
	check_damage("checkpoint", 30);
	check_damage("checkpoint", -5);
}
END_TEST

START_TEST(a_lost_or_empty_file_is_noticed_when_opened)
{
	static const char *const names[] = { "checkpoint", "tile/0/001.p/44",
		"tile/1/000.p/1", "tile/entries/001.p/44" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct test_log t;
		char *path;

		begin_log(&t, 300);
		path = below(t.path, names[i]);
		write_text(t.path, names[i], "");
		ck_code(reopen_log(&t), OM_CORRUPT);
		ck_assert_int_eq(unlink(path), 0);
		ck_code(reopen_log(&t), OM_CORRUPT);
		om_free(path);
		end_log(&t);
	}
}
END_TEST

START_TEST(another_key_or_origin_does_not_open_it)
{
	const char *folder;
	char *path;
	struct om_keys *others;
	struct om_tlog *log = NULL;
	struct test_log t;

	begin_log(&t, 3);
	folder = t.folder;
	path = below(folder, "others");
	ck_ok(om_keys_create(path));
	ck_ok(om_keys_open(&others, path));
	ck_code(
	    om_tlog_open(&log, t.path, OM_SPAN(ORIGIN), others), OM_CORRUPT);
	ck_code(om_tlog_open(&log, t.path, OM_SPAN(ORIGIN "2"), t.keys),
	    OM_CORRUPT);
	ck_assert_ptr_null(log);
	om_keys_close(others);
	om_free(path);
	end_log(&t);
}
END_TEST

START_TEST(a_checkpoint_lost_while_open_is_noticed_by_the_commit)
{
	struct test_log t;
	char *path;

	begin_log(&t, 3);
	path = below(t.path, "checkpoint");
	ck_assert_int_eq(unlink(path), 0);
	append_until(t.log, 4);
	ck_code(om_tlog_commit(t.log), OM_CORRUPT);
	ck_assert(!om_file_exists(path));
	om_free(path);
	end_log(&t);
}
END_TEST

OM_SUITE(crypto_tlog)
{
	tcase_add_test(
	    tests, a_new_log_has_a_signed_head_of_nothing_and_its_key);
	tcase_add_test(tests, a_name_that_cannot_be_an_origin_is_refused);
	tcase_add_test(tests, every_size_has_its_root_and_files);
	tcase_add_test(
	    tests, a_log_of_70000_has_the_tiles_of_the_specifications_example);
	tcase_add_test(tests, a_log_grown_piecemeal_is_the_log_written_at_once);
	tcase_add_test(tests, a_commit_of_nothing_changes_nothing);
	tcase_add_test(tests, what_is_staged_is_not_in_the_log_until_committed);
	tcase_add_test(tests, too_long_an_entry_stages_none_of_its_batch);
	tcase_add_test(
	    tests, an_interrupted_commit_is_repeated_with_the_same_entries);
	tcase_add_test(
	    tests, an_interrupted_commit_is_not_repeated_with_other_entries);
	tcase_add_test(tests, a_commit_that_failed_may_be_tried_again);
	tcase_add_test(tests, two_writers_do_not_fork_the_log);
	tcase_add_test(tests, damage_to_the_right_edge_is_noticed_when_opened);
	tcase_add_test(tests, a_lost_or_empty_file_is_noticed_when_opened);
	tcase_add_test(tests, another_key_or_origin_does_not_open_it);
	tcase_add_test(
	    tests, a_checkpoint_lost_while_open_is_noticed_by_the_commit);
}
