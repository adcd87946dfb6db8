#include "test.h"

#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"
#include "policy/source.h"

static const char *folder;

static void
put(const char *name, const char *text)
{
	char *path = om_path_join(folder, name);
	char *slash = strrchr(path, '/');

	*slash = '\0';
	ck_ok(om_folder_make(path, 0700));
	*slash = '/';
	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
}

START_TEST(a_file_of_the_folder_stands_before_the_built_in_one)
{
	struct om_config c = { 0 };

	folder = om_test_folder();
	put("gdpr.json", "{\"ours\":true}");
	ck_ok(om_policy_load(&c, folder, "gdpr.json"));
	ck_assert_ptr_nonnull(json_object_get(c.root, "ours"));
	ck_span_eq(om_policy_text(&c), "{\"ours\":true}");
	om_config_close(&c);
	ck_ok(om_policy_load(&c, folder, "holidays/DE.json"));
	ck_assert_ptr_nonnull(json_object_get(c.root, "holidays"));
	ck_assert_str_eq(c.file, "policies/holidays/DE.json");
	om_config_close(&c);
	ck_ok(om_policy_load(&c, NULL, "gdpr.json"));
	ck_assert_ptr_nonnull(json_object_get(c.root, "rules"));
	om_config_close(&c);
}
END_TEST

START_TEST(a_file_that_is_nowhere_is_not_found)
{
	struct om_config c = { 0 };

	folder = om_test_folder();
	ck_code(om_policy_load(&c, folder, "none.json"), OM_NOTFOUND);
	ck_code(om_policy_load(&c, NULL, "none.json"), OM_NOTFOUND);
	ck_assert_str_eq(om_failure(), "there is no policy file none.json");
	ck_code(
	    om_policy_load(&c, "/nowhere/at/all", "none.json"), OM_NOTFOUND);
	om_config_close(&c);
}
END_TEST

START_TEST(a_file_that_cannot_be_read_does_not_fall_back)
{
	struct om_config c = { 0 };

	folder = om_test_folder();
	put("gdpr.json", "[]");
	ck_code(om_policy_load(&c, folder, "gdpr.json"), OM_USAGE);
	put("ccpa.json/x", "");
	ck_assert_int_ne(om_policy_load(&c, folder, "ccpa.json"), OM_OK);
	om_config_close(&c);
}
END_TEST

/* FIPS 180-2, appendix B.1, and the hash of nothing. */
START_TEST(the_hash_is_sha256_in_lower_case)
{
	char hash[OM_POLICY_HASH_SIZE];

	ck_ok(om_policy_hash(hash, OM_SPAN("abc")));
	ck_assert_str_eq(hash, "ba7816bf8f01cfea414140de5dae2223"
			       "b00361a396177a9cb410ff61f20015ad");
	ck_ok(om_policy_hash(hash, OM_SPAN_NONE));
	ck_assert_str_eq(hash, "e3b0c44298fc1c149afbf4c8996fb924"
			       "27ae41e4649b934ca495991b7852b855");
}
END_TEST

static int
collect(void *state, const char *name)
{
	om_buf_format(state, "%s ", name);
	return om_span_is(om_span_of(name), "ZZ") ? OM_BUSY : OM_OK;
}

START_TEST(files_are_listed_with_those_of_the_folder_each_once)
{
	struct om_buf names = OM_BUF(1024);

	folder = om_test_folder();
	put("holidays/AA.json", "{}");
	put("holidays/DE.json", "{}");
	put("holidays/deep/QQ.json", "{}");
	put("holidays/README", "");
	put("holidays/.json", "");
	ck_ok(om_policy_each_file(folder, "holidays/", collect, &names));
	ck_assert_ptr_eq(strstr(names.p, "AA AT BE "), names.p);
	ck_assert_ptr_nonnull(strstr(names.p, "CZ DE DK "));
	ck_assert_ptr_null(strstr(names.p, "QQ"));
	om_buf_reset(&names);
	put("holidays/ZZ.json", "{}");
	ck_code(
	    om_policy_each_file(folder, "holidays/", collect, &names), OM_BUSY);
	om_buf_reset(&names);
	ck_ok(om_policy_each_file(NULL, "no-such-folder/", collect, &names));
	ck_assert_uint_eq(names.n, 0);
	om_buf_free(&names);
}
END_TEST

/* Every policy is a JSON object with an explanation for its reader. */
START_TEST(every_file_that_is_built_in_says_what_it_is_about)
{
	for (const struct om_embedded *e = om_embedded; e->name; e++) {
		struct om_config c = { 0 };

		if (!om_span_starts(
			om_span_of(e->name), OM_SPAN("policies/")) ||
		    strstr(e->name, ".json") == NULL)
			continue;
		ck_ok(om_config_parse(&c, e->name, e->bytes));
		ck_assert_msg(json_object_get(c.root, "about") != NULL ||
				  json_object_get(c.root, "title") != NULL,
		    "%s", e->name);
		om_config_close(&c);
	}
}
END_TEST

OM_SUITE(policy_source)
{
	tcase_add_test(
	    tests, a_file_of_the_folder_stands_before_the_built_in_one);
	tcase_add_test(tests, a_file_that_is_nowhere_is_not_found);
	tcase_add_test(tests, a_file_that_cannot_be_read_does_not_fall_back);
	tcase_add_test(tests, the_hash_is_sha256_in_lower_case);
	tcase_add_test(
	    tests, files_are_listed_with_those_of_the_folder_each_once);
	tcase_add_test(
	    tests, every_file_that_is_built_in_says_what_it_is_about);
}
