#include "test.h"

#include "base/embed.h"
#include "request/right.h"

static void
check_template(const char *name)
{
	char path[64] = "reports/";
	struct om_span text;

	memcpy(path + 8, name, strlen(name) + 1);
	ck_assert_msg(om_embed_find(&text, path), "%s is not there", path);
}

START_TEST(every_right_is_whole)
{
	const struct om_right *r;
	size_t n = 0;

	for (; (r = om_right_at(n)) != NULL; n++) {
		const struct om_right *found;
		const char *regime;

		ck_assert_uint_gt(strlen(r->title), 0);
		ck_assert(r->gdpr != NULL || r->ccpa != NULL);
		if (r->gdpr != NULL)
			ck_assert_ptr_nonnull(strstr(r->gdpr, "Art."));
		ck_assert_uint_gt(strlen(r->action), 0);
		check_template(r->template);
		if (r->ccpa_template != NULL)
			check_template(r->ccpa_template);
		ck_ok(om_right_find(&found, &regime, om_span_of(r->word)));
		ck_assert_ptr_eq(found, r);
		/* A right of one law alone is asked for under it. */
		ck_assert_int_eq(regime != NULL, r->gdpr == NULL);
		/* What only reads has nothing to act with. */
		ck_assert_int_eq(r->copies, r->act == NULL);
		/* What is done is read again, or a person attests it. */
		ck_assert(r->act == NULL || r->removes || r->left != NULL ||
			  r->results != NULL);
		/* What needs no proof has its effect on receipt. */
		ck_assert_int_eq(r->unverified, r->received != NULL);
	}
	ck_assert_uint_eq(n, 14);
}
END_TEST

START_TEST(californias_words_are_its_own)
{
	const struct om_right *r;
	const char *regime;

	ck_ok(om_right_find(&r, &regime, OM_SPAN("know")));
	ck_assert_str_eq(r->word, "access");
	ck_assert_str_eq(regime, "ccpa");
	ck_ok(om_right_find(&r, &regime, OM_SPAN("delete")));
	ck_assert_str_eq(r->word, "erase");
	ck_assert_str_eq(om_right_cite(r, "gdpr"), "GDPR Art. 17");
	ck_assert_str_eq(
	    om_right_cite(r, "ccpa"), "Cal. Civ. Code 1798.105; 11 CCR 7022");
}
END_TEST

START_TEST(a_word_with_another_behind_it_is_one_right)
{
	const struct om_right *r;
	const char *regime;

	ck_ok(om_right_find(&r, &regime, OM_SPAN("object marketing")));
	ck_assert_str_eq(r->word, "object_marketing");
	ck_assert_ptr_null(regime);
	ck_ok(om_right_find(&r, &regime, OM_SPAN("object processing")));
	ck_assert_str_eq(r->word, "object");
	ck_ok(om_right_find(&r, &regime, OM_SPAN("opt-out")));
	ck_assert_str_eq(r->word, "optout");
	ck_assert_str_eq(regime, "ccpa");
	ck_assert_ptr_null(om_right_cite(r, "gdpr"));
	ck_ok(om_right_find(&r, &regime, OM_SPAN("object")));
	ck_assert_ptr_null(om_right_cite(r, "ccpa"));
	ck_assert(om_right_has_result(r, OM_SPAN("upheld")));
	ck_assert(!om_right_has_result(r, OM_SPAN("changed")));
}
END_TEST

START_TEST(an_unknown_right_lists_the_known_ones)
{
	const struct om_right *r;
	const char *regime;

	ck_code(om_right_find(&r, &regime, OM_SPAN("forget")), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "erase"));
	ck_assert_ptr_nonnull(strstr(om_failure(), "know (ccpa)"));
}
END_TEST

START_TEST(only_erasure_wants_two_persons)
{
	for (size_t i = 0; om_right_at(i) != NULL; i++)
		ck_assert_int_eq(om_right_at(i)->two_persons,
		    strcmp(om_right_at(i)->word, "erase") == 0);
}
END_TEST

OM_SUITE(request_right)
{
	tcase_add_test(tests, every_right_is_whole);
	tcase_add_test(tests, californias_words_are_its_own);
	tcase_add_test(tests, a_word_with_another_behind_it_is_one_right);
	tcase_add_test(tests, an_unknown_right_lists_the_known_ones);
	tcase_add_test(tests, only_erasure_wants_two_persons);
}
