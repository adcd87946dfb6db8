#include "test.h"

#include <stdio.h>

#include "base/buf.h"
#include "scan/mailbox.h"

static bool
has(const struct om_mailboxes *m, const char *local)
{
	return om_mailboxes_has(m, om_span_of(local));
}

/* RFC 2142, 1 to 6: every mailbox name that it reserves. */
START_TEST(all_mailboxes_of_rfc_2142_are_roles)
{
	static const char *const names[] = { "INFO", "MARKETING", "SALES",
		"SUPPORT", "ABUSE", "NOC", "SECURITY", "POSTMASTER",
		"HOSTMASTER", "USENET", "NEWS", "WEBMASTER", "WWW", "UUCP",
		"FTP" };
	struct om_mailboxes *m;

	ck_ok(om_mailboxes_open(&m, NULL));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ck_assert_msg(has(m, names[i]), "%s", names[i]);
	om_mailboxes_close(m);
}
END_TEST

START_TEST(a_person_who_has_a_role_is_no_role)
{
	struct om_mailboxes *m;

	ck_ok(om_mailboxes_open(&m, NULL));
	ck_assert(has(m, "info+spring"));
	ck_assert(!has(m, "ana+info"));
	ck_assert(!has(m, "ana.support"));
	ck_assert(!has(m, "sales7"));
	ck_assert(!has(m, "personal"));
	ck_assert(!has(m, "will"));
	ck_assert(!has(m, "+info"));
	om_mailboxes_close(m);
}
END_TEST

START_TEST(an_organisation_may_have_a_list_of_its_own)
{
	const char *folder = om_test_folder();
	struct om_buf path = OM_BUF(4096);
	struct om_mailboxes *m;
	FILE *file;

	om_buf_format(&path, "%s/identifiers.json", folder);
	file = fopen(path.p, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(
	    fputs(
		"{ \"types\": [], \"role_mailboxes\": [\"lab-desk\"] }", file),
	    0);
	ck_assert_int_eq(fclose(file), 0);
	ck_ok(om_mailboxes_open(&m, folder));
	ck_assert(has(m, "LabDesk"));
	ck_assert(!has(m, "info"));
	om_mailboxes_close(m);
	file = fopen(path.p, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs("{ \"types\": [] }", file), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_code(om_mailboxes_open(&m, folder), OM_USAGE);
	om_buf_free(&path);
}
END_TEST

OM_SUITE(scan_mailbox)
{
	tcase_add_test(tests, all_mailboxes_of_rfc_2142_are_roles);
	tcase_add_test(tests, a_person_who_has_a_role_is_no_role);
	tcase_add_test(tests, an_organisation_may_have_a_list_of_its_own);
}
