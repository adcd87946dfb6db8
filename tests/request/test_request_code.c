#include "request/clock.h"

/* A program that keeps what it is given. */
static void
make_hook(struct world *w, int status)
{
	struct om_buf text = OM_BUF(4 << 10);
	char *path = om_path_join(w->folder, "hook");

	om_buf_format(
	    &text, "#!/bin/sh\ncat >'%s/mail'\nexit %d\n", w->folder, status);
	ck_ok(om_file_replace(path, om_buf_span(&text), 0700));
	om_free(path);
	om_buf_free(&text);
}

static void
begin(struct world *w)
{
	clock_is(2026, 11, 23);
	world_make(w, true);
	world_settle(w, "\"organisation\":{},\"mail_hook\":\"hook\"");
	make_hook(w, 0);
	clock_new(w, "access", "gdpr");
}

/* What was mailed: the code, and below it the address. */
static void
read_mail(struct world *w, struct om_buf *out)
{
	char *path = om_path_join(w->folder, "mail");

	om_buf_reset(out);
	ck_ok(om_file_read(out, path));
	om_free(path);
	ck_has(*out, "\nana@post.example\n");
	out->p[8] = '\0';
	out->n = 8;
}

static int
give(struct world *w, const char *code)
{
	const struct om_request_proof proof = { .code = om_span_of(code) };

	return om_request_verify_by(&w->c, &proof);
}

START_TEST(a_code_that_comes_back_verifies)
{
	struct om_buf code = OM_BUF(1 << 10), typed = OM_BUF(1 << 10);
	struct world w;

	begin(&w);
	ck_ok(om_request_challenge(&w.c));
	read_mail(&w, &code);
	/* As people type. */
	om_buf_format(&typed, " %.4s-%.4s\n", code.p, code.p + 4);
	for (char *p = typed.p; *p != '\0'; p++)
		*p |= *p >= 'A' && *p <= 'Z' ? 32 : 0;
	ck_ok(give(&w, typed.p));
	ck_assert_int_eq(w.c.request->state, OM_STATE_VERIFIED);
	ck_assert_int_eq(w.c.request->verification.level, OM_LEVEL_REASONABLE);
	om_buf_free(&code);
	om_buf_free(&typed);
	clock_end(&w);
}
END_TEST

START_TEST(a_code_is_kept_nowhere)
{
	struct om_buf code = OM_BUF(1 << 10), all = OM_BUF(16 << 20);
	struct world w;
	char *path;

	begin(&w);
	ck_ok(om_request_challenge(&w.c));
	read_mail(&w, &code);
	path = om_path_join(w.folder, "ombud.db");
	world_close(&w);
	ck_ok(om_file_read(&all, path));
	for (size_t i = 0; i + 8 <= all.n; i++)
		ck_assert_int_ne(memcmp(all.p + i, code.p, 8), 0);
	om_buf_free(&code);
	om_buf_free(&all);
	om_free(path);
	clock_end(&w);
}
END_TEST

START_TEST(three_wrong_codes_are_enough)
{
	struct om_buf code = OM_BUF(1 << 10);
	struct world w;

	begin(&w);
	ck_code(give(&w, "00000000"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "no code was sent"));
	ck_ok(om_request_challenge(&w.c));
	read_mail(&w, &code);
	for (int i = 0; i < 3; i++) {
		ck_code(give(&w, "U"), OM_DENIED);
		ck_assert_ptr_nonnull(strstr(om_failure(), "not the one"));
	}
	ck_code(give(&w, code.p), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "3 wrong codes"));
	ck_ok(om_request_challenge(&w.c));
	ck_code(give(&w, code.p), OM_DENIED);
	read_mail(&w, &code);
	ck_ok(give(&w, code.p));
	om_buf_free(&code);
	clock_end(&w);
}
END_TEST

START_TEST(a_code_gets_old_and_a_clock_set_back_makes_it_no_younger)
{
	struct om_buf code = OM_BUF(1 << 10);
	struct world w;
	int64_t sent;

	begin(&w);
	ck_ok(om_request_challenge(&w.c));
	read_mail(&w, &code);
	sent = om_clock_now();
	om_clock_set(sent + 30 * 60000 + 1);
	ck_code(give(&w, code.p), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "too old"));
	om_clock_set(sent - 1);
	ck_code(give(&w, code.p), OM_DENIED);
	om_clock_set(sent + 30 * 60000);
	ck_ok(give(&w, code.p));
	om_buf_free(&code);
	clock_end(&w);
}
END_TEST

START_TEST(a_code_that_could_not_be_sent_is_none)
{
	struct world w;

	begin(&w);
	w.om->dry_run = true;
	ck_ok(om_request_challenge(&w.c));
	w.om->dry_run = false;
	make_hook(&w, 1);
	ck_code(om_request_challenge(&w.c), OM_REMOTE);
	ck_ok(om_request_show(&w.c));
	ck_assert_uint_eq(w.c.request->event_count, 1);
	ck_ok(world_new(&w, "access", "phone_number:+12025550123"));
	ck_code(om_request_challenge(&w.c), OM_USAGE);
	world_settle(&w, "\"organisation\":{}");
	ck_ok(world_new(&w, "access", "email:ana@post.example"));
	ck_code(om_request_challenge(&w.c), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "mail_hook"));
	clock_end(&w);
}
END_TEST

OM_SUITE(request_code)
{
	tcase_add_test(tests, a_code_that_comes_back_verifies);
	tcase_add_test(tests, a_code_is_kept_nowhere);
	tcase_add_test(tests, three_wrong_codes_are_enough);
	tcase_add_test(
	    tests, a_code_gets_old_and_a_clock_set_back_makes_it_no_younger);
	tcase_add_test(tests, a_code_that_could_not_be_sent_is_none);
}
