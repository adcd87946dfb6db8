#include "scan/check.h"

static const struct om_check_info checks[] = {
#define OM_CHECK(name, function, survival) { name, function, survival },
#include "scan/check_list.h"
#undef OM_CHECK
	{ NULL, NULL, 0 },
};

const struct om_check_info *
om_check_all(void)
{
	return checks;
}

const struct om_check_info *
om_check_find(struct om_span name)
{
	for (size_t i = 0; checks[i].name != NULL; i++)
		if (om_span_is(name, checks[i].name))
			return &checks[i];
	return NULL;
}
