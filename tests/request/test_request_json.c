#include "request/world.h"

#include "request/register.h"

#include <jansson.h>

static json_t *
as_json(struct world *w)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_json j = OM_JSON(&text, false);
	json_t *root;

	om_json_object(&j, NULL);
	om_request_json(&j, w->c.request);
	om_json_end_object(&j);
	root = json_loads(text.p, 0, NULL);
	ck_assert_ptr_nonnull(root);
	om_buf_free(&text);
	return root;
}

/* The shape that other programs rely on, name and type. */
START_TEST(a_request_has_the_promised_members)
{
	static const struct {
		const char *name;
		json_type type;
	} members[] = {
		{ "id", JSON_STRING },
		{ "right", JSON_STRING },
		{ "regimes", JSON_ARRAY },
		{ "state", JSON_STRING },
		{ "received_at", JSON_STRING },
		{ "due_at", JSON_STRING },
		{ "extended", JSON_FALSE },
		{ "verification", JSON_OBJECT },
		{ "systems", JSON_ARRAY },
		{ "items", JSON_ARRAY },
		{ "outcome", JSON_STRING },
		{ "events", JSON_ARRAY },
	};
	struct world w;
	json_t *root, *first;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "access", "email:ana@post.example");
	root = as_json(&w);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		const json_t *v = json_object_get(root, members[i].name);

		ck_assert_msg(v != NULL, "%s is missing", members[i].name);
		ck_assert_int_eq(json_typeof(v), members[i].type);
	}
	first = json_array_get(json_object_get(root, "systems"), 0);
	ck_assert_str_eq(
	    json_string_value(json_object_get(first, "name")), "store");
	ck_assert_int_eq(
	    json_integer_value(json_object_get(first, "located")), 1);
	ck_assert_int_eq(
	    json_integer_value(json_object_get(first, "acted")), 1);
	ck_assert_int_eq(
	    json_integer_value(json_object_get(first, "remaining")), 0);
	first = json_array_get(json_object_get(root, "items"), 0);
	ck_assert_ptr_nonnull(json_object_get(first, "system"));
	ck_assert_ptr_nonnull(json_object_get(first, "ref"));
	ck_assert_str_eq(
	    json_string_value(json_object_get(first, "action")), "copy");
	ck_assert_str_eq(json_string_value(json_object_get(first, "ground")),
	    "GDPR Art. 15");
	json_decref(root);
	world_free(&w);
}
END_TEST

START_TEST(a_request_shows_nothing_of_the_person)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_json j = OM_JSON(&text, true);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "access", "email:ana@post.example");
	om_json_object(&j, NULL);
	om_request_json(&j, w.c.request);
	om_json_end_object(&j);
	ck_ok(om_request_explain(&text, &w.c));
	ck_lacks(text, "post.example");
	ck_lacks(text, "2025550123");
	ck_lacks(text, "Ana");
	ck_has(text, "GDPR Art. 12(3)");
	ck_has(text, "request answer");
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

START_TEST(what_is_not_known_yet_is_null_or_empty)
{
	struct world w;
	json_t *root;

	world_make(&w, false);
	ck_ok(world_new(&w, "erase", "email:ana@post.example"));
	root = as_json(&w);
	ck_assert(json_is_null(json_object_get(root, "outcome")));
	ck_assert_uint_eq(
	    json_object_size(json_object_get(root, "verification")), 0);
	ck_assert_uint_eq(json_array_size(json_object_get(root, "systems")), 0);
	json_decref(root);
	world_free(&w);
}
END_TEST

static int
count(void *state, const struct om_request_row *r)
{
	int64_t *last = state;

	ck_assert_int_gt(r->id, last[1]);
	last[1] = r->id;
	last[0]++;
	return OM_OK;
}

START_TEST(the_register_lists_the_oldest_first)
{
	const struct om_request_filter all = { 0 };
	int64_t seen[2] = { 0, 0 };
	struct world w;

	world_make(&w, false);
	for (int i = 0; i < 3; i++)
		ck_ok(world_new(&w, "access", "email:ana@post.example"));
	ck_ok(om_request_list(w.om, &all, count, seen));
	ck_assert_int_eq(seen[0], 3);
	world_free(&w);
}
END_TEST

OM_SUITE(request_json)
{
	tcase_add_test(tests, a_request_has_the_promised_members);
	tcase_add_test(tests, a_request_shows_nothing_of_the_person);
	tcase_add_test(tests, what_is_not_known_yet_is_null_or_empty);
	tcase_add_test(tests, the_register_lists_the_oldest_first);
}
