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
	ck_assert(!s.sweep_after_erasure);
	ck_assert_int_eq(s.backup_days, 0);
	om_settings_close(&s);
	ck_ok(load(&s, "{\"organisation\":{},\"origin\":\"o\","
		       "\"two_person\":false,\"sweep_after_erasure\":true}"));
	ck_assert(!s.two_person);
	ck_assert(s.sweep_after_erasure);
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

#define BASE "{\"organisation\":{},\"origin\":\"o\","
#define TOKEN                                                             \
	"{\"pkcs11\":{\"module\":\"/m.so\",\"token\":\"t\",\"pin_file\":" \
	"\"pin\"}}"

START_TEST(epochs_are_daily_and_last_as_long_as_backups)
{
	struct om_settings s;

	ck_ok(load(&s, BASE "\"backup_days\":0}"));
	ck_assert_int_eq(s.epochs.rotate_days, 1);
	ck_assert_int_eq(s.epochs.destroy_after_days, 7);
	ck_assert_ptr_null(s.token.module);
	om_settings_close(&s);
	ck_ok(load(&s, BASE "\"backup_days\":21}"));
	ck_assert_int_eq(s.epochs.destroy_after_days, 21);
	om_settings_close(&s);
	ck_ok(load(&s, BASE "\"backup_days\":2,\"epochs\":{\"rotate_days\":30,"
			    "\"destroy_after_days\":3}}"));
	ck_assert_int_eq(s.epochs.rotate_days, 30);
	ck_assert_int_eq(s.epochs.destroy_after_days, 3);
	om_settings_close(&s);
}
END_TEST

START_TEST(epochs_that_do_not_fit_backups_are_refused)
{
	check_refused(BASE "\"backup_days\":31}", "could not be restored");
	check_refused(BASE "\"backup_days\":8,\"epochs\":"
			   "{\"destroy_after_days\":7}}",
	    "backup_days is 8, but");
	check_refused(BASE "\"epochs\":{\"destroy_after_days\":31}}",
	    "epochs.destroy_after_days must be 0 to 30");
	check_refused(BASE "\"epochs\":{\"destroy_after_days\":-1}}",
	    "epochs.destroy_after_days must be 0 to 30");
	check_refused(BASE "\"epochs\":{\"rotate_days\":0}}",
	    "epochs.rotate_days must be 1 to 30");
	check_refused(BASE "\"epochs\":{\"rotate_days\":31}}",
	    "epochs.rotate_days must be 1 to 30");
	check_refused(BASE "\"epochs\":{\"days\":1}}", "epochs.days");
}
END_TEST

START_TEST(keys_live_in_files_or_in_a_token)
{
	const struct om_keys_token token = { "/m.so", "t", "pin" };
	const struct om_settings_new fresh = { .origin = "o", .token = &token };
	struct om_buf text = OM_BUF(1 << 16);
	struct om_settings s;

	ck_ok(load(&s, BASE "\"keys\":{\"epochs\":\"file\"}}"));
	ck_assert_ptr_null(s.token.module);
	om_settings_close(&s);
	ck_ok(load(&s, BASE "\"keys\":{}}"));
	om_settings_close(&s);
	ck_ok(load(&s, BASE "\"keys\":{\"epochs\":" TOKEN "}}"));
	ck_assert_str_eq(s.token.module, "/m.so");
	ck_assert_str_eq(s.token.label, "t");
	ck_assert_str_eq(s.token.pin_file, "pin");
	om_settings_close(&s);
	om_settings_write(&text, &fresh);
	ck_ok(load(&s, text.p));
	ck_assert_str_eq(s.token.pin_file, "pin");
	om_settings_close(&s);
	om_buf_free(&text);
	check_refused(
	    BASE "\"keys\":{\"epochs\":\"fiel\"}}", "keys.epochs must be");
	check_refused(BASE "\"keys\":{\"epochs\":1}}", "keys.epochs must be");
	check_refused(BASE "\"keys\":{\"root\":1}}", "keys.root");
	check_refused(BASE "\"keys\":{\"epochs\":{\"pkcs12\":{}}}}",
	    "keys.epochs.pkcs12");
	check_refused(BASE "\"keys\":{\"epochs\":{\"pkcs11\":{\"module\":"
			   "\"m\",\"token\":\"t\"}}}}",
	    "pin_file is missing");
}
END_TEST

OM_SUITE(context_settings)
{
	tcase_add_test(tests, epochs_are_daily_and_last_as_long_as_backups);
	tcase_add_test(tests, epochs_that_do_not_fit_backups_are_refused);
	tcase_add_test(tests, keys_live_in_files_or_in_a_token);
	tcase_add_test(tests, what_is_written_can_be_read);
	tcase_add_test(tests, what_is_not_said_has_a_careful_default);
	tcase_add_test(tests, lists_can_be_asked_for_a_text);
	tcase_add_test(tests, a_slip_is_named_with_its_place);
}
