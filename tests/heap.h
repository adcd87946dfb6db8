#ifndef OM_HEAP_H
#define OM_HEAP_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * Whether a text is anywhere in this process, freed memory included: only
 * its exclusive or with MASK is kept, so that it is not found for being
 * looked for. One text a process.
 */
enum { MARKER = 24, MASK = 0x5a, LARGEST_REGION = 1 << 28 };

static uint8_t masked[MARKER];

/* Chooses the text, unlike any of an earlier run. */
static void
choose_marker(uint64_t seed)
{
	for (int i = 0; i < MARKER; i++) {
		seed = seed * UINT64_C(6364136223846793005) + 1442695041;
		masked[i] =
		    (uint8_t)((uint8_t)('a' + (seed >> 40) % 26) ^ MASK);
	}
}

static void
write_marker(volatile char *p)
{
	for (int i = 0; i < MARKER; i++)
		p[i] = (char)(masked[i] ^ MASK);
}

__attribute__((no_sanitize("address", "thread", "undefined"))) static size_t
count_between(const volatile uint8_t *p, const volatile uint8_t *end)
{
	size_t found = 0;

	for (; p + MARKER <= end; p++) {
		int i = 0;

		while (i < MARKER && (p[i] ^ MASK) == masked[i])
			i++;
		found += i == MARKER;
	}
	return found;
}

/* How often it stands in memory that this process can write. */
static size_t
count_marker(void)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512];
	size_t found = 0;

	if (maps == NULL)
		abort();
	while (fgets(line, sizeof(line), maps) != NULL) {
		char *rest;
		uintptr_t from = strtoull(line, &rest, 16);
		uintptr_t to = strtoull(rest + 1, &rest, 16);

		if (rest[1] == 'r' && rest[2] == 'w' && rest[4] == 'p' &&
		    to - from <= LARGEST_REGION)
			found += count_between(
			    (const uint8_t *)from, (const uint8_t *)to);
	}
	(void)fclose(maps);
	return found;
}

#endif
