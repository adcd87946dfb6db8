#ifndef OM_CRYPTO_TLOG_H
#define OM_CRYPTO_TLOG_H

#include "crypto/checkpoint.h"

/* The longest entry, in bytes. */
#define OM_TLOG_ENTRY_MAX 65535

/*
 * A transparency log in a folder, laid out as c2sp.org/tlog-tiles: the files
 * checkpoint, vkey, tile/LEVEL/... and tile/entries/.... A checkpoint is
 * signed only when every file it speaks of is durable, and never two of one
 * size. An object serves one thread; several processes may open one folder.
 */
struct om_tlog;

/*
 * Opens the log, or begins it, with a signed head of size 0, where folder is
 * empty or not there. origin is its name for ever (OM_INPUT where it cannot
 * be a key's name). OM_CORRUPT where the checkpoint is not signed by the
 * signing key of keys, or the right edge of the tiles does not lead to it.
 * keys must stay open.
 */
int om_tlog_open(struct om_tlog **out, const char *folder,
    struct om_span origin, const struct om_keys *keys) OM_MUST_CHECK;
void om_tlog_close(struct om_tlog *log);

/*
 * Stages n entries behind those staged before; nothing is in the log until
 * om_tlog_commit. They stay in memory until then: stage at most some 10,000
 * at a time. OM_LIMIT, and none of them staged, where one is too long.
 */
int om_tlog_append(
    struct om_tlog *log, const struct om_span *entries, size_t n) OM_MUST_CHECK;

/*
 * Makes the staged entries durable, then signs and writes the new head;
 * where nothing is staged it does nothing. After OM_IO it may be called
 * again. OM_BUSY where another process committed since om_tlog_open: close,
 * open, append again from the new size. OM_CORRUPT where a file is there
 * that differs from what is to be written.
 */
int om_tlog_commit(struct om_tlog *log) OM_MUST_CHECK;

/* The committed head, and what size will be after a commit. */
uint64_t om_tlog_size(const struct om_tlog *log);
struct om_tree_head om_tlog_head(const struct om_tlog *log);
uint64_t om_tlog_staged(const struct om_tlog *log);

/* Appends the signed checkpoint. */
void om_tlog_checkpoint(const struct om_tlog *log, struct om_buf *out);

/* The key that verifies this log's checkpoints. */
const struct om_note_key *om_tlog_key(const struct om_tlog *log);

/*
 * Appends the proof file (proof.h) of a committed entry; extra is bytes for
 * the reader, or none. OM_NOTFOUND behind the end.
 */
int om_tlog_prove(struct om_tlog *log, struct om_buf *out, uint64_t index,
    struct om_span extra) OM_MUST_CHECK;

/*
 * The same under an older checkpoint of this log, e.g. one that witnesses
 * have cosigned. Codes as om_checkpoint_open; OM_CORRUPT where the log does
 * not extend it.
 */
int om_tlog_prove_under(struct om_tlog *log, struct om_buf *out, uint64_t index,
    struct om_span extra, struct om_span checkpoint) OM_MUST_CHECK;

/*
 * Appends a proof that the log of size old is the beginning of this one, in
 * the form a witness is asked to cosign it (c2sp.org/tlog-witness,
 * add-checkpoint): "old N", hashes, an empty line, the checkpoint.
 */
int om_tlog_consistency(
    struct om_tlog *log, struct om_buf *out, uint64_t old) OM_MUST_CHECK;

/* Appends the bytes of a committed entry. OM_NOTFOUND behind the end. */
int om_tlog_read(
    struct om_tlog *log, struct om_buf *out, uint64_t index) OM_MUST_CHECK;

/*
 * The same, proved to be in the tree of the signed head. OM_CORRUPT where it
 * is not.
 */
int om_tlog_read_proved(
    struct om_tlog *log, struct om_buf *out, uint64_t index) OM_MUST_CHECK;

/*
 * Whether this log begins with that of an older head. OM_CORRUPT where not,
 * and where it is behind it.
 */
int om_tlog_extends(
    struct om_tlog *log, const struct om_tree_head *old) OM_MUST_CHECK;

/* A second copy of the entries that the log is compared with. */
struct om_tlog_audit {
	/*
	 * Entry index, asked for one after the other from 0 on; it must stay
	 * valid until the next call. NULL: the log is looked at by itself.
	 */
	int (*entry)(void *state, struct om_span *out, uint64_t index);
	void *state;
	unsigned threads; /* that hash; 0: two */
	uint64_t differs; /* set with OM_CORRUPT */
};

/*
 * Checks every bundle against its tile, every tile against the one above,
 * superseded partial ones among them, the right edge against the signed
 * head, and the bundles against the audit's entries. OM_CORRUPT at the first
 * tile that differs: audit->differs is the first entry in it that does, the
 * log's size where the head alone differs. A failure of entry() is passed
 * on, differs being its index; one that is missing (OM_NOTFOUND) is
 * OM_CORRUPT.
 */
int om_tlog_verify(
    struct om_tlog *log, struct om_tlog_audit *audit) OM_MUST_CHECK;

/*
 * Copies checkpoint, vkey and all tiles to a folder, made where it is not
 * there. OM_EXISTS where it has a checkpoint already.
 */
int om_tlog_export(struct om_tlog *log, const char *folder) OM_MUST_CHECK;

#endif
