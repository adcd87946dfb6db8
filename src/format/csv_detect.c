#include "format/csv_detect.h"

enum { ROWS = 2, LOOK_AT_MOST = 64 << 10 };

static const char delimiters[] = { ',', ';', '\t', '|' };

struct count {
	size_t of[ROWS][sizeof(delimiters)];
	size_t row; /* the row it is in */
	bool filled, quoted;
};

static void
count_byte(struct count *c, char byte)
{
	if (byte == '"')
		c->quoted = !c->quoted;
	if (byte == '\n' && !c->quoted) {
		c->row += c->filled;
		c->filled = false;
		return;
	}
	if (byte != '\r')
		c->filled = true;
	for (size_t i = 0; i < sizeof(delimiters) && !c->quoted; i++)
		c->of[c->row][i] += byte == delimiters[i];
}

static char
choose(const struct count *c)
{
	size_t best = 0, fallback = 0, most = 0;

	for (size_t i = 0; i < sizeof(delimiters); i++) {
		if (c->of[0][i] > c->of[0][fallback])
			fallback = i;
		if (c->row >= ROWS && c->of[0][i] != c->of[1][i])
			continue;
		if (c->of[0][i] > most) {
			best = i;
			most = c->of[0][i];
		}
	}
	return delimiters[most > 0 ? best : fallback];
}

int
om_csv_detect(char *out, struct om_source *source)
{
	size_t most = LOOK_AT_MOST, at = 0;
	struct count c = { 0 };

	if (most > source->limit)
		most = source->limit;
	while (c.row < ROWS && at < most) {
		struct om_span w = om_source_window(source);
		int rc;

		for (; at < w.n && at < most && c.row < ROWS; at++)
			count_byte(&c, w.p[at]);
		if (c.row == ROWS || at == most)
			break;
		rc = om_source_more(source);
		if (rc < 0)
			return rc;
		if (rc == 0) {
			c.row += c.filled;
			break;
		}
	}
	*out = choose(&c);
	return OM_OK;
}
