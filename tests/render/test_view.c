#include "test.h"

#include "render/view.h"

static struct om_span
text(const struct om_view *v, const char *name)
{
	const struct om_view_value *value = om_view_find(v, om_span_of(name));

	ck_assert_msg(value != NULL && !value->is_list, "%s", name);
	return value->text;
}

START_TEST(a_view_keeps_copies_of_its_values)
{
	struct om_arena arena = { 0 };
	struct om_view *v = om_view_new(&arena);
	char name[] = "Ana";

	om_view_set(v, "name", om_span_of(name));
	name[0] = 'x';
	om_view_string(v, "none", NULL);
	om_view_int(v, "count", -12);
	om_view_flag(v, "yes", true);
	om_view_flag(v, "no", false);
	ck_span_eq(text(v, "name"), "Ana");
	ck_span_eq(text(v, "none"), "");
	ck_span_eq(text(v, "count"), "-12");
	ck_span_eq(text(v, "yes"), "yes");
	ck_span_eq(text(v, "no"), "");
	ck_assert_ptr_null(om_view_find(v, OM_SPAN("other")));
	om_view_string(v, "name", "Ben");
	ck_span_eq(text(v, "name"), "Ben");
	om_arena_free(&arena);
}
END_TEST

START_TEST(entries_of_a_list_see_the_view_around_them)
{
	struct om_arena arena = { 0 };
	struct om_view *v = om_view_new(&arena), *one, *two;

	om_view_string(v, "name", "outer");
	om_view_string(v, "place", "outer");
	one = om_view_add(v, "rows");
	two = om_view_add(v, "rows");
	om_view_string(one, "name", "one");
	ck_span_eq(text(one, "name"), "one");
	ck_span_eq(text(one, "place"), "outer");
	ck_span_eq(text(two, "name"), "outer");
	ck_span_eq(text(v, "name"), "outer");
	ck_assert_ptr_eq(om_view_find(v, OM_SPAN("rows"))->first, one);
	ck_assert_ptr_eq(one->next, two);
	ck_assert_ptr_null(two->next);
	om_arena_free(&arena);
}
END_TEST

START_TEST(an_empty_list_is_known)
{
	struct om_arena arena = { 0 };
	struct om_view *v = om_view_new(&arena);
	const struct om_view_value *value;

	om_view_list(v, "rows");
	value = om_view_find(v, OM_SPAN("rows"));
	ck_assert_ptr_nonnull(value);
	ck_assert(value->is_list);
	ck_assert_ptr_null(value->first);
	(void)om_view_add(v, "rows");
	om_view_list(v, "rows");
	ck_assert_ptr_nonnull(value->first);
	om_arena_free(&arena);
}
END_TEST

OM_SUITE(render_view)
{
	tcase_add_test(tests, a_view_keeps_copies_of_its_values);
	tcase_add_test(tests, entries_of_a_list_see_the_view_around_them);
	tcase_add_test(tests, an_empty_list_is_known);
}
