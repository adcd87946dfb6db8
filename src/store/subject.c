#include "store/subject.h"

#include "base/memory.h"
#include "crypto/hash.h"
#include "crypto/mac.h"
#include "crypto/random.h"
#include "store/statement.h"

struct om_place
om_place_of(char kind, int64_t a, int64_t b)
{
	struct om_place p;

	p.b[0] = kind;
	for (int i = 0; i < 8; i++) {
		p.b[1 + i] = (char)((uint64_t)a >> (8 * i));
		p.b[9 + i] = (char)((uint64_t)b >> (8 * i));
	}
	return p;
}

int
om_secret_derive(uint8_t out[OM_KEY_SIZE], const struct om_secret *secret,
    const char *purpose)
{
	return om_hkdf_expand(out, secret->derive, om_span_of(purpose));
}

int
om_secret_wrap(struct om_store *store, uint8_t *out,
    const struct om_owner *owner, const struct om_secret *secret)
{
	struct om_place place =
	    om_place_of(owner->kind, owner->id, owner->epoch);

	return om_keys_wrap(store->keys, out, owner->epoch,
	    om_span_bytes(secret, sizeof(*secret)), om_place_span(&place));
}

int
om_secret_unwrap(struct om_store *store, struct om_secret *out,
    const struct om_owner *owner, struct om_span wrapped)
{
	struct om_place place =
	    om_place_of(owner->kind, owner->id, owner->epoch);

	int rc = OM_OK;

	if (wrapped.n != OM_WRAPPED_SIZE)
		return om_fail(OM_CORRUPT, "store: a wrapped key is damaged");
	/* Another process rotated the keys while this one reads. */
	if (owner->epoch > om_keys_epoch_current(store->keys))
		rc = om_keys_refresh(store->keys);
	if (rc != OM_OK)
		return rc;
	return om_keys_unwrap(store->keys, (uint8_t *)out, owner->epoch,
	    wrapped, om_place_span(&place));
}

void
om_subject_new_secret(struct om_subject *s, const struct om_store *store)
{
	om_random(&s->secret, sizeof(s->secret));
	s->epoch = om_keys_epoch_current(store->keys);
}

int
om_subject_reference(
    uint8_t out[OM_HASH_SIZE], const struct om_subject *subject)
{
	struct om_place place = om_place_of('D', subject->id, 1);
	uint8_t salt[OM_KEY_SIZE];
	int rc = om_secret_derive(
	    salt, &subject->secret, "ombud/subject/reference/1");

	if (rc == OM_OK)
		rc = om_hkdf_expand(out, salt, om_place_span(&place));
	om_wipe(salt, sizeof(salt));
	return rc;
}

static int
read_row(struct om_subject *s, struct om_store *store, struct om_arena *arena)
{
	struct om_sql *sql = store->sql;
	struct om_span tags = om_sql_data(sql, S_SUBJECT_GET, 5);
	struct om_owner owner;

	s->id = om_sql_integer(sql, S_SUBJECT_GET, 0);
	s->state = (enum om_subject_state)om_sql_integer(sql, S_SUBJECT_GET, 1);
	s->created = om_sql_integer(sql, S_SUBJECT_GET, 2);
	s->epoch = (uint32_t)om_sql_integer(sql, S_SUBJECT_GET, 3);
	if (tags.n % OM_TAG_SIZE != 0)
		return om_fail(OM_CORRUPT, "store: a subject is damaged");
	s->old_tag_count = s->tag_count = s->tag_room = tags.n / OM_TAG_SIZE;
	s->old_tags = s->tags =
	    om_arena_new(arena, s->tag_count, sizeof(*s->tags));
	if (tags.n > 0)
		memcpy(s->tags, tags.p, tags.n);
	owner = (struct om_owner){ 'S', s->id, s->epoch };
	return om_secret_unwrap(
	    store, &s->secret, &owner, om_sql_data(sql, S_SUBJECT_GET, 4));
}

struct om_held_profile *
om_subject_add_profile(struct om_subject *s, struct om_arena *arena)
{
	if (s->profile_count == s->profile_room) {
		size_t room = s->profile_room == 0 ? 1 : s->profile_room * 4;
		struct om_held_profile *all =
		    om_arena_new(arena, room, sizeof(*all));

		if (s->profile_count > 0)
			memcpy(
			    all, s->profiles, s->profile_count * sizeof(*all));
		s->profiles = all;
		s->profile_room = room;
	}
	return &s->profiles[s->profile_count++];
}

static int
read_profile(struct om_subject *s, struct om_store *store,
    struct om_arena *arena, int64_t id, struct om_span sealed)
{
	struct om_place place = om_place_of('P', s->id, id);
	struct om_held_profile *held;
	uint8_t *plain;
	int rc;

	if (sealed.n < OM_SEAL_OVERHEAD)
		return om_fail(OM_CORRUPT, "store: a profile is damaged");
	plain = om_arena_take(arena, sealed.n - OM_SEAL_OVERHEAD);
	rc = om_unseal_into(store->sealer, plain, s->secret.seal, sealed,
	    om_place_span(&place));
	if (rc != OM_OK)
		return rc;
	held = om_subject_add_profile(s, arena);
	held->id = id;
	held->stored = true;
	return om_profile_unpack(&held->profile, arena,
	    om_span_bytes(plain, sealed.n - OM_SEAL_OVERHEAD));
}

static int
read_profiles(
    struct om_subject *s, struct om_store *store, struct om_arena *arena)
{
	struct om_sql *sql = store->sql;
	int rc = OM_SQL_START(sql, S_PROFILE_OF, OM_INT(s->id));

	while (rc == OM_OK && (rc = om_sql_step(sql, S_PROFILE_OF)) == 1)
		rc = read_profile(s, store, arena,
		    om_sql_integer(sql, S_PROFILE_OF, 0),
		    om_sql_data(sql, S_PROFILE_OF, 1));
	om_sql_stop(sql, S_PROFILE_OF);
	return rc;
}

int
om_subject_load(struct om_subject **out, struct om_store *store,
    struct om_arena *arena, int64_t id)
{
	struct om_subject *s = om_arena_new(arena, 1, sizeof(*s));
	int rc = OM_SQL_FIRST(store->sql, S_SUBJECT_GET, OM_INT(id));

	if (rc == 0)
		rc = om_fail(OM_NOTFOUND, "no such subject");
	else if (rc == 1)
		rc = read_row(s, store, arena);
	om_sql_stop(store->sql, S_SUBJECT_GET);
	if (rc == OM_OK)
		rc = read_profiles(s, store, arena);
	if (rc == OM_OK && s->profile_count == 0)
		rc = om_fail(
		    OM_CORRUPT, "store: the profiles of a subject are gone");
	if (rc == OM_OK)
		*out = s;
	return rc;
}

int
om_subject_write(struct om_store *store, const struct om_subject *s)
{
	uint8_t wrapped[OM_WRAPPED_SIZE];
	struct om_span tags =
	    om_span_bytes(s->tags, s->tag_count * OM_TAG_SIZE);
	struct om_span key = om_span_bytes(wrapped, sizeof(wrapped));
	struct om_owner owner = { 'S', s->id, s->epoch };
	int rc = om_secret_wrap(store, wrapped, &owner, &s->secret);

	if (rc != OM_OK)
		return rc;
	if (s->fresh)
		return OM_SQL_RUN(store->sql, S_SUBJECT_INSERT, OM_INT(s->id),
		    OM_INT(s->state), OM_INT(s->created), OM_INT(s->epoch),
		    OM_BYTES(key), OM_BYTES(tags));
	return OM_SQL_RUN(store->sql, S_SUBJECT_UPDATE, OM_INT(s->id),
	    OM_INT(s->state), OM_INT(s->epoch), OM_BYTES(key), OM_BYTES(tags));
}

static int
write_profile(struct om_store *store, struct om_arena *scratch,
    const struct om_subject *s, const struct om_held_profile *held)
{
	struct om_place place = om_place_of('P', s->id, held->id);
	struct om_span packed = om_profile_pack(scratch, &held->profile);
	size_t n = packed.n + OM_SEAL_OVERHEAD;
	uint8_t *sealed = om_arena_take(scratch, n);
	int rc = om_seal_into(store->sealer, sealed, s->secret.seal, packed,
	    om_place_span(&place));

	if (rc != OM_OK)
		return rc;
	return OM_SQL_RUN(store->sql,
	    held->stored ? S_PROFILE_UPDATE : S_PROFILE_INSERT, OM_INT(s->id),
	    OM_INT(held->id), OM_BYTES(om_span_bytes(sealed, n)));
}

int
om_subject_write_profiles(struct om_store *store, struct om_arena *scratch,
    const struct om_subject *s)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++) {
		const struct om_held_profile *held = &s->profiles[i];

		if (held->removed && held->stored)
			rc = OM_SQL_RUN(store->sql, S_PROFILE_DELETE,
			    OM_INT(s->id), OM_INT(held->id));
		else if (held->changed && !held->removed)
			rc = write_profile(store, scratch, s, held);
	}
	return rc;
}

int
om_subject_page(int64_t ids[OM_SUBJECT_PAGE], size_t *n, struct om_store *store,
    int64_t after)
{
	struct om_sql *sql = store->sql;
	int rc = OM_SQL_START(
	    sql, S_SUBJECT_AFTER_ALL, OM_INT(after), OM_INT(OM_SUBJECT_PAGE));

	*n = 0;
	while (
	    rc == OM_OK && (rc = om_sql_step(sql, S_SUBJECT_AFTER_ALL)) == 1) {
		ids[(*n)++] = om_sql_integer(sql, S_SUBJECT_AFTER_ALL, 0);
		rc = OM_OK;
	}
	om_sql_stop(sql, S_SUBJECT_AFTER_ALL);
	return rc;
}
