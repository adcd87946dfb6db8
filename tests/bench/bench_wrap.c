/*
 * Wrapping people's secrets under an epoch key, as an import does between
 * sealing their profiles: with the key at hand and one cipher for both (how
 * fast it could be done without a key store), and by the key store in files,
 * which keeps the key to itself.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "bench/workspace.h"
#include "crypto/random.h"

enum { WRAPS = 300000, SECRET = 64, PROFILE = 300 };

static const double limit_factor = 1.1;

struct bench {
	struct om_sealer *sealer;
	struct om_keys *keys;
	uint8_t key[OM_KEY_SIZE], subject[OM_KEY_SIZE];
	uint8_t secret[SECRET], profile[PROFILE];
	uint8_t out[PROFILE + OM_SEAL_OVERHEAD];
};

static int
wrap_at_hand(struct bench *b)
{
	return om_seal_into(b->sealer, b->out, b->key,
	    om_span_bytes(b->secret, SECRET), OM_SPAN("Saaaaaaaabbbbbbbb"));
}

static int
wrap_in_store(struct bench *b)
{
	return om_keys_wrap(b->keys, b->out, 1,
	    om_span_bytes(b->secret, SECRET), OM_SPAN("Saaaaaaaabbbbbbbb"));
}

/* Nanoseconds for one wrap and, where asked, the profile behind it. */
static double
measure(struct bench *b, int (*wrap)(struct bench *b), bool profile)
{
	int64_t begun = om_clock_steady();

	for (int i = 0; i < WRAPS; i++) {
		must(wrap(b), "wrap");
		b->subject[0]++; /* everybody has a key of her own */
		if (profile)
			must(om_seal_into(b->sealer, b->out, b->subject,
				 om_span_bytes(b->profile, PROFILE),
				 OM_SPAN("P")),
			    "seal");
	}
	return (double)(om_clock_steady() - begun) / WRAPS;
}

int
main(void)
{
	struct bench b = { 0 };
	double hand, store, before, after;

	must(om_folder_remove("keys"), "keys");
	must(om_keys_create("keys"), "keys");
	must(om_keys_open(&b.keys, "keys"), "keys");
	must(om_sealer_open(&b.sealer), "sealer");
	om_random(b.key, sizeof(b.key));
	(void)measure(&b, wrap_in_store, true);
	hand = measure(&b, wrap_at_hand, false);
	store = measure(&b, wrap_in_store, false);
	before = measure(&b, wrap_at_hand, true);
	after = measure(&b, wrap_in_store, true);
	(void)printf("wrap: alone %.0f ns with the key at hand, %.0f ns (%.0f "
		     "a second) in the key store\n",
	    hand, store, 1e9 / store);
	(void)printf("wrap: with a profile of %d bytes %.0f ns and %.0f ns: "
		     "factor %.2f (limit %.2f)\n",
	    PROFILE, before, after, after / before, limit_factor);
	om_sealer_close(b.sealer);
	om_keys_close(b.keys);
	return after / before > limit_factor ? 1 : 0;
}
