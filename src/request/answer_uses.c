#include "base/date.h"
#include "format/json_reader.h"
#include "request/answer.h"

/*
 * When a person's data was looked up is data about her; who did it is not
 * (CJEU C-579/21). Entries name her by her reference.
 */
struct uses {
	const struct om_answer *a;
	struct om_view *v, *row; /* the last row of the table */
	struct om_span needle;
	struct om_span day;
	const char *what;
	int64_t times;
};

static const struct {
	enum om_act act;
	const char *what;
} acts[] = {
	{ OM_ACT_LOCATE, "use.subject.locate" },
	{ OM_ACT_READ, "use.subject.read" },
	{ OM_ACT_EXPORT, "use.subject.export" },
	{ OM_ACT_PSEUDONYMIZE, "use.subject.pseudonymize" },
	{ OM_ACT_RESTRICT, "use.subject.restrict" },
	{ OM_ACT_UNRESTRICT, "use.subject.unrestrict" },
	{ OM_ACT_LINK, "use.profile.link" },
	{ OM_ACT_UNLINK, "use.profile.unlink" },
};

const char *
om_answer_use(enum om_act act)
{
	for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (acts[i].act == act)
			return acts[i].what;
	return NULL;
}

static const char *
what_of(const struct om_value *entry)
{
	const struct om_value *act = om_value_member(entry, "act");

	for (int i = 0; act != NULL && i < OM_ACTS; i++)
		if (om_span_is(act->text, om_act_word((enum om_act)i)))
			return om_answer_use((enum om_act)i);
	return NULL;
}

static bool
has(struct om_span s, struct om_span needle)
{
	for (; s.n >= needle.n; s.p++, s.n--)
		if (om_span_starts(s, needle))
			return true;
	return false;
}

static int
add_row(struct uses *u, struct om_span date, const char *what)
{
	int32_t day;
	int rc = om_day_parse(&day, date);

	u->row = om_view_add(u->v, "uses");
	if (rc != OM_OK)
		return rc;
	om_letter_day(u->row, &u->a->letter, "day", day);
	u->day = om_arena_copy(u->a->arena, date);
	u->what = what;
	u->times = 0;
	return om_letter_say(u->row, &u->a->letter, "what", what);
}

static int
add_use(struct uses *u, struct om_span day, const char *what)
{
	int rc = OM_OK;

	if (u->row == NULL || u->what != what || !om_span_equal(u->day, day))
		rc = add_row(u, day, what);
	om_view_int(u->row, "times", ++u->times);
	return rc;
}

static int
take(void *state, int64_t leaf, struct om_span text)
{
	struct uses *u = state;
	const struct om_value *at;
	struct om_value *entry;
	const char *what;
	int rc;

	(void)leaf;
	if (!has(text, u->needle))
		return OM_OK;
	text = om_arena_copy(u->a->arena, text);
	rc = om_json_read(&entry, u->a->arena, text, NULL);
	if (rc != OM_OK)
		return rc;
	at = om_value_member(entry, "at");
	what = what_of(entry);
	if (what != NULL && at != NULL && at->text.n >= 10)
		return add_use(u, om_span_bytes(at->text.p, 10), what);
	return OM_OK;
}

int
om_answer_show_uses(struct om_view *v, const struct om_answer *a)
{
	struct uses u = { .a = a, .v = v };
	uint8_t reference[OM_HASH_SIZE];
	struct om_buf needle = OM_BUF(128);
	int rc = OM_OK;

	om_view_list(v, "uses");
	if (a->subject != NULL)
		rc = om_subject_reference(reference, a->subject);
	if (a->subject != NULL && rc == OM_OK) {
		om_buf_text(&needle, "\"subject\":\"");
		om_buf_hex(
		    &needle, om_span_bytes(reference, sizeof(reference)));
		u.needle = om_buf_span(&needle);
		rc = om_audit_list(a->c->om->store, INT64_MAX, take, &u);
	}
	om_view_flag(v, "uses_any", u.row != NULL);
	om_buf_free(&needle);
	return rc;
}
