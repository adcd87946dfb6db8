#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "cmd/policies.h"
#include "cmd/risk.h"

/*
 * Rules that a measurement gives reason for: where a combination singles out
 * one person of a hundred, and no smaller one does already.
 */
enum { RULES = 16, ONE_OF = 100 };

struct rule {
	const struct om_risk_set *set;
	struct om_kind_set kinds;
};

struct proposal {
	const char *path, *extends;
	struct rule rules[RULES];
	size_t n;
};

/* Whether a rule would fire without the first of its kinds. */
static bool
tells_itself(const struct om_measure *m, const struct om_kind_set *kinds)
{
	int first = om_kind_set_next(kinds, 0);
	struct om_kind_set rest = *kinds;

	rest.words[first / 64] &= ~(UINT64_C(1) << (first % 64));
	om_kinds_expand(m->kinds, &rest);
	return om_kind_set_within(kinds, &rest);
}

/* The kinds of a combination; false where a rule cannot say it. */
static bool
kinds_of(struct om_kind_set *out, const struct om_measure *m, uint32_t columns)
{
	*out = (struct om_kind_set){ 0 };
	for (unsigned i = 0; i < m->data.width; i++) {
		int kind = m->choices.list[m->choices.quasi[i]].kind;

		if ((columns >> i & 1) == 0)
			continue;
		if (kind < 0 || om_kind_set_has(out, kind))
			return false;
		om_kind_set_add(out, kind);
	}
	return !tells_itself(m, out);
}

static bool
says_already(
    const struct rule *rules, size_t n, const struct om_kind_set *kinds)
{
	for (size_t i = 0; i < n; i++)
		if (om_kind_set_within(&rules[i].kinds, kinds))
			return true;
	return false;
}

/* Sets come with fewer columns and more persons first. */
static size_t
choose(struct rule *out, const struct om_measure *m)
{
	const struct om_risk_set **sets =
	    om_new(m->risk.count, sizeof(struct om_risk_set *));
	size_t n = 0;

	om_measure_sort(sets, &m->risk);
	for (size_t i = 0; i < m->risk.count && n < RULES; i++) {
		struct om_kind_set kinds;

		if (sets[i]->unique == 0 ||
		    sets[i]->unique * ONE_OF < m->classes.persons ||
		    !kinds_of(&kinds, m, sets[i]->columns) ||
		    says_already(out, n, &kinds))
			continue;
		out[n++] = (struct rule){ sets[i], kinds };
	}
	om_free(sets);
	return n;
}

static void
evidence(struct om_buf *out, const struct om_measure *m,
    const struct om_risk_set *set)
{
	om_buf_text(out, "Measured ");
	om_day_format(out, om_clock_today());
	om_buf_format(out, " in %s", m->source);
	if (*m->sha256 != '\0')
		om_buf_format(out, " (SHA-256 %s)", m->sha256);
	om_buf_format(out,
	    ": of %zu persons %llu (%.1f %%) share these columns with nobody: ",
	    m->classes.persons, (unsigned long long)set->unique,
	    100 * (double)set->unique / (double)m->classes.persons);
	om_measure_names(out, m, set->columns);
	om_buf_format(out, "; k is %u.", set->k_min);
}

/* A kind that is in none of the rule's, and is none of them. */
static void
add_silent(struct om_json *j, const struct om_measure *m,
    const struct om_kind_set *kinds)
{
	int first = om_kind_set_next(kinds, 0);
	bool several = om_kind_set_next(kinds, first + 1) >= 0;

	om_json_array(j, "silent");
	om_json_array(j, "");
	for (int i = om_kind_set_next(kinds, first + 1); i >= 0;
	     i = om_kind_set_next(kinds, i + 1))
		om_json_string(j, "", m->kinds->list[i].name);
	if (!several)
		om_json_string(j, "",
		    strcmp(m->kinds->list[first].name, "language") == 0
			? "time_zone"
			: "language");
	om_json_end_array(j);
	om_json_end_array(j);
}

static void
add_id(struct om_json *j, const struct om_measure *m,
    const struct om_kind_set *kinds)
{
	struct om_buf id = OM_BUF(4096);

	om_buf_text(&id, "measured");
	for (int i = om_kind_set_next(kinds, 0); i >= 0;
	     i = om_kind_set_next(kinds, i + 1))
		om_buf_format(&id, "-%s", m->kinds->list[i].name);
	om_json_text(j, "id", om_buf_span(&id));
	om_buf_free(&id);
}

static void
add_rule(struct om_json *j, const struct om_measure *m, const struct rule *r)
{
	struct om_buf why = OM_BUF(1 << 20);

	evidence(&why, m, r->set);
	om_json_object(j, "");
	add_id(j, m, &r->kinds);
	om_kind_set_json(j, "all", m->kinds, &r->kinds);
	om_json_string(j, "verdict", "personal");
	om_json_string(j, "cite", "GDPR Art. 4(1); recital 26");
	om_json_text(j, "why", om_buf_span(&why));
	om_json_object(j, "examples");
	om_json_array(j, "fires");
	om_kind_set_json(j, "", m->kinds, &r->kinds);
	om_json_end_array(j);
	add_silent(j, m, &r->kinds);
	om_json_end_object(j);
	om_json_end_object(j);
	om_buf_free(&why);
}

/* "measured" or what the file is called, as far as that can be a name. */
static void
add_name(struct om_json *j, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash == NULL ? path : slash + 1;
	size_t n = strspn(base, "abcdefghijklmnopqrstuvwxyz0123456789-");

	om_json_text(j, "policy",
	    n > 0 && n <= 40 && strcmp(base + n, ".json") == 0
		? om_span_bytes(base, n)
		: OM_SPAN("measured"));
}

static void
write_policy(
    struct om_json *j, const struct om_measure *m, const struct proposal *p)
{
	om_json_object(j, NULL);
	add_name(j, p->path);
	om_json_string(j, "title", "Combinations that were measured");
	om_json_array(j, "about");
	om_json_string(j, "",
	    "Proposed by a measurement. Who accepts it reads each rule, "
	    "strikes what does not hold for other data, and keeps the "
	    "evidence.");
	if (p->n == 0)
		om_json_string(j, "",
		    "No combination of known kinds singles out one person of a "
		    "hundred: there is no rule to propose.");
	om_json_end_array(j);
	om_json_string(j, "extends", p->extends);
	om_json_array(j, "keys");
	om_json_end_array(j);
	om_json_array(j, "rules");
	for (size_t i = 0; i < p->n; i++)
		add_rule(j, m, &p->rules[i]);
	om_json_end_array(j);
	om_json_end_object(j);
}

/* What is proposed must be a policy whose own examples hold. */
static int
check(const struct om_measure *m, const char *path, struct om_span text)
{
	struct om_policy *p = NULL;
	int rc = om_policy_parse(
	    &p, m->kinds, om_policies_folder(m->run), path, text);

	if (rc == OM_OK)
		rc = om_policy_check(p);
	om_policy_close(p);
	return rc;
}

int
om_measure_suggest(
    const struct om_measure *m, const char *path, const char *extends)
{
	struct om_buf text = OM_BUF(16 << 20);
	struct om_json j = OM_JSON(&text, true);
	struct proposal p = { .path = path, .extends = extends };
	int rc;

	p.n = choose(p.rules, m);
	write_policy(&j, m, &p);
	om_buf_byte(&text, '\n');
	rc = om_buf_check(&text, path);
	if (rc == OM_OK)
		rc = check(m, path, om_buf_span(&text));
	if (rc == OM_OK)
		rc = om_file_create(path, om_buf_span(&text), 0644);
	om_buf_free(&text);
	return rc;
}
