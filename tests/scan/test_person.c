#include "sights.h"

START_TEST(names_are_seen_in_running_text)
{
	static const struct sight_case cases[] = {
		{ "Please contact Anna Smith at noon.", "Anna Smith" },
		{ "Card 12 was charged to Piotr Nowak.", "Piotr Nowak" },
		{ "{\"name\": \"Jos\xc3\xa9 Garc\xc3\xad"
		  "a\", \"x\": 1}",
		    "Jos\xc3\xa9 Garc\xc3\xad"
		    "a" },
		{ "Ship to: Giulia Rossi\nVia Roma 5", "Giulia Rossi" },
		{ "Dear Mary Jones,", "Mary Jones" },
		{ "-- Anna Smith <a@corp.example>", "Anna Smith" },
		{ "Invoice to Anna Smith, 12 High Street", "Anna Smith" },
		{ "12;Qwert van Zzyx;open", "Qwert van Zzyx" },
		{ "Copyright 2019 Anna Smith", "Anna Smith" },
		{ "values ('Anna Smith', 3)", "Anna Smith" },
		{ "\xc5\x81ukasz Kowalski works here",
		    "\xc5\x81ukasz Kowalski" },
	};

	SIGHTS_ARE("name.full", cases);
}
END_TEST

START_TEST(titles_particles_and_suffixes_belong_to_a_name)
{
	static const struct sight_case cases[] = {
		{ "for Mr. John Smith", "Mr. John Smith" },
		{ "an Frau Dr. Petra M\xc3\xbcller", "Frau Dr. Petra M\xc3\xbc"
						     "ller" },
		{ "by Jan van der Berg today", "Jan van der Berg" },
		{ "John Smith Jr. wrote", "John Smith Jr." },
		{ "John Smith, MD wrote", "John Smith, MD" },
		{ "John F. Smith wrote", "John F. Smith" },
		{ "Mary O'Neil-Smith wrote", "Mary O'Neil-Smith" },
	};

	SIGHTS_ARE("name.full", cases);
}
END_TEST

START_TEST(a_title_makes_a_family_name_of_one_word)
{
	static const struct sight_case cases[] = {
		{ "Dear Mrs. Smith,", "Mrs. Smith" },
		{ "Herr Schr\xc3\xb6"
		  "der kam",
		    "Herr Schr\xc3\xb6"
		    "der" },
	};

	SIGHTS_ARE("name.family", cases);
}
END_TEST

START_TEST(an_address_of_mail_that_says_the_same_is_enough)
{
	static const struct sight_case cases[] = {
		{ "Zzyx Qwerton <qwerton@corp.example>", "Zzyx Qwerton" },
		{ "Zzyx Qwerton", "" },
		{ "<a@corp.example>; Zzyx Qwerton; 5", "Zzyx Qwerton" },
	};

	SIGHTS_ARE("name.full", cases);
}
END_TEST

START_TEST(what_is_capitalised_is_not_always_a_name)
{
	static const struct sight_case cases[] = {
		{ "We met in San Francisco.", "" },
		{ "on Monday March 5", "" },
		{ "Getting Started With Linux", "" },
		{ "ALL CAPS TEXT AND MORE", "" },
		{ "price 5 EUR for Wooden Chair", "" },
		{ "Customer Service", "" },
		{ "New York", "" },
		{ "The Quick Brown Fox", "" },
		{ "5 Anna Smith, 12345 Ort", "" },
		{ "src/Anna Smith", "" },
		{ "Hewlett Packard Inc", "" },
		{ "in Hyde Park today", "" },
		{ "an Alfa Romeo", "" },
		{ "Calle Mary Jones, 5, 28013 Madrid", "" },
		{ "Anna\nSmith", "" },
		{ "anna smith", "" },
	};

	SIGHTS_ARE("name.full", cases);
}
END_TEST

START_TEST(an_organisation_has_a_form_or_someone_who_works_for_it)
{
	static const struct sight_case cases[] = {
		{ "bought from Kruse Metall GmbH today", "Kruse Metall GmbH" },
		{ "Zawada S.A. and more", "Zawada S.A." },
		{ "Rojas Zawada S.A. and more", "Rojas Zawada S.A." },
		{ "He works for Ruiz, Klein and Berg, 5 Elm Road",
		    "Ruiz, Klein and Berg" },
		{ "employer: van Dam Groep", "van Dam Groep" },
		{ "IN NO EVENT SHALL THE OPEN GROUP", "" },
		{ "Computer Systems", "" },
		{ "works for Acme\nBut", "" },
	};

	SIGHTS_ARE("organisation", cases);
}
END_TEST

OM_SUITE(scan_person)
{
	tcase_add_test(tests, names_are_seen_in_running_text);
	tcase_add_test(tests, titles_particles_and_suffixes_belong_to_a_name);
	tcase_add_test(tests, a_title_makes_a_family_name_of_one_word);
	tcase_add_test(tests, an_address_of_mail_that_says_the_same_is_enough);
	tcase_add_test(tests, what_is_capitalised_is_not_always_a_name);
	tcase_add_test(
	    tests, an_organisation_has_a_form_or_someone_who_works_for_it);
}
