#include "fault/evp.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "fault/call_trial.h"

static atomic_ulong calls, fatal_call;
static atomic_bool *struck; /* shared with the children */

void
evp_prepare(void)
{
	struck = shared_new(sizeof(*struck));
}

void
evp_arm(unsigned long at)
{
	calls = 0;
	fatal_call = at;
	if (at != 0)
		*struck = false;
}

bool
evp_struck(void)
{
	return *struck;
}

static bool
strikes(void)
{
	if (fatal_call == 0 || *struck)
		return false;
	if (places_wanted() ? !place_is_new(0) : ++calls != fatal_call)
		return false;
	*struck = true;
	return true;
}

/* The linker puts these in the place of libcrypto's. */
#define EVP(type, name, parameters, arguments)                        \
	extern type __real_##name parameters;                         \
	type __wrap_##name parameters;                                \
	type __wrap_##name parameters                                 \
	{                                                             \
		return strikes() ? (type)0 : __real_##name arguments; \
	}
#include "fault/evp_list.h"
#undef EVP
