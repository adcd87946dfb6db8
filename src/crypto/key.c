#include "crypto/key_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <pthread.h>
#include <unistd.h>

#include "base/file.h"

/* Locked memory for all keys of a process: room for some 1,500. */
enum { SECURE_HEAP = 1 << 16, SECURE_LEAST = 32 };

static pthread_once_t once = PTHREAD_ONCE_INIT;

static const struct {
	const char *name;
	bool versions;
} kinds[] = {
#define OM_KEY(code, name, versions) [code] = { name, versions },
#include "crypto/key_list.h"
#undef OM_KEY
};

const char *
om_key_kind_name(enum om_key_kind kind)
{
	return kinds[kind].name;
}

bool
om_key_kind_versions(enum om_key_kind kind)
{
	return kinds[kind].versions;
}

/* Whether all of the heap is locked and kept out of core dumps. */
static bool locked;

/*
 * libcrypto says 1 only where mlock and MADV_DONTDUMP both went through.
 * Where the system refuses, ordinary memory still is wiped.
 */
static void
lock_heap(void)
{
	if (!CRYPTO_secure_malloc_initialized())
		locked =
		    CRYPTO_secure_malloc_init(SECURE_HEAP, SECURE_LEAST) == 1;
}

bool
om_keys_locked(void)
{
	(void)pthread_once(&once, lock_heap);
	return locked;
}

int
om_key_room(void **out, size_t n)
{
	void *room;

	(void)pthread_once(&once, lock_heap);
	room = OPENSSL_secure_zalloc(n);
	if (room == NULL)
		return om_fail(OM_LIMIT, "no locked memory for another key");
	*out = room;
	return OM_OK;
}

void
om_key_room_free(void *room, size_t n)
{
	OPENSSL_secure_clear_free(room, n);
}

int
om_key_new(struct om_key *out)
{
	void *secret = NULL;
	int rc = om_key_room(&secret, OM_KEY_SIZE);

	if (rc == OM_OK)
		*out = (struct om_key){ .secret = secret };
	return rc;
}

void
om_key_free(struct om_key *key)
{
	om_key_room_free(key->secret, OM_KEY_SIZE);
	*key = (struct om_key){ 0 };
}

static bool
ends(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n >= m && strcmp(name + n - m, suffix) == 0;
}

int
om_key_folder_each(const struct om_key_folder *f, const char *suffix,
    int (*visit)(void *state, const char *name), void *state)
{
	int fd = openat(f->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int rc = OM_OK;

	if (dir == NULL) {
		rc = om_file_fail(f->path, "open");
		if (fd >= 0)
			(void)close(fd);
		return rc;
	}
	while (rc == OM_OK && (entry = readdir(dir)) != NULL)
		if (ends(entry->d_name, suffix))
			rc = visit(state, entry->d_name);
	(void)closedir(dir);
	return rc;
}
