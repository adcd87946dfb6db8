#include "findings.h"

/*
 * What other scanners were found to do wrong, in the words of the threads
 * that told of it: here it is right. Sureness of a half is what is reported.
 */

/* Every kind seen in text at a half or more, with its bytes: "kind=bytes|". */
static void
reported(struct om_buf *out, const struct sights *s, const char *text,
    const char *field)
{
	struct om_hits hits = { 0 };
	struct om_word_set words;

	om_buf_text(out, "");
	if (field != NULL)
		om_scanner_field(s->scanner, &words, om_span_of(field));
	om_scanner_text(
	    s->scanner, &hits, om_span_of(text), field == NULL ? NULL : &words);
	for (size_t i = 0; i < hits.n; i++) {
		const struct om_hit *hit = &hits.list[i];

		om_buf_format(out, "%s=", s->kinds->list[hit->kind].name);
		om_buf_add(out,
		    om_span_bytes(text + hit->start, hit->end - hit->start));
		om_buf_byte(out, '|');
	}
	om_hits_free(&hits);
}

struct failure {
	const char *thread;
	const char *field; /* NULL: plain text */
	const char *text;
	const char *reported;
};

static void
mended(const struct failure *list, size_t n)
{
	struct sights s = sights_open(0.5F);

	for (size_t i = 0; i < n; i++) {
		struct om_buf seen = OM_BUF(4096);

		reported(&seen, &s, list[i].text, list[i].field);
		ck_assert_msg(strcmp(seen.p, list[i].reported) == 0,
		    "%s: \"%s\" gives \"%s\", not \"%s\"", list[i].thread,
		    list[i].text, seen.p, list[i].reported);
		om_buf_free(&seen);
	}
	sights_close(&s);
}

#define MENDED(list) mended((list), sizeof(list) / sizeof((list)[0]))

START_TEST(words_and_short_codes_are_no_licences)
{
	static const struct failure list[] = {
		{ "presidio#1063", NULL, "INTRODUCTORY offer", "" },
		{ "presidio#1063", NULL, "see table H1 and H12", "" },
		{ "presidio#1063", NULL, "the driver of H1", "" },
		{ "speakeasy-api/gram#3172", NULL,
		    "the public catalogue lists A1234567 as sold", "" },
		{ "speakeasy-api/gram#3172", NULL, "publication 12345678", "" },
	};

	MENDED(list);
}
END_TEST

/* A word speaks whole, and for its own kinds alone (presidio#1711). */
START_TEST(a_word_speaks_for_its_own_kind_alone)
{
	static const struct failure list[] = {
		{ "presidio#1711", NULL, "NHS number 943 476 5919",
		    "medical_id.gb_nhs=943 476 5919|" },
		{ "presidio PR#2267", NULL, "IMSI 310150123456789",
		    "imsi=310150123456789|" },
		{ "presidio PR#2267", NULL, "vim 943 476 5919", "" },
	};

	MENDED(list);
}
END_TEST

START_TEST(file_and_module_names_are_no_addresses)
{
	static const struct failure list[] = {
		{ "presidio#1498", NULL, "import os.sy and rpc.py", "" },
		{ "presidio#1498", NULL, "left-pad@1.3.0 is needed", "" },
	};

	MENDED(list);
}
END_TEST

START_TEST(uuids_hold_nothing_else)
{
	static const struct failure list[] = {
		{ "presidio#71", NULL,
		    "guid 9f1c2d3e-5551-4234-8415-555267114202", "" },
		{ "EdamAme-x/pentect#398", NULL,
		    "12345678-2345-2345-2345-234123412346", "" },
		{ "EdamAme-x/pentect#398", NULL,
		    "aadhaar log 00000000-2341-2341-2346-123456789012", "" },
	};

	MENDED(list);
}
END_TEST

/* DE89 3704 0044 0532 0130 00 is the example of ISO 13616. */
START_TEST(an_iban_ends_where_its_country_says)
{
	static const struct failure list[] = {
		{ "presidio#1795", NULL, "DE89370400440532013000 failed",
		    "iban=DE89370400440532013000|" },
		{ "presidio#1795", NULL, "DE89 3704 0044 0532 0130 00 failed",
		    "iban=DE89 3704 0044 0532 0130 00|" },
		{ "presidio#1795", NULL,
		    "iban DE89 3704 0044 0532 0130 00 FAIL",
		    "iban=DE89 3704 0044 0532 0130 00|" },
	};

	MENDED(list);
}
END_TEST

START_TEST(decimals_are_neither_cards_nor_telephones)
{
	static const struct failure list[] = {
		{ "solvvy/redact-pii#39", NULL, "score 0.250750683890174", "" },
		{ "solvvy/redact-pii#39", NULL, "0.4111111111111111", "" },
		{ "solvvy/redact-pii#39", "price", "4111.1111111111111", "" },
	};

	MENDED(list);
}
END_TEST

/* 5018 1234 5678 ... would be Maestro's in the middle of a token. */
START_TEST(cards_stand_alone_and_have_their_schemes_lengths)
{
	static const struct failure list[] = {
		{ "xdubois-57/scoutmagic#339", NULL,
		    "token a501800000009c3f50180000000914be", "" },
		{ "xdubois-57/scoutmagic#339", NULL,
		    "sha1 5018000000095018000000095018000000090a1b", "" },
		{ "langwatch/langwatch#8089", NULL, "card 41111111111114", "" },
		{ "langwatch/langwatch#8089", NULL, "card 55555555555557", "" },
		{ "simsong/bulk_extractor scan_ccns2.cpp", NULL,
		    "4111 1111 1111 1111 4012-8888-8888-1881",
		    "card_number=4111 1111 1111 1111|"
		    "card_number=4012-8888-8888-1881|" },
	};

	MENDED(list);
}
END_TEST

/* BIP-173 and BIP-350: version 0 has bech32's checksum, 1 has bech32m's. */
START_TEST(bech32_addresses_have_a_witness_version)
{
	static const struct failure list[] = {
		{ "langwatch/langwatch#8089", NULL,
		    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
		    "crypto_address=BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4|" },
		{ "langwatch/langwatch#8089", NULL,
		    "BC13W508D6QEJXTDG4Y5R3ZARVARY0C5XW7KN40WF2", "" },
		{ "langwatch/langwatch#8089", NULL,
		    "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du", "" },
	};

	MENDED(list);
}
END_TEST

START_TEST(an_address_of_ip6_is_one_span)
{
	static const struct failure list[] = {
		{ "Nano-Collective/prompt-scrubber#131", NULL,
		    "from ::ffff:192.0.2.1 came",
		    "ip_address=::ffff:192.0.2.1|" },
	};

	MENDED(list);
}
END_TEST

/* A city is no person; nor is every pair of capitals. */
START_TEST(names_are_more_than_capitals)
{
	static const struct failure list[] = {
		{ "awslabs/ferret-scan#688", NULL,
		    "The office in San Francisco has moved.", "" },
		{ "awslabs/ferret-scan#394", NULL,
		    "Annual Report and Quarterly Review", "" },
		{ "awslabs/ferret-scan#386", NULL,
		    "Please ask Maria Schneider about it.",
		    "name.full=Maria Schneider|" },
	};

	MENDED(list);
}
END_TEST

/* Numbers of things, which only look like somebody's. */
START_TEST(decoys_speak_against_numbers)
{
	static const struct failure list[] = {
		{ "ISBN", NULL, "isbn 978-3-16-148410-0", "" },
		{ "ISBN as a telephone", NULL, "ISBN 0-306-40615-2", "" },
		{ "UPS", NULL, "tracking 1Z999AA10123456784", "" },
		{ "UPU S10", NULL, "RB123456785GB left the depot", "" },
		{ "milliseconds", NULL, "at 1700000000000 it ended", "" },
		{ "milliseconds", "created_at", "1700000000000", "" },
		{ "documentation ranges", NULL, "ssn 078-05-1120", "" },
		{ "version", NULL, "version 10.0.19041.1 of it", "" },
		{ "VIN of digits", NULL, "seq 12345678901234567", "" },
	};

	MENDED(list);
}
END_TEST

/* A number with its country is a telephone's, not a card's. */
START_TEST(a_plus_begins_a_telephone_number)
{
	static const struct failure list[] = {
		{ "Visa of 13", NULL, "call +44 20 7946 0958",
		    "phone=+44 20 7946 0958|" },
		{ "Visa of 13", NULL, "card or +4048745686258",
		    "phone=+4048745686258|" },
	};

	MENDED(list);
}
END_TEST

/* datagouv/csv-detective#142: nothing is sampled, so nothing rare escapes. */
START_TEST(one_value_in_thousands_of_rows_is_found)
{
	struct findings t;
	struct om_buf csv = OM_BUF(1 << 20);

	om_buf_text(&csv, "id,note\n");
	for (int i = 0; i < 5000; i++)
		om_buf_format(&csv, "%d,%s\n", i,
		    i == 4321 ? "ana@corp.example" : "as ordered");
	findings_open(&t);
	ck_assert_str_eq(findings_of(&t, "x.csv", om_buf_span(&csv), 4096),
	    "4322 note email 0-16 68039 4323 ana@corp.example\n");
	findings_close(&t);
	om_buf_free(&csv);
}
END_TEST

/* tokern/piicatcher#68: a name and the data below it say the same twice. */
START_TEST(a_column_gives_the_same_at_every_run)
{
	static const char csv[] = "ssn,full_name\n"
				  "536-90-4399,Ana Novak\n"
				  "689-30-1284,Petr Svoboda\n";
	static const char wanted[] =
	    "1 ssn ssn 0-11 14 2 536-90-4399\n"
	    "1 full_name name.full 0-9 26 2 Ana Novak\n"
	    "2 ssn ssn 0-11 36 3 689-30-1284\n"
	    "2 full_name name.full 0-12 48 3 Petr Svoboda\n";

	for (int i = 0; i < 3; i++)
		FINDINGS_ARE("x.csv", csv, wanted);
}
END_TEST

OM_SUITE(scan_known_failures)
{
	tcase_add_test(tests, words_and_short_codes_are_no_licences);
	tcase_add_test(tests, a_word_speaks_for_its_own_kind_alone);
	tcase_add_test(tests, file_and_module_names_are_no_addresses);
	tcase_add_test(tests, uuids_hold_nothing_else);
	tcase_add_test(tests, an_iban_ends_where_its_country_says);
	tcase_add_test(tests, decimals_are_neither_cards_nor_telephones);
	tcase_add_test(tests, cards_stand_alone_and_have_their_schemes_lengths);
	tcase_add_test(tests, bech32_addresses_have_a_witness_version);
	tcase_add_test(tests, an_address_of_ip6_is_one_span);
	tcase_add_test(tests, names_are_more_than_capitals);
	tcase_add_test(tests, decoys_speak_against_numbers);
	tcase_add_test(tests, a_plus_begins_a_telephone_number);
	tcase_add_test(tests, one_value_in_thousands_of_rows_is_found);
	tcase_add_test(tests, a_column_gives_the_same_at_every_run);
}
