#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "cmd/command.h"
#include "cmd/demo_people.h"
#include "cmd/demo_world.h"
#include "request/request.h"
#include "store/audit.h"
#include "store/id.h"
#include "store/locate.h"

/* Two of the invented people, whom all three systems know. */
enum { WHO_ASKS = 42, WHO_LEAVES = 78 };

/* A story in steps, told to somebody who is no programmer. */
struct demo {
	struct om_output *out;
	const char *folder;
	struct om *om;
	struct om_arena *arena;
	unsigned step;
};

#define SAY(d, ...) om_output_format((d)->out, __VA_ARGS__)

static void
heading(struct demo *d, const char *title)
{
	SAY(d, "\n%u. %s\n\n", ++d->step, title);
}

static int
fill_store(struct demo *d)
{
	struct om_buf records = OM_BUF((size_t)64 << 20);
	int rc = OM_OK;

	heading(d, "A company and the people it knows");
	SAY(d,
	    "   Harbour Goods Ltd (invented, like everybody here) knows %d "
	    "people in three\n   systems that share no common number:\n\n",
	    OM_DEMO_PEOPLE);
	for (int i = 0; rc == OM_OK && i < OM_DEMO_SYSTEMS; i++) {
		enum om_demo_system system = (enum om_demo_system)i;
		struct om_import_counts n = { 0 };

		om_buf_reset(&records);
		om_demo_people_write(&records, system);
		rc = om_buf_check(&records, "invented people");
		if (rc == OM_OK)
			rc = om_demo_world_import(
			    &n, d->om, om_buf_span(&records));
		SAY(d,
		    "   %-9s %5llu records, %5llu of them of a person known "
		    "before\n",
		    om_demo_people_system(system),
		    (unsigned long long)n.records,
		    (unsigned long long)n.linked);
	}
	SAY(d,
	    "\n   A shared e-mail address, telephone or customer number ties "
	    "the records of\n   one person together. Names never do: two "
	    "people may share one.\n   Every value is encrypted, under a key "
	    "of that person's own.\n");
	om_buf_free(&records);
	return rc;
}

static const char *
day_text(struct demo *d, int32_t day)
{
	struct om_buf text = OM_BUF(32);
	const char *s;

	om_day_format(&text, day);
	s = om_arena_string(d->arena, om_buf_span(&text));
	om_buf_free(&text);
	return s;
}

static const char *
id_text(struct demo *d, int64_t id)
{
	struct om_buf text = OM_BUF(32);
	const char *s;

	om_id_format(&text, id);
	s = om_arena_string(d->arena, om_buf_span(&text));
	om_buf_free(&text);
	return s;
}

/* Takes a request in, verifies it and plans it. */
static int
begin_request(struct demo *d, struct om_case *c, const char *right,
    unsigned person, const char *method)
{
	struct om_request_new what = { .right = right,
		.received = om_clock_today() };
	struct om_buf claim = OM_BUF(256);
	int rc;

	om_demo_people_identifier(&claim, person);
	what.claim = om_buf_span(&claim);
	rc = om_request_new(c, &what);
	if (rc == OM_OK)
		SAY(d,
		    "   received   She writes from her e-mail address. The "
		    "request gets the number\n              %s. By law the "
		    "answer is due by %s\n              (%s).\n",
		    id_text(d, c->id), day_text(d, c->request->due),
		    "one month from receipt: GDPR Art. 12(3)");
	if (rc == OM_OK)
		rc = om_request_verify(c, method);
	if (rc == OM_OK)
		SAY(d,
		    "   verified   It is really she: %s. Answering the wrong\n"
		    "              person would be a data breach (GDPR Art. "
		    "12(6)).\n",
		    method);
	if (rc == OM_OK)
		rc = om_request_plan(c);
	om_buf_free(&claim);
	return rc;
}

static void
list_origins(struct demo *d, const struct om_request *r)
{
	for (size_t i = 0; i < r->step_count; i++)
		if (strcmp(r->steps[i].state, "not_connected") == 0)
			SAY(d, " %s", r->steps[i].system);
	SAY(d, "\n");
}

static void
list_recipients(struct demo *d, const struct om_request *r)
{
	SAY(d, "              Nor before those who have her data were told:\n");
	for (size_t i = 0; i < r->notice_count; i++)
		SAY(d, "              %s\n", r->notices[i].recipient);
}

static const struct om_request_step *
own_step(const struct om_request *r)
{
	const struct om_request_step *s = r->steps;

	while (strcmp(s->state, "not_connected") == 0)
		s++;
	return s;
}

static int
answer(struct demo *d, struct om_case *c, const char *name)
{
	char *folder = om_path_join(d->folder, "answers");
	char *path = om_path_join(folder, name);
	int rc = om_folder_make(folder, 0700);

	if (rc == OM_OK)
		rc = om_request_answer(c, path);
	if (rc == OM_OK)
		SAY(d, "   answered   The letter is %s/index.html.\n", path);
	om_free(path);
	om_free(folder);
	return rc;
}

static int
show_access(struct demo *d)
{
	struct om_case c = { d->om, d->arena, 0, NULL };
	int rc;

	heading(d, "Somebody asks what is known about her (GDPR Art. 15)");
	rc = begin_request(
	    d, &c, "access", WHO_ASKS, "signed in to her account");
	if (rc != OM_OK)
		return rc;
	SAY(d,
	    "   planned    She was found in %lld records with %lld entries "
	    "of what happened,\n              from:",
	    (long long)own_step(c.request)->located,
	    (long long)own_step(c.request)->events);
	list_origins(d, c.request);
	rc = om_request_approve(&c, d->om->member.name);
	if (rc == OM_OK)
		rc = om_request_run(&c);
	if (rc == OM_OK)
		SAY(d, "   executed   Nothing is changed: it is copied.\n");
	if (rc == OM_OK)
		rc = answer(d, &c, "access");
	if (rc == OM_OK)
		SAY(d, "              It answers each point of Art. 15, holds "
		       "the copy, and says which\n              systems were "
		       "not searched yet. Beside it: the same for computers,\n"
		       "              what she may take along (Art. 20), and a "
		       "signed list.\n");
	return rc;
}

static int
show_refusal(struct demo *d, struct om_case *c)
{
	int rc = om_request_approve(c, d->om->member.name);

	if (rc != OM_DENIED)
		return rc == OM_OK ? om_fail(OM_CORRUPT,
					 "one person alone could approve")
				   : rc;
	SAY(d, "   refused    You took it in, so you cannot approve it: an "
	       "erasure cannot be\n              taken back and wants two "
	       "persons.\n");
	rc = om_request_approve(c, OM_DEMO_SECOND);
	if (rc == OM_OK)
		SAY(d, "   approved   A second person read the plan and "
		       "approved.\n");
	return rc;
}

static int
show_erasure(struct demo *d)
{
	struct om_case c = { d->om, d->arena, 0, NULL };
	const struct om_request_step *own;
	int rc;

	heading(d, "Somebody wants to be forgotten (GDPR Art. 17)");
	rc = begin_request(d, &c, "erase", WHO_LEAVES, "called back");
	if (rc == OM_OK)
		SAY(d,
		    "   planned    %lld records go. A code that only we, with "
		    "our key, can compare\n              stays, so that a "
		    "later import does not bring her back, and the log\n"
		    "              without her data (GDPR Art. 5(2), "
		    "17(3)(b)).\n",
		    (long long)own_step(c.request)->located);
	if (rc == OM_OK)
		rc = show_refusal(d, &c);
	if (rc == OM_OK)
		rc = om_request_run(&c);
	if (rc != OM_OK)
		return rc;
	own = own_step(c.request);
	SAY(d,
	    "   executed   Her key is destroyed, and %lld records with %lld "
	    "entries are gone.\n              Read again: %lld left (%s).\n",
	    (long long)own->acted, (long long)own->events,
	    (long long)own->remaining, own->grade);
	rc = answer(d, &c, "erasure");
	if (rc == OM_OK) {
		SAY(d,
		    "              It needs nothing of the erased data. "
		    "Beside it a certificate\n              that she can "
		    "check without trusting you. Outcome: %s,\n"
		    "              as Ombud cannot reach into these "
		    "systems; that is yours to do\n              there, and "
		    "until it is, the request cannot be closed:\n"
		    "             ",
		    c.request->outcome);
		list_origins(d, c.request);
		list_recipients(d, c.request);
	}
	return rc;
}

static int
look_for_her(struct demo *d)
{
	struct om_buf claim = OM_BUF(256);
	struct om_subject *s;
	struct om_query query;
	int rc;

	om_demo_people_identifier(&claim, WHO_LEAVES);
	rc = om_query_parse(&query, d->om->store, om_buf_span(&claim));
	if (rc == OM_OK)
		rc = om_locate(&s, d->om->store, d->arena, &query);
	om_buf_free(&claim);
	if (rc == OM_NOTFOUND)
		return OM_OK;
	return rc == OM_OK ? om_fail(OM_CORRUPT, "an erased person was found")
			   : rc;
}

static int
show_gone(struct demo *d)
{
	struct om_import_counts n = { 0 };
	struct om_buf record = OM_BUF(64 << 10);
	int rc = look_for_her(d);

	heading(d, "Is she really gone, and does she stay gone?");
	if (rc == OM_OK)
		SAY(d, "   Looked up by her e-mail address: nobody.\n");
	om_demo_people_write_one(&record, OM_DEMO_CRM, WHO_LEAVES);
	if (rc == OM_OK)
		rc = om_demo_world_import(&n, d->om, om_buf_span(&record));
	if (rc == OM_OK && n.suppressed != 1)
		rc = om_fail(OM_CORRUPT, "an erased person came back");
	if (rc == OM_OK)
		SAY(d, "   The old system sends her record once more: it is "
		       "recognised and kept out.\n");
	if (rc == OM_OK)
		rc = look_for_her(d);
	om_buf_free(&record);
	return rc;
}

static int
show_log(struct demo *d)
{
	struct om_audit_report report;
	int rc = om_audit_integrate(d->om->store, NULL);

	if (rc == OM_OK)
		rc = om_audit_verify(&report, d->om->store);
	if (rc != OM_OK)
		return rc;
	heading(d, "Can you prove it to an authority? (GDPR Art. 5(2))");
	SAY(d,
	    "   Every act above is in a log that cannot be changed without "
	    "being noticed.\n   Checked just now: %llu entries, all "
	    "consistent.\n   It holds no names, addresses or values; it holds a "
	    "code per person.\n",
	    (unsigned long long)report.entries);
	return OM_OK;
}

static void
show_end(struct demo *d)
{
	heading(d, "Look around");
	SAY(d,
	    "   Open %s/answers/access/index.html in a browser: the letter "
	    "she gets.\n   Open %s/answers/erasure/index.html: the other "
	    "one.\n\n"
	    "   ombud -C %s request list          the register of requests\n"
	    "   ombud -C %s request explain ID    one of them, in words\n"
	    "   ombud -C %s audit verify          check the log again\n\n"
	    "   Start with your own: ombud init DIR\n",
	    d->folder, d->folder, d->folder, d->folder, d->folder);
}

static int
tell(struct demo *d)
{
	int rc = fill_store(d);

	if (rc == OM_OK)
		rc = show_access(d);
	if (rc == OM_OK)
		rc = show_erasure(d);
	if (rc == OM_OK)
		rc = show_gone(d);
	if (rc == OM_OK)
		rc = show_log(d);
	if (rc == OM_OK)
		show_end(d);
	return rc;
}

static int
run_demo(struct om_run *run)
{
	struct demo d = { .out = &run->out,
		.folder = run->words.n > 0 ? run->words.p[0] : "ombud-demo",
		.arena = &run->arena };
	int rc, closed;

	if (run->dry_run) {
		SAY(&d,
		    "a workspace with invented people would be made in "
		    "%s\n",
		    d.folder);
		return OM_OK;
	}
	rc = om_demo_world_make(&d.om, d.folder);
	if (rc != OM_OK)
		return rc;
	SAY(&d, "Ombud takes a person's side in the systems that know them. "
		"This is how\nthat looks.\n");
	rc = tell(&d);
	closed = om_close(d.om);
	return rc == OM_OK ? closed : rc;
}

const struct om_command om_cmd_demo = {
	.word = "demo",
	.summary = "see it work: invented people, an access, an erasure",
	.arguments = "[DIR]",
	.about = "Makes a workspace (in ombud-demo unless DIR is given) with "
		 "two thousand invented people in three systems, and carries "
		 "an access and an erasure through, telling why at each step.",
	.example = "ombud demo",
	.touches = OM_CHANGES,
	.run = run_demo,
};
