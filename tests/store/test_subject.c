#include "store/subject.h"

#include "store/backup.h"
#include "store/fixture.h"
#include "store/statement.h"

static struct fixture f;

#define ANN PROFILE("crm", "a", EMAIL("ann@mail.example"), "")
#define BEN PROFILE("crm", "b", EMAIL("ben@mail.example"), "")

static struct om_secret
some_secret(void)
{
	struct om_secret secret;

	memset(secret.seal, 1, sizeof(secret.seal));
	memset(secret.derive, 2, sizeof(secret.derive));
	return secret;
}

START_TEST(a_wrapped_secret_opens_for_its_owner_alone)
{
	static const struct om_owner owner = { 'S', 7, 1 };
	static const struct om_owner others[] = { { 'R', 7, 1 }, { 'S', 8, 1 },
		{ 'S', 7, 2 } };
	struct om_secret secret = some_secret(), back = { 0 };
	uint8_t wrapped[OM_WRAPPED_SIZE];
	struct om_span bytes = om_span_bytes(wrapped, sizeof(wrapped));
	uint32_t epoch;

	fixture_open(&f);
	ck_ok(om_keys_add(f.keys, &epoch, OM_KEY_EPOCH));
	ck_ok(om_secret_wrap(f.store, wrapped, &owner, &secret));
	ck_ok(om_secret_unwrap(f.store, &back, &owner, bytes));
	ck_assert_mem_eq(&secret, &back, sizeof(secret));
	for (size_t i = 0; i < 3; i++)
		ck_code(om_secret_unwrap(f.store, &back, &others[i], bytes),
		    OM_CORRUPT);
	bytes.n--;
	ck_code(om_secret_unwrap(f.store, &back, &owner, bytes), OM_CORRUPT);
	fixture_close(&f);
}
END_TEST

START_TEST(without_its_epoch_a_secret_is_lost)
{
	static const struct om_owner owner = { 'S', 7, 1 };
	struct om_secret secret = some_secret(), back;
	uint8_t wrapped[OM_WRAPPED_SIZE];
	uint32_t epoch;

	fixture_open(&f);
	ck_ok(om_secret_wrap(f.store, wrapped, &owner, &secret));
	ck_ok(om_keys_add(f.keys, &epoch, OM_KEY_EPOCH));
	ck_ok(om_keys_destroy(f.keys, OM_KEY_EPOCH, 1));
	ck_code(om_secret_unwrap(f.store, &back, &owner,
		    om_span_bytes(wrapped, sizeof(wrapped))),
	    OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "epoch 1"));
	ck_code(om_secret_wrap(f.store, wrapped, &owner, &secret), OM_CORRUPT);
	fixture_close(&f);
}
END_TEST

START_TEST(keys_for_different_purposes_differ)
{
	struct om_secret secret = some_secret();
	uint8_t a[OM_KEY_SIZE], b[OM_KEY_SIZE];

	ck_ok(om_secret_derive(a, &secret, "one"));
	ck_ok(om_secret_derive(b, &secret, "one"));
	ck_assert_mem_eq(a, b, sizeof(a));
	ck_ok(om_secret_derive(b, &secret, "two"));
	ck_assert_mem_ne(a, b, sizeof(a));
	secret.derive[0] ^= 1;
	ck_ok(om_secret_derive(b, &secret, "one"));
	ck_assert_mem_ne(a, b, sizeof(a));
}
END_TEST

START_TEST(a_place_is_its_kind_and_two_numbers)
{
	struct om_place p = om_place_of('P', 0x0102030405060708, 9);

	ck_assert_mem_eq(
	    p.b, "P\x08\x07\x06\x05\x04\x03\x02\x01\x09\0\0\0\0\0\0\0", 17);
}
END_TEST

/* What stands in the log must outlive a rotation, or nobody could find it. */
START_TEST(a_reference_is_hers_and_stays_when_her_key_is_wrapped_anew)
{
	uint8_t before[OM_HASH_SIZE], after[OM_HASH_SIZE];
	uint64_t count;
	uint32_t epoch;

	fixture_open(&f);
	fixture_import(&f, ANN BEN);
	ck_ok(om_subject_reference(
	    before, fixture_subject(&f, "email:ann@mail.example")));
	ck_ok(om_subject_reference(
	    after, fixture_subject(&f, "email:ben@mail.example")));
	ck_assert_mem_ne(before, after, sizeof(before));
	ck_ok(om_keys_add(f.keys, &epoch, OM_KEY_EPOCH));
	ck_ok(om_store_rewrap(f.store, &count));
	ck_ok(om_subject_reference(
	    after, fixture_subject(&f, "email:ann@mail.example")));
	ck_assert_mem_eq(before, after, sizeof(before));
	fixture_close(&f);
}
END_TEST

START_TEST(a_subject_is_loaded_with_all_that_is_hers)
{
	struct om_subject *s;
	int64_t id;

	fixture_open(&f);
	fixture_import(&f, ANN PROFILE("shop", "s",
			       EMAIL("ann@mail.example") "," PHONE("1"), ""));
	id = fixture_id(&f, "email:ann@mail.example");
	ck_ok(om_subject_load(&s, f.store, &f.arena, id));
	ck_assert_int_eq(s->id, id);
	ck_assert_uint_eq(s->epoch, 1);
	ck_assert_int_eq(s->state, OM_SUBJECT_PLAIN);
	ck_assert_uint_eq(s->profile_count, 2);
	ck_assert_uint_eq(s->tag_count, 2);
	ck_assert(!s->fresh && !s->changed && !s->stale);
	ck_assert(s->profiles[0].stored && !s->profiles[0].changed);
	ck_code(om_subject_load(&s, f.store, &f.arena, id + 1), OM_NOTFOUND);
	fixture_close(&f);
}
END_TEST

START_TEST(room_for_profiles_grows_and_keeps_them)
{
	struct om_subject s = { 0 };
	struct om_arena arena = { 0 };

	for (int i = 0; i < 100; i++)
		om_subject_add_profile(&s, &arena)->id = i;
	ck_assert_uint_eq(s.profile_count, 100);
	for (int i = 0; i < 100; i++)
		ck_assert_int_eq(s.profiles[i].id, i);
	om_arena_free(&arena);
}
END_TEST

OM_SUITE(store_subject)
{
	tcase_add_test(tests, a_wrapped_secret_opens_for_its_owner_alone);
	tcase_add_test(tests, without_its_epoch_a_secret_is_lost);
	tcase_add_test(tests, keys_for_different_purposes_differ);
	tcase_add_test(tests, a_place_is_its_kind_and_two_numbers);
	tcase_add_test(
	    tests, a_reference_is_hers_and_stays_when_her_key_is_wrapped_anew);
	tcase_add_test(tests, a_subject_is_loaded_with_all_that_is_hers);
	tcase_add_test(tests, room_for_profiles_grows_and_keeps_them);
}
