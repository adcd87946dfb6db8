#ifndef OM_CRYPTO_KEY_FILE_H
#define OM_CRYPTO_KEY_FILE_H

#include "crypto/keys.h"

struct om_key_home;

/* One key; the secret is OM_KEY_SIZE bytes of locked memory. */
struct om_key {
	enum om_key_kind kind;
	uint32_t version;
	int64_t created;
	uint8_t *secret;	  /* NULL where it lies in a token */
	unsigned long object;	  /* what the token calls it */
	struct om_key_home *home; /* where it lies (key_home.h) */
};

/* A key folder held open; path is for messages and new files. */
struct om_key_folder {
	char *path;
	int fd;
};

/* OM_LIMIT where no more memory can be locked. */
int om_key_new(struct om_key *out) OM_MUST_CHECK;

/* Wipes and frees the secret. */
void om_key_free(struct om_key *key);

/* n zeroed bytes of the same memory; freed by om_key_room_free. */
int om_key_room(void **out, size_t n) OM_MUST_CHECK;
void om_key_room_free(void *room, size_t n);

/* Whether keys of that kind have numbered versions. */
bool om_key_kind_versions(enum om_key_kind kind);

/* Codes as om_keys_open. */
int om_key_folder_open(
    struct om_key_folder *out, const char *path) OM_MUST_CHECK;
void om_key_folder_close(struct om_key_folder *f);

/*
 * Calls visit(state, name) for each entry of the folder whose name ends in
 * suffix, in any order, until one fails.
 */
int om_key_folder_each(const struct om_key_folder *f, const char *suffix,
    int (*visit)(void *state, const char *name), void *state) OM_MUST_CHECK;

/* Reads the key file of that name. OM_USAGE as om_keys_open. */
int om_key_file_read(struct om_key *out, const struct om_key_folder *f,
    const char *name) OM_MUST_CHECK;

/* Writes it durably. OM_EXISTS where there is one of kind and version. */
int om_key_file_write(
    const struct om_key_folder *f, const struct om_key *key) OM_MUST_CHECK;

/*
 * Appends the first line of a file that nobody else may read, such as a PIN,
 * without its newline. OM_USAGE as om_keys_open, and where it is empty.
 */
int om_key_file_secret(struct om_buf *out, const char *path) OM_MUST_CHECK;

/* What a key file is called between the decision and its destruction. */
#define OM_KEY_DOOMED ".destroyed"

/* Renames the key's file so that nobody reads it any more; durable. */
int om_key_file_doom(
    const struct om_key_folder *f, const struct om_key *key) OM_MUST_CHECK;

/*
 * Overwrites and removes all files that were doomed, here or before a crash;
 * durable.
 */
int om_key_file_destroy(const struct om_key_folder *f) OM_MUST_CHECK;

#endif
