#include "scan/pattern.h"

/*
 * Whether something in the example matches and passes the check: 1 or 0;
 * OM_LIMIT where it cannot be told.
 */
static int
matches(
    struct om_matching *m, const struct om_pattern *it, struct om_span example)
{
	size_t place[2], from = 0;

	while (from < example.n) {
		int rc = om_pattern_match(place, m, it, example, from);

		if (rc <= 0)
			return rc;
		if (om_pattern_passes(m->patterns, it,
			om_span_bytes(
			    example.p + place[0], place[1] - place[0])))
			return 1;
		from = place[1];
	}
	return 0;
}

static int
try_all(struct om_matching *m, const struct om_pattern *it)
{
	for (size_t i = 0; i < it->match_count + it->not_count; i++) {
		bool wanted = i < it->match_count;
		size_t k = wanted ? i : i - it->match_count;
		int rc = matches(m, it, wanted ? it->match[k] : it->not [k]);

		if (rc < 0)
			return om_fail(OM_USAGE,
			    "%s: pattern %s: examples.%s[%zu] goes beyond the "
			    "match limit",
			    it->file, it->name, wanted ? "match" : "not", k);
		if (rc != wanted)
			return om_fail(OM_USAGE,
			    "%s: pattern %s: examples.%s[%zu] %s", it->file,
			    it->name, wanted ? "match" : "not", k,
			    wanted ? "does not match" : "matches");
	}
	return OM_OK;
}

int
om_patterns_check(
    const struct om_patterns *p, size_t *patterns, size_t *examples)
{
	struct om_matching m = { .patterns = p };
	size_t count = 0;
	int rc = OM_OK;

	if (p == NULL)
		return OM_OK;
	for (size_t i = 0; rc == OM_OK && i < p->n; i++) {
		rc = try_all(&m, &p->list[i]);
		count += p->list[i].match_count + p->list[i].not_count;
	}
	om_pattern_end(&m);
	if (rc == OM_OK) {
		*patterns = p->n;
		*examples = count;
	}
	return rc;
}
