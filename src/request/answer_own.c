#include "base/clock.h"
#include "base/date.h"
#include "format/json_reader.h"
#include "request/answer.h"
#include "store/id.h"
#include "store/statement.h"
#include "store/suppression.h"

/*
 * What this program itself knows of a person is data about her too: that her
 * data was looked up, when and for what, though not by whom (CJEU C-579/21).
 * Entries of the log name her by her reference.
 */

static const struct {
	enum om_act act;
	const char *what;    /* the key of its sentence */
	const char *purpose; /* likewise, where it was for no request */
} acts[] = {
	{ OM_ACT_LOCATE, "use.subject.locate", "purpose.look" },
	{ OM_ACT_READ, "use.subject.read", "purpose.look" },
	{ OM_ACT_EXPORT, "use.subject.export", "purpose.look" },
	{ OM_ACT_PSEUDONYMIZE, "use.subject.pseudonymize", "purpose.less" },
	{ OM_ACT_RESTRICT, "use.subject.restrict", "purpose.restrict" },
	{ OM_ACT_UNRESTRICT, "use.subject.unrestrict", "purpose.restrict" },
	{ OM_ACT_LINK, "use.profile.link", "purpose.together" },
	{ OM_ACT_UNLINK, "use.profile.unlink", "purpose.apart" },
};

enum { ACTS = sizeof(acts) / sizeof(acts[0]) };

static size_t
place_of(enum om_act act)
{
	size_t i = 0;

	while (i < ACTS && acts[i].act != act)
		i++;
	return i;
}

const char *
om_answer_use(enum om_act act)
{
	size_t i = place_of(act);

	return i == ACTS ? NULL : acts[i].what;
}

/* An entry of the ledger is personal data too (EDPB: it must be told). */
static int
look_for_entries(
    struct om_answer *a, struct om_span source, const struct om_identifier *id)
{
	struct om_store *store = a->c->om->store;
	int rc = OM_OK;

	for (int p = 1; rc >= 0 && p < OM_PURPOSE_SLOTS; p++) {
		enum om_purpose purpose = (enum om_purpose)p;
		struct om_tag tag;

		rc = om_tag_suppression(
		    store->tagger, &tag, purpose, source, id);
		/* Without a canonical form there can be no entry. */
		if (rc == OM_INPUT)
			return OM_OK;
		if (rc == OM_OK)
			rc = om_suppression_has(store, &tag, purpose);
		if (rc == 1)
			a->suppressed[p] = true;
	}
	return rc < 0 ? rc : OM_OK;
}

static int
look_by_claim(struct om_answer *a)
{
	struct om_identifier id;
	struct om_query query = { 0 };
	struct om_span claim;
	int rc = om_claim_open(&claim, a->c);

	if (rc == OM_NOTFOUND)
		return OM_OK;
	if (rc == OM_OK)
		rc = om_query_parse(&query, a->c->om->store, claim);
	id = (struct om_identifier){ query.type, query.value };
	return rc == OM_OK ? look_for_entries(a, query.source, &id) : rc;
}

static int
look_by_profile(struct om_answer *a, const struct om_profile *p)
{
	const struct om_identifier user = { OM_SPAN("user_id"), p->user_id };
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < p->n; i++)
		rc = look_for_entries(a, p->source, &p->identifiers[i]);
	if (rc == OM_OK && p->user_id.n > 0)
		rc = look_for_entries(a, p->source, &user);
	return rc;
}

static int
find_earlier(struct om_answer *a)
{
	struct om_sql *sql = a->c->om->store->sql;
	int64_t ids[256];
	size_t n = 0;
	int rc = OM_SQL_START(
	    sql, S_REQUEST_OF, OM_INT(a->subject->id), OM_INT(256));

	while (rc == OM_OK && (rc = om_sql_step(sql, S_REQUEST_OF)) == 1) {
		ids[n++] = om_sql_integer(sql, S_REQUEST_OF, 0);
		rc = OM_OK;
	}
	om_sql_stop(sql, S_REQUEST_OF);
	a->earlier = om_arena_new(a->arena, n, sizeof(*a->earlier));
	for (size_t i = 0; rc == OM_OK && i < n; i++) {
		struct om_case other = { a->c->om, a->arena, ids[i], NULL };

		if (ids[i] == a->c->id)
			continue;
		rc = om_request_load(&other);
		a->earlier[a->earlier_count++] = other.request;
	}
	return rc;
}

/* What is read of the log. */
struct reading {
	struct om_answer *a;
	struct om_span needle;
};

static bool
has(struct om_span s, struct om_span needle)
{
	for (; s.n >= needle.n; s.p++, s.n--)
		if (om_span_starts(s, needle))
			return true;
	return false;
}

/* Whether an entry is of an act that she is told of, and of which. */
static bool
is_use(enum om_act *out, const struct om_value *entry)
{
	const struct om_value *act = om_value_member(entry, "act");

	for (size_t i = 0; act != NULL && i < ACTS; i++)
		if (om_span_is(act->text, om_act_word(acts[i].act))) {
			*out = acts[i].act;
			return true;
		}
	return false;
}

static void
add_use(struct om_answer *a, const struct om_answer_use *use)
{
	size_t n = a->use_count;
	struct om_answer_use *last = n == 0 ? NULL : &a->uses[n - 1];

	if (last != NULL && last->act == use->act && last->day == use->day &&
	    last->request == use->request) {
		last->times++;
		return;
	}
	if (a->uses == NULL || (n & (n - 1)) == 0) { /* 0, 1, 2, 4, 8 ... */
		struct om_answer_use *all =
		    om_arena_new(a->arena, n == 0 ? 1 : 2 * n, sizeof(*all));

		if (a->uses != NULL)
			memcpy(all, a->uses, n * sizeof(*all));
		a->uses = all;
	}
	a->uses[a->use_count++] = *use;
}

static int
take(void *state, int64_t leaf, struct om_span text)
{
	struct reading *r = state;
	struct om_arena *scratch = &r->a->scratch;
	const struct om_value *at, *request;
	struct om_answer_use use = { .times = 1 };
	struct om_value *entry;
	int rc;

	(void)leaf;
	if (!has(text, r->needle))
		return OM_OK;
	text = om_arena_copy(scratch, text);
	rc = om_json_read(&entry, scratch, text, NULL);
	if (rc != OM_OK || !is_use(&use.act, entry))
		return rc;
	at = om_value_member(entry, "at");
	request = om_value_member(entry, "request");
	if (request != NULL)
		rc = om_id_parse(&use.request, request->text);
	if (rc == OM_OK && at != NULL && at->text.n >= 10)
		rc = om_day_parse(&use.day, om_span_bytes(at->text.p, 10));
	if (rc == OM_OK)
		add_use(r->a, &use);
	om_arena_wipe(scratch);
	return rc;
}

static int
find_uses(struct om_answer *a)
{
	struct reading r = { .a = a };
	uint8_t reference[OM_HASH_SIZE];
	struct om_buf needle = OM_BUF(128);
	int rc = om_subject_reference(reference, a->subject);

	if (rc == OM_OK) {
		om_buf_text(&needle, "\"subject\":\"");
		om_buf_hex(
		    &needle, om_span_bytes(reference, sizeof(reference)));
		r.needle = om_buf_span(&needle);
		rc = om_audit_list(a->c->om->store, INT64_MAX, take, &r);
	}
	om_buf_free(&needle);
	return rc;
}

int
om_answer_own(struct om_answer *a)
{
	const struct om_request *r = a->c->request;
	const struct om_subject *s = a->subject;
	int rc = OM_OK;

	/* Only a verified person learns what the ledger holds. */
	if (r->right->copies && r->denied == NULL)
		rc = look_by_claim(a);
	if (s == NULL)
		return rc;
	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++)
		if (!s->profiles[i].removed)
			rc = look_by_profile(a, &s->profiles[i].profile);
	if (rc == OM_OK)
		rc = find_earlier(a);
	return rc == OM_OK ? find_uses(a) : rc;
}

/* The key of what a use was for. */
static const char *
purpose_of(const struct om_answer *a, const struct om_answer_use *use)
{
	if (use->request == 0)
		return acts[place_of(use->act)].purpose;
	return use->request == a->c->id ? "purpose.this" : "purpose.request";
}

static const char *
day_of(const struct om_answer *a, int32_t day)
{
	struct om_buf text = OM_BUF(32);
	const char *s;

	om_day_format(&text, day);
	s = om_case_string(a->c, om_buf_span(&text));
	om_buf_free(&text);
	return s;
}

static void
add_requests(struct om_json *j, const struct om_answer *a)
{
	om_json_array(j, "earlier_requests");
	for (size_t i = 0; i < a->earlier_count; i++) {
		const struct om_request *r = a->earlier[i];

		om_json_object(j, "");
		om_json_string(j, "request", om_case_id(a->c, r->id));
		om_json_string(j, "right", r->right->word);
		om_json_string(j, "regime", r->regime);
		om_json_string(j, "received", day_of(a, r->received));
		if (r->answered != NULL)
			om_json_string(
			    j, "answered", day_of(a, r->answered->day));
		om_json_string(j, "state", om_state_word(r->state));
		if (r->outcome != NULL)
			om_json_string(j, "outcome", r->outcome);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

void
om_answer_own_json(struct om_json *j, const struct om_answer *a)
{
	add_requests(j, a);
	om_json_array(j, "suppression_entries");
	for (int p = 1; p < OM_PURPOSE_SLOTS; p++)
		if (a->suppressed[p])
			om_json_string(
			    j, "", om_suppression_word((enum om_purpose)p));
	om_json_end_array(j);
	om_json_array(j, "look_ups");
	for (size_t i = 0; i < a->use_count; i++) {
		const struct om_answer_use *u = &a->uses[i];

		om_json_object(j, "");
		om_json_string(j, "day", day_of(a, u->day));
		om_json_string(j, "what", om_act_word(u->act));
		om_json_string(
		    j, "purpose", purpose_of(a, u) + strlen("purpose."));
		if (u->request != 0)
			om_json_string(
			    j, "request", om_case_id(a->c, u->request));
		om_json_int(j, "times", u->times);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static int
show_earlier(struct om_view *v, const struct om_answer *a)
{
	int rc = OM_OK;

	om_view_list(v, "earlier");
	om_view_flag(v, "earlier_any", a->earlier_count > 0);
	for (size_t i = 0; rc == OM_OK && i < a->earlier_count; i++) {
		const struct om_request *r = a->earlier[i];
		struct om_view *row = om_view_add(v, "earlier");

		om_view_string(row, "request", om_case_id(a->c, r->id));
		om_letter_day(row, &a->letter, "day", r->received);
		om_view_string(row, "answered", "");
		if (r->answered != NULL)
			om_letter_day(
			    row, &a->letter, "answered", r->answered->day);
		om_view_string(row, "outcome",
		    r->outcome == NULL ? om_state_word(r->state) : r->outcome);
		rc = om_letter_word(
		    row, &a->letter, "what", "right", r->right->word);
	}
	return rc;
}

static int
show_use(struct om_view *row, const struct om_answer *a,
    const struct om_answer_use *use)
{
	int rc =
	    om_letter_say(row, &a->letter, "what", om_answer_use(use->act));

	om_letter_day(row, &a->letter, "day", use->day);
	om_view_int(row, "times", use->times);
	om_view_string(row, "request",
	    use->request == 0 ? "" : om_case_id(a->c, use->request));
	return rc == OM_OK ? om_letter_say(
				 row, &a->letter, "purpose", purpose_of(a, use))
			   : rc;
}

int
om_answer_show_own(struct om_view *v, const struct om_answer *a)
{
	int rc = show_earlier(v, a);

	om_view_list(v, "uses");
	om_view_flag(v, "uses_any", a->use_count > 0);
	for (size_t i = 0; rc == OM_OK && i < a->use_count; i++)
		rc = show_use(om_view_add(v, "uses"), a, &a->uses[i]);
	return rc;
}
