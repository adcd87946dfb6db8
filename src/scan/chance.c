#include "scan/chance.h"

#include "scan/sight.h"

/*
 * Shapes are told apart by a hash: digits, letters, and all else as it is.
 * A column has one or two; what is beyond SHAPES counts for none.
 */
enum { SHAPES = 32, SEEN = 16 };

static const double lifted_confidence = 0.95;
static const double dropped_part = 0.1;

struct shapes {
	uint32_t hash[SHAPES];
	uint32_t count[SHAPES];
	size_t n;
};

/* A kind that was seen: how often, and in values of which shapes. */
struct seen {
	uint16_t kind;
	uint32_t passed;
	uint32_t shapes; /* bits */
	float sure;	 /* the sum of their confidences */
	bool far, near;
};

bool
om_chance_is_far(double passed, double n, double share)
{
	double above = passed - n * share;

	/* Six deviations, and five more than that where few are expected. */
	return above > 5 && above * above > 36 * n * share * (1 - share);
}

bool
om_chance_is_near(double passed, double n, double share)
{
	double above = passed - n * share;

	return above <= 0 || above * above <= 9 * n * share * (1 - share);
}

static uint32_t
shape_of(struct om_span s)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= '0' && c <= '9')
			c = '9';
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			c = 'A';
		h = (h ^ c) * 16777619U;
	}
	return h;
}

/* The place of a shape, added where it is new; SHAPES: there are too many. */
static size_t
place(struct shapes *s, uint32_t hash)
{
	size_t i = 0;

	while (i < s->n && s->hash[i] != hash)
		i++;
	if (i == s->n && i < SHAPES) {
		s->hash[i] = hash;
		s->count[i] = 0;
		s->n++;
	}
	return i;
}

static void
count_shapes(struct shapes *s, struct om_span lines)
{
	struct om_span line;

	while (om_span_cut(&line, &lines, lines, '\n')) {
		size_t i = place(s, shape_of(om_span_trim(line)));

		if (i < SHAPES)
			s->count[i]++;
	}
}

/* The line that a hit is, if it is all of it. */
static bool
is_whole(struct om_span *line, struct om_span lines, const struct om_hit *hit)
{
	size_t start = hit->start, end = hit->end;

	while (start > 0 && lines.p[start - 1] == ' ')
		start--;
	while (end < lines.n && (lines.p[end] == ' ' || lines.p[end] == '\r'))
		end++;
	*line = om_span_bytes(lines.p + hit->start, hit->end - hit->start);
	return (start == 0 || lines.p[start - 1] == '\n') &&
	       (end == lines.n || lines.p[end] == '\n');
}

static void
note(struct seen *all, size_t *n, const struct om_hit *hit, size_t shape)
{
	uint16_t kind = hit->kind;
	size_t i = 0;

	while (i < *n && all[i].kind != kind)
		i++;
	if (i == SEEN || shape == SHAPES)
		return;
	if (i == *n)
		all[(*n)++] = (struct seen){ .kind = kind };
	all[i].passed++;
	all[i].sure += hit->confidence;
	all[i].shapes |= UINT32_C(1) << shape;
}

/* The share of random values that pass, or 0 where that is not known. */
static double
survival(const struct om_scanner *s, uint16_t kind)
{
	double most = 0;

	for (size_t i = 0; i < s->identifiers->n; i++) {
		const struct om_identifier *one = &s->identifiers->list[i];

		if (one->kind == kind && one->check != NULL &&
		    one->check->survival > most)
			most = one->check->survival;
	}
	return most;
}

static void
judge(struct seen *seen, const struct om_scanner *keen,
    const struct shapes *shapes)
{
	double share = survival(keen, seen->kind), n = 0;

	for (size_t i = 0; i < shapes->n; i++)
		if (seen->shapes >> i & 1)
			n += shapes->count[i];
	if (n < OM_CHANCE_LEAST || share <= 0)
		return;
	seen->far = om_chance_is_far(seen->passed, n, share) &&
		    seen->passed > n * (1 + share) / 2;
	seen->near = !seen->far && om_chance_is_near(seen->passed, n, share);
}

/*
 * Of kinds with the same check (the NHS's number, Iran's) a column is one:
 * that which was the likelier without it.
 */
static void
choose(struct om_chance *out, const struct seen *seen, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool best = seen[i].far;

		for (size_t k = 0; best && k < n; k++)
			best = k == i || !seen[k].far ||
			       (seen[k].shapes & seen[i].shapes) == 0 ||
			       seen[k].sure < seen[i].sure ||
			       (k > i && seen[k].sure <= seen[i].sure);
		if (best && out->lifted_count < OM_CHANCE_KINDS)
			out->lifted[out->lifted_count++] = seen[i].kind;
		else if ((seen[i].far || seen[i].near) &&
			 out->dropped_count < OM_CHANCE_KINDS)
			out->dropped[out->dropped_count++] = seen[i].kind;
	}
}

void
om_chance_judge(struct om_chance *out, const struct om_scanner *keen,
    struct om_span lines, const struct om_hits *hits)
{
	struct shapes shapes = { .n = 0 };
	struct seen seen[SEEN];
	size_t n = 0;

	*out = (struct om_chance){ .lifted_count = 0 };
	count_shapes(&shapes, lines);
	for (size_t i = 0; i < hits->n; i++) {
		struct om_span line;

		if (is_whole(&line, lines, &hits->list[i]))
			note(seen, &n, &hits->list[i],
			    place(&shapes, shape_of(line)));
	}
	for (size_t i = 0; i < n; i++)
		judge(&seen[i], keen, &shapes);
	choose(out, seen, n);
}

void
om_chance_weigh(const struct om_chance *c, struct om_hit *hit)
{
	for (size_t i = 0; i < c->lifted_count; i++)
		if (c->lifted[i] == hit->kind) {
			hit->evidence |= 1U << OM_EVIDENCE_COLUMN;
			if (hit->confidence < (float)lifted_confidence)
				hit->confidence = (float)lifted_confidence;
		}
	for (size_t i = 0; i < c->dropped_count; i++)
		if (c->dropped[i] == hit->kind)
			hit->confidence *= (float)dropped_part;
}
