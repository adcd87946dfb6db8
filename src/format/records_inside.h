#ifndef OM_FORMAT_RECORDS_INSIDE_H
#define OM_FORMAT_RECORDS_INSIDE_H

#include "format/records.h"

/* The inside of records.h, for the files records*.c alone. */

/* What may come next in a JSON stream. */
enum om_records_place {
	OM_PLACE_TOP,	  /* an array, an envelope, a record, the end */
	OM_PLACE_FIRST,	  /* an element or ']' */
	OM_PLACE_ELEMENT, /* an element */
	OM_PLACE_BEHIND,  /* ',' or ']' behind an element */
	OM_PLACE_ONLY,	  /* the one object of an envelope */
	OM_PLACE_TAIL,	  /* ',' and a member, or '}', of an envelope */
	OM_PLACE_END,	  /* nothing but white space */
};

struct om_records {
	struct om_source source;
	struct om_records_options options;
	enum om_records_format format;
	bool ended; /* nothing behind can be read */

	/* The record that was read last. */
	uint64_t number, line, offset;
	struct om_span text;

	struct om_csv csv;
	struct om_csv_binding *binding;

	enum om_records_place place;
	uint64_t entered; /* a bit for each envelope key met; 0: no envelope */
	bool began;	  /* something was met at the top */
	struct om_arena scratch; /* for what is checked and dropped */
};

enum { OM_RECORDS_ENVELOPES_MOST = 64 };

/* Notes that a record begins with the window's first byte. */
void om_records_begin(struct om_records *r);

/*
 * Reads the record in the window's first n bytes and skips them; a record
 * that was too large was skipped before, in parts: then n is its last part.
 */
int om_records_parse(struct om_value **out, struct om_records *r,
    struct om_arena *arena, size_t n) OM_MUST_CHECK;

/* The index of key among the caller's envelopes; -1 where it is none. */
int om_records_envelope(const struct om_records *r, struct om_span key);

/*
 * The byte at offset *at of the window or behind the white space there, *at
 * then being its place: 1, 0 where the input or the limit of what may be
 * looked at ends before it, or negative.
 */
int om_records_peek(char *out, struct om_records *r, size_t *at) OM_MUST_CHECK;

/* As om_records_next, for the formats. */
int om_records_next_line(struct om_value **out, struct om_records *r,
    struct om_arena *arena) OM_MUST_CHECK;
int om_records_next_json(struct om_value **out, struct om_records *r,
    struct om_arena *arena) OM_MUST_CHECK;

/*
 * Looks whether the object at offset *at is an envelope: 1 with *at at the
 * value of its key, *key the key's index and *byte the value's first byte;
 * 0 where it is none; negative.
 */
struct om_records_entry {
	size_t at;
	int key;
	char byte;
};
int om_records_find_envelope(
    struct om_records_entry *entry, struct om_records *r) OM_MUST_CHECK;

/*
 * Reads the member of an envelope whose key's quote stands at entry->at: 1
 * with entry behind the member, or, where the key is one of the caller's
 * envelopes and an object or array follows, at its value and entry->key set.
 * 0 where it is no member, negative.
 */
int om_records_member(
    struct om_records_entry *entry, struct om_records *r) OM_MUST_CHECK;

/* Finds r->format from the content, nothing being skipped. */
int om_records_detect(struct om_records *r) OM_MUST_CHECK;

#endif
