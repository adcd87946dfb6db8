#include "test.h"

#include "base/buf.h"
#include "policy/normalise.h"

/* Each test has its own process, so one buffer serves. */
static struct om_buf out = OM_BUF(8192);

static int
normalise(enum om_normaliser how, const char *value)
{
	om_buf_reset(&out);
	return om_normalise(&out, how, om_span_of(value));
}

static void
same(enum om_normaliser how, const char *value, const char *expected)
{
	struct om_buf first = OM_BUF(8192);

	ck_ok(normalise(how, value));
	ck_assert_msg(om_span_is(om_buf_span(&out), expected),
	    "'%s' is '%s', not '%s'", value, out.p, expected);
	/* What is canonical stays as it is. */
	om_buf_add(&first, om_buf_span(&out));
	ck_ok(normalise(how, first.p));
	ck_span_eq(om_buf_span(&out), expected);
	om_buf_free(&first);
}

static void
refused(enum om_normaliser how, const char *value)
{
	ck_assert_msg(normalise(how, value) == OM_INPUT,
	    "'%s' is taken as '%s'", value, out.p);
	ck_assert_uint_eq(out.n, 0);
}

START_TEST(an_address_is_trimmed_and_in_lower_case)
{
	same(OM_NORMALISE_EMAIL, "ana@example.com", "ana@example.com");
	same(
	    OM_NORMALISE_EMAIL, "Ana.Ruiz@Example.COM", "ana.ruiz@example.com");
	same(OM_NORMALISE_EMAIL, " \tana@example.com\r\n", "ana@example.com");
	same(OM_NORMALISE_EMAIL, "!#$%&'*+-/=?^_`{|}~@[192.0.2.1]",
	    "!#$%&'*+-/=?^_`{|}~@[192.0.2.1]");
	same(OM_NORMALISE_EMAIL, "AZ@AZ.example", "az@az.example");
	same(OM_NORMALISE_EMAIL, "a@b", "a@b");
}
END_TEST

/* One byte at a time, as anybody would write it. */
static bool
is_plain_email(struct om_span s, char *lower)
{
	size_t marks = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] <= ' ' || s.p[i] > '~')
			return false;
		marks += s.p[i] == '@';
		lower[i] = s.p[i];
		if (s.p[i] >= 'A' && s.p[i] <= 'Z')
			lower[i] = (char)(s.p[i] - 'A' + 'a');
	}
	return marks == 1 && s.p[0] != '@' && s.p[s.n - 1] != '@';
}

START_TEST(every_byte_in_every_place_of_an_address_is_read_alike)
{
	static const char address[] = "Ana.Ruiz@Example.com|XyZ";
	char value[sizeof(address)], lower[sizeof(address)];

	for (size_t n = 3; n < sizeof(address); n++)
		for (size_t at = 1; at + 1 < n; at++)
			for (int c = 1; c < 128; c++) {
				struct om_span s = { value, n };
				bool plain;

				memcpy(value, address, sizeof(address));
				value[at] = (char)c;
				plain = is_plain_email(s, lower);
				om_buf_reset(&out);
				ck_assert_int_eq(
				    om_normalise(&out, OM_NORMALISE_EMAIL, s),
				    plain ? OM_OK : OM_INPUT);
				if (plain)
					ck_assert(
					    om_span_equal(om_buf_span(&out),
						om_span_bytes(lower, n)));
			}
}
END_TEST

START_TEST(dots_and_plus_tags_stay_as_they_may_be_other_people)
{
	same(OM_NORMALISE_EMAIL, "a.n.a@example.com", "a.n.a@example.com");
	same(
	    OM_NORMALISE_EMAIL, "ana+shop@example.com", "ana+shop@example.com");
}
END_TEST

/* Vectors of UTS #46, table 1 and of RFC 5891. */
START_TEST(a_mail_domain_is_in_ascii_by_idna_2008)
{
	same(OM_NORMALISE_EMAIL, "ana@b\u00fccher.example",
	    "ana@xn--bcher-kva.example");
	same(OM_NORMALISE_EMAIL, "ana@B\u00dcCHER.Example",
	    "ana@xn--bcher-kva.example");
	same(OM_NORMALISE_EMAIL, "ana@XN--bcher-KVA.example",
	    "ana@xn--bcher-kva.example");
	/* u and a diaeresis, apart */
	same(OM_NORMALISE_EMAIL, "ana@bu\u0308cher.example",
	    "ana@xn--bcher-kva.example");
	/* Non-transitional: the sharp s is not ss, the final sigma stays. */
	same(OM_NORMALISE_EMAIL, "ana@fa\u00df.de", "ana@xn--fa-hia.de");
	same(OM_NORMALISE_EMAIL, "ana@fass.de", "ana@fass.de");
	same(OM_NORMALISE_EMAIL, "ana@\u03b2\u03cc\u03bb\u03bf\u03c2.com",
	    "ana@xn--nxasmm1c.com");
}
END_TEST

START_TEST(a_local_part_is_folded_as_unicode_says)
{
	same(OM_NORMALISE_EMAIL, "J\u00dcRGEN@example.com",
	    "j\u00fcrgen@example.com");
	same(OM_NORMALISE_EMAIL, "ju\u0308rgen@example.com",
	    "j\u00fcrgen@example.com");
	/* full-width letters, and a full-width sign between */
	same(OM_NORMALISE_EMAIL, "\uff21\uff4e\uff41@example.com",
	    "ana@example.com");
	same(OM_NORMALISE_EMAIL, "ana\uff20example.com", "ana@example.com");
}
END_TEST

START_TEST(what_is_no_address_is_refused)
{
	static const char *const none[] = { "", " ", "ana", "ana@", "@example",
		"@", "ana@x@example.com", "ana ruiz@example.com",
		"ana@exam ple.com", "a\tb@example.com", "ana\x7f@example.com",
		"ana@exa\x01mple.com", "\u00fcmit", "\u00fcmit@",
		"@b\u00fccher.example", "\u00fc m@example.com",
		"\u00fcmit@x@example.com", "\u00fcmit\xc2\x85@example.com",
		"ana\u00a0b@example.com", "an\u00fc\uff20a@example.com",
		"ana@\u00fc\u2010-.example", "\xff@example.com",
		"ana@\xff.example", "\u200b@example.com" };

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		refused(OM_NORMALISE_EMAIL, none[i]);
}
END_TEST

START_TEST(a_telephone_number_is_digits_and_a_plus)
{
	same(OM_NORMALISE_PHONE, "+1 (202) 555-0143", "+12025550143");
	same(OM_NORMALISE_PHONE, "+1.202.555.0143", "+12025550143");
	same(OM_NORMALISE_PHONE, "001 202 555 0143", "+12025550143");
	same(OM_NORMALISE_PHONE, "0 0 44 20 7946 0018", "+442079460018");
	/* A mark in front hides no 00. */
	same(OM_NORMALISE_PHONE, "-0044 20 7946 0018", "+442079460018");
	same(OM_NORMALISE_PHONE, "020 7946 0018", "02079460018");
	same(OM_NORMALISE_PHONE, "030/1234567", "0301234567");
	same(OM_NORMALISE_PHONE, "[020] 7946-0018", "02079460018");
	same(OM_NORMALISE_PHONE, "+44 (0)20 7946 0018", "+442079460018");
	same(OM_NORMALISE_PHONE, "0044 (0)20 7946 0018", "+442079460018");
	same(OM_NORMALISE_PHONE, "(0)20 7946 0018", "02079460018");
	same(OM_NORMALISE_PHONE, "7", "7");
}
END_TEST

START_TEST(other_widths_spaces_and_hyphens_of_a_number_count_not)
{
	same(OM_NORMALISE_PHONE, "\uff0b\uff11 202\u00a0555\u20110143",
	    "+12025550143");
	same(OM_NORMALISE_PHONE, "202\u2013555\u22120143", "2025550143");
	same(OM_NORMALISE_PHONE, "\u200e+1 202 555 0143", "+12025550143");
}
END_TEST

START_TEST(what_is_no_number_is_refused_rather_than_cut)
{
	static const char *const none[] = { "", "+", "()", "00", "-", "+ ",
		"12a", "202 555 0143 ext 5", "202+555", "++1202",
		"202 555 0143;1", "\u0664\u0662", "\xc3", "12\n34" };

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		refused(OM_NORMALISE_PHONE, none[i]);
}
END_TEST

START_TEST(folding_brings_case_and_form_together)
{
	same(OM_NORMALISE_FOLD, " AnaRuiz ", "anaruiz");
	same(OM_NORMALISE_FOLD, "STRA\u00dfE", "strasse");
	same(OM_NORMALISE_FOLD, "\ufb01x", "fix");
	same(OM_NORMALISE_FOLD, "\u00a0ana\u3000", "ana");
	refused(OM_NORMALISE_FOLD, "\u00a0");
	refused(OM_NORMALISE_FOLD, "a\nb");
	refused(OM_NORMALISE_FOLD, "a\xc2\x9f"
				   "b");
	refused(OM_NORMALISE_FOLD, "\xc0\xaf");
}
END_TEST

START_TEST(an_exact_value_is_only_trimmed)
{
	same(OM_NORMALISE_EXACT, "  AB-7 \t", "AB-7");
	same(OM_NORMALISE_EXACT, "u\u0308", "u\u0308");
	refused(OM_NORMALISE_EXACT, "\n");
	refused(OM_NORMALISE_EXACT, "a\x1f"
				    "b");
	refused(OM_NORMALISE_EXACT, "\xed\xa0\x80");
}
END_TEST

START_TEST(a_nul_is_a_control_character)
{
	for (int how = OM_NORMALISE_EMAIL; how <= OM_NORMALISE_EXACT; how++) {
		ck_code(om_normalise(&out, (enum om_normaliser)how,
			    om_span_bytes("7@b\0c", 5)),
		    OM_INPUT);
		ck_code(om_normalise(&out, (enum om_normaliser)how,
			    om_span_bytes("\xc3\xbc@b\0c", 6)),
		    OM_INPUT);
	}
	ck_assert_uint_eq(out.n, 0);
}
END_TEST

START_TEST(a_value_may_have_1024_bytes_and_no_more)
{
	char value[OM_NORMALISED_MAX + 1];

	for (size_t i = 0; i < sizeof(value); i++)
		value[i] = '7';
	value[5] = '@';
	for (int how = OM_NORMALISE_EMAIL; how <= OM_NORMALISE_EXACT; how++) {
		if (how == OM_NORMALISE_PHONE)
			continue;
		om_buf_reset(&out);
		ck_ok(om_normalise(&out, (enum om_normaliser)how,
		    om_span_bytes(value, OM_NORMALISED_MAX)));
		ck_assert_uint_eq(out.n, OM_NORMALISED_MAX);
		ck_code(om_normalise(&out, (enum om_normaliser)how,
			    om_span_bytes(value, OM_NORMALISED_MAX + 1)),
		    OM_INPUT);
	}
}
END_TEST

START_TEST(a_form_that_grows_beyond_1024_bytes_is_refused)
{
	struct om_buf value = OM_BUF(OM_NORMALISED_MAX);

	/* One sign that stands for eighteen characters. */
	for (int i = 0; i < 100; i++)
		om_buf_text(&value, "\ufdfa");
	ck_code(om_normalise(&out, OM_NORMALISE_FOLD, om_buf_span(&value)),
	    OM_INPUT);
	om_buf_free(&value);
}
END_TEST

START_TEST(what_stands_in_the_buffer_stays)
{
	om_buf_text(&out, "7:");
	ck_ok(
	    om_normalise(&out, OM_NORMALISE_EMAIL, OM_SPAN("Ana@example.com")));
	ck_span_eq(om_buf_span(&out), "7:ana@example.com");
	ck_code(
	    om_normalise(&out, OM_NORMALISE_EMAIL, OM_SPAN("ana")), OM_INPUT);
	ck_span_eq(om_buf_span(&out), "7:ana@example.com");
}
END_TEST

START_TEST(a_buffer_that_is_full_is_said_to_be_so)
{
	struct om_buf small = OM_BUF(8);

	ck_code(om_normalise(
		    &small, OM_NORMALISE_EMAIL, OM_SPAN("ana@example.com")),
	    OM_LIMIT);
	om_buf_free(&small);
	small = OM_BUF(8);
	ck_code(om_normalise(&small, OM_NORMALISE_EXACT, OM_SPAN("123456789")),
	    OM_LIMIT);
	om_buf_free(&small);
}
END_TEST

START_TEST(no_part_of_a_refused_value_is_left_behind_the_buffer)
{
	ck_ok(om_normalise(&out, OM_NORMALISE_EXACT, OM_SPAN("x")));
	ck_code(
	    om_normalise(&out, OM_NORMALISE_EMAIL, OM_SPAN("ana@example@com")),
	    OM_INPUT);
	for (size_t i = out.n; i < 16; i++)
		ck_assert_int_eq(out.p[i], 0);
}
END_TEST

START_TEST(a_normaliser_is_found_by_its_word)
{
	enum om_normaliser how = OM_NORMALISE_EXACT;

	ck_assert(om_normaliser_find(&how, OM_SPAN("email")));
	ck_assert_int_eq(how, OM_NORMALISE_EMAIL);
	ck_assert(om_normaliser_find(&how, OM_SPAN("phone")));
	ck_assert_int_eq(how, OM_NORMALISE_PHONE);
	ck_assert(!om_normaliser_find(&how, OM_SPAN("Email")));
	ck_assert_int_eq(how, OM_NORMALISE_PHONE);
}
END_TEST

START_TEST(a_number_is_compared_without_what_stands_between)
{
	same(OM_NORMALISE_COMPACT, "4111 1111 1111 1111", "4111111111111111");
	same(OM_NORMALISE_COMPACT, "12.345.678-Z", "12345678z");
	same(OM_NORMALISE_COMPACT, "DE89 3704 0044", "de8937040044");
	same(OM_NORMALISE_COMPACT, "A/B_1", "ab_1");
	/* The same by tables: a hyphen that is no ASCII, wide digits. */
	same(OM_NORMALISE_COMPACT,
	    "12\u2010"
	    "34",
	    "1234");
	same(OM_NORMALISE_COMPACT, "\uff11\uff12 \uff21", "12a");
	/* U+00B4 is a blank and an accent, which then stands behind "a". */
	same(OM_NORMALISE_COMPACT, "a\u00b4b", "\u00e1b");
	refused(OM_NORMALISE_COMPACT, "-");
	refused(OM_NORMALISE_COMPACT, " . / ");
	refused(OM_NORMALISE_COMPACT, "a\001b");
	refused(OM_NORMALISE_COMPACT, "\xff");
}
END_TEST

/* Each has one form that goes by tables and one that does not. */
START_TEST(the_quick_way_and_the_slow_one_agree)
{
	same(OM_NORMALISE_PHONE, "0-0 44 20 7946 0123", "+442079460123");
	same(OM_NORMALISE_PHONE, "0 044 20 7946 0123", "+442079460123");
	same(OM_NORMALISE_PHONE, "0 20 7946 0123", "02079460123");
	same(OM_NORMALISE_PHONE, "020 7946 0123", "02079460123");
	same(OM_NORMALISE_PHONE, "020/7946.0123-", "02079460123");
	same(OM_NORMALISE_PHONE, "(020) 79460123", "02079460123");
	same(OM_NORMALISE_PHONE, "-1-2", "12");
	same(OM_NORMALISE_PHONE, "-+12", "+12");
	refused(OM_NORMALISE_PHONE, "1+2");
	refused(OM_NORMALISE_PHONE, "-");
	same(OM_NORMALISE_FOLD, "Ana  RUIZ", "ana  ruiz");
	same(OM_NORMALISE_FOLD, "ANA \u00c9", "ana \u00e9");
}
END_TEST

OM_SUITE(policy_normalise)
{
	tcase_add_test(tests, a_number_is_compared_without_what_stands_between);
	tcase_add_test(tests, the_quick_way_and_the_slow_one_agree);
	tcase_add_test(tests, an_address_is_trimmed_and_in_lower_case);
	tcase_add_test(
	    tests, every_byte_in_every_place_of_an_address_is_read_alike);
	tcase_add_test(
	    tests, dots_and_plus_tags_stay_as_they_may_be_other_people);
	tcase_add_test(tests, a_mail_domain_is_in_ascii_by_idna_2008);
	tcase_add_test(tests, a_local_part_is_folded_as_unicode_says);
	tcase_add_test(tests, what_is_no_address_is_refused);
	tcase_add_test(tests, a_telephone_number_is_digits_and_a_plus);
	tcase_add_test(
	    tests, other_widths_spaces_and_hyphens_of_a_number_count_not);
	tcase_add_test(tests, what_is_no_number_is_refused_rather_than_cut);
	tcase_add_test(tests, folding_brings_case_and_form_together);
	tcase_add_test(tests, an_exact_value_is_only_trimmed);
	tcase_add_test(tests, a_nul_is_a_control_character);
	tcase_add_test(tests, a_value_may_have_1024_bytes_and_no_more);
	tcase_add_test(tests, a_form_that_grows_beyond_1024_bytes_is_refused);
	tcase_add_test(tests, what_stands_in_the_buffer_stays);
	tcase_add_test(tests, a_buffer_that_is_full_is_said_to_be_so);
	tcase_add_test(
	    tests, no_part_of_a_refused_value_is_left_behind_the_buffer);
	tcase_add_test(tests, a_normaliser_is_found_by_its_word);
}
