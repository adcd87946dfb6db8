#include "sights.h"

START_TEST(an_address_is_seen_as_it_is_written)
{
	static const struct sight_case cases[] = {
		{ "ana@corp.example", "ana@corp.example" },
		{ "Write to Ana.Ruiz+list@mail.corp.example.",
		    "Ana.Ruiz+list@mail.corp.example" },
		{ "<bob_1@corp.example>, \"c@corp.example\"",
		    "bob_1@corp.example|c@corp.example" },
		{ "mailto:d@corp.example?subject=x", "d@corp.example" },
		{ "j\xc3\xb6rg@m\xc3\xbcller.example",
		    "j\xc3\xb6rg@m\xc3\xbcller.example" },
		{ "a@xn--mller-kva.xn--p1ai", "a@xn--mller-kva.xn--p1ai" },
		{ "o'neil@corp.example", "o'neil@corp.example" },
		{ "'e@corp.example'", "e@corp.example" },
	};

	SIGHTS_ARE("email", cases);
}
END_TEST

START_TEST(what_has_an_at_sign_is_not_always_an_address)
{
	static const struct sight_case cases[] = {
		{ "npm i left-pad@1.3.0", "" },
		{ "@ana", "" },
		{ "ana@", "" },
		{ "ana@corp", "" },
		{ "ana@.example", "" },
		{ "ana..ruiz@corp.example", "" },
		{ "ana.@corp.example", "" },
		{ "ana@corp.e1", "" },
		{ "ana@corp.1", "" },
		{ "ana@-corp.example", "" },
		{ "@@@@@@@@", "" },
		{ "git@example:owner/name", "" },
	};

	SIGHTS_ARE("email", cases);
}
END_TEST

/* RFC 5321 4.5.3.1.1: 64 octets; one more is no local part. */
START_TEST(a_local_part_has_at_most_64_octets)
{
	char text[65 + 32];
	const struct sight_case most = { text + 1, text + 1 };
	const struct sight_case more = { text, "" };

	memset(text, 'a', 65);
	memcpy(text + 65, "@corp.example", sizeof("@corp.example"));
	sights_are("email", &most, 1);
	sights_are("email", &more, 1);
}
END_TEST

/* RFC 2142 2 to 5 for the words, RFC 5233 for what follows a plus sign. */
START_TEST(the_mailbox_of_an_office_is_a_kind_of_its_own)
{
	static const struct sight_case offices[] = {
		{ "info@corp.example", "info@corp.example" },
		{ "Write to SALES@corp.example, please", "SALES@corp.example" },
		{ "abuse+9@corp.example", "abuse+9@corp.example" },
		{ "no-reply@corp.example", "no-reply@corp.example" },
		{ "customer.service@corp.example",
		    "customer.service@corp.example" },
		{ "buchhaltung@corp.example", "buchhaltung@corp.example" },
		{ "ana.info@corp.example informer@corp.example", "" },
		{ "info.ruiz@corp.example", "" },
		{ "info2@corp.example", "" },
		{ "ana+sales@corp.example", "" },
	};
	static const struct sight_case people[] = {
		{ "ana.info@corp.example info@corp.example",
		    "ana.info@corp.example" },
		{ "ana+sales@corp.example", "ana+sales@corp.example" },
	};

	SIGHTS_ARE("email.role", offices);
	SIGHTS_ARE("email", people);
}
END_TEST

OM_SUITE(scan_email)
{
	tcase_add_test(tests, the_mailbox_of_an_office_is_a_kind_of_its_own);
	tcase_add_test(tests, an_address_is_seen_as_it_is_written);
	tcase_add_test(tests, what_has_an_at_sign_is_not_always_an_address);
	tcase_add_test(tests, a_local_part_has_at_most_64_octets);
}
