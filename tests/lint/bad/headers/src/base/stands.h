#ifndef OM_A
#define OM_A
#include <stddef.h>
int om_stands(size_t n);
#endif
