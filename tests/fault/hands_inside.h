#ifndef OM_FAULT_HANDS_INSIDE_H
#define OM_FAULT_HANDS_INSIDE_H

#include "fault/hands.h"

/* How each kind of act is done. */
#define DO(name)       \
	int do_##name( \
	    struct hands *h, const struct world *w, const struct act *act)

#define KIND(code, word, weight, may, name) DO(name);
#include "fault/kind_list.h"
#undef KIND

#endif
