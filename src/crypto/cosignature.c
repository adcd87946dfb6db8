#include "crypto/cosignature.h"

#include <inttypes.h>

enum { TIME = 8, PAYLOAD = TIME + OM_SIGNATURE_SIZE };

static int
verify(uint64_t *seconds, const uint8_t payload[PAYLOAD], struct om_span text,
    const struct om_note_key *witness)
{
	struct om_buf message = OM_BUF(OM_NOTE_MAX + 100);
	uint64_t time = 0;
	int rc;

	for (int i = 0; i < TIME; i++)
		time = time << 8 | payload[i];
	om_buf_format(&message, "cosignature/v1\ntime %" PRIu64 "\n", time);
	om_buf_add(&message, text);
	rc = om_buf_check(&message, "a cosignature");
	if (rc == OM_OK)
		rc = om_verify(
		    witness->key, payload + TIME, om_buf_span(&message));
	if (rc == OM_OK)
		*seconds = time;
	om_buf_free(&message);
	return rc;
}

/* 1 where the line is the witness's and right, 0 where it is another's. */
static int
check_line(uint64_t *seconds, struct om_span line, struct om_span text,
    const struct om_note_key *witness)
{
	struct om_buf payload = OM_BUF(OM_NOTE_MAX);
	bool is = false;
	int rc = om_note_line(&is, &payload, line, witness);

	if (is && payload.n != PAYLOAD)
		rc = om_fail(OM_CORRUPT, "a cosignature has a wrong length");
	else if (is)
		rc = verify(seconds, (const uint8_t *)payload.p, text, witness);
	om_buf_free(&payload);
	return rc == OM_OK ? is : rc;
}

static int
none(const struct om_note_key *witness)
{
	return om_fail(
	    OM_NOTFOUND, "%s has not cosigned the checkpoint", witness->name);
}

int
om_cosignature_check(
    uint64_t *seconds, struct om_span note, const struct om_note_key *witness)
{
	struct om_span text, lines, line;

	if (!om_note_cut(&text, &lines, note))
		return om_fail(OM_INPUT, "malformed note");
	while (om_span_cut(&line, &lines, lines, '\n')) {
		int rc = check_line(seconds, line, text, witness);

		if (rc != 0)
			return rc == 1 ? OM_OK : rc;
	}
	return none(witness);
}

int
om_cosignature_add(struct om_buf *out, struct om_span note,
    struct om_span lines, const struct om_note_key *witness)
{
	struct om_span text, rest, line;
	uint64_t seconds;
	bool added = false;

	if (!om_note_cut(&text, &rest, note))
		return om_fail(OM_INPUT, "malformed note");
	om_buf_add(out, note);
	while (om_span_cut(&line, &lines, lines, '\n')) {
		int rc = check_line(&seconds, line, text, witness);

		if (rc < 0)
			return rc;
		if (rc == 1) {
			om_buf_add(out, line);
			om_buf_byte(out, '\n');
			added = true;
		}
	}
	return added ? om_buf_check(out, "a note") : none(witness);
}
