#include "sights.h"

#include "scan/sight.h"

/* Deutsche Bundesbank's code, and what is near it. */
START_TEST(a_bic_of_letters_alone_has_a_word_for_it)
{
	static const struct sight_case cases[] = {
		{ "BIC MARKDEFF", "MARKDEFF" },
		{ "(BIC MARKDEFFXXX) for", "MARKDEFFXXX" },
		{ "swift: MARKDEFF", "MARKDEFF" },
		{ "MARKDEFF", "" },
		{ "BIC MARKDEF", "" },
		{ "BIC MARKDEFFX", "" },
		{ "BIC MARKDEFFXXXX", "" },
		{ "BIC MARKQQFF", "" },
		{ "BIC MARKDEFFs", "" },
		{ "BIC MARKDEFF_2", "" },
		{ "BIC xMARKDEFF", "" },
		{ "BIC xx-MARKDEFF", "" },
	};

	SIGHTS_ARE("bic", cases);
}
END_TEST

/* CUSTOMER fits too: Oman's. A word that stands elsewhere is a weak one. */
START_TEST(a_capital_word_beside_a_bic_is_not_taken_for_one)
{
	struct sights s = sights_open(0.5F);
	struct om_buf seen = OM_BUF(256);

	sights_of(&seen, &s, "bic", "BIC MARKDEFF OF THIS CUSTOMER");
	ck_assert_str_eq(seen.p, "MARKDEFF");
	om_buf_free(&seen);
	sights_close(&s);
}
END_TEST

START_TEST(a_column_of_that_name_speaks_for_a_bic)
{
	struct sights s = sights_open(0.5F);
	struct om_hits hits = { 0 };
	struct om_word_set field;

	om_scanner_field(s.scanner, &field, OM_SPAN("swift_code"));
	om_scanner_text(s.scanner, &hits, OM_SPAN("MARKDEFF"), &field);
	ck_assert_uint_eq(hits.n, 1);
	ck_assert(hits.list[0].evidence >> OM_EVIDENCE_FIELD & 1);
	om_hits_free(&hits);
	sights_close(&s);
}
END_TEST

/* Blocks are of 64 bytes: the code lies in two, wherever it begins. */
START_TEST(a_bic_is_seen_wherever_blocks_cut_it)
{
	struct sights s = sights_open(0.5F);

	for (int n = 45; n < 70; n++) {
		struct om_buf text = OM_BUF(256), seen = OM_BUF(256);

		for (int i = 0; i < n; i++)
			om_buf_byte(&text, '.');
		om_buf_text(&text, " BIC MARKDEFF");
		sights_of(&seen, &s, "bic", text.p);
		ck_assert_msg(seen.n == 8, "not seen at %d", n + 5);
		om_buf_free(&text);
		om_buf_free(&seen);
	}
	sights_close(&s);
}
END_TEST

OM_SUITE(scan_bic)
{
	tcase_add_test(tests, a_bic_of_letters_alone_has_a_word_for_it);
	tcase_add_test(tests, a_capital_word_beside_a_bic_is_not_taken_for_one);
	tcase_add_test(tests, a_column_of_that_name_speaks_for_a_bic);
	tcase_add_test(tests, a_bic_is_seen_wherever_blocks_cut_it);
}
