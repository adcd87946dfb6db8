/*
 * What src/crypto makes of libcrypto's calls, with each of them failing.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/workspace.h"
#include "crypto/mac.h"
#include "crypto/seal.h"
#include "crypto/sign.h"
#include "crypto/warm.h"
#include "fault/call_trial.h"
#include "fault/evp.h"

enum { OUT = 1024, LONG = 600 };

/* Kept over all failures, as the store keeps them. */
static struct om_mac *mac;
static struct om_sealer *sealer;
static struct om_signer *signer;
static const uint8_t key[OM_KEY_SIZE] = { 7 }, other[OM_KEY_SIZE] = { 8 };
static const char text[LONG] = "a person's address";

static int
run_sha256(uint8_t *out)
{
	return om_sha256(out, OM_SPAN("abc"));
}

static int
run_hash(uint8_t *out)
{
	struct om_hash *h = NULL;
	int rc = om_hash_open(&h);

	if (rc == OM_OK)
		rc = om_hash_add(h, OM_SPAN("abc"));
	if (rc == OM_OK)
		rc = om_hash_end(h, out);
	om_hash_close(h);
	return rc;
}

static int
run_hkdf(uint8_t *out)
{
	return om_hkdf(out, om_span_bytes(key, sizeof(key)), OM_SPAN("salt"),
	    OM_SPAN("info"));
}

static int
run_mac_new(uint8_t *out)
{
	struct om_mac *m = NULL;
	int rc = om_mac_open(&m, other);

	if (rc == OM_OK)
		rc = om_mac_set_key(m, key);
	if (rc == OM_OK)
		rc = om_mac_raw(m, out, OM_SPAN("abc"));
	om_mac_close(m);
	return rc;
}

static int
run_mac_raw(uint8_t *out)
{
	return om_mac_raw(mac, out, OM_SPAN("abc"));
}

static int
run_mac_short(uint8_t *out)
{
	const struct om_span parts[] = { OM_SPAN("a"), OM_SPAN_NONE };

	return om_mac_tag(mac, out, parts, 2);
}

static int
run_mac_long(uint8_t *out)
{
	const struct om_span parts[] = { om_span_bytes(text, LONG),
		OM_SPAN("b") };

	return om_mac_tag(mac, out, parts, 2);
}

/* Nobody may take for sealed what is not, nor read what nobody vouches for. */
static int
run_seal(uint8_t *out)
{
	struct om_buf sealed = OM_BUF(OUT), plain = OM_BUF(OUT);
	int rc = om_seal(
	    sealer, &sealed, key, om_span_bytes(text, LONG), OM_SPAN("place"));

	if (rc == OM_OK)
		rc = om_unseal(sealer, &plain, key, om_buf_span(&sealed),
		    OM_SPAN("place"));
	else if (sealed.n != 0)
		out[0] = 0;
	if (plain.n > 0)
		memcpy(out, plain.p, plain.n);
	om_buf_free(&sealed);
	om_buf_free(&plain);
	return rc;
}

/* Another key each time, so that the one before lies in the context. */
static int
run_seal_in_turn(uint8_t *out)
{
	struct om_buf sealed = OM_BUF(OUT);
	int rc = om_seal(sealer, &sealed, other, OM_SPAN("b"), OM_SPAN_NONE);

	om_buf_free(&sealed);
	return rc == OM_OK ? run_seal(out) : rc;
}

static int
run_sealer_new(uint8_t *out)
{
	struct om_sealer *s = NULL;
	int rc = om_sealer_open(&s);

	if ((rc == OM_OK) != (s != NULL))
		out[0] = 0;
	om_sealer_close(s);
	return rc;
}

static int
run_sign(uint8_t *out)
{
	uint8_t public[OM_PUBLIC_KEY_SIZE];

	om_signer_public(signer, public);
	return om_signer_sign(signer, out, OM_SPAN("a message"));
}

static int
run_signer_new(uint8_t *out)
{
	struct om_signer *s = NULL;
	int rc = om_signer_open(&s, key);

	if (rc == OM_OK)
		om_signer_public(s, out);
	om_signer_close(s);
	return rc;
}

/* Whether it is taken for good is what is made here. */
static int
run_verify(uint8_t *out)
{
	uint8_t public[OM_PUBLIC_KEY_SIZE], signature[OM_SIGNATURE_SIZE];
	int rc = om_signer_sign(signer, signature, OM_SPAN("a message"));

	om_signer_public(signer, public);
	if (rc == OM_OK)
		rc = om_verify(public, signature, OM_SPAN("a message"));
	if (rc == OM_OK)
		out[0] = 'g';
	return rc;
}

/* No failure makes a forgery good. */
static int
run_forgery(uint8_t *out)
{
	static const uint8_t forged[OM_SIGNATURE_SIZE] = { 1 };
	uint8_t public[OM_PUBLIC_KEY_SIZE];
	int rc;

	om_signer_public(signer, public);
	rc = om_verify(public, forged, OM_SPAN("a message"));
	out[0] = rc == OM_OK ? 'g' : 'f';
	return OM_OK;
}

static const struct use {
	const char *name;
	int (*run)(uint8_t *out);
} uses[] = {
	{ "hash", run_sha256 },
	{ "hash, piecewise", run_hash },
	{ "derived key", run_hkdf },
	{ "keyed hash, new", run_mac_new },
	{ "keyed hash", run_mac_raw },
	{ "keyed hash of short parts", run_mac_short },
	{ "keyed hash of long parts", run_mac_long },
	{ "seal", run_seal },
	{ "seal under two keys", run_seal_in_turn },
	{ "cipher, new", run_sealer_new },
	{ "signature", run_sign },
	{ "signing key", run_signer_new },
	{ "verification", run_verify },
	{ "verification of a forgery", run_forgery },
};

static struct {
	unsigned long points, lost;
} used;

/* What is wrong with a use at whose at-th call it failed; NULL for nothing. */
static const char *
judge_use(const struct use *u, const uint8_t right[OUT], unsigned long at)
{
	uint8_t out[OUT], untouched[OUT];
	int rc;

	memset(out, 0xa5, sizeof(out));
	memset(untouched, 0xa5, sizeof(untouched));
	evp_arm(at);
	rc = u->run(out);
	evp_arm(0);
	/* Done all the same: what failed may have been tried again. */
	if (rc >= 0 && memcmp(out, right, OUT) != 0)
		return "said that it was done";
	if (rc < 0 && memcmp(out, untouched, OUT) != 0)
		return "wrote what it failed to make";
	memset(out, 0xa5, sizeof(out));
	if (u->run(out) != OM_OK || memcmp(out, right, OUT) != 0)
		return "was wrong afterwards";
	return NULL;
}

static void
try_use(const struct use *u)
{
	uint8_t right[OUT];

	memset(right, 0xa5, sizeof(right));
	must(u->run(right), u->name);
	for (unsigned long at = 1;; at++) {
		const char *wrong = judge_use(u, right, at);

		if (!evp_struck())
			return;
		used.points++;
		if (wrong == NULL)
			continue;
		used.lost++;
		(void)printf("  %s: call %lu: %s\n", u->name, at, wrong);
	}
}

/* Whether a call was made to fail; each process warms up only once. */
static bool
try_warming(unsigned long at)
{
	uint8_t out[OUT];
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		int rc;

		evp_arm(at);
		rc = om_crypto_warm();
		evp_arm(0);
		child_end(rc == OM_OK ? run_sha256(out) != OM_OK
				      : rc != om_crypto_warm());
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		give_up("fork");
	used.points += evp_struck();
	used.lost += status != 0;
	return evp_struck();
}

bool
evp_try_uses(void)
{
	for (unsigned long at = 1; try_warming(at); at++)
		;

	must(om_mac_open(&mac, key), "a keyed hash");
	must(om_sealer_open(&sealer), "a cipher");
	must(om_signer_open(&signer, key), "a signing key");
	for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
		try_use(&uses[i]);
	om_mac_close(mac);
	om_sealer_close(sealer);
	om_signer_close(signer);
	(void)printf("crypto: %lu calls of libcrypto in %zu uses, %lu lost\n",
	    used.points, 1 + sizeof(uses) / sizeof(uses[0]), used.lost);
	return used.points > 0 && used.lost == 0;
}

/* One that forgets to ask must be seen. */
static int
run_careless(uint8_t *out)
{
	(void)!om_sha256(out, OM_SPAN("abc"));
	return OM_OK;
}

bool
evp_control(void)
{
	static const struct use careless = { "control", run_careless };
	uint8_t right[OUT];
	bool found;

	memset(right, 0xa5, sizeof(right));
	found = run_careless(right) == OM_OK &&
		judge_use(&careless, right, 1) != NULL;
	(void)printf("crypto: control: a failure that nobody asked about %s\n",
	    found ? "was found" : "was NOT found");
	return found;
}
