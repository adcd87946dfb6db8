#ifndef OM_BASE_MEMORY_H
#define OM_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Memory for objects. Sizes from outside are limited before they come here;
 * true lack of memory ends the program (om_memory_end), which is safe because
 * an act and its audit entry are one transaction. om_new is zeroed. om_free
 * accepts NULL.
 */
void *om_new(size_t count, size_t size);
void *om_resize(void *p, size_t count, size_t size);
void om_free(void *p);
char *om_strdup(const char *s);

/*
 * Ends the program at once, with one line on stderr and status 6 (try again),
 * without a core: there is no memory, or no random number.
 */
_Noreturn void om_memory_end(const char *why);

/* Overwrites n bytes so that no compiler removes it; NULL is accepted. */
void om_wipe(void *p, size_t n);

/* om_wipe and om_free. */
void om_wipe_free(void *p, size_t n);

/*
 * The heap of libraries: what is freed is overwritten first, and so is the
 * old place of what is moved. NULL where there is no memory, which libraries
 * expect. Their meaning is that of malloc, calloc, realloc, strdup and free;
 * what one of these gave must not reach the C library's. For the hooks that
 * libraries have:
 *	curl_global_init_mem(flags, om_memory_take, om_memory_give,
 *	    om_memory_move, om_memory_take_string, om_memory_take_zero);
 */
void *om_memory_take(size_t n);
void *om_memory_take_zero(size_t count, size_t size);
void *om_memory_move(void *p, size_t n);
char *om_memory_take_string(const char *s);
void om_memory_give(void *p);

/* The size that was asked for; 0 for NULL. */
size_t om_memory_size(const void *p);

/*
 * jansson and OpenSSL use the heap above. Before the first use of either, or
 * false: OpenSSL then keeps the heap that it has. Not for a library, whose
 * host may use both.
 */
bool om_memory_wipe_libraries(void);

/*
 * This process writes no core dump and cannot be read by another of its
 * user, and its libraries wipe what they free: what is decrypted stays here.
 * Called once by main, first of all.
 */
void om_memory_protect(void);

#endif
