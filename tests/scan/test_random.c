#include "test.h"

#include "scan/random.h"

START_TEST(what_was_drawn_is_told_from_what_was_written)
{
	/* Made by openssl rand -base64 and -hex. */
	static const char *const drawn[] = { "q8Zr1kLm0pXvTn7sWd3b",
		"0f5a8c2be91d47360bd2e6f1", "Jx2V9tQmB7kPzR4w",
		"mWqzKxTrPvHbLdFsNgYc", "4Tg_9-xLq0ZbVn3w" };
	static const char *const written[] = { "authentication",
		"client_secret_value", "ThisIsNotASecret", "1234567890123",
		"my-password-here", "getUserAccessToken", "aaaaaaaaaaaa",
		"configuration.tokens", "short7" };

	for (size_t i = 0; i < sizeof(drawn) / sizeof(drawn[0]); i++)
		ck_assert_msg(
		    om_random_is_drawn(om_span_of(drawn[i])), "%s", drawn[i]);
	for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++)
		ck_assert_msg(!om_random_is_drawn(om_span_of(written[i])), "%s",
		    written[i]);
}
END_TEST

START_TEST(what_stands_in_place_of_a_secret_is_none)
{
	static const char *const instead[] = { "changeme", "${DB_PASSWORD}",
		"<password>", "xxxxxxxxxxxx", "****", "your-api-key", "%s",
		"{{ secret }}", "EXAMPLEKEY1234", "[hidden]", "", "&secret",
		"aaaa-bbbb-REDACTED" };
	static const char *const real[] = { "hunter2", "Tr0ub4dor3",
		"p4ss w0rd", "q8Zr1kLm0pXvTn7sWd3b" };

	for (size_t i = 0; i < sizeof(instead) / sizeof(instead[0]); i++)
		ck_assert_msg(om_random_is_placeholder(om_span_of(instead[i])),
		    "%s", instead[i]);
	for (size_t i = 0; i < sizeof(real) / sizeof(real[0]); i++)
		ck_assert_msg(!om_random_is_placeholder(om_span_of(real[i])),
		    "%s", real[i]);
}
END_TEST

START_TEST(classes_of_signs_are_counted)
{
	ck_assert_uint_eq(om_random_classes(OM_SPAN("abc")), 1);
	ck_assert_uint_eq(om_random_classes(OM_SPAN("aB3$")), 4);
	ck_assert_uint_eq(om_random_classes(OM_SPAN("")), 0);
}
END_TEST

OM_SUITE(scan_random)
{
	tcase_add_test(tests, what_was_drawn_is_told_from_what_was_written);
	tcase_add_test(tests, what_stands_in_place_of_a_secret_is_none);
	tcase_add_test(tests, classes_of_signs_are_counted);
}
