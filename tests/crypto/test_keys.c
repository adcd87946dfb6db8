#include "crypto/vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "crypto/key_file.h"
#include "crypto/key_folder.h"
#include "crypto/mac.h"

#define ZEROS_44 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

static void
read_text(struct om_buf *b, const char *folder, const char *name)
{
	char *path = below(folder, name);

	om_buf_reset(b);
	ck_ok(om_file_read(b, path));
	om_free(path);
}

static bool
is_there(const char *folder, const char *name)
{
	char *path = below(folder, name);
	bool there = om_file_exists(path);

	om_free(path);
	return there;
}

static size_t
count_keys(const struct om_keys *k)
{
	struct om_key_info info;
	size_t n = 0;

	while (om_keys_list(k, &info, n))
		n++;
	return n;
}

/* Opening folder fails with code, and the message names what. */
static void
check_refused(const char *folder, int code, const char *what)
{
	struct om_keys *k = NULL;

	ck_code(om_keys_open(&k, folder), code);
	ck_assert_ptr_null(k);
	ck_assert_msg(strstr(om_failure(), what) != NULL, "'%s' names no %s",
	    om_failure(), what);
}

/* What one wraps under an epoch, the other unwraps. */
static void
check_same_epoch(
    const struct om_keys *a, const struct om_keys *b, uint32_t epoch)
{
	uint8_t sealed[4 + OM_SEAL_OVERHEAD], plain[4];

	ck_ok(om_keys_wrap(a, sealed, epoch, OM_SPAN("abcd"), OM_SPAN("here")));
	ck_ok(om_keys_unwrap(b, plain, epoch,
	    om_span_bytes(sealed, sizeof(sealed)), OM_SPAN("here")));
	ck_assert_mem_eq(plain, "abcd", 4);
}

START_TEST(a_new_folder_has_one_key_of_each_kind_and_is_private)
{
	static const char *const names[] = { "root.key", "epoch-1.key",
		"pseudonym-1.key", "signing.key" };
	char *keys = below(om_test_folder(), "keys");
	struct om_key_info info;
	struct om_keys *k;
	struct stat st;
	int64_t now = om_clock_now();

	ck_ok(om_keys_create(keys));
	ck_assert_int_eq(stat(keys, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0700);
	ck_ok(om_keys_open(&k, keys));
	for (size_t i = 0; i < 4; i++) {
		char *path = below(keys, names[i]);

		ck_assert_int_eq(stat(path, &st), 0);
		ck_assert_uint_eq(st.st_mode & 07777, 0600);
		ck_assert(om_keys_list(k, &info, i));
		ck_assert_int_eq(info.kind, (int)i);
		ck_assert_uint_eq(info.version, 1);
		ck_assert(info.current);
		ck_assert_int_lt(llabs(info.created - now), 60000);
		om_free(path);
	}
	ck_assert(!om_keys_list(k, &info, 4));
	ck_assert_uint_eq(om_keys_epoch_current(k), 1);
	ck_assert_uint_eq(om_keys_pseudonym_current(k), 1);
	om_keys_close(k);
	om_keys_close(NULL);
	om_free(keys);
}
END_TEST

START_TEST(a_folder_that_is_there_is_not_made_again)
{
	char *keys = below(om_test_folder(), "keys");
	char *deep = below(keys, "no/such/parent");

	ck_ok(om_keys_create(keys));
	ck_code(om_keys_create(keys), OM_EXISTS);
	ck_code(om_keys_create(deep), OM_NOTFOUND);
	om_free(keys);
	om_free(deep);
}
END_TEST

START_TEST(a_file_is_one_line_with_purpose_version_time_and_key)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);
	struct om_buf b = OM_BUF(1000);

	read_text(&b, folder, "keys/epoch-1.key");
	ck_assert(om_span_starts(
	    om_buf_span(&b), OM_SPAN("ombud-key-v1 epoch 1 20")));
	ck_assert_uint_eq(b.n,
	    strlen("ombud-key-v1 epoch 1 2026-11-23T12:00:00.000Z ") + 44 + 1);
	ck_assert_int_eq(b.p[b.n - 1], '\n');
	om_buf_free(&b);
	om_keys_close(k);
}
END_TEST

START_TEST(keys_are_the_same_when_the_folder_is_opened_again)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder), *again;
	char *keys = below(folder, "keys");
	uint8_t a[OM_KEY_SIZE], b[OM_KEY_SIZE];

	ck_ok(om_keys_open(&again, keys));
	ck_ok(om_keys_derive(k, a, OM_KEY_FOR_INDEX, OM_SPAN("email")));
	ck_ok(om_keys_derive(again, b, OM_KEY_FOR_INDEX, OM_SPAN("email")));
	ck_assert_mem_eq(a, b, sizeof(a));
	check_same_epoch(k, again, 1);
	om_keys_public(k, a);
	om_keys_public(again, b);
	ck_assert_mem_eq(a, b, sizeof(a));
	om_keys_close(k);
	om_keys_close(again);
	om_free(keys);
}
END_TEST

/* Root key of zeros; the expected keys are from Python's hmac. */
START_TEST(derived_keys_are_hkdf_of_purpose_and_label)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);
	uint8_t out[OM_KEY_SIZE];

	write_text(folder, "keys/root.key",
	    "ombud-key-v1 root 1 2026-01-01T00:00:00.000Z " ZEROS_44 "\n");
	write_text(folder, "keys/pseudonym-1.key",
	    "ombud-key-v1 pseudonym 1 2026-01-01T00:00:00.000Z " ZEROS_44 "\n");
	ck_ok(om_keys_refresh(k));
	ck_ok(om_keys_derive(k, out, OM_KEY_FOR_INDEX, OM_SPAN("email")));
	check_hex(out, sizeof(out),
	    "6dc2304b3c3d25465a81344da86df302975cf6128faef96e59f797913c91365e");
	ck_ok(om_keys_derive(
	    k, out, OM_KEY_FOR_SUPPRESSION, OM_SPAN("erasure/email")));
	check_hex(out, sizeof(out),
	    "5a72b344485a994c4b2524e9bf0983ebca6fbc6f4bb7b812f81dd51b5cc5f1a0");
	ck_ok(om_keys_pseudonym(
	    k, out, 1, OM_SPAN("research"), OM_SPAN("email")));
	check_hex(out, sizeof(out),
	    "6168235b6629394f1c49b13d264e1d69073dccffcb5a4cff459d73109abf1325");
	om_keys_close(k);
}
END_TEST

START_TEST(different_purposes_and_labels_give_different_keys)
{
	enum { LABELS = 3, N = OM_KEY_PURPOSES * LABELS };
	static const char *const labels[LABELS] = { "", "a", "email" };
	struct om_keys *k = new_keys(om_test_folder());
	uint8_t keys[N][OM_KEY_SIZE], none[1 << 13] = { 0 };

	for (int i = 0; i < N; i++) {
		ck_ok(om_keys_derive(
		    k, keys[i], i / LABELS, om_span_of(labels[i % LABELS])));
		for (int j = 0; j < i; j++)
			ck_assert(
			    !om_secret_equal(keys[i], keys[j], OM_KEY_SIZE));
	}
	ck_code(om_keys_derive(k, none, 0, om_span_bytes(none, sizeof(none))),
	    OM_LIMIT);
	om_keys_close(k);
}
END_TEST

START_TEST(domain_and_type_of_pseudonyms_do_not_run_together)
{
	struct om_keys *k = new_keys(om_test_folder());
	uint8_t a[OM_KEY_SIZE], b[OM_KEY_SIZE];

	ck_ok(om_keys_pseudonym(k, a, 1, OM_SPAN("ab"), OM_SPAN("c")));
	ck_ok(om_keys_pseudonym(k, b, 1, OM_SPAN("a"), OM_SPAN("bc")));
	ck_assert(!om_secret_equal(a, b, sizeof(a)));
	ck_code(om_keys_pseudonym(k, a, 2, OM_SPAN("ab"), OM_SPAN("c")),
	    OM_NOTFOUND);
	om_keys_close(k);
}
END_TEST

START_TEST(an_added_version_is_current_and_on_disk)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);
	struct om_key_info info;
	uint8_t sealed[1 + OM_SEAL_OVERHEAD], plain[1];
	uint32_t version = 0;

	ck_ok(om_keys_add(k, &version, OM_KEY_EPOCH));
	ck_assert_uint_eq(version, 2);
	ck_assert_uint_eq(om_keys_epoch_current(k), 2);
	ck_assert(om_keys_epoch_held(k, 1));
	ck_ok(om_keys_wrap(k, sealed, 1, OM_SPAN("x"), OM_SPAN_NONE));
	ck_code(om_keys_unwrap(k, plain, 2,
		    om_span_bytes(sealed, sizeof(sealed)), OM_SPAN_NONE),
	    OM_CORRUPT);
	ck_assert(is_there(folder, "keys/epoch-2.key"));
	ck_ok(om_keys_add(k, &version, OM_KEY_PSEUDONYM));
	ck_assert_uint_eq(om_keys_pseudonym_current(k), 2);
	ck_assert_uint_eq(count_keys(k), 6);
	/* root, epoch 1 and 2, pseudonym 1 and 2, signing */
	ck_assert(om_keys_list(k, &info, 1));
	ck_assert(info.kind == OM_KEY_EPOCH && !info.current);
	ck_assert(om_keys_list(k, &info, 4));
	ck_assert(info.kind == OM_KEY_PSEUDONYM && info.version == 2);
	ck_code(om_keys_add(k, &version, OM_KEY_ROOT), OM_USAGE);
	ck_code(om_keys_add(k, &version, OM_KEY_SIGNING), OM_USAGE);
	om_keys_close(k);
}
END_TEST

START_TEST(two_processes_do_not_add_the_same_version)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder), *other;
	char *keys = below(folder, "keys");
	uint32_t version = 0;

	ck_ok(om_keys_open(&other, keys));
	ck_ok(om_keys_add(other, &version, OM_KEY_EPOCH));
	version = 77;
	ck_code(om_keys_add(k, &version, OM_KEY_EPOCH), OM_BUSY);
	ck_assert_uint_eq(version, 77);
	ck_assert(!om_keys_epoch_held(k, 2));
	ck_ok(om_keys_refresh(k));
	check_same_epoch(k, other, 2);
	ck_ok(om_keys_add(k, &version, OM_KEY_EPOCH));
	ck_assert_uint_eq(version, 3);
	om_keys_close(k);
	om_keys_close(other);
	om_free(keys);
}
END_TEST

/* A second name of the file shows what became of its bytes. */
START_TEST(a_destroyed_key_is_overwritten_and_gone)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);
	char *from = below(folder, "keys/epoch-1.key");
	char *to = below(folder, "link");
	struct om_buf b = OM_BUF(4096);
	uint32_t version;

	ck_assert_int_eq(link(from, to), 0);
	ck_ok(om_keys_add(k, &version, OM_KEY_EPOCH));
	ck_ok(om_keys_destroy(k, OM_KEY_EPOCH, 1));
	ck_assert(!is_there(folder, "keys/epoch-1.key"));
	read_text(&b, folder, "link");
	ck_assert_uint_gt(b.n, 90);
	for (size_t i = 0; i < b.n; i++)
		ck_assert_int_eq(b.p[i], 0);
	ck_assert(!om_keys_epoch_held(k, 1));
	ck_assert(om_keys_epoch_held(k, 2));
	ck_assert_uint_eq(count_keys(k), 4);
	ck_code(om_keys_destroy(k, OM_KEY_EPOCH, 1), OM_NOTFOUND);
	ck_ok(om_keys_add(k, &version, OM_KEY_EPOCH));
	ck_assert_uint_eq(version, 3);
	om_buf_free(&b);
	om_keys_close(k);
	om_free(from);
	om_free(to);
}
END_TEST

START_TEST(keys_in_use_are_not_destroyed)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);

	for (int kind = 0; kind < OM_KEY_KINDS; kind++)
		ck_code(om_keys_destroy(k, kind, 1), OM_DENIED);
	ck_code(om_keys_destroy(k, OM_KEY_EPOCH, 9), OM_NOTFOUND);
	ck_ok(om_keys_refresh(k));
	ck_assert_uint_eq(count_keys(k), 4);
	om_keys_close(k);
}
END_TEST

START_TEST(an_interrupted_destruction_is_finished_when_opened)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);
	char *from = below(folder, "keys/epoch-1.key");
	char *doomed = below(folder, "keys/epoch-1.key.destroyed");
	char *to = below(folder, "link");
	struct om_buf b = OM_BUF(4096);
	uint32_t version;

	ck_ok(om_keys_add(k, &version, OM_KEY_EPOCH));
	ck_assert_int_eq(link(from, to), 0);
	ck_assert_int_eq(rename(from, doomed), 0);
	ck_ok(om_keys_refresh(k));
	ck_assert(!is_there(folder, "keys/epoch-1.key.destroyed"));
	ck_assert(!om_keys_epoch_held(k, 1));
	read_text(&b, folder, "link");
	ck_assert_int_eq(b.p[0], 0);
	ck_assert_int_eq(b.p[80], 0);
	om_buf_free(&b);
	om_keys_close(k);
	om_free(from);
	om_free(doomed);
	om_free(to);
}
END_TEST

START_TEST(a_folder_or_file_open_to_others_is_refused)
{
	static const char *const names[] = { "root.key", "epoch-1.key",
		"pseudonym-1.key", "signing.key" };
	const char *folder = om_test_folder();
	char *keys = below(folder, "keys");
	struct om_keys *k = new_keys(folder);

	om_keys_close(k);
	for (unsigned bit = 1; bit <= 040; bit <<= 1) {
		ck_assert_int_eq(chmod(keys, 0700 | bit), 0);
		check_refused(keys, OM_USAGE, "keys: is open to group");
	}
	ck_assert_int_eq(chmod(keys, 0700), 0);
	for (int i = 0; i < 4; i++) {
		char *path = below(keys, names[i]);

		ck_assert_int_eq(chmod(path, 0640), 0);
		check_refused(keys, OM_USAGE, names[i]);
		ck_assert_int_eq(chmod(path, 0604), 0);
		check_refused(keys, OM_USAGE, names[i]);
		ck_assert_int_eq(chmod(path, 0600), 0);
		om_free(path);
	}
	ck_ok(om_keys_open(&k, keys));
	om_keys_close(k);
	om_free(keys);
}
END_TEST

START_TEST(symbolic_links_and_other_things_are_refused)
{
	const char *folder = om_test_folder();
	char *keys = below(folder, "keys"), *other = below(folder, "other");
	char *slash = below(folder, "other/");
	char *root = below(folder, "keys/root.key");
	char *moved = below(folder, "moved");

	om_keys_close(new_keys(folder));
	ck_assert_int_eq(symlink(keys, other), 0);
	check_refused(other, OM_USAGE, "other: is a symbolic link");
	check_refused(slash, OM_USAGE, "other: is a symbolic link");
	ck_assert_int_eq(rename(root, moved), 0);
	check_refused(keys, OM_USAGE, "keys: has no root key");
	ck_assert_int_eq(symlink(moved, root), 0);
	check_refused(keys, OM_USAGE, "root.key: is a symbolic link");
	ck_assert_int_eq(unlink(root), 0);
	ck_assert_int_eq(mkfifo(root, 0600), 0);
	check_refused(keys, OM_USAGE, "root.key: neither a key file");
	check_refused(moved, OM_USAGE, "moved: is a symbolic link or no");
	check_refused(root, OM_USAGE, "root.key");
	om_free(keys);
	om_free(other);
	om_free(slash);
	om_free(root);
	om_free(moved);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_not_found)
{
	char *keys = below(om_test_folder(), "keys");

	check_refused(keys, OM_NOTFOUND, "keys");
	om_free(keys);
}
END_TEST

/* Only the superuser can give a file away. */
START_TEST(a_file_of_another_user_is_refused)
{
	const char *folder = om_test_folder();
	char *keys = below(folder, "keys");
	char *root = below(folder, "keys/root.key");

	om_keys_close(new_keys(folder));
	if (geteuid() == 0) {
		ck_assert_int_eq(chown(root, 12345, (gid_t)-1), 0);
		check_refused(keys, OM_USAGE, "root.key: belongs to another");
		ck_assert_int_eq(chown(keys, 12345, (gid_t)-1), 0);
		check_refused(keys, OM_USAGE, "keys: belongs to another");
	}
	om_free(keys);
	om_free(root);
}
END_TEST

#define TIME "2026-01-01T00:00:00.000Z "

START_TEST(malformed_files_are_refused_and_named)
{
	static const char *const texts[] = {
		"",
		"\n",
		"ombud-key-v1 epoch 1 " TIME ZEROS_44,
		"ombud-key-v1 epoch 1 " TIME ZEROS_44 "\n\n",
		"ombud-key-v1 epoch 1 " TIME ZEROS_44 " \n",
		" ombud-key-v1 epoch 1 " TIME ZEROS_44 "\n",
		"ombud-key-v1  epoch 1 " TIME ZEROS_44 "\n",
		"ombud-key-v2 epoch 1 " TIME ZEROS_44 "\n",
		"ombud-key-v1 epic 1 " TIME ZEROS_44 "\n",
		"ombud-key-v1 pseudonym 1 " TIME ZEROS_44 "\n",
		"ombud-key-v1 epoch 2 " TIME ZEROS_44 "\n",
		"ombud-key-v1 epoch 0 " TIME ZEROS_44 "\n",
		"ombud-key-v1 epoch x " TIME ZEROS_44 "\n",
		"ombud-key-v1 epoch 4294967297 " TIME ZEROS_44 "\n",
		"ombud-key-v1 epoch 1 yesterday " ZEROS_44 "\n",
		"ombud-key-v1 epoch 1 " TIME "AAAA\n",
		"ombud-key-v1 epoch 1 " TIME "!" ZEROS_44 "\n",
		"ombud-key-v1 epoch 1 " TIME "\n",
		"ombud-key-v1 epoch 1\n",
		"ombud-key-v1 epoch\n",
		"ombud-key-v1 \n",
		"ombud-key-v1\n",
		"ombud-key-v1 epoch 4294967295 " TIME ZEROS_44 "\n",
	};
	const char *folder = om_test_folder();
	char *keys = below(folder, "keys");
	struct om_keys *k = new_keys(folder);

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		write_text(folder, "keys/epoch-1.key", texts[i]);
		check_refused(keys, OM_USAGE, "epoch-1.key: malformed");
		ck_code(om_keys_refresh(k), OM_USAGE);
		ck_assert(om_keys_epoch_held(k, 1));
	}
	write_text(folder, "keys/epoch-1.key",
	    "ombud-key-v1 epoch 1 " TIME ZEROS_44 "\n");
	ck_ok(om_keys_refresh(k));
	write_text(folder, "keys/epoch-01.key",
	    "ombud-key-v1 epoch 1 " TIME ZEROS_44 "\n");
	check_refused(keys, OM_USAGE, "epoch-01.key: malformed");
	om_keys_close(k);
	om_free(keys);
}
END_TEST

START_TEST(other_files_of_the_folder_do_not_matter)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);

	write_text(folder, "keys/README", "secret things");
	write_text(folder, "keys/epoch-2.key.123.tmp", "half a");
	ck_ok(om_keys_refresh(k));
	ck_assert_uint_eq(count_keys(k), 4);
	om_keys_close(k);
}
END_TEST

/* The seed of RFC 8032, section 7.1, test 2. */
START_TEST(the_signing_key_is_an_ed25519_seed)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);
	uint8_t sig[OM_SIGNATURE_SIZE], public[OM_PUBLIC_KEY_SIZE];

	write_text(folder, "keys/signing.key",
	    "ombud-key-v1 signing 1 " TIME
	    "TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=\n");
	ck_ok(om_keys_refresh(k));
	om_keys_public(k, public);
	check_hex(public, sizeof(public),
	    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
	ck_ok(om_keys_sign(k, sig, OM_SPAN("\x72")));
	check_hex(sig, sizeof(sig),
	    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
	om_keys_close(k);
}
END_TEST

/*
 * By openssl(1): printf %s ombud-key-fingerprint-v1 | openssl dgst -sha256
 * -binary | openssl enc -aes-256-ecb -nopad -K 00...00, its output behind the
 * same words, and openssl dgst -sha256 of both.
 */
START_TEST(a_fingerprint_is_that_of_the_bytes_and_nothing_else)
{
	static const char expected[] =
	    "565e32222b1b616c3b8fa208f62afb7941e67ef0f5b00bec0cb1987f6c29d4c4";
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);
	struct om_buf hex = OM_BUF(80);
	uint8_t a[OM_HASH_SIZE], b[OM_HASH_SIZE];

	write_text(folder, "keys/epoch-7.key",
	    "ombud-key-v1 epoch 7 2026-11-23T12:00:00.000Z " ZEROS_44 "\n");
	write_text(folder, "keys/pseudonym-3.key",
	    "ombud-key-v1 pseudonym 3 2026-11-23T12:00:00.000Z " ZEROS_44 "\n");
	ck_ok(om_keys_refresh(k));
	ck_ok(om_keys_fingerprint(k, a, OM_KEY_EPOCH, 7));
	om_buf_hex(&hex, om_span_bytes(a, sizeof(a)));
	ck_assert_str_eq(hex.p, expected);
	ck_ok(om_keys_fingerprint(k, b, OM_KEY_PSEUDONYM, 3));
	ck_assert_mem_eq(a, b, sizeof(a));
	ck_ok(om_keys_fingerprint(k, b, OM_KEY_EPOCH, 1));
	ck_assert_mem_ne(a, b, sizeof(a));
	ck_code(om_keys_fingerprint(k, b, OM_KEY_EPOCH, 2), OM_NOTFOUND);
	om_buf_free(&hex);
	om_keys_close(k);
}
END_TEST

START_TEST(what_an_epoch_wraps_it_alone_unwraps_and_only_in_its_place)
{
	static const char long_text[OM_KEYS_WRAP_MAX + 1] = { 0 };
	uint8_t sealed[OM_KEYS_WRAP_MAX + OM_SEAL_OVERHEAD];
	uint8_t plain[OM_KEYS_WRAP_MAX];
	struct om_span most = om_span_bytes(long_text, OM_KEYS_WRAP_MAX);
	struct om_span all = om_span_bytes(sealed, sizeof(sealed));
	struct om_keys *k = new_keys(om_test_folder());

	ck_ok(om_keys_wrap(k, sealed, 1, most, OM_SPAN("a")));
	ck_ok(om_keys_unwrap(k, plain, 1, all, OM_SPAN("a")));
	ck_assert_mem_eq(plain, long_text, sizeof(plain));
	ck_code(om_keys_unwrap(k, plain, 1, all, OM_SPAN("b")), OM_CORRUPT);
	ck_code(om_keys_unwrap(k, plain, 2, all, OM_SPAN("a")), OM_CORRUPT);
	ck_assert_str_eq(
	    om_failure(), "keys: epoch 2 was destroyed; what it wraps is lost");
	ck_code(om_keys_unwrap(k, plain, 1,
		    om_span_bytes(sealed, OM_SEAL_OVERHEAD - 1), OM_SPAN("a")),
	    OM_CORRUPT);
	ck_code(om_keys_wrap(k, sealed, 2, most, OM_SPAN("a")), OM_CORRUPT);
	ck_code(om_keys_wrap(k, sealed, 1,
		    om_span_bytes(long_text, sizeof(long_text)), OM_SPAN("a")),
	    OM_LIMIT);
	all.n++;
	ck_code(om_keys_unwrap(k, plain, 1, all, OM_SPAN("a")), OM_CORRUPT);
	om_keys_close(k);
}
END_TEST

START_TEST(the_first_line_of_a_private_file_is_a_secret)
{
	const char *folder = om_test_folder();
	struct om_buf text = OM_BUF(100);
	char *path = below(folder, "pin");

	write_text(folder, "pin", "1234\nnote\n");
	ck_ok(om_key_file_secret(&text, path));
	ck_span_eq(om_buf_span(&text), "1234");
	om_buf_reset(&text);
	write_text(folder, "pin", "5678");
	ck_ok(om_key_file_secret(&text, path));
	ck_span_eq(om_buf_span(&text), "5678");
	om_buf_reset(&text);
	write_text(folder, "pin", "");
	ck_code(om_key_file_secret(&text, path), OM_USAGE);
	ck_assert_int_eq(chmod(path, 0640), 0);
	ck_code(om_key_file_secret(&text, path), OM_USAGE);
	ck_assert_int_eq(remove(path), 0);
	ck_code(om_key_file_secret(&text, path), OM_NOTFOUND);
	ck_assert_int_eq(symlink("/dev/null", path), 0);
	ck_code(om_key_file_secret(&text, path), OM_USAGE);
	ck_assert_uint_eq(text.n, 0);
	om_buf_free(&text);
	om_free(path);
}
END_TEST

/* A key that left its folder makes what it made there. */
START_TEST(a_pseudonym_key_is_read_from_a_file_of_its_own)
{
	const char *folder = om_test_folder();
	struct om_keys *k = new_keys(folder);
	char *path = below(folder, "keys/pseudonym-1.key");
	char *other = below(folder, "any.key");
	uint8_t secret[OM_KEY_SIZE], own[OM_KEY_SIZE], a[OM_KEY_SIZE],
	    b[OM_KEY_SIZE];
	uint32_t version = 0;

	ck_ok(om_keys_pseudonym_read(secret, &version, path));
	ck_assert_uint_eq(version, 1);
	ck_ok(om_keys_pseudonym_secret(k, own, 1));
	ck_assert_mem_eq(secret, own, OM_KEY_SIZE);
	ck_code(om_keys_pseudonym_secret(k, own, 2), OM_NOTFOUND);
	ck_ok(om_keys_pseudonym_of(a, secret, OM_SPAN("d"), OM_SPAN("t")));
	ck_ok(om_keys_pseudonym(k, b, 1, OM_SPAN("d"), OM_SPAN("t")));
	ck_assert_mem_eq(a, b, OM_KEY_SIZE);
	/* Another file is hashed; a short one and an open one are none. */
	ck_ok(om_file_create(other, OM_SPAN(" sixteen bytes!!\n"), 0600));
	ck_code(om_keys_pseudonym_read(secret, &version, other), OM_USAGE);
	ck_ok(om_file_replace(other, OM_SPAN(" sixteen bytes !!\n"), 0600));
	ck_ok(om_keys_pseudonym_read(secret, &version, other));
	ck_ok(om_sha256(own, OM_SPAN("sixteen bytes !!")));
	ck_assert_mem_eq(secret, own, OM_KEY_SIZE);
	ck_ok(om_file_replace(other, OM_SPAN(" sixteen bytes !!\n"), 0640));
	ck_code(om_keys_pseudonym_read(secret, &version, other), OM_USAGE);
	ck_ok(
	    om_file_replace(other, OM_SPAN("ombud-key-v1 pseudonym\n"), 0600));
	ck_code(om_keys_pseudonym_read(secret, &version, other), OM_USAGE);
	om_free(path);
	path = below(folder, "keys/root.key");
	ck_code(om_keys_pseudonym_read(secret, &version, path), OM_USAGE);
	om_free(path);
	path = below(folder, "keys/nothing");
	ck_code(om_keys_pseudonym_read(secret, &version, path), OM_NOTFOUND);
	om_free(path);
	om_free(other);
	om_keys_close(k);
}
END_TEST

OM_SUITE(crypto_keys)
{
	tcase_add_test(tests, a_pseudonym_key_is_read_from_a_file_of_its_own);
	tcase_add_test(
	    tests, a_fingerprint_is_that_of_the_bytes_and_nothing_else);
	tcase_add_test(
	    tests, what_an_epoch_wraps_it_alone_unwraps_and_only_in_its_place);
	tcase_add_test(tests, the_first_line_of_a_private_file_is_a_secret);
	tcase_add_test(
	    tests, a_new_folder_has_one_key_of_each_kind_and_is_private);
	tcase_add_test(tests, a_folder_that_is_there_is_not_made_again);
	tcase_add_test(
	    tests, a_file_is_one_line_with_purpose_version_time_and_key);
	tcase_add_test(
	    tests, keys_are_the_same_when_the_folder_is_opened_again);
	tcase_add_test(tests, derived_keys_are_hkdf_of_purpose_and_label);
	tcase_add_test(
	    tests, different_purposes_and_labels_give_different_keys);
	tcase_add_test(
	    tests, domain_and_type_of_pseudonyms_do_not_run_together);
	tcase_add_test(tests, an_added_version_is_current_and_on_disk);
	tcase_add_test(tests, two_processes_do_not_add_the_same_version);
	tcase_add_test(tests, a_destroyed_key_is_overwritten_and_gone);
	tcase_add_test(tests, keys_in_use_are_not_destroyed);
	tcase_add_test(
	    tests, an_interrupted_destruction_is_finished_when_opened);
	tcase_add_test(tests, a_folder_or_file_open_to_others_is_refused);
	tcase_add_test(tests, symbolic_links_and_other_things_are_refused);
	tcase_add_test(tests, a_folder_that_is_not_there_is_not_found);
	tcase_add_test(tests, a_file_of_another_user_is_refused);
	tcase_add_test(tests, malformed_files_are_refused_and_named);
	tcase_add_test(tests, other_files_of_the_folder_do_not_matter);
	tcase_add_test(tests, the_signing_key_is_an_ed25519_seed);
}
