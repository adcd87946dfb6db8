#define _DEFAULT_SOURCE
#include "fuzz/file.h"

#include <sys/stat.h>
#include <unistd.h>

#include "crypto/base64.h"
#include "crypto/cosignature.h"
#include "crypto/key_file.h"
#include "crypto/proof.h"
#include "crypto/tile.h"

static const char vkey[] = "ombud.example/8c8165a4b0186253+1323383b+"
			   "AXZt5jFj4o3ZgOmGw8a0OVY3GH79BS0k515xU9mmFqez";

/* What was read and is written again is what was read. */
static void
same(struct om_buf *b, struct om_span text)
{
	if (!om_span_equal(om_buf_span(b), text))
		abort();
}

static void
try_base64(struct om_buf *b, struct om_span text)
{
	struct om_buf bytes = OM_BUF(1 << 20);

	if (om_base64_decode(&bytes, text) == OM_OK) {
		om_base64_encode(b, om_buf_span(&bytes));
		same(b, text);
	}
	om_buf_free(&bytes);
}

static void
try_key(struct om_buf *b, struct om_span text)
{
	struct om_note_key key;

	if (om_note_key_read(&key, text) != OM_OK &&
	    om_note_key_read_as(&key, text, OM_NOTE_COSIGNATURE) != OM_OK)
		return;
	om_note_key_write(b, &key);
	if (text.p[text.n - 1] == '\n')
		om_buf_byte(b, '\n');
	same(b, text);
}

/* The seeds' key signed one note only, of which nothing can be changed. */
static void
try_note(struct om_buf *b, struct om_span note)
{
	struct om_note_key key;
	struct om_tree_head head;
	struct om_span text, lines;
	uint64_t seconds;

	if (om_note_key_read(&key, om_span_of(vkey)) != OM_OK)
		abort();
	if (om_note_cut(&text, &lines, note) &&
	    (text.p != note.p || lines.p + lines.n != note.p + note.n))
		abort();
	if (om_checkpoint_open(&head, note, &key) == OM_OK)
		om_buf_format(b, "%llu", (unsigned long long)head.size);
	if (b->n > 0 && head.size != 15)
		abort();
	if (om_cosignature_check(&seconds, note, &key) == OM_OK)
		abort();
}

static void
try_proof(struct om_buf *b, struct om_span text)
{
	struct om_buf extra = OM_BUF(1 << 20);
	struct om_proof proof;

	if (om_proof_read(&proof, &extra, text) == OM_OK) {
		om_proof_write(b, &proof, om_buf_span(&extra));
		same(b, text);
	}
	om_buf_free(&extra);
}

/* The entries of a bundle, one behind the other, are the bundle. */
static void
try_tile(struct om_buf *b, struct om_span bundle)
{
	struct om_span entry, other, end, rest = bundle;
	unsigned n = 0;
	int rc;

	while ((rc = om_tile_next(&entry, &rest)) == 1 && n < OM_TILE_WIDTH) {
		om_buf_byte(b, (char)(entry.n >> 8));
		om_buf_byte(b, (char)entry.n);
		om_buf_add(b, entry);
		if (!om_tile_entry(&other, &end, bundle, n++) ||
		    other.p != entry.p || other.n != entry.n ||
		    !om_span_equal(end, om_buf_span(b)))
			abort();
	}
	if (rc == 0)
		same(b, bundle);
}

static void
try_key_file(struct om_buf *b, struct om_span text)
{
	const char *path = fuzz_file("root.key", text);
	struct om_key_folder folder;
	struct om_key key, again;

	if (chmod(path, 0600) != 0 ||
	    om_key_folder_open(&folder, fuzz_folder) != OM_OK)
		abort();
	if (om_key_file_read(&key, &folder, "root.key") == OM_OK) {
		if (unlink(path) != 0 ||
		    om_key_file_write(&folder, &key) != OM_OK ||
		    om_key_file_read(&again, &folder, "root.key") != OM_OK ||
		    again.created != key.created)
			abort();
		om_buf_add(b, om_span_bytes(again.secret, OM_KEY_SIZE));
		same(b, om_span_bytes(key.secret, OM_KEY_SIZE));
		om_key_free(&again);
		om_key_free(&key);
	}
	om_key_folder_close(&folder);
}

/* A letter that says what it is, and that. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct {
		char letter;
		void (*try)(struct om_buf *b, struct om_span text);
	} parsers[] = { { '6', try_base64 }, { 'v', try_key },
		{ 'n', try_note }, { 'p', try_proof }, { 't', try_tile },
		{ 'k', try_key_file } };
	struct om_buf b = OM_BUF(4 << 20);

	for (size_t i = 0; size > 1 && i < 6; i++)
		if (data[0] == (uint8_t)parsers[i].letter)
			parsers[i].try(&b, om_span_bytes(data + 1, size - 1));
	om_buf_free(&b);
	return 0;
}
