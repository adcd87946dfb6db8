#ifndef OM_REQUEST_LETTER_KIND_H
#define OM_REQUEST_LETTER_KIND_H

#include "request/letter.h"

/* What a kind of letter needs (letter_list.h). */
enum {
	OM_LETTER_DUE = 1 << 0,	   /* the day of the answer */
	OM_LETTER_TEXT = 1 << 1,   /* words of whoever writes it */
	OM_LETTER_UNTIL = 1 << 2,  /* a day to come */
	OM_LETTER_KNOWN = 1 << 3,  /* the person was verified */
	OM_LETTER_BACKUP = 1 << 4, /* until when backups are kept */
	OM_LETTER_REMEDY = 1 << 5, /* where to complain: the authority */
	OM_LETTER_WHERE = 1 << 6,  /* what was searched, and what not */
	OM_LETTER_ANSWER = 1 << 7, /* the right's own template */
};

struct om_letter_kind {
	const char *word;
	unsigned at; /* states, as bits */
	unsigned needs;
};

/* The i-th kind of the list; NULL behind the last. */
const struct om_letter_kind *om_letter_kind_at(size_t i);

/* OM_USAGE, listing them, for a word of none. */
int om_letter_kind_find(
    const struct om_letter_kind **out, const char *word) OM_MUST_CHECK;

/*
 * Whether such a letter can be made of the request now: OM_DENIED where its
 * state, its right or its law forbids it; OM_USAGE, naming it, where the
 * settings or the writer lack what it needs. Nothing is left blank.
 */
int om_letter_kind_check(const struct om_letter_kind *kind, struct om_case *c,
    const struct om_request_writing *what) OM_MUST_CHECK;

/* Sets in the view what the template of the kind shows. */
int om_letter_fill(const struct om_letter *l, const struct om_letter_kind *kind,
    const struct om_request_writing *what) OM_MUST_CHECK;

#endif
