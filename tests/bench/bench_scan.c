#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "scan/scanner.h"
#include "workspace.h"

/* Rates of the engine alone, by instruction set, over files given. */
static void
measure(struct om_scanner *s, const char *path)
{
	struct om_buf text = OM_BUF((size_t)1 << 30);
	struct om_hits hits = { 0 };

	must(om_file_read(&text, path), path);
	for (const char *const *name = (const char *const[]){ "avx512", "avx2",
		 "sse2", "scalar", NULL };
	     *name; name++) {
		double best = 1e9;

		if (getenv("ONLY") && strcmp(getenv("ONLY"), *name) != 0)
			continue;
		if (om_scanner_choose(s, *name) != OM_OK)
			continue;
		for (int round = 0; round < 5; round++) {
			double start = cpu_seconds(), took;

			hits.n = 0;
			for (size_t at = 0; at < text.n; at += 1 << 20)
				om_scanner_text(s, &hits,
				    om_span_bytes(text.p + at,
					text.n - at < 1 << 20 ? text.n - at
							      : 1 << 20),
				    NULL);
			took = cpu_seconds() - start;
			best = took < best ? took : best;
		}
		printf("%-8s %6.2f GB/s %zu findings  %s\n", *name,
		    (double)text.n / best / 1e9, hits.n, path);
	}
	om_hits_free(&hits);
	om_buf_free(&text);
}

int
main(int argc, char **argv)
{
	struct om_kinds *kinds;
	struct om_scanner *s;

	must(om_kinds_open(&kinds, NULL), "kinds");
	must(
	    om_scanner_open(&s, &(struct om_scanner_options){ .kinds = kinds }),
	    "scanner");
	for (int i = 1; i < argc; i++)
		measure(s, argv[i]);
	om_scanner_close(s);
	om_kinds_close(kinds);
	return 0;
}
