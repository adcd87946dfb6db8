#include "store/cosigned.h"

#include "base/file.h"
#include "base/memory.h"
#include "crypto/checkpoint.h"
#include "store/audit.h"

static const char folder[] = "audit/cosigned";

/* The file of a witness, named by its key's id. */
static char *
path_of(const struct om_store *store, const struct om_note_key *witness,
    const char *suffix)
{
	struct om_buf name = OM_BUF(256);
	char *path;

	om_buf_format(&name, "%s/", folder);
	om_buf_hex(&name, om_span_bytes(witness->id, sizeof(witness->id)));
	om_buf_text(&name, suffix);
	path = om_path_join(store->folder, name.p);
	om_buf_free(&name);
	return path;
}

int
om_cosigned_size(
    uint64_t *size, struct om_store *store, const struct om_note_key *witness)
{
	struct om_buf note = OM_BUF(OM_NOTE_MAX);
	char *path = path_of(store, witness, "");
	struct om_tree_head head = { 0 };
	int rc = om_file_read(&note, path);

	if (rc == OM_OK)
		rc = om_audit_open_head(&head, store, om_buf_span(&note));
	else if (rc == OM_NOTFOUND)
		rc = OM_OK;
	if (rc == OM_OK)
		*size = head.size;
	om_free(path);
	om_buf_free(&note);
	return rc;
}

int
om_cosigned_put(struct om_store *store, const struct om_note_key *witness,
    struct om_span note)
{
	struct om_buf vkey = OM_BUF(1 << 10);
	char *where = om_path_join(store->folder, folder);
	char *path = path_of(store, witness, "");
	char *key = path_of(store, witness, ".vkey");
	int rc = om_folder_make(where, 0700);

	om_note_key_write(&vkey, witness);
	om_buf_byte(&vkey, '\n');
	if (rc == OM_OK)
		rc = om_file_replace(key, om_buf_span(&vkey), 0600);
	if (rc == OM_OK)
		rc = om_file_replace(path, note, 0600);
	om_free(where);
	om_free(path);
	om_free(key);
	om_buf_free(&vkey);
	return rc;
}

/* The newest so far; signatures on the same head come together. */
struct newest {
	struct om_store *store;
	struct om_buf note;
	uint64_t size;
};

/* The signature lines behind the first, which is the log's own. */
static struct om_span
others(struct om_span note)
{
	struct om_span text, lines, own;

	if (!om_note_cut(&text, &lines, note) ||
	    !om_span_cut(&own, &lines, lines, '\n'))
		return OM_SPAN_NONE;
	return lines;
}

static bool
same_text(struct om_span a, struct om_span b)
{
	struct om_span x, y, lines;

	return om_note_cut(&x, &lines, a) && om_note_cut(&y, &lines, b) &&
	       om_span_equal(x, y);
}

static int
take(struct newest *n, struct om_span vkey, struct om_span note)
{
	struct om_note_key witness;
	struct om_tree_head head;
	uint64_t seconds;
	int rc = om_note_key_read_as(&witness, vkey, OM_NOTE_COSIGNATURE);

	if (rc == OM_OK)
		rc = om_audit_open_head(&head, n->store, note);
	if (rc == OM_OK)
		rc = om_cosignature_check(&seconds, note, &witness);
	if (rc != OM_OK)
		return rc;
	if (n->note.n > 0 && same_text(note, om_buf_span(&n->note))) {
		om_buf_add(&n->note, others(note));
	} else if (head.size > n->size) {
		om_buf_reset(&n->note);
		om_buf_add(&n->note, note);
		n->size = head.size;
	}
	return OM_OK;
}

/* Called for every file; each key leads to its note. */
static int
visit(void *state, const char *path)
{
	static const char suffix[] = ".vkey";
	struct newest *n = state;
	struct om_buf vkey = OM_BUF(1 << 10), note = OM_BUF(OM_NOTE_MAX);
	size_t length = strlen(path), cut = sizeof(suffix) - 1;
	char *name;
	int rc = OM_OK;

	if (length < cut || strcmp(path + length - cut, suffix) != 0)
		return OM_OK;
	name = om_strdup(path);
	name[length - cut] = '\0';
	rc = om_file_read(&vkey, path);
	if (rc == OM_OK)
		rc = om_file_read(&note, name);
	if (rc == OM_OK)
		rc = take(n, om_buf_span(&vkey), om_buf_span(&note));
	om_free(name);
	om_buf_free(&vkey);
	om_buf_free(&note);
	return rc == OM_NOTFOUND ? OM_OK : rc;
}

int
om_cosigned_newest(struct om_buf *out, struct om_store *store)
{
	struct newest n = { .store = store, .note = OM_BUF(OM_NOTE_MAX) };
	char *path = om_path_join(store->folder, folder);
	int rc = om_file_exists(path) ? om_folder_walk(path, visit, &n) : OM_OK;

	if (rc == OM_OK && n.note.n == 0)
		rc = om_fail(OM_NOTFOUND,
		    "no witness has cosigned the log yet: see `ombud audit "
		    "anchor`");
	if (rc == OM_OK)
		rc = om_audit_extends(store, om_buf_span(&n.note));
	if (rc == OM_OK) {
		om_buf_add(out, om_buf_span(&n.note));
		rc = om_buf_check(out, "a checkpoint");
	}
	om_buf_free(&n.note);
	om_free(path);
	return rc;
}
