/*
 * How fast the searcher goes through bytes: a hundred identifiers in all
 * forms over random bytes, over text and over zeros; and how fast it joins
 * lines beside that. In processor time, which other work does not change.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "format/unwrap.h"

enum { PEOPLE = 25, BYTES = 64 << 20, ROUNDS = 4, PIECE = 1 << 20 };

static void
count(void *state, const struct om_needle *needle, uint64_t offset)
{
	(void)needle;
	(void)offset;
	++*(uint64_t *)state;
}

static int
add(struct om_needles *set, const char *before, int i, bool phone)
{
	struct om_buf b = OM_BUF(256);
	int rc;

	om_buf_format(&b, "%s%06d", before, i);
	rc = om_needles_begin(set, OM_SPAN("x"), om_buf_span(&b));
	if (rc == OM_OK)
		rc = om_needles_text(set, om_buf_span(&b));
	if (rc == OM_OK && phone)
		rc = om_needles_phone(set, om_buf_span(&b));
	om_buf_free(&b);
	return rc;
}

static int
fill_set(struct om_needles *set)
{
	int rc = OM_OK;

	for (int i = 0; rc == OM_OK && i < PEOPLE; i++) {
		rc = add(set, "person@post.example", i * 79, false);
		if (rc == OM_OK)
			rc = add(set, "+12025", i, true);
		if (rc == OM_OK)
			rc = add(set, "Ana-L\303\272cia Ruiz ", i, false);
		if (rc == OM_OK)
			rc = add(set, "AC-", i * 1047, false);
	}
	return rc;
}

static void
tell(const char *what, clock_t begun, uint64_t found)
{
	double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC;

	(void)printf("sweep, %-16s %6.0f MB/s, %llu found\n", what,
	    (double)BYTES * ROUNDS / 1e6 / seconds, (unsigned long long)found);
}

static void
measure_joined(
    const char *what, const struct om_search *search, const char *bytes)
{
	uint64_t found = 0;
	struct om_unwrap u = {
		.search = search,
		.found = count,
		.state = &found,
	};
	clock_t begun = clock();

	for (int i = 0; i < ROUNDS; i++) {
		om_unwrap_start(&u);
		for (size_t at = 0; at < BYTES; at += PIECE)
			om_unwrap_feed(&u, om_span_bytes(bytes + at, PIECE));
	}
	tell(what, begun, found);
	om_unwrap_end(&u);
}

static void
measure(const char *what, const struct om_search *search, const char *bytes)
{
	uint64_t found = 0;
	struct om_search_stream stream = {
		.search = search,
		.found = count,
		.state = &found,
	};
	clock_t begun = clock();

	for (int i = 0; i < ROUNDS; i++) {
		om_search_start(&stream, 0);
		for (size_t at = 0; at < BYTES; at += PIECE)
			om_search_feed(
			    &stream, om_span_bytes(bytes + at, PIECE));
	}
	tell(what, begun, found);
	om_search_end(&stream);
}

static void
fill_random(char *bytes)
{
	uint64_t x = 88172645463325252;

	for (size_t i = 0; i < BYTES; i += 8) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		memcpy(bytes + i, &x, 8);
	}
}

static void
fill_text(char *bytes)
{
	struct om_buf line = OM_BUF(256);
	size_t at = 0;

	for (int i = 0; at + 256 < BYTES; i++) {
		om_buf_reset(&line);
		om_buf_format(&line,
		    "{\"name\":\"Bela Kov %d\",\"email\":\"bela.%d@post.example\","
		    "\"phone\":\"+4420794601%02d\"}\n",
		    i, i * 31, i % 100);
		memcpy(bytes + at, line.p, line.n);
		at += line.n;
	}
	memset(bytes + at, ' ', BYTES - at);
	om_buf_free(&line);
}

int
main(void)
{
	struct om_needles set = { 0 };
	char *bytes = om_new(BYTES, 1);
	struct om_search *search, *wrapped;
	clock_t begun;

	if (fill_set(&set) != OM_OK)
		return 1;
	begun = clock();
	search = om_search_new(&set, OM_SEARCH_STRONG);
	(void)printf("sweep, %zu values in %zu forms, made ready in %.1f ms\n",
	    set.value_count, set.n,
	    (double)(clock() - begun) * 1000 / CLOCKS_PER_SEC);
	wrapped = om_search_new(&set, OM_SEARCH_WRAPPED);
	measure("zeros", search, bytes);
	fill_random(bytes);
	measure("random", search, bytes);
	measure_joined("random, joined", wrapped, bytes);
	fill_text(bytes);
	measure("text", search, bytes);
	measure_joined("text, joined", wrapped, bytes);
	om_search_free(search);
	om_search_free(wrapped);
	om_needles_free(&set);
	om_free(bytes);
	return 0;
}
