#ifndef OM_SCAN_POSTAL_H
#define OM_SCAN_POSTAL_H

#include "scan/phrase.h"

/*
 * Where a postal code at `at` ends, `at` where none is: four or five digits,
 * 12-345, 123 45, 1234 AB, 12345-6789, and British ones.
 */
uint32_t om_postal_code_end(const struct om_sight *s, uint32_t at);

/* The same of a town's words. */
uint32_t om_postal_town_end(const struct om_sight *s, uint32_t at);

/*
 * What follows a street that ends at `at`: ", 12345 Town", ", Town AB1 2CD",
 * ", Town, ST 12345". Where it ends; `at` where nothing of it follows.
 */
uint32_t om_postal_end(const struct om_sight *s, uint32_t at);

/* Where the digits at `at` end. */
uint32_t om_postal_digits_end(const struct om_sight *s, uint32_t at);

static inline bool
om_postal_is_digit(const struct om_sight *s, uint32_t at)
{
	char c = om_sight_byte(s, at);

	return c >= '0' && c <= '9';
}

static inline bool
om_postal_is_upper(const struct om_sight *s, uint32_t at)
{
	char c = om_sight_byte(s, at);

	return c >= 'A' && c <= 'Z';
}

static inline bool
om_postal_is_lower(const struct om_sight *s, uint32_t at)
{
	char c = om_sight_byte(s, at);

	return c >= 'a' && c <= 'z';
}

/* Nothing that would be a part of the same word or number stands there. */
static inline bool
om_postal_is_edge(const struct om_sight *s, uint32_t at)
{
	return !om_postal_is_digit(s, at) &&
	       !om_phrase_is_letter(om_sight_byte(s, at));
}

#endif
