#include "test.h"

#include "scan/digits.h"

typedef bool checking(const char *s, size_t n);

/* Right as it stands, wrong with any one digit changed. */
static void
holds(checking *check, const char *text)
{
	size_t n = strlen(text);
	char wrong[32];

	ck_assert_msg(check(text, n), "%s is refused", text);
	for (size_t i = 0; i < n; i++) {
		memcpy(wrong, text, n);
		if (wrong[i] < '0' || wrong[i] > '9')
			continue;
		wrong[i] = wrong[i] == '9' ? '0' : (char)(wrong[i] + 1);
		ck_assert_msg(!check(wrong, n), "%.*s is taken", (int)n, wrong);
	}
}

/* Of ISO/IEC 7812-1, of Verhoeff's and of Damm's theses. */
START_TEST(the_families_of_one_decimal_digit_hold)
{
	holds(om_digits_luhn, "79927398713");
	holds(om_digits_verhoeff, "2363");
	holds(om_digits_damm, "5724");
}
END_TEST

/* The standard's own examples; A12425GABC1234002M is GRid's. */
START_TEST(the_systems_of_iso_7064_hold)
{
	holds(om_digits_mod_11_2, "07940");
	holds(om_digits_mod_11_10, "07945");
	holds(om_digits_mod_37_2, "G123489654321Y");
	holds(om_digits_mod_37_36, "A12425GABC1234002M");
	holds(om_digits_mod_97_10, "9999123456789012141490");
}
END_TEST

/* ORCID's sample: the last of MOD 11-2 is an X where it stands for 10. */
START_TEST(a_check_of_ten_is_written_x)
{
	ck_assert(om_digits_mod_11_2("000000021694233X", 16));
	ck_assert(!om_digits_mod_11_2("0000000216942339", 16));
}
END_TEST

/* ICAO Doc 9303-4, appendix: number and birth date of the specimen. */
START_TEST(the_specimen_passport_has_its_check_digits)
{
	ck_assert_uint_eq(om_digits_icao("L898902C3", 9), 6);
	ck_assert_uint_eq(om_digits_icao("740812", 6), 2);
	ck_assert_uint_eq(om_digits_icao("120415", 6), 9);
}
END_TEST

START_TEST(a_day_is_one_of_the_calendar)
{
	ck_assert(om_digits_date(2024, 2, 29));
	ck_assert(om_digits_date(2000, 2, 29));
	ck_assert(!om_digits_date(1900, 2, 29));
	ck_assert(!om_digits_date(2023, 2, 29));
	ck_assert(!om_digits_date(2023, 4, 31));
	ck_assert(!om_digits_date(2023, 13, 1));
	ck_assert(!om_digits_date(2023, 0, 1));
	ck_assert(!om_digits_date(2023, 1, 0));
	ck_assert(om_digits_any_century(0, 2, 29));
	ck_assert(!om_digits_any_century(1, 2, 29));
}
END_TEST

OM_SUITE(scan_digits)
{
	tcase_add_test(tests, the_families_of_one_decimal_digit_hold);
	tcase_add_test(tests, the_systems_of_iso_7064_hold);
	tcase_add_test(tests, a_check_of_ten_is_written_x);
	tcase_add_test(tests, the_specimen_passport_has_its_check_digits);
	tcase_add_test(tests, a_day_is_one_of_the_calendar);
}
