#include <pwd.h>
#include <unistd.h>

#include "context/context.h"

#define R(role) (1u << OM_ROLE_##role)

static const struct {
	const char *title;
	unsigned roles;
} permits[OM_PERMITS] = {
#define OM_PERMIT(code, title, roles) { title, roles },
#include "context/permit_list.h"
#undef OM_PERMIT
};

bool
om_role_may(enum om_role role, enum om_permit what)
{
	return ((permits[what].roles | R(DPO)) & 1u << role) != 0;
}

int
om_permit(const struct om *om, enum om_permit what)
{
	if (om->member.id == 0 || om->member.removed)
		return om_fail(OM_DENIED,
		    "you are not registered in this workspace: its data "
		    "protection officer can add you (ombud user add)");
	if (!om_role_may(om->member.role, what))
		return om_fail(OM_DENIED, "the role %s may not %s",
		    om_role_word(om->member.role), permits[what].title);
	return OM_OK;
}

int
om_user_name(struct om_buf *out)
{
	enum { ENTRY_SIZE = 16 << 10, NAME_MAX_BYTES = 64 };
	char entry[ENTRY_SIZE];
	struct passwd account, *found = NULL;

	if (getpwuid_r(geteuid(), &account, entry, sizeof(entry), &found) !=
		0 ||
	    found == NULL || found->pw_name[0] == '\0')
		om_buf_format(out, "uid-%lu", (unsigned long)geteuid());
	else if (strlen(found->pw_name) > NAME_MAX_BYTES)
		return om_fail(OM_LIMIT, "your user name is too long");
	else
		om_buf_text(out, found->pw_name);
	return om_buf_check(out, "a user name");
}
