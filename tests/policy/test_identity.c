#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "policy/identity.h"

static struct om_identity_policy *policy;

static void
open_policy(void)
{
	ck_ok(om_identity_policy_open(&policy, NULL));
}

static void
close_policy(void)
{
	om_identity_policy_close(policy);
}

static const struct om_identity *
of(const char *type)
{
	return om_identity_find(policy, om_span_of(type));
}

START_TEST(an_email_address_links_everywhere_and_suppresses)
{
	const struct om_identity *i = of("email");

	ck_assert_str_eq(i->type, "email");
	ck_assert_str_eq(i->kind, "email");
	ck_assert_int_eq(i->normaliser, OM_NORMALISE_EMAIL);
	ck_assert_int_eq(i->links, OM_LINKS_ALWAYS);
	ck_assert_int_eq(i->scope, OM_SCOPE_ALL);
	ck_assert(!i->exclusive && i->suppress);
}
END_TEST

START_TEST(a_google_identity_is_matched_as_an_email_address)
{
	ck_assert_str_eq(of("google")->type, "email");
	ck_assert_int_eq(of("google")->normaliser, OM_NORMALISE_EMAIL);
}
END_TEST

START_TEST(two_user_ids_are_two_people)
{
	ck_assert(of("user_id")->exclusive);
	ck_assert_int_eq(of("user_id")->scope, OM_SCOPE_ALL);
	ck_assert_int_eq(of("user_id")->links, OM_LINKS_ALWAYS);
}
END_TEST

START_TEST(an_external_id_means_the_same_person_only_within_its_source)
{
	const struct om_identity *i = of("external_id");

	ck_assert(i->exclusive);
	ck_assert_int_eq(i->scope, OM_SCOPE_SOURCE);
	ck_assert_int_eq(i->links, OM_LINKS_ALWAYS);
	ck_assert_int_eq(i->normaliser, OM_NORMALISE_EXACT);
}
END_TEST

START_TEST(a_shared_telephone_number_neither_proves_nor_suppresses)
{
	const struct om_identity *i = of("phone_number");

	ck_assert_int_eq(i->links, OM_LINKS_UNLESS_CONTRADICTED);
	ck_assert_int_eq(i->normaliser, OM_NORMALISE_PHONE);
	ck_assert(!i->suppress && !i->exclusive);
}
END_TEST

START_TEST(an_account_that_anybody_can_claim_links_only_uncontradicted)
{
	static const char *const types[] = { "facebook", "twitter", "sdk" };

	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(
		    of(types[i])->links, OM_LINKS_UNLESS_CONTRADICTED);
		ck_assert(!of(types[i])->suppress);
		ck_assert_int_eq(of(types[i])->scope, OM_SCOPE_ALL);
		ck_assert(!of(types[i])->exclusive);
	}
	ck_assert_int_eq(of("twitter")->normaliser, OM_NORMALISE_FOLD);
	ck_assert_int_eq(of("sdk")->normaliser, OM_NORMALISE_EXACT);
}
END_TEST

START_TEST(a_type_that_nobody_knows_links_nothing)
{
	static const char *const types[] = { "loyalty_card", "", "Email", "*" };

	for (size_t i = 0; i < 4; i++) {
		ck_assert_ptr_null(of(types[i])->type);
		ck_assert_int_eq(of(types[i])->links, OM_LINKS_NEVER);
		ck_assert(!of(types[i])->suppress);
	}
}
END_TEST

static bool
is_role(const char *email)
{
	return om_identity_is_role_mailbox(policy, om_span_of(email));
}

START_TEST(the_mailbox_of_a_function_is_told_from_that_of_a_person)
{
	ck_assert(is_role("info@shop.example"));
	ck_assert(is_role("Support@Shop.Example"));
	ck_assert(is_role(" no-reply@shop.example "));
	ck_assert(is_role("sales+de@shop.example"));
	ck_assert(is_role("abuse@shop.example"));    /* the first */
	ck_assert(is_role("zentrale@shop.example")); /* the last */
	ck_assert(is_role("POSTMASTER@shop.example"));
	ck_assert(!is_role("ana.ruiz@shop.example"));
	ck_assert(!is_role("information.desk.ana@shop.example"));
	ck_assert(!is_role("inf@shop.example"));
	ck_assert(!is_role("infox@shop.example"));
	ck_assert(!is_role("@shop.example"));
	ck_assert(!is_role("info"));
	ck_assert(!is_role(""));
	ck_assert(!is_role("ana@info.example"));
}
END_TEST

START_TEST(the_policy_has_a_hash)
{
	ck_assert_uint_eq(strlen(om_identity_policy_hash(policy)), 64);
}
END_TEST

static void
check_refused(const char *text, const char *message)
{
	const char *folder = om_test_folder();
	char *path = om_path_join(folder, "identifiers.json");
	struct om_identity_policy *none = NULL;

	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
	ck_code(om_identity_policy_open(&none, folder), OM_USAGE);
	ck_assert_ptr_null(none);
	ck_assert_msg(strstr(om_failure(), message) != NULL, "'%s', not '%s'",
	    om_failure(), message);
}

#define TYPE(name, kind, normaliser, links, scope, suppress)      \
	"{\"type\":\"" name "\",\"kind\":\"" kind                 \
	"\",\"normaliser\":\"" normaliser "\",\"links\":\"" links \
	"\",\"scope\":\"" scope "\",\"suppress\":" suppress ",\"why\":\"w\"}"
#define OTHER TYPE("*", "email", "exact", "never", "all", "false")
#define FILE_OF(types, mailboxes) \
	"{\"types\":[\n" types "\n],\"role_mailboxes\":[" mailboxes "]}"

START_TEST(a_mistake_in_the_policy_of_identity_is_named)
{
	check_refused("{\"types\":[]}", "role_mailboxes is missing");
	check_refused(FILE_OF("", ""), "types has no entry for \"*\"");
	check_refused(FILE_OF(OTHER ",\n" OTHER, ""),
	    "identifiers.json:3: types[1] says * twice");
	check_refused(FILE_OF(TYPE("email", "email", "email", "always", "all",
				  "true") ",\n" TYPE("email", "email", "email",
				  "always", "all", "true") "," OTHER,
			  ""),
	    "types[1] says email twice");
	check_refused(
	    FILE_OF(TYPE("*", "e-mail", "exact", "never", "all", "false"), ""),
	    "types[0] names the unknown kind e-mail");
	check_refused(
	    FILE_OF(TYPE("*", "email", "soundex", "never", "all", "false"), ""),
	    "types[0] names an unknown normaliser");
	check_refused(
	    FILE_OF(TYPE("*", "email", "exact", "often", "all", "false"), ""),
	    "types[0] has an unknown value of links");
	check_refused(
	    FILE_OF(TYPE("*", "email", "exact", "never", "some", "false"), ""),
	    "types[0] has an unknown value of scope");
	check_refused(
	    FILE_OF(TYPE("*", "email", "exact", "never", "all", "true"), ""),
	    "types[0] suppresses by what does not always link");
	check_refused(
	    FILE_OF("{\"type\":\"*\"}", ""), "types[0].kind is missing");
	check_refused(FILE_OF(OTHER, "\"Info\""),
	    "role_mailboxes holds Info, which is not lower case");
}
END_TEST

START_TEST(a_workspace_has_a_policy_of_identity_of_its_own)
{
	const char *folder = om_test_folder();
	char *path = om_path_join(folder, "identifiers.json");
	struct om_identity_policy *own = NULL;

	ck_ok(om_file_replace(
	    path, om_span_of(FILE_OF(OTHER, "\"desk\"")), 0600));
	om_free(path);
	ck_ok(om_identity_policy_open(&own, folder));
	ck_assert_int_eq(
	    om_identity_find(own, OM_SPAN("email"))->links, OM_LINKS_NEVER);
	ck_assert(
	    om_identity_is_role_mailbox(own, OM_SPAN("desk@shop.example")));
	ck_assert(
	    !om_identity_is_role_mailbox(own, OM_SPAN("info@shop.example")));
	om_identity_policy_close(own);
}
END_TEST

OM_SUITE(policy_identity)
{
	tcase_add_checked_fixture(tests, open_policy, close_policy);
	tcase_add_test(tests, an_email_address_links_everywhere_and_suppresses);
	tcase_add_test(tests, a_google_identity_is_matched_as_an_email_address);
	tcase_add_test(tests, two_user_ids_are_two_people);
	tcase_add_test(
	    tests, an_external_id_means_the_same_person_only_within_its_source);
	tcase_add_test(
	    tests, a_shared_telephone_number_neither_proves_nor_suppresses);
	tcase_add_test(
	    tests, an_account_that_anybody_can_claim_links_only_uncontradicted);
	tcase_add_test(tests, a_type_that_nobody_knows_links_nothing);
	tcase_add_test(
	    tests, the_mailbox_of_a_function_is_told_from_that_of_a_person);
	tcase_add_test(tests, the_policy_has_a_hash);
	tcase_add_test(tests, a_mistake_in_the_policy_of_identity_is_named);
	tcase_add_test(tests, a_workspace_has_a_policy_of_identity_of_its_own);
}
