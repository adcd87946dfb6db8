#include "cmd/profile.h"

#include "cmd/list.h"
#include "cmd/trial.h"
#include "store/audit.h"
#include "store/id.h"
#include "store/link.h"
#include "store/locate.h"

static void
add_id(struct om_list *list, int64_t id)
{
	struct om_buf text = OM_BUF(32);

	om_id_format(&text, id);
	om_list_text(list, om_buf_span(&text));
	om_buf_free(&text);
}

static void
list_profiles(struct om_run *run, struct om_subject *const *people, size_t n)
{
	static const struct om_column columns[] = {
		{ "subject", "SUBJECT", false },
		{ "profile", "PROFILE", false },
		{ "source", "SOURCE", false },
		{ "type", "TYPE", false },
		{ "name", "NAME", false },
	};
	struct om_list list;

	om_list_begin(&list, &run->out, "profiles", columns, 5);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < people[i]->profile_count; k++) {
			const struct om_held_profile *held =
			    &people[i]->profiles[k];

			add_id(&list, people[i]->id);
			add_id(&list, held->id);
			om_list_text(&list, held->profile.source);
			om_list_text(&list, held->profile.type);
			if (held->profile.name.n > 0)
				om_list_text(&list, held->profile.name);
			else
				om_list_null(&list);
		}
	om_list_end(&list);
}

/* Everybody who is found is one look-up of the log. */
static int
load(struct om_subject **people, struct om_store *store, struct om_arena *arena,
    const int64_t *ids, size_t n)
{
	const struct om_audit_entry nobody = { .act = OM_ACT_LOCATE,
		.detail = "nobody" };
	int rc = OM_OK;

	if (n == 0)
		rc = om_audit_defer(store, &nobody);
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		rc = om_locate_id(&people[i], store, arena, ids[i]);
	if (rc == OM_OK)
		rc = om_audit_flush(store);
	if (rc == OM_OK && n == 0)
		rc = om_fail(OM_NOTFOUND, "nobody has this identifier");
	return rc;
}

static int
work_find(struct om_run *run, struct om *om)
{
	struct om_subject **people;
	struct om_query query;
	struct om_span text;
	int64_t *ids;
	size_t n;
	int rc = om_permit(om, OM_MAY_LOCATE);

	if (rc == OM_OK)
		rc = om_workspace_identifier(&text, run, run->words.p[0]);
	if (rc == OM_OK)
		rc = om_query_parse(&query, om->store, text);
	if (rc == OM_OK)
		rc = om_locate_all(om->store, &run->arena, &query, &ids, &n);
	if (rc != OM_OK)
		return rc;
	people = om_arena_new(&run->arena, n, sizeof(struct om_subject *));
	rc = load(people, om->store, &run->arena, ids, n);
	if (rc == OM_OK)
		list_profiles(run, people, n);
	return rc;
}

static int
run_find(struct om_run *run)
{
	return om_workspace_run(run, work_find);
}

static const struct om_command cmd_find = {
	.word = "find",
	.summary = "the profiles of everybody who has an identifier",
	.arguments = "TYPE:VALUE",
	.about = "The ids of subjects (people) and of their profiles, also "
		 "where several people have the identifier. Exit 4 where "
		 "nobody has. - reads it from standard input.",
	.example = "ombud profile find phone_number:+12025550123",
	.touches = OM_READS | OM_WORKSPACE,
	.run = run_find,
};

static int
read_ids(int64_t ids[2], const struct om_run *run)
{
	int rc = om_id_parse(&ids[0], om_span_of(run->words.p[0]));

	return rc == OM_OK ? om_id_parse(&ids[1], om_span_of(run->words.p[1]))
			   : rc;
}

/* {"subject":ID,KEY:ID}, or a line for people. */
static void
print_pair(struct om_run *run, int64_t subject, const char *key, int64_t id)
{
	struct om_buf a = OM_BUF(32), b = OM_BUF(32);
	struct om_json *j;

	om_id_format(&a, subject);
	om_id_format(&b, id);
	if (run->out.shape == OM_SHAPE_TABLE)
		om_output_format(&run->out, "subject %s now has %s %s%s\n", a.p,
		    key, b.p, om_trial_note(run));
	else {
		j = om_output_json(&run->out);
		om_json_object(j, NULL);
		om_json_text(j, "subject", om_buf_span(&a));
		om_json_text(j, key, om_buf_span(&b));
		om_json_end_object(j);
		om_output_next(&run->out);
	}
	om_buf_free(&a);
	om_buf_free(&b);
}

static int
work_link(struct om_run *run, struct om *om)
{
	int64_t ids[2];
	int rc = om_permit(om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = read_ids(ids, run);
	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = om_trial_end(om, om_link(om->store, ids[0], ids[1]));
	if (rc == OM_OK)
		print_pair(run, ids[0], "alias", ids[1]);
	return rc;
}

static int
run_link(struct om_run *run)
{
	return om_workspace_run(run, work_link);
}

static int
work_unlink(struct om_run *run, struct om *om)
{
	int64_t ids[2], made = 0;
	int rc = om_permit(om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = read_ids(ids, run);
	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = om_trial_end(om, om_unlink(&made, om->store, ids[0], ids[1]));
	if (rc == OM_OK)
		print_pair(run, made, "profile", ids[1]);
	return rc;
}

static int
run_unlink(struct om_run *run)
{
	return om_workspace_run(run, work_unlink);
}

static const struct om_command cmd_link = {
	.word = "link",
	.summary = "two subjects are one person: merge them",
	.arguments = "SUBJECT SUBJECT",
	.about = "All profiles of the second become profiles of the first; "
		 "the second id goes on leading there.",
	.example = "ombud profile link 1CM8QF4T0ZRXA 1CM8QF4T0ZS0B",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE,
	.run = run_link,
};

static const struct om_command cmd_unlink = {
	.word = "unlink",
	.summary = "a profile is another person's: take it out",
	.arguments = "SUBJECT PROFILE",
	.about = "The profile and its events go to a new subject, whose id is "
		 "printed.",
	.example = "ombud profile unlink 1CM8QF4T0ZRXA 1CM8QF4T11D2E",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE,
	.run = run_unlink,
};

static const struct om_command *const actions[] = {
	&om_cmd_profile_import,
	&om_cmd_profile_show,
	&cmd_find,
	&cmd_link,
	&cmd_unlink,
	NULL,
};

const struct om_command om_cmd_profile = {
	.word = "profile",
	.summary = "the profiles that tie a person's traces together",
	.about =
	    "A profile is what one source knows about a person; a subject is "
	    "the person, with all profiles that belong together. Strong "
	    "identifiers (an e-mail address, a user id) tie profiles to one "
	    "subject; a phone number does so unless something speaks "
	    "against it; role mailboxes such as info@ never do.\n\n"
	    "Where several people have an identifier it is ambiguous, and "
	    "nothing is done by it (exit 5). To settle it: `find` lists who "
	    "has it; `show ID` shows each; then use an identifier that only "
	    "the right person has, or `link` two subjects who are one "
	    "person, or `unlink` a profile that came to the wrong one.",
	.example = "ombud profile find email:info@example.com\n"
		   "ombud profile show 1CM8QF4T0ZRXA",
	.actions = actions,
};
