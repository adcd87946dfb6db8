#ifndef OM_FORMAT_NEEDLE_H
#define OM_FORMAT_NEEDLE_H

#include "base/arena.h"
#include "base/error.h"

enum om_needle_form {
#define OM_NEEDLE_FORM(code, word) code,
#include "format/needle_form_list.h"
#undef OM_NEEDLE_FORM
	OM_NEEDLE_FORMS
};

enum {
	OM_NEEDLE_LEAST = 6,	 /* bytes of a value; 5 where all are digits */
	OM_NEEDLE_LONGEST = 128, /* bytes of a form; the rest is not compared */
	OM_NEEDLE_VALUES = 10000, /* that one set may hold */
	OM_NEEDLE_NUMBERS = 8,	  /* integers that one value may stand for */
};

/* Bytes that stand for a value. */
struct om_needle {
	struct om_span bytes;
	uint32_t value; /* its index */
	enum om_needle_form form;
	bool folded; /* ASCII letters match in either case; bytes are lower */
	/*
	 * Four bytes of an integer, which random bytes hold by chance: to be
	 * believed where a record says integer, or where no bytes should be.
	 */
	bool weak;
};

/* One value: its type, and the whole numbers that it may be stored as. */
struct om_needle_value {
	const char *type;    /* "email" */
	struct om_span text; /* as it was given */
	bool refused; /* for its owner to set: it is not looked for, or not in
			 all forms */
	int64_t numbers[OM_NEEDLE_NUMBERS];
	size_t number_count;
};

/*
 * What is looked for: any number of values, each in all the forms that
 * programs write it in. Values are personal data: the arena wipes them. Start
 * with { 0 }, end with om_needles_free.
 */
struct om_needles {
	struct om_arena arena;
	struct om_needle *p;
	size_t n, room;
	struct om_needle_value *values;
	size_t value_count, value_room;
};

/*
 * Begins a value, which is then the last; nothing is looked for yet. OM_LIMIT
 * beyond OM_NEEDLE_VALUES.
 */
int om_needles_begin(struct om_needles *set, struct om_span type,
    struct om_span text) OM_MUST_CHECK;

/*
 * Adds a text that the value may be written as (as it was given, in
 * canonical form, its digits): as it is, in lower and upper case and with
 * capital initials, composed and decomposed (NFC, NFD), and each of these in
 * UTF-8, UTF-16 of both orders, JSON and HTML escapes, percent-encoding,
 * quotes doubled (SQL, CSV), quoted-printable, hexadecimal digits, base 64
 * and base64url at the three alignments. ASCII letters match in either case
 * except in base 64. Digits alone (5 to 18, no leading zero) are looked for
 * as SQLite's integers, too. OM_INPUT, naming no value, for text that is
 * too short (OM_NEEDLE_LEAST) or not UTF-8: it would be found everywhere, or
 * nowhere, and must not be passed over.
 */
int om_needles_text(struct om_needles *set, struct om_span text) OM_MUST_CHECK;

/*
 * Adds what a telephone number is written as besides its text: its last
 * nine digits, which any country code leads up to, and the integers with and
 * without one of up to three digits. OM_INPUT as above.
 */
int om_needles_phone(struct om_needles *set, struct om_span text) OM_MUST_CHECK;

void om_needles_free(struct om_needles *set);

/* "utf-8" etc. */
const char *om_needle_form_word(enum om_needle_form form);

#endif
