#ifndef OM_BENCH_CORPUS_H
#define OM_BENCH_CORPUS_H

#include "base/buf.h"

/*
 * Inputs of invented data for measuring scans, the same in every run: logs of
 * a web server and of an application (an address in two lines of a hundred),
 * prose, a table with nine findings in every row, one with hardly any, and
 * nested JSON records of which one in twenty has a person.
 */
struct corpus {
	const char *name;
	void (*line)(struct om_buf *out, uint64_t i);
	double least; /* how many times ripgrep's rate is asked for */
};

/* Six; a NULL name ends. */
extern const struct corpus corpora[];

/* Writes at least `size` bytes of whole lines to path. */
void corpus_write(const char *path, const struct corpus *c, size_t size);

#endif
