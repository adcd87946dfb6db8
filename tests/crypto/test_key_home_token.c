#include "crypto/token.h"

/*
 * A token whose calls fail: SoftHSM's own table of functions is given other
 * ones, which ask it in their turn.
 */
static struct {
	unsigned long calls, at; /* the at-th fails; 0: none */
	ck_rv_t answer;
	bool struck;
} fault;

static struct ck_function_list whole;

static bool
strikes(void)
{
	bool now = ++fault.calls == fault.at;

	fault.struck |= now;
	return now;
}

#define CALL(name, parameters, arguments, lost)                        \
	static ck_rv_t fault_##name parameters                         \
	{                                                              \
		bool fails = strikes();                                \
		ck_rv_t rv =                                           \
		    fails && !(lost) ? CKR_OK : (whole.name)arguments; \
                                                                       \
		return fails ? fault.answer : rv;                      \
	}
#include "crypto/token_call_list.h"
#undef CALL

static void
take_the_place(struct ck_function_list *f)
{
	whole = *f;
#define CALL(name, parameters, arguments, lost) f->name = fault_##name;
#include "crypto/token_call_list.h"
#undef CALL
}

static void
arm(unsigned long at, ck_rv_t answer)
{
	fault.calls = 0;
	fault.at = at;
	fault.answer = answer;
	fault.struck = false;
}

static void
disarm(void)
{
	fault.at = 0;
}

/* A workspace's keys with epochs 1 and 2, and a value sealed under the 1st. */
struct keys {
	struct world w;
	struct om_keys *k;
	uint8_t sealed[5 + OM_SEAL_OVERHEAD];
};

static bool
open_faulty(struct keys *keys)
{
	uint32_t version;

	if (!open_world(&keys->w))
		return false;
	keys->k = open_keys(&keys->w, "keys", true);
	ck_ok(om_keys_add(keys->k, &version, OM_KEY_EPOCH));
	ck_ok(om_keys_wrap(
	    keys->k, keys->sealed, 1, OM_SPAN("abcde"), OM_SPAN("place")));
	take_the_place(keys->w.f);
	return true;
}

static void
close_faulty(struct keys *keys)
{
	om_keys_close(keys->k);
	*keys->w.f = whole;
	close_world(&keys->w);
}

static int
unwrap(struct keys *keys, uint8_t plain[5])
{
	return om_keys_unwrap(keys->k, plain, 1,
	    om_span_bytes(keys->sealed, sizeof(keys->sealed)),
	    OM_SPAN("place"));
}

static int
do_open(struct keys *keys)
{
	char *path = below(keys->w.folder, "keys");
	struct om_keys *again = NULL;
	int rc = om_keys_open_token(&again, path, &keys->w.token);

	ck_assert_int_eq(rc == OM_OK, again != NULL);
	if (rc == OM_OK)
		ck_assert_uint_eq(om_keys_epoch_current(again), 2);
	om_keys_close(again);
	om_free(path);
	return rc;
}

/* The keys of other workspaces, which only make searches longer. */
static void
remove_others(struct keys *keys)
{
	uint8_t public[OM_PUBLIC_KEY_SIZE], owner[OM_HASH_SIZE], id[20];
	struct ck_attribute a = { CKA_ID, id, sizeof(id) };
	ck_object_handle_t objects[8];
	unsigned long n = 0;
	struct om_pkcs11 p;

	om_keys_public(keys->k, public);
	ck_ok(om_sha256(owner, om_span_bytes(public, sizeof(public))));
	ck_ok(om_pkcs11_open(&p, &keys->w.token));
	ck_assert_uint_eq(p.f->C_FindObjectsInit(p.session, NULL, 0), CKR_OK);
	ck_assert_uint_eq(
	    p.f->C_FindObjects(p.session, objects, 8, &n), CKR_OK);
	ck_assert_uint_eq(p.f->C_FindObjectsFinal(p.session), CKR_OK);
	while (n-- > 0) {
		ck_assert_uint_eq(
		    p.f->C_GetAttributeValue(p.session, objects[n], &a, 1),
		    CKR_OK);
		if (memcmp(id, owner, OM_KEY_OWNER_SIZE) != 0)
			ck_assert_uint_eq(
			    p.f->C_DestroyObject(p.session, objects[n]),
			    CKR_OK);
	}
	om_pkcs11_close(&p);
}

/* What could not be made leaves no folder. */
static int
do_create(struct keys *keys)
{
	char *path = below(keys->w.folder, "others");
	int rc = om_keys_create_token(path, &keys->w.token);

	disarm();
	remove_others(keys);
	ck_assert_int_eq(rc == OM_OK, om_file_exists(path));
	if (rc == OM_OK)
		ck_ok(om_folder_remove(path));
	om_free(path);
	return rc;
}

static int
do_refresh(struct keys *keys)
{
	int rc = om_keys_refresh(keys->k);

	ck_assert_uint_eq(om_keys_epoch_current(keys->k), 2);
	ck_assert(om_keys_epoch_held(keys->k, 1));
	return rc;
}

static int
do_wrap(struct keys *keys)
{
	uint8_t out[5 + OM_SEAL_OVERHEAD] = { 0 }, none[sizeof(out)] = { 0 };
	int rc =
	    om_keys_wrap(keys->k, out, 1, OM_SPAN("abcde"), OM_SPAN("place"));

	if (rc != OM_OK)
		ck_assert_mem_eq(out, none, sizeof(out));
	return rc;
}

static int
do_unwrap(struct keys *keys)
{
	uint8_t plain[5] = "-----";
	int rc = unwrap(keys, plain);

	ck_assert_mem_eq(plain, rc == OM_OK ? "abcde" : "-----", 5);
	return rc;
}

static int
do_fingerprint(struct keys *keys)
{
	uint8_t out[OM_HASH_SIZE] = { 0 }, none[OM_HASH_SIZE] = { 0 };
	int rc = om_keys_fingerprint(keys->k, out, OM_KEY_EPOCH, 1);

	ck_assert_int_eq(rc != OM_OK, memcmp(out, none, sizeof(out)) == 0);
	return rc;
}

static const struct act {
	const char *name;
	int (*run)(struct keys *keys);
	unsigned long least;	/* of calls that it makes */
	unsigned long needless; /* an empty slot need not answer */
} acts[] = {
	{ "open", do_open, 8, 1 },
	{ "create", do_create, 12, 1 },
	{ "refresh", do_refresh, 6, 0 },
	{ "wrap", do_wrap, 2, 0 },
	{ "unwrap", do_unwrap, 2, 0 },
	{ "fingerprint", do_fingerprint, 2, 0 },
};

START_TEST(a_call_that_fails_is_told_and_gone_with_the_next)
{
	const struct act *act = &acts[_i];
	struct keys keys;
	unsigned long at = 1, needless = 0;

	if (!open_faulty(&keys))
		return;
	for (;; at++) {
		int rc;

		arm(at, CKR_DEVICE_REMOVED);
		rc = act->run(&keys);
		disarm();
		if (!fault.struck)
			break;
		needless += rc == OM_OK;
		if (rc == OM_OK)
			continue;
		ck_assert_msg(rc == OM_REMOTE, "%s, call %lu: %d %s", act->name,
		    at, rc, om_failure());
		ck_assert_ptr_nonnull(strstr(om_failure(), "not reachable"));
		ck_ok(act->run(&keys));
	}
	ck_assert_uint_gt(at, act->least);
	ck_assert_uint_eq(needless, act->needless);
	close_faulty(&keys);
}
END_TEST

/* Whether the token made it is found out by looking again. */
START_TEST(an_epoch_is_added_once_whatever_fails)
{
	struct keys keys;
	unsigned long at = 1;
	uint32_t next = 3, version;
	int rc;

	if (!open_faulty(&keys))
		return;
	for (;; at++, next++) {
		arm(at, CKR_DEVICE_ERROR);
		rc = om_keys_add(keys.k, &version, OM_KEY_EPOCH);
		disarm();
		if (!fault.struck)
			break;
		ck_code(rc, OM_REMOTE);
		ck_assert_uint_eq(om_keys_epoch_current(keys.k), next - 1);
		ck_ok(om_keys_refresh(keys.k));
		if (om_keys_epoch_current(keys.k) == next - 1)
			ck_ok(om_keys_add(keys.k, &version, OM_KEY_EPOCH));
		ck_assert_uint_eq(om_keys_epoch_current(keys.k), next);
		ck_ok(om_keys_destroy(keys.k, OM_KEY_EPOCH, next - 2));
	}
	ck_ok(rc);
	ck_assert_uint_gt(at, 10);
	close_faulty(&keys);
}
END_TEST

START_TEST(an_epoch_is_held_until_its_destruction_was_seen)
{
	struct keys keys;
	unsigned long at = 1;
	int rc;

	if (!open_faulty(&keys))
		return;
	for (;; at++) {
		arm(at, CKR_DEVICE_ERROR);
		rc = om_keys_destroy(keys.k, OM_KEY_EPOCH, 1);
		disarm();
		if (!fault.struck)
			break;
		ck_code(rc, OM_REMOTE);
		ck_assert(om_keys_epoch_held(keys.k, 1));
	}
	ck_ok(rc);
	ck_assert(!om_keys_epoch_held(keys.k, 1));
	ck_assert_uint_gt(at, 5);
	ck_ok(om_keys_refresh(keys.k));
	ck_assert(!om_keys_epoch_held(keys.k, 1));
	close_faulty(&keys);
}
END_TEST

/* ---- answers that are worse than none ------------------------------------
 */

static ck_rv_t
leave_it(ck_session_handle_t s, ck_object_handle_t object)
{
	(void)s;
	(void)object;
	return CKR_OK;
}

static ck_rv_t
make_nothing(ck_session_handle_t s, struct ck_mechanism *how,
    struct ck_attribute *wanted, unsigned long n, ck_object_handle_t *out)
{
	(void)s;
	(void)how;
	(void)wanted;
	(void)n;
	*out = 1;
	return CKR_OK;
}

START_TEST(a_token_is_not_believed_what_it_says_it_made_or_destroyed)
{
	struct keys keys;
	uint32_t version = 0;

	if (!open_faulty(&keys))
		return;
	keys.w.f->C_DestroyObject = leave_it;
	ck_code(om_keys_destroy(keys.k, OM_KEY_EPOCH, 1), OM_IO);
	ck_assert_str_eq(om_failure(),
	    "the key token still has epoch 1 after destroying it");
	ck_assert(om_keys_epoch_held(keys.k, 1));
	keys.w.f->C_GenerateKey = make_nothing;
	ck_code(om_keys_add(keys.k, &version, OM_KEY_EPOCH), OM_REMOTE);
	ck_assert_str_eq(om_failure(), "the key token lost the key it made");
	ck_assert_uint_eq(om_keys_epoch_current(keys.k), 2);
	close_faulty(&keys);
}
END_TEST

/* A byte is missing. */
static ck_rv_t
encrypt_less(ck_session_handle_t s, unsigned char *p, unsigned long n,
    unsigned char *out, unsigned long *room)
{
	ck_rv_t rv = whole.C_Encrypt(s, p, n, out, room);

	--*room;
	return rv;
}

static ck_rv_t
decrypt_less(ck_session_handle_t s, unsigned char *p, unsigned long n,
    unsigned char *out, unsigned long *room)
{
	ck_rv_t rv = whole.C_Decrypt(s, p, n, out, room);

	--*room;
	return rv;
}

START_TEST(a_cipher_of_another_length_is_refused)
{
	struct keys keys;

	if (!open_faulty(&keys))
		return;
	keys.w.f->C_Encrypt = encrypt_less;
	ck_code(do_wrap(&keys), OM_USAGE);
	ck_assert_str_eq(om_failure(), "the key token has another AES-GCM");
	ck_code(do_fingerprint(&keys), OM_USAGE);
	ck_assert_str_eq(om_failure(), "the key token has another AES-ECB");
	keys.w.f->C_Decrypt = decrypt_less;
	ck_code(do_unwrap(&keys), OM_USAGE);
	ck_assert_str_eq(om_failure(), "the key token has another AES-GCM");
	close_faulty(&keys);
}
END_TEST

/* Modules differ in what they call a tag that does not fit. */
START_TEST(a_value_that_does_not_open_is_told_from_a_token_that_is_gone)
{
	static const ck_rv_t unfit[] = { CKR_ENCRYPTED_DATA_INVALID,
		CKR_ENCRYPTED_DATA_LEN_RANGE, CKR_GENERAL_ERROR,
		CKR_FUNCTION_FAILED, CKR_DATA_INVALID };
	struct keys keys;

	if (!open_faulty(&keys))
		return;
	for (size_t i = 0; i < sizeof(unfit) / sizeof(unfit[0]); i++) {
		arm(2, unfit[i]);
		ck_code(do_unwrap(&keys), OM_CORRUPT);
		ck_assert(fault.struck);
		/* The value is not blamed where the session is gone, too. */
		*keys.w.f = whole;
		ck_ok(do_unwrap(&keys));
		take_the_place(keys.w.f);
	}
	keys.sealed[0] = 2;
	ck_code(do_unwrap(&keys), OM_CORRUPT);
	ck_assert_str_eq(om_failure(), "a sealed value is malformed");
	close_faulty(&keys);
}
END_TEST

static ck_rv_t
no_session(ck_session_handle_t s, struct ck_session_info *info)
{
	(void)s;
	(void)info;
	return CKR_SESSION_HANDLE_INVALID;
}

START_TEST(a_value_is_not_blamed_where_the_session_is_gone)
{
	struct keys keys;

	if (!open_faulty(&keys))
		return;
	keys.w.f->C_GetSessionInfo = no_session;
	arm(2, CKR_GENERAL_ERROR);
	ck_code(do_unwrap(&keys), OM_REMOTE);
	ck_assert(fault.struck);
	close_faulty(&keys);
}
END_TEST

/* Objects of others, which lack what ours have or are removed meanwhile. */
START_TEST(objects_that_are_not_ours_are_passed_over)
{
	static const ck_rv_t answers[] = { CKR_BUFFER_TOO_SMALL,
		CKR_ATTRIBUTE_TYPE_INVALID, CKR_ATTRIBUTE_SENSITIVE,
		CKR_OBJECT_HANDLE_INVALID };
	struct keys keys;

	if (!open_faulty(&keys))
		return;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		/* Init, the first object, what it is. */
		arm(3, answers[i]);
		ck_ok(om_keys_refresh(keys.k));
		ck_assert(fault.struck);
		ck_assert_int_ne(om_keys_epoch_held(keys.k, 1),
		    om_keys_epoch_held(keys.k, 2));
	}
	disarm();
	ck_ok(do_refresh(&keys));
	close_faulty(&keys);
}
END_TEST

/* ---- the PIN --------------------------------------------------------------
 */

static ck_flags_t pin_flags;

static ck_rv_t
info_of_pin(ck_slot_id_t slot, struct ck_token_info *info)
{
	ck_rv_t rv = whole.C_GetTokenInfo(slot, info);

	info->flags |= pin_flags;
	return rv;
}

static bool logged_in;

static ck_rv_t
see_login(ck_session_handle_t s, ck_user_type_t who, unsigned char *pin,
    unsigned long n)
{
	logged_in = true;
	return whole.C_Login(s, who, pin, n);
}

START_TEST(a_pin_is_not_tried_that_might_lock_the_token)
{
	struct keys keys;

	if (!open_faulty(&keys))
		return;
	keys.w.f->C_GetTokenInfo = info_of_pin;
	keys.w.f->C_Login = see_login;
	pin_flags = CKF_USER_PIN_FINAL_TRY;
	ck_code(do_open(&keys), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "one more wrong PIN"));
	pin_flags = CKF_USER_PIN_LOCKED;
	ck_code(do_open(&keys), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "has locked its PIN"));
	ck_assert(!logged_in);
	pin_flags = 0;
	ck_ok(do_open(&keys));
	ck_assert(logged_in);
	close_faulty(&keys);
}
END_TEST

static ck_rv_t login_answer;
static int logins;

static ck_rv_t
refuse_login(ck_session_handle_t s, ck_user_type_t who, unsigned char *pin,
    unsigned long n)
{
	(void)s;
	(void)who;
	(void)pin;
	(void)n;
	logins++;
	return login_answer;
}

START_TEST(a_pin_that_is_refused_is_tried_once)
{
	static const ck_rv_t answers[] = { CKR_PIN_INCORRECT, CKR_PIN_INVALID,
		CKR_PIN_LEN_RANGE, CKR_PIN_EXPIRED, CKR_PIN_LOCKED,
		CKR_USER_PIN_NOT_INITIALIZED };
	struct keys keys;

	if (!open_faulty(&keys))
		return;
	keys.w.f->C_Login = refuse_login;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		logins = 0;
		login_answer = answers[i];
		ck_code(do_open(&keys), OM_USAGE);
		ck_assert_ptr_nonnull(
		    strstr(om_failure(), "does not take this PIN"));
		ck_assert_int_eq(logins, 1);
	}
	login_answer = CKR_DEVICE_REMOVED;
	ck_code(do_open(&keys), OM_REMOTE);
	close_faulty(&keys);
}
END_TEST

OM_SUITE(crypto_key_home_token)
{
	tcase_add_loop_test(tests,
	    a_call_that_fails_is_told_and_gone_with_the_next, 0,
	    sizeof(acts) / sizeof(acts[0]));
	tcase_add_test(tests, an_epoch_is_added_once_whatever_fails);
	tcase_add_test(tests, an_epoch_is_held_until_its_destruction_was_seen);
	tcase_add_test(
	    tests, a_token_is_not_believed_what_it_says_it_made_or_destroyed);
	tcase_add_test(tests, a_cipher_of_another_length_is_refused);
	tcase_add_test(tests,
	    a_value_that_does_not_open_is_told_from_a_token_that_is_gone);
	tcase_add_test(tests, a_value_is_not_blamed_where_the_session_is_gone);
	tcase_add_test(tests, objects_that_are_not_ours_are_passed_over);
	tcase_add_test(tests, a_pin_is_not_tried_that_might_lock_the_token);
	tcase_add_test(tests, a_pin_that_is_refused_is_tried_once);
}
