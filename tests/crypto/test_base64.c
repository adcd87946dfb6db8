#include "crypto/vectors.h"

#include "crypto/base64.h"

/* RFC 4648, section 10. */
static const struct {
	const char *plain, *text;
} cases[] = {
	{ "", "" },
	{ "f", "Zg==" },
	{ "fo", "Zm8=" },
	{ "foo", "Zm9v" },
	{ "foob", "Zm9vYg==" },
	{ "fooba", "Zm9vYmE=" },
	{ "foobar", "Zm9vYmFy" },
	{ "\xfb\xff\xbf", "+/+/" },
};

enum { CASES = sizeof(cases) / sizeof(*cases) };

START_TEST(text_is_that_of_rfc_4648)
{
	struct om_buf b = OM_BUF(100);

	for (int i = 0; i < CASES; i++) {
		om_buf_reset(&b);
		om_base64_encode(&b, om_span_of(cases[i].plain));
		ck_span_eq(om_buf_span(&b), cases[i].text);
		om_buf_reset(&b);
		ck_ok(om_base64_decode(&b, om_span_of(cases[i].text)));
		ck_span_eq(om_buf_span(&b), cases[i].plain);
	}
	om_buf_free(&b);
}
END_TEST

START_TEST(only_the_one_encoding_is_accepted)
{
	static const char *const wrong[] = { "Z", "Zg",
		"Zg=", "Zg===", "Zh==", "Zm9=", "Zm8",
		"====", "Z===", "Zm9v=", "Zg==Zm9v", "Zm9v\n", " Zm9v", "Zm 9",
		"Zm9-", "Zm9_", "Zm=v", "Zm9\x80" };
	struct om_buf b = OM_BUF(100);

	om_buf_text(&b, "kept");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		ck_code(om_base64_decode(&b, om_span_of(wrong[i])), OM_INPUT);
		ck_span_eq(om_buf_span(&b), "kept");
	}
	ck_code(om_base64_decode(&b, OM_SPAN("Zm\0v")), OM_INPUT);
	om_buf_free(&b);
}
END_TEST

START_TEST(an_exact_length_is_insisted_on)
{
	uint8_t out[5] = { 0 };

	ck_ok(om_base64_exact(out, 5, OM_SPAN("Zm9vYmE=")));
	ck_assert_mem_eq(out, "fooba", 5);
	ck_code(om_base64_exact(out, 5, OM_SPAN("Zm9vYg==")), OM_INPUT);
	ck_code(om_base64_exact(out, 5, OM_SPAN("Zm9vYmFy")), OM_INPUT);
	ck_code(om_base64_exact(out, 5, OM_SPAN("Zm9v")), OM_INPUT);
	ck_assert_mem_eq(out, "fooba", 5);
}
END_TEST

START_TEST(a_full_buffer_is_a_limit)
{
	struct om_buf b = OM_BUF(5);

	ck_code(om_base64_decode(&b, OM_SPAN("Zm9vYmFy")), OM_LIMIT);
	om_buf_free(&b);
}
END_TEST

OM_SUITE(crypto_base64)
{
	tcase_add_test(tests, text_is_that_of_rfc_4648);
	tcase_add_test(tests, only_the_one_encoding_is_accepted);
	tcase_add_test(tests, an_exact_length_is_insisted_on);
	tcase_add_test(tests, a_full_buffer_is_a_limit);
}
