#ifndef OM_CONTEXT_CONTEXT_H
#define OM_CONTEXT_CONTEXT_H

#include "context/settings.h"
#include "policy/due_rules.h"
#include "store/member.h"
#include "store/store.h"

/*
 * A workspace, opened: a folder (0700) with ombud.json, ombud.db and keys/.
 * Its subfolders policies/ and reports/, where there are such, override what
 * was built in. One object serves one thread.
 */
struct om {
	char *folder;
	char *policies; /* the folder that overrides policies; or NULL */
	char *reports;	/* the folder that overrides reports; or NULL */
	struct om_settings settings;
	struct om_keys *keys;
	struct om_identity_policy *identity;
	struct om_treatment_policy *treatment;
	struct om_due_rules *deadlines; /* NULL until they are asked for */
	struct om_store *store;
	struct om_member member; /* who acts; id 0 where not registered */
	bool dry_run;		 /* acts are tried and then undone */
	bool sweep; /* an erasure searches the files for its person */
	struct om_remains *remains; /* of such searches (remains.h) */
};

/*
 * Opens the workspace for the user of the operating system who runs this.
 * OM_NOTFOUND where folder is none.
 */
int om_open(struct om **out, const char *folder) OM_MUST_CHECK;

/*
 * As om_open, but without the store, which is NULL: for what replaces it.
 * Nobody acts.
 */
int om_open_without_store(struct om **out, const char *folder) OM_MUST_CHECK;

/* What the workspace's store is opened with; borrowed from om. */
struct om_store_options om_open_options(const struct om *om);

/* The rules of deadlines, read when they are first asked for. */
int om_context_deadlines(
    struct om_due_rules **out, struct om *om) OM_MUST_CHECK;

/* The code is that of what could not be written; om may be NULL. */
int om_close(struct om *om);

/* What a new workspace is made with; texts may be NULL. */
struct om_init {
	const char *folder;
	const char *organisation;
	const char *regime;
	const char *country;
	const char *database; /* of a server, postgresql://...; or NULL */
	bool one_person;      /* erasure wants no second person */
	bool dry_run;	      /* only look whether it could be made */
	const struct om_keys_token *token; /* for epoch keys; NULL: files */
};

/*
 * Makes a workspace, its caller the data protection officer: as a whole, or
 * not at all. The folder may be there already; OM_EXISTS where it holds a
 * workspace, or a part of one, or where one was whole when a crash stopped
 * its making: then it is completed. OM_BUSY while another process makes it.
 */
int om_init(const struct om_init *what) OM_MUST_CHECK;

/* What somebody may do; the list is permit_list.h. */
enum om_permit {
#define OM_PERMIT(code, title, roles) code,
#include "context/permit_list.h"
#undef OM_PERMIT
	OM_PERMITS
};

/* Whether a role may. */
bool om_role_may(enum om_role role, enum om_permit what);

/* OM_DENIED where the member who acts is not registered or may not. */
int om_permit(const struct om *om, enum om_permit what) OM_MUST_CHECK;

/* The name of the operating system's user, at most 64 bytes. */
int om_user_name(struct om_buf *out) OM_MUST_CHECK;

#endif
