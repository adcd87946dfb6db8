#include "test.h"

#include "format/json_reader.h"

static struct om_arena arena;

static struct om_value *
value_of(const char *text)
{
	struct om_value *v = NULL;

	ck_ok(om_json_read(&v, &arena, om_span_of(text), NULL));
	return v;
}

START_TEST(a_member_is_found_by_its_whole_name)
{
	struct om_value *v = value_of("{\"ab\":1,\"a\":2,\"\":3}");

	ck_span_eq(om_value_member(v, "a")->text, "2");
	ck_span_eq(om_value_member(v, "ab")->text, "1");
	ck_span_eq(om_value_member(v, "")->text, "3");
	ck_assert_ptr_null(om_value_member(v, "b"));
	ck_assert_ptr_null(om_value_member(v, "abc"));
	om_arena_free(&arena);
}
END_TEST

START_TEST(members_of_what_is_no_object_are_none)
{
	struct om_value *v = value_of("{\"a\":{\"b\":true},\"c\":[{\"b\":1}]}");

	ck_assert(om_value_is(
	    om_value_member(om_value_member(v, "a"), "b"), OM_VALUE_TRUE));
	ck_assert_ptr_null(om_value_member(om_value_member(v, "c"), "b"));
	ck_assert_ptr_null(om_value_member(om_value_member(v, "x"), "b"));
	ck_assert_ptr_null(om_value_member(NULL, "b"));
	om_arena_free(&arena);
}
END_TEST

START_TEST(strings_and_numbers_are_text)
{
	struct om_value *v = value_of("[\"a\",1,true,null,[],{}]")->first;

	ck_assert(om_value_is_text(v));
	ck_assert(om_value_is_text(v->next));
	for (v = v->next->next; v != NULL; v = v->next)
		ck_assert(!om_value_is_text(v));
	ck_assert(!om_value_is_text(NULL));
	ck_assert(!om_value_is(NULL, OM_VALUE_OBJECT));
	om_arena_free(&arena);
}
END_TEST

START_TEST(a_value_is_written_as_compact_json)
{
	struct om_value *v =
	    value_of("{ \"a\" : [ 1.50, -2e3, true, false, null, {} ],\n"
		     "  \"b\\u0022\" : \"x\\u000a\\u00e9\", \"c\":[] }");
	struct om_buf b = OM_BUF(1024);
	struct om_json j = OM_JSON(&b, false);

	om_value_write(&j, NULL, v);
	ck_span_eq(om_buf_span(&b), "{\"a\":[1.50,-2e3,true,false,null,{}],"
				    "\"b\\\"\":\"x\\n\xc3\xa9\",\"c\":[]}");
	om_buf_free(&b);
	om_arena_free(&arena);
}
END_TEST

START_TEST(a_value_is_written_as_a_member)
{
	struct om_value *v = value_of("[\"x\"]");
	struct om_buf b = OM_BUF(1024);
	struct om_json j = OM_JSON(&b, false);

	om_json_object(&j, NULL);
	om_value_write(&j, "list", v);
	om_value_write(&j, "first", v->first);
	om_json_end_object(&j);
	ck_span_eq(om_buf_span(&b), "{\"list\":[\"x\"],\"first\":\"x\"}");
	om_buf_free(&b);
	om_arena_free(&arena);
}
END_TEST

START_TEST(values_are_built_in_order)
{
	struct om_value *parent = om_value_new(&arena, OM_VALUE_ARRAY);
	struct om_value *last = NULL;
	struct om_value *a = om_value_new(&arena, OM_VALUE_NULL);
	struct om_value *b = om_value_new(&arena, OM_VALUE_TRUE);

	om_value_add(parent, &last, a);
	om_value_add(parent, &last, b);
	ck_assert_uint_eq(parent->count, 2);
	ck_assert_ptr_eq(parent->first, a);
	ck_assert_ptr_eq(a->next, b);
	ck_assert_ptr_null(b->next);
	ck_assert_ptr_eq(last, b);
	om_arena_free(&arena);
}
END_TEST

OM_SUITE(format_value)
{
	tcase_add_test(tests, a_member_is_found_by_its_whole_name);
	tcase_add_test(tests, members_of_what_is_no_object_are_none);
	tcase_add_test(tests, strings_and_numbers_are_text);
	tcase_add_test(tests, a_value_is_written_as_compact_json);
	tcase_add_test(tests, a_value_is_written_as_a_member);
	tcase_add_test(tests, values_are_built_in_order);
}
