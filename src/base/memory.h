#ifndef OM_BASE_MEMORY_H
#define OM_BASE_MEMORY_H

#include <stddef.h>

/*
 * Memory for objects. Sizes from outside are limited before they come here;
 * true lack of memory aborts, which is safe because an act and its audit
 * entry are one transaction. om_new is zeroed. om_free accepts NULL.
 */
void *om_new(size_t count, size_t size);
void *om_resize(void *p, size_t count, size_t size);
void om_free(void *p);
char *om_strdup(const char *s);

/* Overwrites n bytes so that no compiler removes it; NULL is accepted. */
void om_wipe(void *p, size_t n);

/* om_wipe and om_free. */
void om_wipe_free(void *p, size_t n);

/*
 * This process writes no core dump and cannot be read by another of its
 * user: what is decrypted stays here. Called once by main.
 */
void om_memory_protect(void);

#endif
