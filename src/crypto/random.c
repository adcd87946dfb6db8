#include "crypto/random.h"

#include <openssl/rand.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "base/memory.h"

enum { POOL = 4096 };

static _Thread_local struct {
	unsigned age; /* of the process, in forks, when it was filled */
	size_t left;
	uint8_t bytes[POOL];
} pool;

/*
 * A child must not hand out its parent's bytes again. Asking for the process
 * id each time would say so too, but costs more than the bytes.
 */
static atomic_uint forks;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
count_fork(void)
{
	forks++;
}

static void
watch_forks(void)
{
	if (pthread_atfork(NULL, NULL, count_fork) != 0)
		om_memory_end("out of memory");
}

static void
generate(uint8_t *p, size_t n)
{
	if (RAND_priv_bytes_ex(NULL, p, n, 0) != 1)
		om_memory_end("no random numbers");
}

void
om_random(void *p, size_t n)
{
	uint8_t *from;

	if (n > POOL / 4) {
		generate(p, n);
		return;
	}
	(void)pthread_once(&once, watch_forks);
	if (pool.left < n || pool.age != forks) {
		generate(pool.bytes, POOL);
		pool.left = POOL;
		pool.age = forks;
	}
	from = pool.bytes + POOL - pool.left;
	memcpy(p, from, n);
	om_wipe(from, n);
	pool.left -= n;
}

uint64_t
om_random_u64(void)
{
	uint64_t value;

	om_random(&value, sizeof(value));
	return value;
}
