#ifndef OM_SCAN_SIEVE_INSIDE_H
#define OM_SCAN_SIEVE_INSIDE_H

#include "base/error.h"
#include "format/csv_scan.h"
#include "scan/json_columns.h"
#include "scan/sieve.h"

/* The inside of sieve.h, for the files sieve*.c alone. */

/* How a value stands in its record. */
enum om_sieve_form {
	OM_SIEVE_LINE,
	OM_SIEVE_CELL,
	OM_SIEVE_STRING,
	OM_SIEVE_BARE, /* a number, true, false */
	OM_SIEVE_KEY,  /* it is looked at and never changed */
};

/* A value that is, or may have to be, changed. */
struct om_sieve_spot {
	const char *p;			    /* its raw form, quotes included */
	uint32_t n;			    /* bytes of that */
	uint32_t cell;			    /* in the sheet */
	struct om_span text;		    /* decoded */
	const struct om_sieve_field *field; /* NULL: found by scanning */
	enum om_sieve_form form;
};

/* A record of a batch; spots are those from `spot` to the next record's. */
struct om_sieve_record {
	struct om_span raw; /* with its line break */
	uint32_t spot;
	uint32_t fault; /* where its reason stands, plus 1; 0: none */
	bool blank;	/* white space: it passes and counts for nothing */
};

/* A record that a batch holds back. */
struct om_sieve_entry {
	uint64_t record; /* in the batch, from 1 */
	size_t n;	 /* bytes of it in `held` */
	size_t reason;	 /* where it stands in `reasons` */
	bool fault;
};

/* Some whole records on their way, or a piece of one that is too long. */
struct om_sieve_batch {
	struct om_buf in;
	size_t whole; /* bytes of whole records */
	size_t lead;  /* of them, a byte order mark and header, which pass */
	bool piece, begins, ends;
	struct om_buf out, held, reasons;
	struct om_sieve_entry *entries;
	size_t count, size;
	uint64_t records;
	int stop; /* the code that ends the filter, or 0 */
	size_t stop_reason;
	bool ready, done; /* for sieve_pool.c */
};

/* What one thread works with. */
struct om_sieve_worker {
	const struct om_sieve *sieve;
	struct om_reading reading;
	struct om_sink sink;
	struct om_sheet sheet;
	bool open;  /* the sheet is */
	bool fresh; /* no record but those of this group was in it */
	bool doubt; /* something was given up in this group */
	struct om_json_columns *columns;
	uint16_t *cells; /* the sheet's columns of CSV */
	struct om_sieve_hand hand;
	struct om_arena arena;
	struct om_csv_scan csv;
	struct om_buf scratch;
	const char *base; /* of the records that are worked on */

	struct om_sieve_record *records;
	size_t record_count, record_size;
	struct om_sieve_spot *spots;
	size_t spot_count, spot_size;
	struct om_sieve_edit {
		uint32_t start, end;
		const struct om_sieve_change *change;
		int kind;
	} * edits;
	size_t edit_count, edit_size;
	uint16_t *pending; /* kinds changed in the record that is written */
	size_t pending_count, pending_size;
	struct om_verdict verdict;
	struct om_sieve_counts counts;
};

/* Where the stream is cut. */
struct om_sieve_frame {
	enum om_sieve_format format;
	struct om_csv_scan csv;
	size_t looked; /* bytes of the window without a record's end */
};

struct om_sieve_pool;

struct om_sieve {
	struct om_sieve_options options;
	struct om_sieve_sink sink;
	struct om_sieve_frame frame;
	struct om_buf header;
	struct om_arena arena; /* of what is known of columns */
	struct om_span *names;
	const struct om_sieve_field **fields; /* of columns, or NULL */
	size_t width;			      /* columns; 0: not known yet */
	bool begun, lengthy;		      /* a record too long goes on */
	int code;			      /* why it ended, or 0 */
	struct om_failure why;
	uint64_t records, bytes; /* that left */
	uint64_t pieces;	 /* records that were too long */
	struct om_sieve_pool *pool;
};

/* sieve_frame.c: bytes of the window that are whole records. */
void om_sieve_frame_open(
    struct om_sieve_frame *f, enum om_sieve_format format, char delimiter);
void om_sieve_frame_close(struct om_sieve_frame *f);
size_t om_sieve_frame_cut(struct om_sieve_frame *f, struct om_span window);

/* The same up to the end of the first record; 0 where it is not there. */
size_t om_sieve_frame_first(struct om_sieve_frame *f, struct om_span window);

/* The window in which it found no end is about to go. */
void om_sieve_frame_drop(struct om_sieve_frame *f);

/*
 * sieve_header.c: takes the names of columns from a row, unless it is blank;
 * how many of its bytes are no record.
 */
int om_sieve_header_read(
    size_t *out, struct om_sieve *s, struct om_span row) OM_MUST_CHECK;

/* sieve_worker.c */
void om_sieve_worker_open(struct om_sieve_worker *w, const struct om_sieve *s);
void om_sieve_worker_close(struct om_sieve_worker *w);
void om_sieve_worker_run(struct om_sieve_worker *w, struct om_sieve_batch *b);

/*
 * Readers of a record: they add its spots. OM_LIMIT with the sheet's columns
 * used up means that it is to be read again with fresh ones.
 */
int om_sieve_read_line(
    struct om_sieve_worker *w, struct om_span record) OM_MUST_CHECK;
int om_sieve_read_row(
    struct om_sieve_worker *w, struct om_span record) OM_MUST_CHECK;
int om_sieve_read_json(
    struct om_sieve_worker *w, struct om_span record) OM_MUST_CHECK;
void om_sieve_add_spot(struct om_sieve_worker *w,
    const struct om_sieve_spot *spot, uint16_t column);

/* Its bytes without the line break. */
struct om_span om_sieve_body(struct om_span record);

/* sieve_write.c: 1 where it is to be diverted, 2 where it ends the filter. */
int om_sieve_write_record(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_record *r) OM_MUST_CHECK;

/* sieve_encode.c: appends a spot with its edits, as its form has it. */
int om_sieve_encode(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_spot *spot) OM_MUST_CHECK;

/* sieve_pool.c: batches in their order through one or several threads. */
struct om_sieve_pool *om_sieve_pool_open(const struct om_sieve *s);
void om_sieve_pool_close(struct om_sieve_pool *p);

/* The batch that is filled. */
struct om_sieve_batch *om_sieve_pool_batch(struct om_sieve_pool *p);

/*
 * Sends it off and calls leave(state, batch) for those that are done, in
 * order, until there is room for the next. The next begins with the bytes
 * behind the whole records of the one that was sent.
 */
typedef int om_sieve_leave(void *state, struct om_sieve_batch *b);
int om_sieve_pool_send(
    struct om_sieve_pool *p, om_sieve_leave *leave, void *state) OM_MUST_CHECK;
int om_sieve_pool_drain(
    struct om_sieve_pool *p, om_sieve_leave *leave, void *state) OM_MUST_CHECK;
void om_sieve_pool_count(
    const struct om_sieve_pool *p, struct om_sieve_counts *out);

#endif
