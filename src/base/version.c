#include "ombud.h"

const char *
om_version(void)
{
	return OMBUD_VERSION;
}
