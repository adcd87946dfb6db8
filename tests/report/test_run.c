#include "request/world.h"

#include "report/run.h"

/* Every report, in every form, on a workspace with nothing and with much. */
struct trial {
	struct om *om;
	size_t form;
	unsigned reports;
};

static void
write(struct om_buf *to, struct om *om, const char *name,
    const struct om_report_run *how, int code)
{
	struct om_report *report;

	ck_ok(om_report_open(&report, NULL, name));
	om_buf_reset(to);
	ck_assert_msg(om_report_write(to, report, how, om) == code, "%s: %s",
	    name, om_failure());
	om_report_close(report);
}

static int
try_one(void *state, const char *name)
{
	struct trial *t = state;
	struct om_report_run how = { .form = om_report_form_at(t->form) };
	struct om_buf text = OM_BUF(16 << 20);
	struct om_report *report;

	ck_ok(om_report_open(&report, NULL, name));
	for (size_t i = 1; i <= report->section_count; i++) {
		how.section = how.form->one_section ? i : 0;
		write(&text, t->om, name, &how, OM_OK);
	}
	if (how.form->one_section && report->section_count > 1) {
		how.section = 0;
		write(&text, t->om, name, &how, OM_USAGE);
	}
	t->reports++;
	om_report_close(report);
	om_buf_free(&text);
	return OM_OK;
}

static void
try_all(struct om *om)
{
	struct trial t = { .om = om };

	for (; om_report_form_at(t.form) != NULL; t.form++)
		ck_ok(om_report_each(NULL, try_one, &t));
	ck_assert_uint_gt(t.reports, 0);
}

START_TEST(every_report_is_written_in_every_form)
{
	struct world w;

	world_make(&w, true);
	try_all(w.om);
	(void)world_import(&w, ANA);
	world_run(&w, "access", "email:ana@post.example");
	ck_ok(world_new(&w, "know", "email:ana@post.example"));
	ck_ok(om_request_deny(&w.c, "not_identified"));
	ck_ok(world_new(&w, "access", "email:ben@post.example"));
	ck_ok(om_request_withdraw(&w.c));
	world_run(&w, "erase", "email:ana@post.example");
	try_all(w.om);
	world_free(&w);
}
END_TEST

static int
try_example(void *state, const char *name)
{
	struct om_report *report;

	(void)state;
	ck_ok(om_report_open(&report, NULL, name));
	ck_assert_msg(
	    om_report_try(report) == OM_OK, "%s: %s", name, om_failure());
	om_report_close(report);
	return OM_OK;
}

START_TEST(every_report_has_an_example_that_holds)
{
	ck_ok(om_report_each(NULL, try_example, NULL));
}
END_TEST

START_TEST(a_report_is_read_by_those_who_may_and_told_in_the_log)
{
	struct om_report_run how = { .form = om_report_form_at(0) };
	struct om_buf text = OM_BUF(1 << 20);
	char *path;
	struct world w;

	world_make(&w, true);
	w.om->member.role = OM_ROLE_INTAKE;
	write(&text, w.om, "overdue", &how, OM_DENIED);
	w.om->member.role = OM_ROLE_AUDITOR;
	write(&text, w.om, "overdue", &how, OM_OK);
	world_close(&w);
	path = om_path_join(w.folder, "ledger/audit.ndjson");
	om_buf_reset(&text);
	ck_ok(om_file_read(&text, path));
	ck_has(text, "\"report.read\"");
	om_free(path);
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

START_TEST(days_and_sections_that_a_report_has_not_are_refused)
{
	struct om_report_run how = { .form = om_report_form_at(0) };
	struct om_buf text = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, true);
	how.from = "2026-01-01";
	write(&text, w.om, "overdue", &how, OM_USAGE);
	how.from = NULL;
	how.section = 2;
	write(&text, w.om, "overdue", &how, OM_USAGE);
	ck_code(om_report_form_find(&how.form, "pdf"), OM_USAGE);
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

/* A report of somebody's own; what it reads is what is shown, no more. */
static int
write_own(struct world *w, struct om_buf *to, const char *sql, const char *form)
{
	struct om_report_run how = { .form = NULL };
	struct om_buf text = OM_BUF(4096);
	struct om_report *report;
	int rc;

	ck_ok(om_report_form_find(&how.form, form));
	om_buf_format(&text, "-- title: T\n-- about: A\n-- law: L\n%s\n", sql);
	ck_ok(om_report_parse(&report, "own.sql", "own", om_buf_span(&text)));
	om_buf_reset(to);
	rc = om_report_write(to, report, &how, w->om);
	om_report_close(report);
	om_buf_free(&text);
	return rc;
}

START_TEST(a_report_cannot_read_what_is_sealed)
{
	static const char *const texts[] = { "SELECT sealed FROM main.profile",
		"SELECT wrapped_key FROM main.subject",
		"SELECT claim FROM main.request",
		"SELECT tags FROM main.subject",
		"SELECT tag FROM main.identifier",
		"SELECT tag FROM main.suppression",
		"SELECT value FROM main.meta",
		"SELECT salt FROM main.destruction",
		"SELECT certificate FROM main.request",
		"SELECT subject FROM main.request",
		("WITH request AS (SELECT claim FROM main.request) SELECT * "
		 "FROM request") };
	struct om_buf text = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, true);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(
		    write_own(&w, &text, texts[i], "json") == OM_USAGE, "%s",
		    texts[i]);
	ck_assert_ptr_nonnull(strstr(om_failure(), "own.sql:4: "));
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

START_TEST(forms_keep_what_is_in_a_cell)
{
	static const char sql[] =
	    "-- section: One\n-- chart: bar a b\nSELECT '=1+1' AS a, 2 AS b,"
	    " 'a,\"b\"' AS c, NULL AS d, '<b>&' AS e\n"
	    "-- section: Two\nSELECT 1.5 AS x WHERE 0";
	struct om_buf text = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, true);
	ck_ok(write_own(&w, &text,
	    "SELECT '=1+1' AS a, -2 AS b,"
	    " 'a,\"b\"' AS c, NULL AS d",
	    "csv"));
	ck_assert_str_eq(text.p, "a,b,c,d\r\n'=1+1,-2,\"a,\"\"b\"\"\",\r\n");
	ck_ok(write_own(&w, &text, sql, "ndjson"));
	ck_assert_str_eq(text.p,
	    "{\"section\":\"One\",\"a\":\"=1+1\",\"b\":2,\"c\":\"a,\\\"b\\\"\""
	    ",\"d\":null,\"e\":\"\\u003cb\\u003e\\u0026\"}\n");
	ck_ok(write_own(&w, &text, sql, "html"));
	ck_has(text, "<h2>One</h2>\n<svg role=\"img\"");
	ck_has(text, "<td>&lt;b&gt;&amp;</td>");
	ck_has(text, "<p>Nothing.</p>");
	ck_has(text, "@media print");
	ck_ok(write_own(&w, &text, sql, "table"));
	ck_has(text, "=1+1  2  a,\"b\"  -  <b>&\n");
	ck_has(text, "Two\nnothing\n");
	ck_code(
	    write_own(&w, &text, "-- chart: bar a c\nSELECT 1 AS a", "html"),
	    OM_USAGE);
	ck_code(write_own(
		    &w, &text, "SELECT 1/0, abs(-9223372036854775808)", "xlsx"),
	    OM_USAGE);
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

OM_SUITE(report_run)
{
	tcase_add_test(tests, every_report_is_written_in_every_form);
	tcase_add_test(tests, every_report_has_an_example_that_holds);
	tcase_add_test(
	    tests, a_report_is_read_by_those_who_may_and_told_in_the_log);
	tcase_add_test(
	    tests, days_and_sections_that_a_report_has_not_are_refused);
	tcase_add_test(tests, a_report_cannot_read_what_is_sealed);
	tcase_add_test(tests, forms_keep_what_is_in_a_cell);
}
