#include "test.h"

#include "render/bars.h"

START_TEST(bars_are_as_long_as_their_values_and_labels_are_text)
{
	struct om_bar bars[] = {
		{ OM_SPAN("a<b"), 10, OM_SPAN("10") },
		{ OM_SPAN("an endless label that nobody reads to its end"), 5,
		    OM_SPAN("5") },
	};
	struct om_buf out = OM_BUF(1 << 16);

	om_bars_add(&out, "x", "T & U", bars, 2);
	ck_ok(om_buf_check(&out, "chart"));
	ck_assert_ptr_nonnull(strstr(out.p, "<title id=\"x\">T &amp; U<"));
	ck_assert_ptr_nonnull(strstr(out.p, ">a&lt;b<"));
	ck_assert_ptr_nonnull(strstr(out.p, "width=\"381\""));
	ck_assert_ptr_nonnull(strstr(out.p, "width=\"191\""));
	ck_assert_ptr_null(strstr(out.p, "to its end"));
	om_buf_free(&out);
}
END_TEST

START_TEST(no_bars_are_no_chart_and_zeros_no_fault)
{
	struct om_bar bar = { OM_SPAN("a"), 0, OM_SPAN("0") };
	struct om_buf out = OM_BUF(1 << 16);

	om_bars_add(&out, "x", "t", &bar, 0);
	ck_assert_uint_eq(out.n, 0);
	om_bars_add(&out, "x", "t", &bar, 1);
	ck_assert_ptr_nonnull(strstr(out.p, "width=\"1\""));
	om_buf_free(&out);
}
END_TEST

OM_SUITE(render_bars)
{
	tcase_add_test(
	    tests, bars_are_as_long_as_their_values_and_labels_are_text);
	tcase_add_test(tests, no_bars_are_no_chart_and_zeros_no_fault);
}
