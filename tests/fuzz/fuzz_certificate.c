#include <stdlib.h>

#include "policy/identity.h"
#include "request/certificate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The key of the log in which the seeds' entries are; its other half is gone.
 */
static const char vkey[] = "ombud.example/8c8165a4b0186253+1323383b+"
			   "AXZt5jFj4o3ZgOmGw8a0OVY3GH79BS0k515xU9mmFqez";

/* What that log's entries commit to, by sha256sum(1). */
static const char *const true_ones[] = {
	"bd2ee2435c7edaca8747b994d6c585d071dfe9567571f6dd09413b4e1d58a286",
	"48cc0b522b0b9107c2a57d433b774e70ea66d376546108787b86f55156205f55",
};

static bool
is_true(struct om_span statement)
{
	struct om_buf hex = OM_BUF(2 * OM_HASH_SIZE);
	uint8_t hash[OM_HASH_SIZE];
	bool found = false;

	if (om_sha256(hash, statement) != OM_OK)
		abort();
	om_buf_hex(&hex, om_span_bytes(hash, sizeof(hash)));
	for (size_t i = 0; i < sizeof(true_ones) / sizeof(true_ones[0]); i++)
		found |= om_span_is(om_buf_span(&hex), true_ones[i]);
	om_buf_free(&hex);
	return found;
}

/* Whatever is taken for genuine says what the log's keeper said. */
static void
check(struct om_span text, const struct om_note_key *key,
    const struct om_identity_policy *identity)
{
	struct om_arena arena = { 0 };
	struct om_attestation *a;

	if (om_attestation_read(&a, &arena, text) == OM_OK) {
		if (om_attestation_verify(NULL, a, key) == OM_OK)
			for (size_t i = 0; i < a->n; i++)
				if (!is_true(a->parts[i].statement))
					abort();
		if (om_certificate_concerns(
			a, identity, OM_SPAN("email:bela@post.example")) != 0)
			abort();
	}
	om_arena_free(&arena);
}

/* The input as a file, and as the extra bytes of one. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct om_identity_policy *identity;
	static struct om_note_key key;
	const struct om_proof proof = { .checkpoint = OM_SPAN("c\n") };
	struct om_span input = om_span_bytes(data, size);
	struct om_buf text = OM_BUF(64 << 20);

	if (identity == NULL &&
	    (om_identity_policy_open(&identity, NULL) != OM_OK ||
		om_note_key_read(&key, om_span_of(vkey)) != OM_OK))
		abort();
	check(input, &key, identity);
	om_proof_write(&text, &proof, input);
	check(om_buf_span(&text), &key, identity);
	om_buf_free(&text);
	return 0;
}
