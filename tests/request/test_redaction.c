#include "request/world.h"

#include "request/redaction.h"

static const char ana[] = "email:ana@post.example";

/* A note that names two others, and herself. */
#define NOTES                                                                  \
	"{\"source\":\"crm\",\"type\":\"customer\",\"name\":\"Ana Ruiz\","     \
	"\"identifiers\":[{\"type\":\"email\",\"value\":\"ana@post.example\""  \
	"}],\"attributes\":{\"note\":\"told by ben.ochoa@post.example, write " \
	"to ANA@post.example\",\"formula\":\"2 parts tea\"},\"events\":["      \
	"{\"source\":\"desk\",\"type\":\"ticket\",\"properties\":{\"text\":"   \
	"\"her neighbour Peter Miller complained about Ana Ruiz\"}}]}\n"

struct seen {
	struct om_buf text;
};

static int
write_down(void *state, const struct om_proposal *p)
{
	struct seen *s = state;

	om_buf_format(&s->text, "%.*s %s\n", OM_SPAN_ARG(p->path), p->kind);
	return OM_OK;
}

static const char *
item(struct world *w)
{
	return w->c.request->items[0].reference;
}

static int
redact(struct world *w, const char *path, const char *kind, const char *why)
{
	const struct om_redaction_new what = { item(w), path, kind, why };

	return om_request_redact(&w->c, &what);
}

static void
begin(struct world *w)
{
	world_make(w, false);
	(void)world_import(w, NOTES);
	world_plan(w, "access", ana);
}

START_TEST(what_may_be_anothers_is_proposed_and_left_where_it_is)
{
	struct seen s = { OM_BUF(4096) };
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	begin(&w);
	ck_ok(om_request_propose(&w.c, write_down, &s));
	ck_has(s.text, "/attributes/note email\n");
	ck_has(s.text, "/properties/text name.full\n");
	/* Hers are no proposals: one address and one name are left. */
	ck_assert_ptr_eq(strstr(strstr(s.text.p, "email") + 1, "email"), NULL);
	ck_assert_ptr_eq(
	    strstr(strstr(s.text.p, "name.full") + 1, "name.full"), NULL);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "ben.ochoa@post.example");
	ck_has(letter, "Peter Miller");
	om_buf_free(&letter);
	om_buf_free(&s.text);
	world_free(&w);
}
END_TEST

START_TEST(what_a_person_decided_is_left_out_and_told_with_its_reason)
{
	struct om_buf letter = OM_BUF(1 << 20), data = OM_BUF(1 << 20);
	struct world w;
	char *path;

	begin(&w);
	ck_ok(redact(&w, "/attributes/note", "email", "privacy"));
	ck_ok(redact(&w, "/attributes/formula", NULL, "trade_secret"));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	world_answer(&w, &letter, "index.html");
	path = om_path_join(w.folder, "answer/data.json");
	ck_ok(om_file_read(&data, path));
	ck_lacks(letter, "ben.ochoa");
	ck_lacks(data, "ben.ochoa");
	ck_lacks(data, "2 parts tea");
	ck_has(data, "told by [left out: about another person], write to "
		     "ANA@post.example");
	ck_has(data, "\"formula\":\"[left out: trade secret]\"");
	ck_has(data, "\"field\": \"/attributes/note\"");
	ck_has(data, "\"cite\": \"GDPR Art. 15(4)\"");
	ck_has(letter, "It is a trade secret.");
	ck_has(letter, "record 1 (crm): /attributes/formula");
	ck_lacks(letter, "Nothing else was left out");
	ck_lacks(letter, "nothing. No value was blacked out");
	ck_has(letter, "Peter Miller"); /* nobody decided on that */
	om_free(path);
	om_buf_free(&letter);
	om_buf_free(&data);
	world_free(&w);
}
END_TEST

START_TEST(what_is_left_out_is_a_part_of_what_is_approved)
{
	struct world w;

	begin(&w);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(redact(&w, "/attributes/note", NULL, "privacy"));
	ck_assert_int_eq(w.c.request->state, OM_STATE_PLANNED);
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	ck_code(redact(&w, "/attributes/formula", NULL, "privacy"), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(a_decision_is_taken_back)
{
	struct om_redactions all;
	struct world w;

	begin(&w);
	ck_code(redact(&w, "/attributes/note", NULL, NULL), OM_NOTFOUND);
	ck_ok(redact(&w, "/attributes/note", NULL, "privacy"));
	ck_ok(redact(&w, "/attributes/note", "email", "safety"));
	ck_ok(om_redactions_load(&all, &w.c));
	ck_assert_uint_eq(all.n, 1);
	ck_assert_str_eq(all.list[0].kind, "email");
	ck_assert_str_eq(all.list[0].word, "safety");
	ck_assert_int_eq(all.list[0].member, w.om->member.id);
	ck_ok(redact(&w, "/attributes/note", NULL, NULL));
	ck_ok(om_redactions_load(&all, &w.c));
	ck_assert_uint_eq(all.n, 0);
	world_free(&w);
}
END_TEST

START_TEST(a_ground_a_place_and_a_kind_must_be_there)
{
	struct om_redaction_new other = { "0000000000000", "/attributes/note",
		NULL, "privacy" };
	struct world w;

	begin(&w);
	ck_code(redact(&w, "/attributes/note", NULL, "it is long"), OM_USAGE);
	ck_code(redact(&w, "/attributes/none", NULL, "privacy"), OM_NOTFOUND);
	ck_code(redact(&w, "note", NULL, "privacy"), OM_USAGE);
	ck_code(redact(&w, "/attributes/note", "nothing", "privacy"), OM_USAGE);
	ck_code(om_request_redact(&w.c, &other), OM_NOTFOUND);
	ck_ok(redact(&w, "/attributes", NULL, "privacy"));
	world_free(&w);
}
END_TEST

/* Paths are kept in the clear. */
START_TEST(a_path_that_is_data_itself_is_not_written_down)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w,
	    "{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":["
	    "{\"type\":\"email\",\"value\":\"ana@post.example\"}],"
	    "\"attributes\":{\"friends\":{\"ben@post.example\":\"met\"}}}\n");
	world_plan(&w, "access", ana);
	ck_code(
	    redact(&w, "/attributes/friends/ben@post.example", NULL, "privacy"),
	    OM_INPUT);
	ck_ok(redact(&w, "/attributes/friends", NULL, "privacy"));
	world_free(&w);
}
END_TEST

/* A decision that meets nothing any more is not passed over in silence. */
START_TEST(a_place_that_is_gone_is_looked_at_again)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;
	char *path;

	begin(&w);
	ck_ok(redact(&w, "/attributes/note", NULL, "privacy"));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	(void)world_import(&w,
	    "{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":["
	    "{\"type\":\"email\",\"value\":\"ana@post.example\"}],"
	    "\"attributes\":{\"remark\":\"told by ben@post.example\"}}\n");
	path = om_path_join(w.folder, "answer");
	ck_code(om_request_answer(&w.c, path), OM_DENIED);
	ck_assert(!om_file_exists(path));
	om_free(path);
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(each_ground_has_its_article_and_its_sentences)
{
	const struct om_redaction_ground *g, *found;
	size_t n = 0;

	for (; (g = om_redaction_ground_at(n)) != NULL; n++) {
		ck_assert_int_eq(strncmp(g->gdpr, "GDPR Art. ", 10), 0);
		ck_assert_str_ne(g->text, "");
		ck_ok(om_redaction_ground_find(
		    &found, om_span_of(g->word), "gdpr"));
		ck_assert_ptr_eq(found, g);
		ck_assert_str_eq(om_redaction_cite(g, "uk-gdpr"), g->gdpr);
		ck_assert_str_eq(om_redaction_cite(g, "ccpa"), g->ccpa);
	}
	ck_assert_uint_ge(n, 4);
	ck_code(om_redaction_ground_find(
		    &found, OM_SPAN("intellectual_property"), "ccpa"),
	    OM_USAGE);
}
END_TEST

OM_SUITE(request_redaction)
{
	tcase_add_test(
	    tests, what_may_be_anothers_is_proposed_and_left_where_it_is);
	tcase_add_test(
	    tests, what_a_person_decided_is_left_out_and_told_with_its_reason);
	tcase_add_test(tests, what_is_left_out_is_a_part_of_what_is_approved);
	tcase_add_test(tests, a_decision_is_taken_back);
	tcase_add_test(tests, a_ground_a_place_and_a_kind_must_be_there);
	tcase_add_test(tests, a_path_that_is_data_itself_is_not_written_down);
	tcase_add_test(tests, a_place_that_is_gone_is_looked_at_again);
	tcase_add_test(tests, each_ground_has_its_article_and_its_sentences);
}
