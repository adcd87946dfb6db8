#include "sights.h"

#include "scan/unfinished.h"

/* Invented; a second writing of ICAO Doc 9303 computed the check digits. */
static const char *const zones[] = {
	"P<UTONOVAK<<ELA<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n"
	"M10JT2Y317UTO4410012M3305186ZE201058<<<<<<10", /* TD3 */
	"I<D<<5Y090YV3J9<<<<<<<<<<<<<<<\n"
	"5411050M3407242D<<<<<<<<<<<<<2\n"
	"RUIZ<DIAZ<<ANA<LUCIA<<<<<<<<<<", /* TD1 */
	"I<FRAOKAFOR<<CHIDI<<<<<<<<<<<<<<<<<<\n"
	"47GK71FP74FRA4105165<3512137<<<<<<<4", /* TD2 */
	"P<ESPMUELLER<<JUERGEN<<<<<<<<<<<<<<<<<<<<<<<\n"
	"8WV681XJT7ESP4601058<3304097<<<<<<<<<<<<<<<8", /* TD3 */
	"V<POLLI<<WEI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n"
	"W73PWZ9V11POL6209193F3210086<<<<<<<<<<<<<<<<", /* MRVA */
	"I<NLD4CN245K5R0<<<<<<<<<<<<<<<\n"
	"7410194M2712217NLD<<<<<<<<<<<8\n"
	"DE<VRIES<<TESS<<<<<<<<<<<<<<<<", /* TD1 */
	"V<NORKOWALSKA<<EWA<MARIA<<<<<<<<<<<<\n"
	"391NPHGY39NOR7002128M2707059<<<<<<<<", /* MRVB */
	"I<IRLOREILLY<<SEAN<<<<<<<<<<<<<<<<<<\n"
	"PW7WHF2275IRL4207232F3506189<<<<<<<8", /* TD2 */
	"P<PRTHAUGEN<<KARI<<<<<<<<<<<<<<<<<<<<<<<<<<<\n"
	"ZMFPCGH208PRT4204149M3010091ZE723237<<<<<<12", /* TD3 */
	"I<CHED23145890<7349<<<<<<<<<<<\n"
	"6411286M3511185CHE<<<<<<<<<<<2\n"
	"SILVA<<JOAO<<<<<<<<<<<<<<<<<<<", /* TD1 */
};

enum { ZONES = sizeof(zones) / sizeof(zones[0]) };

START_TEST(a_zone_is_one_finding_of_all_its_lines)
{
	for (size_t i = 0; i < ZONES; i++) {
		struct om_buf text = OM_BUF(1024);
		const struct sight_case cases[] = {
			{ zones[i], zones[i] },
		};

		SIGHTS_ARE("passport.mrz", cases);
		om_buf_format(&text, "his papers:\n%s\nend", zones[i]);
		sights_are("passport.mrz",
		    &(struct sight_case){ text.p, zones[i] }, 1);
		om_buf_free(&text);
	}
}
END_TEST

/* Each digit of the last line but the names', one more: seen no longer, but
 * where no check digit is about it: optional data of a visa, a state. */
START_TEST(a_zone_with_one_digit_changed_is_none)
{
	struct sights s = sights_open(0.001F);

	for (size_t i = 0; i < ZONES; i++) {
		char changed[256];
		size_t n = strlen(zones[i]);
		size_t line = (size_t)(strchr(zones[i], '\n') - zones[i]) + 1;

		memcpy(changed, zones[i], n + 1);
		for (size_t k = line; k < line + 20; k++) {
			struct om_buf seen = OM_BUF(1024);
			char was = changed[k];

			if (was < '0' || was > '9')
				continue;
			changed[k] = was == '9' ? '0' : (char)(was + 1);
			sights_of(&seen, &s, "passport.mrz", changed);
			ck_assert_msg(seen.n == 0, "%s", changed);
			changed[k] = was;
			om_buf_free(&seen);
		}
	}
	sights_close(&s);
}
END_TEST

START_TEST(what_looks_like_a_zone_is_none)
{
	static const struct sight_case cases[] = {
		{ "std::cout << a << b;", "" },
		{ "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "" },
		{ "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
		  "L898902C36UTO7408122F1204159ZE184226B<<<<<1",
		    "" },
		{ "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\n"
		  "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
		    "" },
		{ "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<\n"
		  "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
		    "" },
		{ "X<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
		  "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
		    "" },
		{ "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
		  "L898902C36UTO7413122F1204159ZE184226B<<<<<10",
		    "" },
		{ "P<UTO1RIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
		  "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
		    "" },
		{ "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n"
		  "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n"
		  "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
		    "" },
		{ "I<UTOD231458907<<<<<<<<<<<<<<<\n"
		  "7408122F1204159UTO<<<<<<<<<<<6",
		    "" },
	};

	SIGHTS_ARE("passport.mrz", cases);
}
END_TEST

/* The example of ICAO Doc 9303-4, with line breaks of Windows, indented. */
START_TEST(what_stands_in_a_zone_is_found_too)
{
	static const char text[] =
	    "  P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\r\n"
	    "  L898902C36UTO7408122F1204159ZE184226B<<<<<10\r\n";

	sights_are("passport", &(struct sight_case){ text, "L898902C3" }, 1);
	sights_are("birth_date", &(struct sight_case){ text, "740812" }, 1);
	sights_are("nationality", &(struct sight_case){ text, "UTO" }, 1);
	sights_are("gender", &(struct sight_case){ text, "F" }, 1);
	sights_are("name.full",
	    &(struct sight_case){ text, "ERIKSSON<<ANNA<MARIA" }, 1);
}
END_TEST

START_TEST(the_first_lines_of_a_zone_are_unfinished)
{
	for (size_t i = 0; i < ZONES; i++) {
		struct om_buf text = OM_BUF(1024);
		const char *end = strchr(zones[i], '\n') + 1;
		size_t first = (size_t)(end - zones[i]);

		om_buf_text(&text, "a\n");
		om_buf_add(&text, om_span_bytes(zones[i], first));
		ck_assert_uint_eq(om_unfinished(om_buf_span(&text)), first);
		if (strchr(end, '\n') != NULL) {
			om_buf_add(&text, om_span_bytes(end, first));
			ck_assert_uint_eq(
			    om_unfinished(om_buf_span(&text)), 2 * first);
			end += first;
		}
		om_buf_text(&text, end);
		om_buf_byte(&text, '\n');
		ck_assert_uint_eq(om_unfinished(om_buf_span(&text)), 0);
		om_buf_free(&text);
	}
	ck_assert_uint_eq(
	    om_unfinished(OM_SPAN("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123\n")), 0);
}
END_TEST

OM_SUITE(scan_mrz)
{
	tcase_add_test(tests, a_zone_is_one_finding_of_all_its_lines);
	tcase_add_test(tests, a_zone_with_one_digit_changed_is_none);
	tcase_add_test(tests, what_looks_like_a_zone_is_none);
	tcase_add_test(tests, what_stands_in_a_zone_is_found_too);
	tcase_add_test(tests, the_first_lines_of_a_zone_are_unfinished);
}
