#ifndef OM_STORE_MEMBER_H
#define OM_STORE_MEMBER_H

#include "store/store.h"

/* What a member may be; the list of roles is role_list.h. */
enum om_role {
#define OM_ROLE(code, word, title) code,
#include "store/role_list.h"
#undef OM_ROLE
	OM_ROLES
};

/* A person or program who may act; names are those of the system's users. */
struct om_member {
	int64_t id;
	enum om_role role;
	char name[65];
	bool removed;
};

const char *om_role_word(enum om_role role);
int om_role_parse(enum om_role *out, struct om_span word) OM_MUST_CHECK;

/* With their audit entries. OM_EXISTS for a name twice. */
int om_member_add(struct om_store *store, int64_t *id, const char *name,
    enum om_role role) OM_MUST_CHECK;
int om_member_remove(struct om_store *store, const char *name) OM_MUST_CHECK;

/* OM_NOTFOUND for nobody of that name, or one who was removed. */
int om_member_find(struct om_member *out, struct om_store *store,
    const char *name) OM_MUST_CHECK;
int om_member_get(
    struct om_member *out, struct om_store *store, int64_t id) OM_MUST_CHECK;

int om_member_list(struct om_store *store,
    int (*each)(void *state, const struct om_member *member),
    void *state) OM_MUST_CHECK;

#endif
