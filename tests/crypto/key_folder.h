#ifndef OM_TEST_CRYPTO_KEY_FOLDER_H
#define OM_TEST_CRYPTO_KEY_FOLDER_H

#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "crypto/keys.h"

/* A path below folder, valid until the test ends. */
static inline char *
below(const char *folder, const char *name)
{
	return om_path_join(folder, name);
}

/* A new key folder in the test's own, opened. */
static inline struct om_keys *
new_keys(const char *folder)
{
	struct om_keys *k = NULL;
	char *path = below(folder, "keys");

	ck_ok(om_keys_create(path));
	ck_ok(om_keys_open(&k, path));
	om_free(path);
	return k;
}

static inline void
write_text(const char *folder, const char *name, const char *text)
{
	char *path = below(folder, name);

	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
}

#endif
