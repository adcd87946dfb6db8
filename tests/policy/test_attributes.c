#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "policy/attributes.h"

static struct om_kinds *kinds;
static struct om_attributes *attributes;

static void
open_attributes(void)
{
	ck_ok(om_kinds_open(&kinds, NULL));
	ck_ok(om_attributes_open(&attributes, kinds, NULL));
}

static void
close_attributes(void)
{
	om_attributes_close(attributes);
	om_kinds_close(kinds);
}

static void
check(const char *name, const char *kind)
{
	int found = om_attributes_find(attributes, om_span_of(name));

	ck_assert_msg(found >= 0 ? strcmp(kinds->list[found].name, kind) == 0
				 : *kind == '\0',
	    "%s is %s", name, found >= 0 ? kinds->list[found].name : "nothing");
}

START_TEST(the_name_of_an_attribute_tells_its_kind)
{
	check("language", "language");
	check("locale", "language");
	check("city", "city");
	check("birth_date", "birth_date");
	check("dob", "birth_date");
	check("job_title", "job_title");
	check("company", "employer");
	check("postal_code", "postal_code");
	check("zip", "postal_code");
	check("name", "name.full");
	check("medication", "health.prescription");
	check("Geburtsdatum", "birth_date");
	check("prénom", "name.given");
}
END_TEST

/* California forbids to send them (11 CCR 7024(d)). */
START_TEST(what_a_body_is_recognised_by_is_biometric)
{
	check("fingerprint", "biometric_template");
	check("facePrint", "biometric_template");
	check("voice_print", "biometric_template");
	check("iris scan", "biometric_template");
}
END_TEST

START_TEST(case_and_separators_do_not_count)
{
	check("Date of Birth", "birth_date");
	check("dateOfBirth", "birth_date");
	check("DATE-OF-BIRTH", "birth_date");
	check("date.of.birth", "birth_date");
	check("_first__name_", "name.given");
	check("E-Mail", "email");
}
END_TEST

START_TEST(a_name_that_nobody_knows_tells_nothing)
{
	struct om_buf longest = OM_BUF(1000);

	check("colour", "");
	check("", "");
	check("___", "");
	check("cit", "");
	check("cityy", "");
	for (int i = 0; i < 900; i++)
		om_buf_byte(&longest, 'a');
	check(longest.p, "");
	om_buf_free(&longest);
}
END_TEST

static void
check_refused(const char *text, const char *message)
{
	const char *folder = om_test_folder();
	char *path = om_path_join(folder, "attributes.json");
	struct om_attributes *none = NULL;

	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
	ck_code(om_attributes_open(&none, kinds, folder), OM_USAGE);
	ck_assert_ptr_null(none);
	ck_assert_msg(strstr(om_failure(), message) != NULL, "'%s', not '%s'",
	    om_failure(), message);
}

START_TEST(a_mistake_in_the_attributes_is_named)
{
	check_refused("{}", "attributes.json:1: attributes is missing");
	check_refused("{\"attributes\":[{\"kind\":\"email\"}]}",
	    "attributes[0].names is missing");
	check_refused("{\"attributes\":[\n{\"kind\":\"e\",\"names\":[]}]}",
	    "attributes.json:2: attributes[0] names the unknown kind e");
	check_refused("{\"attributes\":[{\"kind\":\"email\",\"names\":[\"_\"]}"
		      "]}",
	    "attributes[0] has a name that is empty or too long");
	check_refused("{\"attributes\":[{\"kind\":\"email\",\"names\":"
		      "[\"e-mail\"]},{\"kind\":\"phone\",\"names\":"
		      "[\"EMAIL\"]}]}",
	    "attributes has the name email twice");
}
END_TEST

START_TEST(no_attributes_at_all_are_fine)
{
	const char *folder = om_test_folder();
	char *path = om_path_join(folder, "attributes.json");
	struct om_attributes *own = NULL;

	ck_ok(om_file_replace(path, OM_SPAN("{\"attributes\":[]}"), 0600));
	om_free(path);
	ck_ok(om_attributes_open(&own, kinds, folder));
	ck_assert_int_eq(om_attributes_find(own, OM_SPAN("email")), -1);
	om_attributes_close(own);
	om_attributes_close(NULL);
}
END_TEST

OM_SUITE(policy_attributes)
{
	tcase_add_checked_fixture(tests, open_attributes, close_attributes);
	tcase_add_test(tests, the_name_of_an_attribute_tells_its_kind);
	tcase_add_test(tests, what_a_body_is_recognised_by_is_biometric);
	tcase_add_test(tests, case_and_separators_do_not_count);
	tcase_add_test(tests, a_name_that_nobody_knows_tells_nothing);
	tcase_add_test(tests, a_mistake_in_the_attributes_is_named);
	tcase_add_test(tests, no_attributes_at_all_are_fine);
}
