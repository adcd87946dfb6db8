#include "cmd/audit.h"
#include "cmd/list.h"
#include "cmd/workspace.h"
#include "format/json_reader.h"
#include "store/audit.h"
#include "store/id.h"
#include "store/member.h"

enum { NEWEST = 50, MOST = 100000000 };

struct listing {
	struct om_run *run;
	struct om_store *store;
	struct om_arena arena; /* of an entry */
	struct om_list list;
};

static const struct om_column columns[] = {
	{ "leaf", "LEAF", true },
	{ "number", NULL, true },
	{ "at", "AT", false },
	{ "user", "USER", false },
	{ "act", "ACT", false },
	{ "detail", "DETAIL", false },
	{ "subject", NULL, false },
	{ NULL, "SUBJECT", false },
	{ "request", "REQUEST", false },
	{ "counts", NULL, false },
	{ NULL, "COUNTS", false },
};

static struct om_span
text_of(const struct om_value *entry, const char *key)
{
	const struct om_value *v = om_value_member(entry, key);

	return v == NULL ? OM_SPAN_NONE : v->text;
}

static void
add_text(struct listing *l, struct om_span s)
{
	if (s.n == 0)
		om_list_null(&l->list);
	else
		om_list_text(&l->list, s);
}

/* The entry has the id; people know the name. */
static void
add_user(struct listing *l, struct om_span id)
{
	struct om_member m;
	int64_t member;

	if (id.n > 0 && om_id_parse(&member, id) == OM_OK &&
	    om_member_get(&m, l->store, member) == OM_OK)
		om_list_string(&l->list, m.name);
	else
		add_text(l, id);
}

/* Who else decided stands there as a number, too: case.c. */
static void
add_value(struct om_buf *text, struct om_store *store, const struct om_value *v)
{
	struct om_member m;
	uint64_t id;

	if ((om_span_is(v->key, "by") || om_span_is(v->key, "typed_by") ||
		om_span_is(v->key, "who")) &&
	    om_span_u64(&id, v->text) &&
	    om_member_get(&m, store, (int64_t)id) == OM_OK)
		om_buf_text(text, m.name);
	else
		om_buf_add(text, v->text);
}

/* "new 3, linked 1": what is 0 says nothing to people. */
static void
add_counts(struct listing *l, const struct om_value *counts)
{
	struct om_buf text = OM_BUF(4096);

	if (counts == NULL)
		om_list_null(&l->list);
	else
		om_list_raw(&l->list, counts->raw);
	for (const struct om_value *v = counts == NULL ? NULL : counts->first;
	     v != NULL; v = v->next) {
		if (om_span_is(v->text, "0"))
			continue;
		om_buf_text(&text, text.n == 0 ? "" : ", ");
		om_buf_add(&text, v->key);
		om_buf_byte(&text, ' ');
		add_value(&text, l->store, v);
	}
	add_text(l, om_buf_span(&text));
	om_buf_free(&text);
}

static void
add_entry(struct listing *l, int64_t leaf, const struct om_value *entry)
{
	struct om_span subject = text_of(entry, "subject");

	if (leaf < 0)
		om_list_null(&l->list);
	else
		om_list_int(&l->list, leaf);
	om_list_raw(&l->list, text_of(entry, "number"));
	add_text(l, text_of(entry, "at"));
	add_user(l, text_of(entry, "member"));
	add_text(l, text_of(entry, "act"));
	add_text(l, text_of(entry, "detail"));
	add_text(l, subject);
	subject.n = subject.n > 12 ? 12 : subject.n;
	add_text(l, subject);
	add_text(l, text_of(entry, "request"));
	add_counts(l, om_value_member(entry, "counts"));
}

static int
add_row(void *state, int64_t leaf, struct om_span text)
{
	struct listing *l = state;
	struct om_value *entry;

	om_arena_wipe(&l->arena);
	if (om_json_read(&entry, &l->arena, text, NULL) != OM_OK ||
	    text_of(entry, "number").n == 0)
		return om_fail(OM_CORRUPT,
		    "an entry of the log is damaged: see `ombud audit "
		    "verify`");
	add_entry(l, leaf, entry);
	return om_output_flow(&l->run->out);
}

/* Who reads the log stands in the log, before anything is shown. */
static int
work(struct om_run *run, struct om *om)
{
	const struct om_audit_entry read = { .act = OM_ACT_AUDIT_READ,
		.detail = "list" };
	struct listing l = { .run = run, .store = om->store };
	uint64_t limit = om_option_number(run, "limit", NEWEST);
	int rc = om_permit(om, OM_MAY_AUDIT);

	if (rc == OM_OK)
		rc = om_audit_defer(om->store, &read);
	if (rc == OM_OK)
		rc = om_audit_flush(om->store);
	if (rc != OM_OK)
		return rc;
	om_list_begin(&l.list, &run->out, "entries", columns,
	    sizeof(columns) / sizeof(columns[0]));
	rc = om_audit_list(
	    om->store, limit > MOST ? MOST : (int64_t)limit, add_row, &l);
	if (rc == OM_OK)
		om_list_end(&l.list);
	else
		om_list_drop(&l.list);
	om_arena_free(&l.arena);
	return rc;
}

static int
run_list(struct om_run *run)
{
	return om_workspace_run(run, work);
}

static const struct om_option options[] = {
	{ "limit", 0, OM_OPTION_NUMBER, "N", "how many; else 50", false },
	{ 0 },
};

const struct om_command om_cmd_audit_list = {
	.word = "list",
	.summary = "the newest entries, the last one at the end",
	.about = "An entry names no person: SUBJECT is a reference that "
		 "nobody can link to a person who was erased. This reading "
		 "becomes an entry, too.",
	.example = "ombud audit list --limit 20",
	.touches = OM_READS | OM_WORKSPACE,
	.options = options,
	.run = run_list,
};
