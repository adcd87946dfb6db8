#include "crypto/token.h"

#include <sys/stat.h>

static bool
is_there(const struct world *w, const char *name)
{
	char *path = below(w->folder, name);
	bool there = om_file_exists(path);

	om_free(path);
	return there;
}

static void
check_fails(struct world *w, int code, const char *says)
{
	struct om_pkcs11 p;

	ck_code(om_pkcs11_open(&p, &w->token), code);
	ck_assert_msg(strstr(om_failure(), says) != NULL, "'%s' lacks '%s'",
	    om_failure(), says);
}

/* Seals and opens under the two, over AAD of both. */
static int
carry(uint8_t plain[5], const struct om_keys *from, const struct om_keys *to,
    uint32_t epoch)
{
	uint8_t sealed[5 + OM_SEAL_OVERHEAD];

	ck_ok(om_keys_wrap(
	    from, sealed, epoch, OM_SPAN("abcde"), OM_SPAN("place")));
	return om_keys_unwrap(to, plain, epoch,
	    om_span_bytes(sealed, sizeof(sealed)), OM_SPAN("place"));
}

START_TEST(epoch_keys_are_made_used_and_destroyed_in_the_token)
{
	struct world w;
	struct om_keys *k, *again;
	struct om_key_info info;
	uint32_t version = 0;
	uint8_t plain[5], sealed[OM_SEAL_OVERHEAD];

	if (!open_world(&w))
		return;
	k = open_keys(&w, "keys", true);
	ck_assert(om_keys_list(k, &info, 1));
	ck_assert_str_eq(info.home, "pkcs11");
	ck_assert(!is_there(&w, "keys/epoch-1.key"));
	ck_ok(om_keys_add(k, &version, OM_KEY_EPOCH));
	ck_assert_uint_eq(version, 2);
	again = open_keys(&w, "keys", false);
	ck_assert_uint_eq(om_keys_epoch_current(again), 2);
	ck_ok(carry(plain, k, again, 1));
	ck_assert_mem_eq(plain, "abcde", 5);
	ck_ok(om_keys_destroy(k, OM_KEY_EPOCH, 1));
	ck_assert(!om_keys_epoch_held(k, 1));
	ck_code(om_keys_destroy(k, OM_KEY_EPOCH, 1), OM_NOTFOUND);
	ck_code(om_keys_destroy(k, OM_KEY_EPOCH, 2), OM_DENIED);
	/* The other has its handle still, but no key behind it. */
	ck_assert_int_ne(
	    om_keys_wrap(again, sealed, 1, OM_SPAN_NONE, OM_SPAN_NONE), OM_OK);
	ck_ok(om_keys_refresh(again));
	ck_assert(!om_keys_epoch_held(again, 1));
	ck_ok(carry(plain, k, again, 2));
	om_keys_close(again);
	om_keys_close(k);
	close_world(&w);
}
END_TEST

START_TEST(what_does_not_fit_is_refused_as_with_a_file)
{
	struct world w;
	struct om_keys *k;
	uint8_t sealed[5 + OM_SEAL_OVERHEAD], plain[5];
	struct om_span all = om_span_bytes(sealed, sizeof(sealed));

	if (!open_world(&w))
		return;
	k = open_keys(&w, "keys", true);
	ck_ok(om_keys_wrap(k, sealed, 1, OM_SPAN("abcde"), OM_SPAN("place")));
	ck_assert_uint_eq(sealed[0], 1);
	ck_code(
	    om_keys_unwrap(k, plain, 1, all, OM_SPAN("plaice")), OM_CORRUPT);
	ck_code(om_keys_unwrap(
		    k, plain, 1, om_span_bytes(sealed, 28), OM_SPAN("place")),
	    OM_CORRUPT);
	for (size_t i = 0; i < sizeof(sealed); i++) {
		sealed[i] ^= 1;
		ck_code(om_keys_unwrap(k, plain, 1, all, OM_SPAN("place")),
		    OM_CORRUPT);
		sealed[i] ^= 1;
	}
	ck_ok(om_keys_unwrap(k, plain, 1, all, OM_SPAN("place")));
	ck_code(om_keys_unwrap(k, plain, 2, all, OM_SPAN("place")), OM_CORRUPT);
	om_keys_close(k);
	close_world(&w);
}
END_TEST

/* The values that PKCS#11 promises of a key that never leaves. */
START_TEST(the_token_never_gives_a_key_out)
{
	struct world w;
	struct om_keys *k;
	struct om_pkcs11 p;
	ck_object_class_t class = CKO_SECRET_KEY;
	struct ck_attribute wanted = { CKA_CLASS, &class, sizeof(class) };
	ck_object_handle_t object = 0;
	unsigned char never = 0, always = 0, value[64];
	struct ck_attribute promise[] = {
		{ CKA_NEVER_EXTRACTABLE, &never, 1 },
		{ CKA_ALWAYS_SENSITIVE, &always, 1 },
	};
	struct ck_attribute secret = { CKA_VALUE, value, sizeof(value) };
	unsigned long n = 0;

	if (!open_world(&w))
		return;
	k = open_keys(&w, "keys", true);
	ck_ok(om_pkcs11_open(&p, &w.token));
	ck_assert_uint_eq(
	    p.f->C_FindObjectsInit(p.session, &wanted, 1), CKR_OK);
	ck_assert_uint_eq(
	    p.f->C_FindObjects(p.session, &object, 1, &n), CKR_OK);
	ck_assert_uint_eq(n, 1);
	(void)p.f->C_FindObjectsFinal(p.session);
	ck_assert_uint_eq(
	    p.f->C_GetAttributeValue(p.session, object, promise, 2), CKR_OK);
	ck_assert(never != 0 && always != 0);
	ck_assert_uint_eq(
	    p.f->C_GetAttributeValue(p.session, object, &secret, 1),
	    CKR_ATTRIBUTE_SENSITIVE);
	om_pkcs11_close(&p);
	om_keys_close(k);
	close_world(&w);
}
END_TEST

START_TEST(a_key_that_could_be_read_is_not_used)
{
	struct world w;
	struct om_keys *k;
	struct om_pkcs11 p;
	ck_object_class_t class = CKO_SECRET_KEY;
	ck_key_type_t type = CKK_AES;
	unsigned long size = 32;
	unsigned char yes = 1, no = 0, id[20] = { 0 }, public[32], hash[32];
	struct ck_attribute weak[] = {
		{ CKA_CLASS, &class, sizeof(class) },
		{ CKA_KEY_TYPE, &type, sizeof(type) },
		{ CKA_VALUE_LEN, &size, sizeof(size) },
		{ CKA_TOKEN, &yes, 1 },
		{ CKA_SENSITIVE, &no, 1 },
		{ CKA_EXTRACTABLE, &yes, 1 },
		{ CKA_ID, id, sizeof(id) },
	};
	struct ck_mechanism how = { .mechanism = CKM_AES_KEY_GEN };
	ck_object_handle_t object;

	if (!open_world(&w))
		return;
	k = open_keys(&w, "keys", true);
	om_keys_public(k, public);
	ck_ok(om_sha256(hash, om_span_bytes(public, 32)));
	memcpy(id, hash, OM_KEY_OWNER_SIZE);
	id[11] = 2;
	ck_ok(om_pkcs11_open(&p, &w.token));
	ck_assert_uint_eq(
	    p.f->C_GenerateKey(p.session, &how, weak, 7, &object), CKR_OK);
	ck_code(om_keys_refresh(k), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "known outside"));
	ck_assert_uint_eq(p.f->C_DestroyObject(p.session, object), CKR_OK);
	ck_ok(om_keys_refresh(k));
	/* Guarded now, but put there by somebody who knows it. */
	weak[2] = (struct ck_attribute){ CKA_VALUE, hash, 32 };
	weak[4] = (struct ck_attribute){ CKA_SENSITIVE, &yes, 1 };
	weak[5] = (struct ck_attribute){ CKA_EXTRACTABLE, &no, 1 };
	ck_assert_uint_eq(
	    p.f->C_CreateObject(p.session, weak, 7, &object), CKR_OK);
	ck_code(om_keys_refresh(k), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "known outside"));
	om_pkcs11_close(&p);
	om_keys_close(k);
	close_world(&w);
}
END_TEST

START_TEST(two_workspaces_share_a_token_and_nothing_in_it)
{
	struct world w;
	struct om_keys *a, *b;
	uint32_t version;
	uint8_t plain[5];

	if (!open_world(&w))
		return;
	a = open_keys(&w, "a", true);
	b = open_keys(&w, "b", true);
	ck_code(carry(plain, a, b, 1), OM_CORRUPT);
	ck_ok(om_keys_add(a, &version, OM_KEY_EPOCH));
	ck_ok(om_keys_destroy(a, OM_KEY_EPOCH, 1));
	ck_ok(om_keys_refresh(b));
	ck_assert_uint_eq(om_keys_epoch_current(b), 1);
	ck_ok(carry(plain, b, b, 1));
	om_keys_close(a);
	om_keys_close(b);
	close_world(&w);
}
END_TEST

START_TEST(of_two_who_add_the_same_epoch_one_is_told)
{
	struct world w;
	struct om_keys *a, *b;
	uint32_t version = 0;

	if (!open_world(&w))
		return;
	a = open_keys(&w, "keys", true);
	b = open_keys(&w, "keys", false);
	ck_ok(om_keys_add(a, &version, OM_KEY_EPOCH));
	ck_code(om_keys_add(b, &version, OM_KEY_EPOCH), OM_BUSY);
	ck_ok(om_keys_refresh(b));
	ck_assert_uint_eq(om_keys_epoch_current(b), 2);
	om_keys_close(a);
	om_keys_close(b);
	close_world(&w);
}
END_TEST

START_TEST(files_of_before_are_used_until_they_are_destroyed)
{
	struct world w;
	struct om_keys *files, *k;
	struct om_key_info info;
	uint32_t version = 0;
	uint8_t plain[5];

	if (!open_world(&w))
		return;
	files = new_keys(w.folder);
	k = open_keys(&w, "keys", false);
	ck_ok(carry(plain, files, k, 1));
	ck_ok(om_keys_add(k, &version, OM_KEY_EPOCH));
	ck_assert(om_keys_list(k, &info, 2));
	ck_assert_str_eq(info.home, "pkcs11");
	ck_ok(om_keys_add(k, &version, OM_KEY_PSEUDONYM));
	ck_assert(is_there(&w, "keys/pseudonym-2.key"));
	ck_ok(om_keys_destroy(k, OM_KEY_EPOCH, 1));
	ck_assert(!is_there(&w, "keys/epoch-1.key"));
	ck_ok(carry(plain, k, k, 2));
	om_keys_close(files);
	om_keys_close(k);
	close_world(&w);
}
END_TEST

START_TEST(a_token_or_pin_that_is_not_right_is_refused_with_its_reason)
{
	struct world w;
	struct om_keys_token good;
	char *keys;

	if (!open_world(&w))
		return;
	good = w.token;
	w.token.label = "ombud tes";
	check_fails(&w, OM_REMOTE, "not reachable");
	w.token.label = "a label of more than thirty-two bytes";
	check_fails(&w, OM_REMOTE, "not reachable");
	w.token = good;
	w.token.module = "/dev/null";
	check_fails(&w, OM_USAGE, "cannot be loaded");
	w.token.module = "libcrypto.so.3";
	check_fails(&w, OM_USAGE, "cannot be loaded");
	w.token = good;
	write_text(w.folder, "pin", "\n");
	check_fails(&w, OM_USAGE, "is empty");
	write_text(w.folder, "pin", "87654321");
	check_fails(&w, OM_USAGE, "does not take this PIN");
	ck_assert_int_eq(chmod(w.pin_file, 0640), 0);
	check_fails(&w, OM_USAGE, "open to group");
	w.token.pin_file = "/no/such/pin";
	check_fails(&w, OM_NOTFOUND, "/no/such/pin");
	/* And nothing is left behind. */
	keys = below(w.folder, "keys");
	ck_code(om_keys_create_token(keys, &w.token), OM_NOTFOUND);
	ck_assert(!om_file_exists(keys));
	w.token = good;
	ck_assert_int_eq(chmod(w.pin_file, 0600), 0);
	make_token(w.f);
	check_fails(&w, OM_USAGE, "several");
	om_free(keys);
	close_world(&w);
}
END_TEST

START_TEST(answers_are_told_apart)
{
	ck_ok(om_pkcs11_check(CKR_OK, "try"));
	ck_code(om_pkcs11_check(CKR_MECHANISM_INVALID, "try"), OM_USAGE);
	ck_code(om_pkcs11_check(CKR_DEVICE_REMOVED, "try"), OM_REMOTE);
	ck_assert_str_eq(om_failure(),
	    "the key token is not reachable, try again: it did not try "
	    "(0x32)");
}
END_TEST

OM_SUITE(crypto_pkcs11)
{
	tcase_add_test(
	    tests, epoch_keys_are_made_used_and_destroyed_in_the_token);
	tcase_add_test(tests, what_does_not_fit_is_refused_as_with_a_file);
	tcase_add_test(tests, the_token_never_gives_a_key_out);
	tcase_add_test(tests, a_key_that_could_be_read_is_not_used);
	tcase_add_test(tests, two_workspaces_share_a_token_and_nothing_in_it);
	tcase_add_test(tests, of_two_who_add_the_same_epoch_one_is_told);
	tcase_add_test(
	    tests, files_of_before_are_used_until_they_are_destroyed);
	tcase_add_test(
	    tests, a_token_or_pin_that_is_not_right_is_refused_with_its_reason);
	tcase_add_test(tests, answers_are_told_apart);
}
