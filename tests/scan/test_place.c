#include "sights.h"

START_TEST(street_addresses_of_many_countries_are_one_span)
{
	static const struct sight_case cases[] = {
		{ "Musterstra\xc3\x9f"
		  "e 5, 12345 Ort",
		    "Musterstra\xc3\x9f"
		    "e 5, 12345 Ort" },
		{ "in Am Markt 12a, 50667 K\xc3\xb6ln.",
		    "Am Markt 12a, 50667 K\xc3\xb6ln" },
		{ "Hermann-Ruiz-Str. 18, 19763 Neustadt",
		    "Hermann-Ruiz-Str. 18, 19763 Neustadt" },
		{ "at 12 High Street, London SW1A 1AA, twice",
		    "12 High Street, London SW1A 1AA" },
		{ "7 Elm Road, PE4 4VF Newton", "7 Elm Road, PE4 4VF Newton" },
		{ "350 Elm Avenue, Springfield, IL 62701",
		    "350 Elm Avenue, Springfield, IL 62701" },
		{ "781 W 42nd Street, 57884 Springfield",
		    "781 W 42nd Street, 57884 Springfield" },
		{ "9 Rue de la Paix, 75002 Paris",
		    "9 Rue de la Paix, 75002 Paris" },
		{ "12, rue de la Paix, 75002 Paris",
		    "12, rue de la Paix, 75002 Paris" },
		{ "3 Place de l'Abbaye, 49209 Brest",
		    "3 Place de l'Abbaye, 49209 Brest" },
		{ "Calle Mayor, 5, 28013 Madrid",
		    "Calle Mayor, 5, 28013 Madrid" },
		{ "Calle Mayor s/n., 28013 Madrid",
		    "Calle Mayor s/n., 28013 Madrid" },
		{ "Via Roma 12, 00184 Roma", "Via Roma 12, 00184 Roma" },
		{ "ul. Kwiatowa 5/7, 00-950 Warszawa",
		    "ul. Kwiatowa 5/7, 00-950 Warszawa" },
		{ "Nieuwegracht 7 I, 3512 LC Utrecht",
		    "Nieuwegracht 7 I, 3512 LC Utrecht" },
		{ "Ship to: X\nStorgatan 4, 123 45 Lund",
		    "Storgatan 4, 123 45 Lund" },
	};

	SIGHTS_ARE("address.street", cases);
}
END_TEST

START_TEST(a_type_of_street_is_enough_without_a_town)
{
	static const struct sight_case cases[] = {
		{ "lives at 12 High Street.", "12 High Street" },
		{ "wohnt Lindenallee 7.", "Lindenallee 7" },
		{ "Acme Inc., 51 Elm St, Fifth Floor", "51 Elm St" },
	};

	SIGHTS_ARE("address.street", cases);
}
END_TEST

START_TEST(numbers_beside_words_are_not_always_addresses)
{
	static const struct sight_case cases[] = {
		{ "on 12 May 2020", "" },
		{ "Table 4, 12345 rows", "" },
		{ "See Section 5", "" },
		{ "2026-05-12 10:00:00 INFO Handler took 55 ms", "" },
		{ "Copyright 2001, 2002 Ana Ruiz", "" },
		{ "version 2 Beta", "" },
		{ "Windows 11", "" },
		{ "Mac OS X 10", "" },
		{ "(c) 2021 Iain Lane", "" },
		{ "took Highway 101 south", "" },
		{ "Auf Seite 12 steht", "" },
		{ "5", "" },
		{ "12345 ", "" },
		{ ", 12345 Ort", "" },
	};

	SIGHTS_ARE("address.street", cases);
}
END_TEST

START_TEST(a_date_is_one_of_birth_where_a_word_says_so)
{
	static const struct sight_case cases[] = {
		{ "SSN: 1, born 1986-06-07", "1986-06-07" },
		{ "DOB: 06/07/1986", "06/07/1986" },
		{ "\"date_of_birth\": \"1986-06-07\"", "1986-06-07" },
		{ "geboren am 7. Juni 1986", "7. Juni 1986" },
		{ "n\xc3\xa9"
		  " le 07.06.1986",
		    "07.06.1986" },
		{ "born on 7 June 1986 in Ort", "7 June 1986" },
		{ "nacido el 7 de junio de 1986", "7 de junio de 1986" },
		{ "shipped 1986-06-07", "" },
		{ "born in Ort, shipped 1986-06-07", "" },
		{ "born 1986-13-07", "" },
		{ "born 1986-06-32", "" },
		{ "born 1786-06-07", "" },
		{ "born 1986-06/07", "" },
		{ "born 12-34", "" },
		{ "born 40 June 1986", "" },
		{ "born\n1986-06-07", "" },
	};

	SIGHTS_ARE("birth_date", cases);
}
END_TEST

OM_SUITE(scan_place)
{
	tcase_add_test(tests, street_addresses_of_many_countries_are_one_span);
	tcase_add_test(tests, a_type_of_street_is_enough_without_a_town);
	tcase_add_test(tests, numbers_beside_words_are_not_always_addresses);
	tcase_add_test(tests, a_date_is_one_of_birth_where_a_word_says_so);
}
