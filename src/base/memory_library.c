#include <jansson.h>
#include <openssl/crypto.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* What free must wipe stands before the block. */
struct head {
	_Alignas(max_align_t) size_t n;
};

static struct head *
head_of(const void *p)
{
	return (struct head *)(uintptr_t)p - 1;
}

void *
om_memory_take(size_t n)
{
	struct head *head = NULL;

	if (n <= SIZE_MAX - sizeof(*head))
		head = malloc(sizeof(*head) + n);
	if (head == NULL)
		return NULL;
	head->n = n;
	return head + 1;
}

void *
om_memory_take_zero(size_t count, size_t size)
{
	void *p = NULL;
	size_t n;

	if (!__builtin_mul_overflow(count, size, &n))
		p = om_memory_take(n);
	return p == NULL ? NULL : memset(p, 0, n);
}

size_t
om_memory_size(const void *p)
{
	return p == NULL ? 0 : head_of(p)->n;
}

void
om_memory_give(void *p)
{
	if (p == NULL)
		return;
	om_wipe(p, head_of(p)->n);
	free(head_of(p));
}

/* The C library's realloc frees the old place as it is. */
void *
om_memory_move(void *p, size_t n)
{
	size_t old = om_memory_size(p);
	void *q;

	if (n == 0 && p != NULL) {
		om_memory_give(p);
		return NULL;
	}
	q = om_memory_take(n);
	if (q == NULL || p == NULL)
		return q;
	memcpy(q, p, old < n ? old : n);
	om_memory_give(p);
	return q;
}

char *
om_memory_take_string(const char *s)
{
	size_t n = strlen(s) + 1;
	char *p = om_memory_take(n);

	return p == NULL ? NULL : memcpy(p, s, n);
}

static void *
crypto_take(size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return om_memory_take(n);
}

static void *
crypto_move(void *p, size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return om_memory_move(p, n);
}

static void
crypto_give(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	om_memory_give(p);
}

bool
om_memory_wipe_libraries(void)
{
	json_set_alloc_funcs(om_memory_take, om_memory_give);
	return CRYPTO_set_mem_functions(
		   crypto_take, crypto_move, crypto_give) == 1;
}
