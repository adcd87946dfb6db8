#include "store/member.h"

#include "base/clock.h"
#include "store/audit.h"
#include "store/id.h"
#include "store/statement.h"

static const char *const words[OM_ROLES] = {
#define OM_ROLE(code, word, title) word,
#include "store/role_list.h"
#undef OM_ROLE
};

const char *
om_role_word(enum om_role role)
{
	return words[role];
}

int
om_role_parse(enum om_role *out, struct om_span word)
{
	for (int i = 0; i < OM_ROLES; i++)
		if (om_span_is(word, words[i])) {
			*out = (enum om_role)i;
			return OM_OK;
		}
	return om_fail(OM_USAGE,
	    "not a role: intake, caseworker, approver, dpo, auditor or "
	    "machine");
}

/* A name stands in tables and letters of the office: plain words only. */
static int
check_name(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || n >= sizeof(((struct om_member *)0)->name))
		return om_fail(OM_USAGE, "a user name has 1 to 64 bytes");
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)name[i] <= ' ' || name[i] == 0x7f)
			return om_fail(OM_USAGE,
			    "a user name has no spaces or control characters");
	return OM_OK;
}

static int
record(struct om_store *store, enum om_act act, int64_t who, enum om_role role)
{
	struct om_audit_entry entry = { .act = act,
		.detail = om_role_word(role),
		.counts = { { "who", who } } };

	return om_audit_add(store, &entry);
}

/* Somebody who left and comes back keeps the id of old entries. */
static int
add(struct om_store *store, int64_t *id, const char *name, enum om_role role)
{
	struct om_sql *sql = store->sql;
	int rc = OM_SQL_FIRST(sql, S_MEMBER_RETURN, OM_STRING(name),
	    OM_STRING(om_role_word(role)));

	if (rc == 1)
		*id = om_sql_integer(sql, S_MEMBER_RETURN, 0);
	om_sql_stop(sql, S_MEMBER_RETURN);
	if (rc == 0) {
		*id = om_id_new();
		rc = OM_SQL_RUN(sql, S_MEMBER_INSERT, OM_INT(*id),
		    OM_STRING(name), OM_STRING(om_role_word(role)),
		    OM_INT(om_clock_now()));
	}
	if (rc == OM_EXISTS)
		rc = om_fail(OM_EXISTS, "there is a user of that name");
	return rc < 0 ? rc : record(store, OM_ACT_MEMBER_ADD, *id, role);
}

int
om_member_add(
    struct om_store *store, int64_t *id, const char *name, enum om_role role)
{
	int64_t made = 0;
	int rc = check_name(name);

	if (rc == OM_OK)
		rc = om_store_begin(store);
	if (rc == OM_OK)
		rc = om_store_end(store, add(store, &made, name, role));
	if (rc == OM_OK)
		*id = made;
	return rc;
}

static int
member_of(struct om_member *out, struct om_sql *sql, int s)
{
	struct om_span name = om_sql_data(sql, s, 2);
	int rc = om_role_parse(&out->role, om_sql_data(sql, s, 1));

	if (rc != OM_OK || name.n >= sizeof(out->name))
		return om_fail(OM_CORRUPT, "store: a user is damaged");
	out->id = om_sql_integer(sql, s, 0);
	memcpy(out->name, name.p, name.n);
	out->name[name.n] = '\0';
	out->removed = om_sql_integer(sql, s, 3) != 0;
	return OM_OK;
}

static int
first(struct om_member *out, struct om_sql *sql, int s, int rc)
{
	struct om_member m = { 0 };

	if (rc == 1)
		rc = member_of(&m, sql, s);
	else if (rc == 0)
		rc = om_fail(OM_NOTFOUND, "no such user");
	om_sql_stop(sql, s);
	if (rc == OM_OK)
		*out = m;
	return rc;
}

int
om_member_find(struct om_member *out, struct om_store *store, const char *name)
{
	return first(out, store->sql, S_MEMBER_FIND,
	    OM_SQL_FIRST(store->sql, S_MEMBER_FIND, OM_STRING(name)));
}

int
om_member_get(struct om_member *out, struct om_store *store, int64_t id)
{
	return first(out, store->sql, S_MEMBER_GET,
	    OM_SQL_FIRST(store->sql, S_MEMBER_GET, OM_INT(id)));
}

static int
remove_member(struct om_store *store, const char *name)
{
	struct om_member m;
	int rc = om_member_find(&m, store, name);

	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_MEMBER_REMOVE, OM_STRING(name),
		    OM_INT(om_clock_now()));
	return rc == OM_OK ? record(store, OM_ACT_MEMBER_REMOVE, m.id, m.role)
			   : rc;
}

int
om_member_remove(struct om_store *store, const char *name)
{
	int rc = om_store_begin(store);

	return rc == OM_OK ? om_store_end(store, remove_member(store, name))
			   : rc;
}

int
om_member_list(struct om_store *store,
    int (*each)(void *state, const struct om_member *member), void *state)
{
	struct om_sql *sql = store->sql;
	int rc = om_sql_start(sql, S_MEMBER_LIST, NULL, 0);

	while (rc == OM_OK && (rc = om_sql_step(sql, S_MEMBER_LIST)) == 1) {
		struct om_member m = { 0 };

		rc = member_of(&m, sql, S_MEMBER_LIST);
		if (rc == OM_OK)
			rc = each(state, &m);
	}
	om_sql_stop(sql, S_MEMBER_LIST);
	return rc;
}
