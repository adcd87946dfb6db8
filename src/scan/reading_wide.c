#include "scan/reading.h"

#include "base/text.h"

/* Text in another encoding, as UTF-8: what a source's function makes of it. */
struct wide {
	struct om_source *s;
	bool big;      /* the first byte of two is the high one */
	uint32_t high; /* half a pair that waits for the other, or 0 */
};

/* One unit of UTF-16; half a pair alone becomes U+FFFD. */
static size_t
put_unit(struct wide *w, char *p, uint32_t unit)
{
	size_t n = 0;

	if (unit >= 0xdc00 && unit < 0xe000 && w->high != 0) {
		n = om_text_put(
		    p, 0x10000 + ((w->high - 0xd800) << 10) + (unit - 0xdc00));
		w->high = 0;
		return n;
	}
	if (w->high != 0)
		n = om_text_put(p, 0xfffd);
	w->high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
	if (w->high != 0 || unit == 0xfeff)
		return n;
	return n + om_text_put(
		       p + n, unit >= 0xdc00 && unit < 0xe000 ? 0xfffd : unit);
}

/* Of three bytes of room, one unit is sure to fit: at most 6 are written. */
static int
pull_utf16(size_t *got, void *state, char *p, size_t room)
{
	struct wide *w = state;
	size_t n = 0, used = 0;
	struct om_span from;
	int rc = om_reading_fill(w->s, 2);

	if (rc != OM_OK)
		return rc;
	from = om_source_window(w->s);
	for (; used + 2 <= from.n && n + 8 <= room; used += 2) {
		uint32_t a = (unsigned char)from.p[used];
		uint32_t b = (unsigned char)from.p[used + 1];

		n += put_unit(w, p + n, w->big ? a << 8 | b : b << 8 | a);
	}
	if (used == 0 && from.n == 1) {
		n = om_text_put(p, 0xfffd);
		used = 1;
	}
	om_source_skip(w->s, used);
	*got = n;
	/* Marks alone give nothing, and that is not the end. */
	return n == 0 && used > 0 ? pull_utf16(got, state, p, room) : OM_OK;
}

static int
pull_latin1(size_t *got, void *state, char *p, size_t room)
{
	struct wide *w = state;
	size_t n = 0, used = 0;
	struct om_span from;
	int rc = om_reading_fill(w->s, 1);

	if (rc != OM_OK)
		return rc;
	from = om_source_window(w->s);
	for (; used < from.n && n + 2 <= room; used++)
		n += om_text_put(p + n, (unsigned char)from.p[used]);
	om_source_skip(w->s, used);
	*got = n;
	return OM_OK;
}

static int
read_wide(struct om_reading *r, struct wide *w, om_source_pull *pull)
{
	struct om_source decoded;
	int rc = om_source_open_pull(&decoded, w->s->name, pull, w);

	if (rc != OM_OK)
		return rc;
	rc = om_reading_decoded(r, &decoded);
	om_source_close(&decoded);
	return rc;
}

int
om_reading_utf16le(struct om_reading *r, struct om_source *s)
{
	return read_wide(r, &(struct wide){ .s = s }, pull_utf16);
}

int
om_reading_utf16be(struct om_reading *r, struct om_source *s)
{
	return read_wide(r, &(struct wide){ .s = s, .big = true }, pull_utf16);
}

int
om_reading_latin1(struct om_reading *r, struct om_source *s)
{
	return read_wide(r, &(struct wide){ .s = s }, pull_latin1);
}
