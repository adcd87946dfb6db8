#include "context/anchor_inside.h"

#include <inttypes.h>

#include "connector/http.h"
#include "crypto/checkpoint.h"
#include "store/audit.h"
#include "store/cosigned.h"

enum {
	ANSWER_MAX = 64 << 10,
	OK = 200,
	REFUSED = 403,
	UNKNOWN = 404,
	CONFLICT = 409,
	UNPROVED = 422,
	ATTEMPTS = 3,
};

static int
call(struct om_http_answer *answer, const struct om_anchor *anchor,
    const char *method, const char *url, struct om_span body)
{
	const struct om_http_call what = { .method = method,
		.url = url,
		.type = "text/plain; charset=utf-8",
		.body = body,
		.private_allowed = anchor->private_allowed };

	om_buf_reset(&answer->body);
	return om_http(answer, &what);
}

int
om_anchor_url_put(
    struct om *om, const struct om_anchor *anchor, struct om_span checkpoint)
{
	struct om_http_answer answer = { .body = OM_BUF(ANSWER_MAX) };
	int rc = call(&answer, anchor, "PUT", anchor->target, checkpoint);

	(void)om;
	if (rc == OM_OK && answer.status / 100 != OK / 100)
		rc = om_fail(OM_REMOTE, "%s: answers with status %ld",
		    anchor->target, answer.status);
	om_buf_free(&answer.body);
	return rc;
}

/* What one asking of a witness is made of. */
struct asking {
	struct om *om;
	const struct om_anchor *anchor;
	struct om_note_key witness;
	struct om_span checkpoint;
	struct om_tree_head head;
	uint64_t old; /* what the witness has seen */
};

static int
read_key(struct om_note_key *out, const struct om_anchor *anchor)
{
	int rc = om_note_key_read_as(
	    out, om_span_of(anchor->key), OM_NOTE_COSIGNATURE);

	return rc == OM_INPUT
		   ? om_fail(OM_USAGE,
			 "the witness's key is not one: NAME+ID+BASE64, of "
			 "type 0x04")
		   : rc;
}

/* The cosigned head that is kept here was put back, too, or is our proof. */
int
om_anchor_witness_check(struct om *om, const struct om_anchor *anchor)
{
	struct om_note_key witness;
	struct om_buf note = OM_BUF(OM_NOTE_MAX);
	int rc = read_key(&witness, anchor);

	if (rc == OM_OK) {
		rc = om_cosigned_newest(&note, om->store);
		rc = rc == OM_NOTFOUND ? OM_OK : rc;
	}
	om_buf_free(&note);
	return rc;
}

/* It has seen another size than we thought; larger than ours is our past. */
static int
take_size(struct asking *a, struct om_span body)
{
	uint64_t size;

	if (body.n > 0 && body.p[body.n - 1] == '\n')
		body.n--;
	if (!om_checkpoint_number(&size, body))
		return om_fail(OM_REMOTE, "%s: its conflict names no size",
		    a->anchor->target);
	if (size > a->head.size)
		return om_fail(OM_CORRUPT,
		    "the witness %s has seen %" PRIu64
		    " entries, the log has %" PRIu64 ": it was rolled back",
		    a->witness.name, size, a->head.size);
	if (size == a->old)
		return om_fail(OM_CORRUPT,
		    "the witness %s has seen another log of size %" PRIu64,
		    a->witness.name, size);
	a->old = size;
	return OM_BUSY;
}

static int
keep(struct asking *a, struct om_span lines)
{
	struct om_buf note = OM_BUF(OM_NOTE_MAX);
	int rc = om_cosignature_add(&note, a->checkpoint, lines, &a->witness);

	if (rc == OM_OK)
		rc = om_cosigned_put(
		    a->om->store, &a->witness, om_buf_span(&note));
	else
		rc = om_fail(OM_REMOTE,
		    "%s: answers without a cosignature of %s that is right",
		    a->anchor->target, a->witness.name);
	om_buf_free(&note);
	return rc;
}

static int
take_answer(struct asking *a, const struct om_http_answer *answer)
{
	switch (answer->status) {
	case OK:
		return keep(a, om_buf_span(&answer->body));
	case CONFLICT:
		return take_size(a, om_buf_span(&answer->body));
	case UNPROVED:
		return om_fail(OM_CORRUPT,
		    "the witness %s has seen another history of the log: it "
		    "was rewritten",
		    a->witness.name);
	case REFUSED:
		return om_fail(OM_REMOTE,
		    "%s: does not know the key that signs this log",
		    a->anchor->target);
	case UNKNOWN:
		return om_fail(OM_REMOTE, "%s: does not know this log's origin",
		    a->anchor->target);
	default:
		return om_fail(OM_REMOTE, "%s: answers with status %ld",
		    a->anchor->target, answer->status);
	}
}

/* What is sent ends in the checkpoint that a cosignature is for. */
static int
find_checkpoint(struct asking *a, struct om_span body)
{
	struct om_span line;

	while (om_span_cut(&line, &body, body, '\n') && line.n > 0)
		;
	a->checkpoint = body;
	return om_audit_open_head(&a->head, a->om->store, body);
}

static int
ask(struct asking *a)
{
	struct om_http_answer answer = { .body = OM_BUF(ANSWER_MAX) };
	struct om_buf body = OM_BUF(OM_NOTE_MAX), url = OM_BUF(4096);
	size_t n = strlen(a->anchor->target);
	int rc = om_audit_consistency(a->om->store, &body, a->old);

	om_buf_text(&url, a->anchor->target);
	if (n > 0 && a->anchor->target[n - 1] != '/')
		om_buf_byte(&url, '/');
	om_buf_text(&url, "add-checkpoint");
	if (rc == OM_OK)
		rc = om_buf_check(&url, "an address");
	if (rc == OM_OK)
		rc = find_checkpoint(a, om_buf_span(&body));
	if (rc == OM_OK)
		rc =
		    call(&answer, a->anchor, "POST", url.p, om_buf_span(&body));
	if (rc == OM_OK)
		rc = take_answer(a, &answer);
	om_buf_free(&answer.body);
	om_buf_free(&body);
	om_buf_free(&url);
	return rc;
}

int
om_anchor_witness_put(
    struct om *om, const struct om_anchor *anchor, struct om_span checkpoint)
{
	struct asking a = { .om = om, .anchor = anchor };
	int rc = read_key(&a.witness, anchor);

	(void)checkpoint; /* a proof for it and it are made at once */
	if (rc == OM_OK)
		rc = om_cosigned_size(&a.old, om->store, &a.witness);
	if (rc != OM_OK)
		return rc;
	rc = OM_BUSY;
	for (int i = 0; rc == OM_BUSY && i < ATTEMPTS; i++)
		rc = ask(&a);
	return rc == OM_BUSY
		   ? om_fail(OM_REMOTE, "%s: its size changes all the time",
			 anchor->target)
		   : rc;
}
