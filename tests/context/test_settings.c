#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "context/settings.h"

static char *
write_file(const char *text)
{
	char *path = om_path_join(om_test_folder(), "ombud.json");

	ck_ok(om_file_create(path, om_span_of(text), 0600));
	return path;
}

static int
load(struct om_settings *s, const char *text)
{
	char *path = write_file(text);
	int rc = om_settings_load(s, path);

	om_free(path);
	return rc;
}

static void
check_refused(const char *text, const char *message)
{
	struct om_settings s;

	ck_code(load(&s, text), OM_USAGE);
	ck_assert_msg(strstr(om_failure(), message) != NULL, "'%s' not in '%s'",
	    message, om_failure());
}

START_TEST(what_is_written_can_be_read)
{
	const struct om_settings_new fresh = { .organisation = "A \"B\" <C>",
		.regime = "ccpa",
		.country = "US-CA",
		.origin = "ombud.example/1",
		.two_person = true };
	struct om_buf text = OM_BUF(1 << 16);
	struct om_settings s;

	om_settings_write(&text, &fresh);
	ck_ok(load(&s, text.p));
	ck_assert_str_eq(s.organisation.name, "A \"B\" <C>");
	ck_assert_str_eq(s.regime, "ccpa");
	ck_assert_str_eq(s.country, "US-CA");
	ck_assert_str_eq(s.origin, "ombud.example/1");
	ck_assert(s.two_person);
	ck_assert_uint_eq(s.processing.purposes.n, 0);
	ck_assert_str_eq(s.processing.storage_period, "");
	om_settings_close(&s);
	om_buf_free(&text);
}
END_TEST

START_TEST(what_is_not_said_has_a_careful_default)
{
	struct om_settings s;

	ck_ok(load(&s, "{\"organisation\":{},\"origin\":\"o\"}"));
	ck_assert_str_eq(s.regime, "gdpr");
	ck_assert_str_eq(s.country, "none");
	ck_assert_str_eq(s.organisation.name, "");
	ck_assert_str_eq(s.dpo.contact, "");
	ck_assert(s.two_person);
	ck_assert_int_eq(s.backup_days, 0);
	om_settings_close(&s);
	ck_ok(load(
	    &s, "{\"organisation\":{},\"origin\":\"o\",\"two_person\":false}"));
	ck_assert(!s.two_person);
	om_settings_close(&s);
}
END_TEST

START_TEST(lists_can_be_asked_for_a_text)
{
	struct om_settings s;

	ck_ok(load(&s, "{\"organisation\":{},\"origin\":\"o\",\"processing\":"
		       "{\"inferred\":[\"a\",\"score\"]}}"));
	ck_assert_uint_eq(s.processing.inferred.n, 2);
	ck_assert_str_eq(om_texts_get(s.processing.inferred, 1), "score");
	ck_assert(om_texts_have(s.processing.inferred, OM_SPAN("score")));
	ck_assert(!om_texts_have(s.processing.inferred, OM_SPAN("scor")));
	ck_assert(!om_texts_have(s.processing.purposes, OM_SPAN("score")));
	om_settings_close(&s);
}
END_TEST

START_TEST(a_slip_is_named_with_its_place)
{
	check_refused("{\"origin\":\"o\"}", "organisation is missing");
	check_refused("{\"organisation\":{}}", "origin is missing");
	check_refused(
	    "{\"organisation\":{},\"origin\":\"\"}", "must not be empty");
	check_refused("{\"organisation\":{},\"origin\":\"o\",\n\"dop\":{}}",
	    "ombud.json:2: dop is not a known key");
	check_refused("{\"organisation\":{\"nmae\":\"x\"},\"origin\":\"o\"}",
	    "organisation.nmae");
	check_refused("{\"organisation\":{},\"origin\":\"o\","
		      "\"two_person\":\"no\"}",
	    "two_person must be true or false");
	check_refused("{\"organisation\":{},\"origin\":\"o\","
		      "\"backup_days\":-1}",
	    "backup_days");
	check_refused("{\"organisation\":{},\"origin\":\"o\","
		      "\"processing\":{\"purposes\":\"x\"}}",
	    "processing.purposes must be an array of strings");
}
END_TEST

OM_SUITE(context_settings)
{
	tcase_add_test(tests, what_is_written_can_be_read);
	tcase_add_test(tests, what_is_not_said_has_a_careful_default);
	tcase_add_test(tests, lists_can_be_asked_for_a_text);
	tcase_add_test(tests, a_slip_is_named_with_its_place);
}
