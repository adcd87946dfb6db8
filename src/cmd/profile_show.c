#include "cmd/list.h"
#include "cmd/profile.h"
#include "cmd/restricted.h"
#include "cmd/workspace.h"
#include "format/json_reader.h"
#include "store/audit.h"
#include "store/event.h"
#include "store/id.h"
#include "store/locate.h"

struct show {
	struct om_run *run;
	struct om_store *store;
	const struct om_subject *subject;
	struct om_restricted_list restricted;
	struct om_json *json;
	struct om_list list;
	int64_t events;
};

static void
json_id(struct om_json *j, const char *key, int64_t id)
{
	struct om_buf text = OM_BUF(32);

	om_id_format(&text, id);
	om_json_text(j, key, om_buf_span(&text));
	om_buf_free(&text);
}

static int
add_event(void *state, struct om_span json)
{
	struct show *s = state;

	om_json_raw(s->json, "", json);
	return OM_OK;
}

static int
json_profile(struct show *s, const struct om_held_profile *held)
{
	struct om_json *j = s->json;
	int rc;

	om_json_object(j, "");
	json_id(j, "profile", held->id);
	om_profile_json(j, &held->profile);
	om_json_array(j, "events");
	rc = om_event_list(s->store, s->subject, held->id, add_event, s);
	om_json_end_array(j);
	om_json_end_object(j);
	return rc;
}

static int
print_json(struct show *s)
{
	struct om_json *j = om_output_json(&s->run->out);
	int rc = OM_OK;

	s->json = j;
	om_json_object(j, NULL);
	json_id(j, "subject", s->subject->id);
	om_json_bool(
	    j, "pseudonymised", s->subject->state == OM_SUBJECT_PSEUDONYMOUS);
	om_json_time(j, "since", s->subject->created);
	om_restricted_json(j, &s->restricted);
	om_json_array(j, "profiles");
	for (size_t i = 0; rc == OM_OK && i < s->subject->profile_count; i++)
		rc = json_profile(s, &s->subject->profiles[i]);
	om_json_end_array(j);
	om_json_end_object(j);
	om_output_next(&s->run->out);
	return rc;
}

/* One line of the table; what is not there has none. */
static void
add_line(struct show *s, struct om_span field, struct om_span value)
{
	if (value.n == 0)
		return;
	om_list_text(&s->list, field);
	om_list_text(&s->list, value);
}

static int
add_attributes(struct show *s, const struct om_profile *p)
{
	struct om_value *v;
	int rc = om_json_read(&v, &s->run->arena, p->attributes, NULL);

	if (rc != OM_OK)
		return rc;
	for (const struct om_value *m = v->first; m != NULL; m = m->next)
		add_line(s, m->key, m->text);
	return OM_OK;
}

static int
count_event(void *state, struct om_span json)
{
	struct show *s = state;

	(void)json;
	s->events++;
	return OM_OK;
}

static int
table_profile(struct show *s, const struct om_held_profile *held)
{
	const struct om_profile *p = &held->profile;
	struct om_buf text = OM_BUF(1024);
	int rc;

	om_id_format(&text, held->id);
	add_line(s, OM_SPAN("PROFILE"), om_buf_span(&text));
	add_line(s, OM_SPAN("source"), p->source);
	add_line(s, OM_SPAN("type"), p->type);
	add_line(s, OM_SPAN("name"), p->name);
	add_line(s, OM_SPAN("user_id"), p->user_id);
	for (size_t i = 0; i < p->n; i++)
		add_line(s, p->identifiers[i].type, p->identifiers[i].value);
	rc = add_attributes(s, p);
	add_line(s, OM_SPAN("created_at"), p->created_at);
	add_line(s, OM_SPAN("updated_at"), p->updated_at);
	s->events = 0;
	if (rc == OM_OK)
		rc = om_event_list(
		    s->store, s->subject, held->id, count_event, s);
	om_buf_reset(&text);
	om_buf_format(&text, "%lld", (long long)s->events);
	add_line(s, OM_SPAN("events"), om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

static int
print_table(struct show *s)
{
	static const struct om_column columns[] = {
		{ "field", "SUBJECT", false },
		{ "value", NULL, false },
	};
	struct om_column titled[2] = { columns[0], columns[1] };
	struct om_buf id = OM_BUF(64);
	int rc = OM_OK;

	om_id_format(&id, s->subject->id);
	if (s->subject->state == OM_SUBJECT_PSEUDONYMOUS)
		om_buf_text(&id, " (pseudonymised)");
	titled[1].title = id.p;
	om_list_begin(&s->list, &s->run->out, "fields", titled, 2);
	for (size_t i = 0; rc == OM_OK && i < s->subject->profile_count; i++)
		rc = table_profile(s, &s->subject->profiles[i]);
	om_list_end(&s->list);
	om_restricted_print(s->run, &s->restricted);
	om_buf_free(&id);
	return rc;
}

/* An identifier has a colon, an id has none. */
static int
find(struct om_subject **out, struct om_run *run, struct om_store *store)
{
	struct om_query query;
	struct om_span text;
	int64_t id;
	int rc = om_workspace_identifier(&text, run, run->words.p[0]);

	if (rc != OM_OK)
		return rc;
	if (memchr(text.p, ':', text.n) == NULL) {
		rc = om_id_parse(&id, text);
		return rc == OM_OK ? om_locate_id(out, store, &run->arena, id)
				   : rc;
	}
	rc = om_query_parse(&query, store, text);
	return rc == OM_OK ? om_locate(out, store, &run->arena, &query) : rc;
}

static int
record(struct om_store *store, const struct om_subject *subject)
{
	uint8_t reference[OM_HASH_SIZE];
	struct om_audit_entry entry = { .act = OM_ACT_READ,
		.reference = om_span_bytes(reference, sizeof(reference)) };
	int rc = om_subject_reference(reference, subject);

	if (rc == OM_OK)
		rc = om_audit_defer(store, &entry);
	/* Nobody is told anything that the log does not know of. */
	return rc == OM_OK ? om_audit_flush(store) : rc;
}

static int
work(struct om_run *run, struct om *om)
{
	struct show s = { .run = run, .store = om->store };
	struct om_subject *subject;
	int rc = om_permit(om, OM_MAY_LOCATE);

	if (rc == OM_OK)
		rc = find(&subject, run, om->store);
	if (rc == OM_OK)
		rc = record(om->store, subject);
	if (rc == OM_OK)
		rc = om_restricted_read(
		    &s.restricted, run, om->store, subject->id);
	if (rc != OM_OK)
		return rc;
	s.subject = subject;
	return run->out.shape == OM_SHAPE_TABLE ? print_table(&s)
						: print_json(&s);
}

static int
run_show(struct om_run *run)
{
	return om_workspace_run(run, work);
}

const struct om_command om_cmd_profile_show = {
	.word = "show",
	.summary = "all that the store holds about one person",
	.arguments = "ID|TYPE:VALUE",
	.about = "By the id of a subject (`profile find` prints them) or an "
		 "identifier; - reads it from standard input. Exit 4 where "
		 "nobody is found, 5 where several people have the identifier. "
		 "Each reading is in the audit log.",
	.example = "ombud profile show email:ana@example.com",
	.touches = OM_READS | OM_WORKSPACE,
	.run = run_show,
};
