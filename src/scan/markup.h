#ifndef OM_SCAN_MARKUP_H
#define OM_SCAN_MARKUP_H

#include "scan/reading.h"

/*
 * HTML and XML as the text that a reader sees: tags become a space, those
 * that begin a block a line break, references become what they stand for;
 * values of attributes stay, since addresses are in them. Comments and
 * scripts stay too: they are as readable.
 */
struct om_markup {
	struct om_source *s;
	bool tag;   /* inside of < and > */
	char quote; /* inside of an attribute's value; or NUL */
};

/* A source's function (om_source_pull); state is the struct. */
int om_markup_pull(
    size_t *got, void *state, char *p, size_t room) OM_MUST_CHECK;

#endif
