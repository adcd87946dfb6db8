#ifndef OM_BASE_LEANS_H
#define OM_BASE_LEANS_H

int om_leans(size_t n); /* BAD */

#endif
