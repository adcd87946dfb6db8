#include "format/sqlite_log.h"

#include "base/memory.h"
#include "format/sqlite_page.h"

enum { FRAMES_FIRST = 64, VERSION = 3007000 };

/* Two sums over words of either byte order, carried from frame to frame. */
struct sum {
	bool big; /* byte order of the words that are summed */
	uint32_t a, b;
};

struct reader {
	const struct om_sqlite_input *in;
	uint32_t page_size;
	char salts[8];
	struct sum sum;
	uint32_t *numbers;
	size_t size;
	char *frame;
};

static uint32_t
word(const char *p, bool big)
{
	const unsigned char *u = (const unsigned char *)p;

	if (big)
		return om_sqlite_u32(p);
	return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 |
	       (uint32_t)u[3] << 24;
}

static void
sum_add(struct sum *s, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i += 8) {
		s->a += word(p + i, s->big) + s->b;
		s->b += word(p + i + 4, s->big) + s->a;
	}
}

static bool
sum_is(const struct sum *s, const char *p)
{
	return om_sqlite_u32(p) == s->a && om_sqlite_u32(p + 4) == s->b;
}

/* false where it is no header of a log; the bytes are then of no meaning. */
static bool
read_header(struct reader *r, const char *p)
{
	static const uint32_t MAGIC = 0x377f0682;
	uint32_t magic = om_sqlite_u32(p);

	if ((magic & ~1U) != MAGIC)
		return false;
	r->sum = (struct sum){ .big = (magic & 1) != 0 };
	sum_add(&r->sum, p, 24);
	memcpy(r->salts, p + 16, sizeof(r->salts));
	return sum_is(&r->sum, p + 24);
}

static int
check_header(const struct reader *r, const char *p)
{
	if (om_sqlite_u32(p + 4) != VERSION)
		return om_fail(
		    OM_INPUT, "%s is of an unknown version", r->in->name);
	if (om_sqlite_u32(p + 8) != r->page_size)
		return om_fail(OM_INPUT,
		    "%s has another page size than its database", r->in->name);
	return OM_OK;
}

/* Whether the frame that was read is the next one of this log. */
static bool
is_valid(struct reader *r)
{
	const char *p = r->frame;

	if (om_sqlite_u32(p) == 0 ||
	    memcmp(p + 8, r->salts, sizeof(r->salts)) != 0)
		return false;
	sum_add(&r->sum, p, 8);
	sum_add(&r->sum, p + OM_SQLITE_FRAME_HEADER, r->page_size);
	return sum_is(&r->sum, p + 16);
}

static void
keep(struct reader *r, uint32_t i)
{
	if (i >= r->size) {
		r->size = r->size == 0 ? FRAMES_FIRST : r->size * 2;
		r->numbers =
		    om_resize(r->numbers, r->size, sizeof(*r->numbers));
	}
	r->numbers[i] = om_sqlite_u32(r->frame);
}

static int
read_frames(struct om_sqlite_log *log, struct reader *r)
{
	size_t n = (size_t)OM_SQLITE_FRAME_HEADER + r->page_size;

	for (uint32_t i = 0; i < log->frames; i++) {
		int rc = om_sqlite_input_read(
		    r->frame, r->in, OM_SQLITE_LOG_HEADER + i * (uint64_t)n, n);

		if (rc != OM_OK)
			return rc;
		if (!is_valid(r))
			break;
		keep(r, i);
		if (om_sqlite_u32(r->frame + 4) != 0) {
			log->committed = i + 1;
			log->pages = om_sqlite_u32(r->frame + 4);
		}
	}
	return OM_OK;
}

static int
count_frames(struct om_sqlite_log *log, const struct reader *r)
{
	uint64_t frames = (r->in->size - OM_SQLITE_LOG_HEADER) /
			  (OM_SQLITE_FRAME_HEADER + r->page_size);

	if (frames > INT32_MAX)
		return om_fail(OM_LIMIT, "%s has too many frames", r->in->name);
	log->frames = (uint32_t)frames;
	return OM_OK;
}

int
om_sqlite_log_read(struct om_sqlite_log *out, const struct om_sqlite_input *in,
    uint32_t page_size)
{
	struct reader r = { .in = in, .page_size = page_size };
	struct om_sqlite_log log = { 0 };
	char header[OM_SQLITE_LOG_HEADER];
	int rc;

	*out = log;
	if (in->size < sizeof(header))
		return OM_OK;
	rc = om_sqlite_input_read(header, in, 0, sizeof(header));
	if (rc != OM_OK || !read_header(&r, header))
		return rc;
	log.valid = true;
	rc = check_header(&r, header);
	if (rc == OM_OK)
		rc = count_frames(&log, &r);
	if (rc != OM_OK)
		return rc;
	r.frame = om_new(1, (size_t)OM_SQLITE_FRAME_HEADER + page_size);
	rc = read_frames(&log, &r);
	log.numbers = r.numbers;
	if (rc == OM_OK)
		*out = log;
	else
		om_sqlite_log_free(&log);
	om_wipe_free(r.frame, (size_t)OM_SQLITE_FRAME_HEADER + page_size);
	return rc;
}

void
om_sqlite_log_free(struct om_sqlite_log *log)
{
	om_free(log->numbers);
	*log = (struct om_sqlite_log){ 0 };
}
