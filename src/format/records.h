#ifndef OM_FORMAT_RECORDS_H
#define OM_FORMAT_RECORDS_H

#include "format/csv_map.h"
#include "format/json_reader.h"

/*
 * One object after the other out of a file, whatever its shape: NDJSON, a
 * JSON array, an envelope ({"profiles": [...]}), JSON objects one behind the
 * other over any number of lines, or CSV. Memory holds one record at a time.
 */
enum om_records_format {
	OM_RECORDS_AUTO, /* JSON by its first byte, else CSV, else NDJSON */
	OM_RECORDS_JSON, /* an array, an envelope, objects in a row */
	OM_RECORDS_NDJSON,
	OM_RECORDS_CSV,
};

/* All zero is a fair choice. */
struct om_records_options {
	enum om_records_format format;
	const struct om_csv_map *map; /* for CSV; NULL: members by header */
	bool rows;	/* AUTO takes what is not JSON for CSV without map */
	char delimiter; /* of CSV; 0: the map's, or found */
	size_t columns; /* of CSV, at most: 4096 where 0 */
	/* keys of envelopes, e.g. "profile", "profiles"; NULL at the end */
	const char *const *envelopes;
	/*
	 * Records are copied into the arena, so that they live as long as it
	 * (the keys and constants of a CSV record as long as reader and map).
	 */
	bool keep;
	struct om_json_limits limits; /* string is also a cell's limit */
	size_t record;		      /* bytes of one: 16 MiB where 0 */
	size_t block;		      /* bytes a read asks for: 1 MiB where 0 */
};

struct om_records;

/*
 * Opens path ("-": standard input) and looks at its first bytes. path and
 * all in options are borrowed until the close. Errors as in base/file.h; of
 * the content only a CSV header's.
 */
int om_records_open(struct om_records **out, const char *path,
    const struct om_records_options *options) OM_MUST_CHECK;

/* As om_records_open, from borrowed bytes; name is for messages. */
int om_records_open_memory(struct om_records **out, const char *name,
    struct om_span bytes,
    const struct om_records_options *options) OM_MUST_CHECK;

void om_records_close(struct om_records *r);

/*
 * The next record, an object: 1, or 0 at the end, or negative, the message
 * beginning with "NAME:LINE: ". Values lie in the arena and, unless keep is
 * set, in the reader's window until the next call: wipe the arena before it.
 * After a negative code go on calling: a bad record is passed over where its
 * end is known (a line of NDJSON, a row of CSV, an element whose brackets
 * balance); elsewhere the next call returns 0 and the rest is unread.
 * OM_INPUT, OM_LIMIT (a record or value too large), OM_IO.
 */
int om_records_next(struct om_value **out, struct om_records *r,
    struct om_arena *arena) OM_MUST_CHECK;

/*
 * Of the record that the last call gave or refused, counted from 1; a fault
 * between records leaves it.
 */
uint64_t om_records_number(const struct om_records *r);

/* The line where it begins, counted from 1, and its offset, from 0. */
uint64_t om_records_line(const struct om_records *r);
uint64_t om_records_offset(const struct om_records *r);

/* Its very bytes, without a line break; none where its end was not found. */
struct om_span om_records_text(const struct om_records *r);

/* What the content turned out to be; never OM_RECORDS_AUTO. */
enum om_records_format om_records_format(const struct om_records *r);

/* The CSV reader beneath, for its header; NULL where it is no CSV. */
const struct om_csv *om_records_csv(const struct om_records *r);

/* For a progress bar: bytes read so far, and of all (0: not known). */
uint64_t om_records_read(const struct om_records *r);
uint64_t om_records_size(const struct om_records *r);

#endif
