/*
 * What it takes to check a certificate of erasure: two statements in a log
 * of many entries, from its bytes to its verdict. The limit is held against
 * processor time, which other programs do not change.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/workspace.h"
#include "store/attestation.h"

static const double limit_ms = 5;

enum { ENTRIES = 20000, RUNS = 400 };

/* As long as those that a certificate has. */
static const char *const statements[] = {
	"{\"version\":1,\"act\":\"subject.erase\",\"text\":\"",
	"{\"version\":1,\"act\":\"erasure.settle\",\"text\":\"",
};

static void
attest(struct workspace *w, struct om_attested *a, int i)
{
	const struct om_audit_entry entry = { .act = i == 0 ? OM_ACT_ERASE
							    : OM_ACT_SETTLE };
	static struct om_buf text[2];

	text[i] = OM_BUF(1 << 16);
	om_buf_text(&text[i], statements[i]);
	for (int n = 0; n < 1500; n++)
		om_buf_byte(&text[i], 'x');
	om_buf_text(&text[i], "\"}");
	om_attested_begin(a);
	a->statement = om_buf_span(&text[i]);
	must(om_attested_add(w->store, a, &entry), "attest");
}

static void
fill(struct workspace *w, struct om_buf *file)
{
	const struct om_audit_entry entry = { .act = OM_ACT_READ };
	struct om_attested two[2];

	must(om_store_begin(w->store), "begin");
	for (int i = 0; i < ENTRIES; i++) {
		must(om_audit_add(w->store, &entry), "add");
		if (i == ENTRIES / 3)
			attest(w, &two[0], 0);
		if (i == ENTRIES / 2)
			attest(w, &two[1], 1);
	}
	must(om_store_commit(w->store), "commit");
	must(om_attestation_write(file, w->store, two, 2), "write");
}

int
main(void)
{
	int runs = getenv("BENCH_SHORT") != NULL ? RUNS / 10 : RUNS;
	struct om_buf file = OM_BUF(1 << 20);
	uint8_t public[OM_PUBLIC_KEY_SIZE];
	struct om_note_key key;
	struct workspace w;
	double begun, each;

	workspace_open(&w, "certificate");
	fill(&w, &file);
	om_keys_public(w.keys, public);
	must(
	    om_note_key_make(&key, om_span_of(w.store->origin), public), "key");
	begun = cpu_seconds();
	for (int i = 0; i < runs; i++) {
		struct om_arena arena = { 0 };
		struct om_attestation *a;

		must(om_attestation_read(&a, &arena, om_buf_span(&file)),
		    "read");
		must(om_attestation_verify(NULL, a, &key), "verify");
		om_arena_free(&arena);
	}
	each = (cpu_seconds() - begun) * 1e3 / runs;
	(void)printf("certificate: %.2f ms to check %zu bytes in a log of "
		     "%d entries (limit %.0f)\n",
	    each, file.n, ENTRIES, limit_ms);
	om_buf_free(&file);
	workspace_close(&w);
	return each > limit_ms;
}
