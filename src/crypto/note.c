#include "crypto/note.h"

#include "base/text.h"
#include "crypto/base64.h"
#include "crypto/hash.h"

#define DASH "\xe2\x80\x94 " /* U+2014 and a space, before a signature */

enum { ID = 4, VKEY = 1 + OM_PUBLIC_KEY_SIZE };

/* Where part first stands in s; s.n where it does not. */
static size_t
find(struct om_span s, const char *part)
{
	size_t n = strlen(part);

	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, part, n) == 0)
			return i;
	return s.n;
}

/* White space beyond ASCII (Unicode's White_Space), as UTF-8. */
static bool
has_wide_space(struct om_span s)
{
	static const char *const spaces[] = {
		"\xc2\x85",
		"\xc2\xa0",
		"\xe1\x9a\x80",
		"\xe2\x80\x80",
		"\xe2\x80\x81",
		"\xe2\x80\x82",
		"\xe2\x80\x83",
		"\xe2\x80\x84",
		"\xe2\x80\x85",
		"\xe2\x80\x86",
		"\xe2\x80\x87",
		"\xe2\x80\x88",
		"\xe2\x80\x89",
		"\xe2\x80\x8a",
		"\xe2\x80\xa8",
		"\xe2\x80\xa9",
		"\xe2\x80\xaf",
		"\xe2\x81\x9f",
		"\xe3\x80\x80",
	};

	for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++)
		if (find(s, spaces[i]) < s.n)
			return true;
	return false;
}

static bool
name_valid(struct om_span name)
{
	if (name.n == 0 || name.n > OM_NOTE_NAME_MAX ||
	    !om_text_is_utf8(name) || has_wide_space(name))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] <= ' ' || name.p[i] == '+')
			return false;
	return true;
}

/* Whether s may stand in a note: UTF-8, no control character but newline. */
static bool
text_valid(struct om_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' && s.p[i] != '\n')
			return false;
	return s.n > 0 && s.p[s.n - 1] == '\n' && om_text_is_utf8(s);
}

/* The first bytes of SHA-256(name, newline, algorithm, key). */
static int
compute_id(struct om_note_key *key)
{
	struct om_buf b = OM_BUF(OM_NOTE_NAME_MAX + 1 + VKEY);
	uint8_t hash[OM_HASH_SIZE];
	int rc;

	om_buf_text(&b, key->name);
	om_buf_byte(&b, '\n');
	om_buf_byte(&b, (char)key->algorithm);
	om_buf_add(&b, om_span_bytes(key->key, sizeof(key->key)));
	rc = om_sha256(hash, om_buf_span(&b));
	if (rc == OM_OK)
		memcpy(key->id, hash, ID);
	om_buf_free(&b);
	return rc;
}

static int
make_key(struct om_note_key *out, struct om_span name,
    const uint8_t key[OM_PUBLIC_KEY_SIZE], enum om_note_algorithm algorithm)
{
	struct om_note_key made = { .algorithm = algorithm };
	int rc;

	if (!name_valid(name))
		return om_fail(OM_INPUT, "that cannot be a note key's name");
	memcpy(made.name, name.p, name.n);
	memcpy(made.key, key, OM_PUBLIC_KEY_SIZE);
	rc = compute_id(&made);
	if (rc == OM_OK)
		*out = made;
	return rc;
}

int
om_note_key_make(struct om_note_key *out, struct om_span name,
    const uint8_t key[OM_PUBLIC_KEY_SIZE])
{
	return make_key(out, name, key, OM_NOTE_ED25519);
}

int
om_note_key_read(struct om_note_key *out, struct om_span vkey)
{
	return om_note_key_read_as(out, vkey, OM_NOTE_ED25519);
}

int
om_note_key_read_as(struct om_note_key *out, struct om_span vkey,
    enum om_note_algorithm algorithm)
{
	struct om_span name, id, rest;
	struct om_buf hex = OM_BUF(2 * ID);
	struct om_note_key key;
	uint8_t bytes[VKEY];
	int rc;

	if (vkey.n > 0 && vkey.p[vkey.n - 1] == '\n')
		vkey.n--;
	if (!om_span_cut(&name, &rest, vkey, '+') ||
	    !om_span_cut(&id, &rest, rest, '+') ||
	    om_base64_exact(bytes, sizeof(bytes), rest) != OM_OK)
		return om_fail(OM_INPUT, "malformed verifier key");
	if (bytes[0] != algorithm)
		return om_fail(OM_INPUT, "the verifier key is not %s",
		    algorithm == OM_NOTE_ED25519 ? "Ed25519"
						 : "that of a witness");
	rc = make_key(&key, name, bytes + 1, algorithm);
	if (rc != OM_OK)
		return rc;
	om_buf_hex(&hex, om_span_bytes(key.id, ID));
	if (om_span_equal(om_buf_span(&hex), id))
		*out = key;
	else
		rc = om_fail(OM_INPUT, "the verifier key has another's id");
	om_buf_free(&hex);
	return rc;
}

void
om_note_key_write(struct om_buf *b, const struct om_note_key *key)
{
	uint8_t bytes[VKEY] = { (uint8_t)key->algorithm };

	memcpy(bytes + 1, key->key, sizeof(key->key));
	om_buf_text(b, key->name);
	om_buf_byte(b, '+');
	om_buf_hex(b, om_span_bytes(key->id, ID));
	om_buf_byte(b, '+');
	om_base64_encode(b, om_span_bytes(bytes, sizeof(bytes)));
}

int
om_note_sign(struct om_buf *b, struct om_span text, struct om_span name,
    const struct om_keys *k)
{
	uint8_t signature[ID + OM_SIGNATURE_SIZE];
	uint8_t public[OM_PUBLIC_KEY_SIZE];
	struct om_note_key key;
	int rc;

	if (!text_valid(text))
		return om_fail(OM_INPUT, "that cannot be the text of a note");
	om_keys_public(k, public);
	rc = om_note_key_make(&key, name, public);
	if (rc == OM_OK)
		rc = om_keys_sign(k, signature + ID, text);
	if (rc != OM_OK)
		return rc;
	memcpy(signature, key.id, ID);
	om_buf_add(b, text);
	om_buf_text(b, "\n" DASH);
	om_buf_add(b, name);
	om_buf_byte(b, ' ');
	om_base64_encode(b, om_span_bytes(signature, sizeof(signature)));
	om_buf_byte(b, '\n');
	return om_buf_check(b, "a note");
}

bool
om_note_cut(
    struct om_span *text, struct om_span *signatures, struct om_span note)
{
	for (size_t i = note.n; i-- > 1;)
		if (note.p[i] == '\n' && note.p[i - 1] == '\n') {
			*text = om_span_bytes(note.p, i);
			*signatures =
			    om_span_bytes(note.p + i + 1, note.n - i - 1);
			return signatures->n > 0;
		}
	return false;
}

/* A signature line: whose it is, and the key id and signature it gives. */
static int
parse_line(struct om_span *name, struct om_buf *bytes, struct om_span line)
{
	struct om_span rest;

	if (!om_span_starts(line, OM_SPAN(DASH)))
		return om_fail(OM_INPUT, "malformed signature line in a note");
	line.p += strlen(DASH);
	line.n -= strlen(DASH);
	if (!om_span_cut(name, &rest, line, ' ') || !name_valid(*name) ||
	    om_base64_decode(bytes, rest) != OM_OK || bytes->n <= ID)
		return om_fail(OM_INPUT, "malformed signature line in a note");
	return OM_OK;
}

int
om_note_line(bool *is, struct om_buf *out, struct om_span line,
    const struct om_note_key *key)
{
	struct om_buf bytes = OM_BUF(OM_NOTE_MAX);
	struct om_span name = OM_SPAN_NONE;
	int rc = parse_line(&name, &bytes, line);

	*is = rc == OM_OK && om_span_is(name, key->name) &&
	      om_span_starts(om_buf_span(&bytes), om_span_bytes(key->id, ID));
	if (*is)
		om_buf_add(out, om_span_bytes(bytes.p + ID, bytes.n - ID));
	om_buf_free(&bytes);
	return rc;
}

/* Sets *by_key where the line is a signature by key; it must be right then. */
static int
check_line(bool *by_key, struct om_span line, struct om_span text,
    const struct om_note_key *key)
{
	struct om_buf bytes = OM_BUF(OM_NOTE_MAX);
	bool is = false;
	int rc = om_note_line(&is, &bytes, line, key);

	if (is && bytes.n != OM_SIGNATURE_SIZE)
		rc = om_fail(OM_CORRUPT, "a signature has a wrong length");
	else if (is)
		rc = om_verify(key->key, (const uint8_t *)bytes.p, text);
	*by_key |= is;
	om_buf_free(&bytes);
	return rc;
}

int
om_note_open(
    struct om_span *out, struct om_span note, const struct om_note_key *key)
{
	struct om_span text, lines, line;
	bool by_key = false;

	if (note.n > OM_NOTE_MAX || !text_valid(note) ||
	    !om_note_cut(&text, &lines, note))
		return om_fail(OM_INPUT, "malformed note");
	while (om_span_cut(&line, &lines, lines, '\n')) {
		int rc = check_line(&by_key, line, text, key);

		if (rc != OM_OK)
			return rc;
	}
	if (!by_key)
		return om_fail(OM_CORRUPT, "the note is not signed by the key");
	*out = text;
	return OM_OK;
}
