#include "base/embed.h"

bool
om_embed_find(struct om_span *out, const char *name)
{
	for (const struct om_embedded *e = om_embedded; e->name; e++)
		if (strcmp(e->name, name) == 0) {
			*out = e->bytes;
			return true;
		}
	return false;
}
