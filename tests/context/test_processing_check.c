#include "test.h"

#include "base/embed.h"
#include "context/processing.h"

/* Each lack as "activity: what of", a line each, in the order told. */
static int
note(void *state, const struct om_lack *lack)
{
	om_buf_format(state, "%s: %s %s%s\n", lack->activity, lack->what,
	    lack->of, lack->answer ? " (answer)" : "");
	return OM_OK;
}

static const struct om_settings settings = {
	.organisation = { .name = "Shop Ltd", .address = "", .contact = "" },
	.dpo = { .name = "Maria Ahn", .contact = "dpo@shop.example" },
	.authority = { .name = "The Authority" },
	.country = "none",
};

/* The lacks of a record by one law. */
static void
check(struct om_buf *out, const char *text, const char *regime,
    const struct om_settings *s)
{
	struct om_processing_scope scope = { .regime = regime };
	struct om_processing_record *r;
	struct om_kinds *kinds;

	ck_ok(om_kinds_open(&kinds, NULL));
	ck_ok(om_processing_parse(&r, "r", om_span_of(text), kinds));
	scope.kinds = kinds;
	om_buf_reset(out);
	ck_ok(om_processing_check(r, s, &scope, note, out));
	om_processing_close(r);
	om_kinds_close(kinds);
}

#define ck_lacks_are(text, regime, wanted)                            \
	do {                                                          \
		struct om_buf got = OM_BUF(1 << 16);                  \
                                                                      \
		check(&got, text, regime, &settings);                 \
		ck_assert_str_eq(got.p == NULL ? "" : got.p, wanted); \
		om_buf_free(&got);                                    \
	} while (0)

static const char *
example(void)
{
	struct om_span text;

	ck_assert(om_embed_find(&text, "policies/examples/processing.json"));
	return text.p;
}

START_TEST(the_example_lacks_nothing_under_any_law)
{
	ck_lacks_are(example(), "gdpr", "");
	ck_lacks_are(example(), "uk-gdpr", "");
	ck_lacks_are(example(), "ccpa", "");
}
END_TEST

#define BARE                                                            \
	"{\"recipients\":[],\"activities\":[{\"name\":\"a\",\"title\":" \
	"\"A\",\"role\":\"controller\",\"sources\":[\"crm\"]}]}"

START_TEST(a_bare_activity_lacks_what_articles_15_and_30_name)
{
	ck_lacks_are(BARE, "gdpr",
	    "a: purposes  (answer)\n"
	    "a: bases \n"
	    "a: subjects \n"
	    "a: data \n"
	    "a: recipients  (answer)\n"
	    "a: origin  (answer)\n"
	    "a: automated_decisions  (answer)\n"
	    "a: security \n"
	    "a: retention crm (answer)\n");
}
END_TEST

START_TEST(california_asks_for_its_own)
{
	ck_lacks_are(BARE, "ccpa",
	    "a: purposes  (answer)\n"
	    "a: origin  (answer)\n"
	    "a: sold_or_shared  (answer)\n"
	    "a: disclosed  (answer)\n");
}
END_TEST

#define FULL                                                              \
	"\"purposes\":[\"p\"],\"subjects\":[\"s\"],\"origin\":\"o\","     \
	"\"security\":[\"s\"],\"automated_decisions\":{\"exist\":false}," \
	"\"sold_or_shared\":[],\"disclosed\":[],"
#define ACTIVITY                                                    \
	"\"activities\":[{\"name\":\"a\",\"title\":\"A\",\"role\":" \
	"\"controller\",\"sources\":[\"crm\",\"shop\"]," FULL

START_TEST(each_source_needs_its_period_and_that_a_beginning)
{
	ck_lacks_are("{\"recipients\":[]," ACTIVITY
		     "\"recipients\":[],\"data\":[\"email\"],"
		     "\"bases\":[{\"basis\":\"contract\"}],\"retention\":["
		     "{\"source\":\"crm\",\"period\":\"P2Y\"}]}]}",
	    "gdpr",
	    "a: retention shop (answer)\n"
	    "a: retention.start crm (answer)\n");
}
END_TEST

START_TEST(bases_need_reasons_and_special_categories_a_ground_of_their_own)
{
	static const char before[] =
	    "{\"recipients\":[]," ACTIVITY
	    "\"recipients\":[],\"data\":[\"email\",\"health\"],"
	    "\"retention\":[{\"criteria\":\"c\"}],\"bases\":[";
	struct om_buf text = OM_BUF(1 << 12);

	om_buf_format(
	    &text, "%s{\"basis\":\"legitimate_interests\"}]}]}", before);
	ck_lacks_are(text.p, "gdpr",
	    "a: bases.why legitimate_interests\n"
	    "a: bases health\n");
	om_buf_reset(&text);
	om_buf_format(&text, "%s{\"basis\":\"explicit_consent\"}]}]}", before);
	ck_lacks_are(text.p, "gdpr", "a: bases \n"); /* of Art. 6 */
	om_buf_free(&text);
}
END_TEST

#define TO(role, more)                                                   \
	"{\"recipients\":[{\"name\":\"P\",\"category\":\"c\",\"role\":"  \
	"\"" role "\"," more "}]," ACTIVITY                              \
	"\"recipients\":[\"P\"],\"data\":[\"email\"],\"bases\":[{"       \
	"\"basis\":\"contract\"}],\"retention\":[{\"criteria\":\"c\"}]}" \
	"]}"

START_TEST(who_is_abroad_needs_a_safeguard_and_everybody_a_way_for_notices)
{
	ck_lacks_are(TO("processor", "\"country\":\"US\""), "gdpr",
	    "a: recipients.safeguard P (answer)\n"
	    "a: recipients.contact P\n"
	    "a: recipients.identities P\n");
	ck_lacks_are(TO("processor", "\"country\":\"DE\",\"contact\":\"x\""),
	    "gdpr", "a: recipients.identities P\n");
	/* Out of the kingdom, and within it. */
	ck_lacks_are(TO("processor", "\"country\":\"DE\",\"contact\":\"x\""),
	    "uk-gdpr",
	    "a: recipients.safeguard P (answer)\n"
	    "a: recipients.identities P\n");
	ck_lacks_are(TO("processor", "\"country\":\"GB\",\"contact\":\"x\""),
	    "uk-gdpr", "a: recipients.identities P\n");
}
END_TEST

START_TEST(trap_08_a_recipient_on_neither_list_is_told)
{
	ck_lacks_are(
	    TO("controller", "\"country\":\"US\",\"contact\":\"x\","
			     "\"identities\":[{\"type\":\"email\",\"format\":"
			     "\"raw\"}]"),
	    "ccpa", "a: disclosed P (answer)\n");
}
END_TEST

START_TEST(decisions_that_exist_need_their_logic)
{
	ck_lacks_are(
	    "{\"recipients\":[],\"activities\":[{\"name\":\"a\",\"title\":"
	    "\"A\",\"role\":\"controller\",\"sources\":[\"crm\"],"
	    "\"purposes\":[\"p\"],\"subjects\":[\"s\"],\"origin\":\"o\","
	    "\"security\":[\"s\"],\"recipients\":[],\"data\":[\"email\"],"
	    "\"bases\":[{\"basis\":\"contract\"}],\"retention\":[{"
	    "\"criteria\":\"c\"}],\"automated_decisions\":{\"exist\":true}"
	    "}]}",
	    "gdpr",
	    "a: automated_decisions.logic  (answer)\n"
	    "a: automated_decisions.consequences  (answer)\n");
}
END_TEST

START_TEST(a_processor_names_its_controllers_and_joint_ones_their_arrangement)
{
	ck_lacks_are(
	    "{\"recipients\":[],\"activities\":[{\"name\":\"a\",\"title\":"
	    "\"A\",\"role\":\"processor\",\"sources\":[\"crm\"]}]}",
	    "gdpr", "a: purposes  (answer)\na: security \na: controllers \n");
	ck_lacks_are("{\"recipients\":[],\"activities\":[{\"name\":\"a\","
		     "\"title\":\"A\",\"role\":\"joint\",\"sources\":["
		     "\"crm\",\"shop\"]," FULL
		     "\"recipients\":[],\"data\":[\"email\"],\"bases\":[{"
		     "\"basis\":\"contract\"}],\"retention\":[{\"criteria\":"
		     "\"c\"}],\"joint_controllers\":[{\"name\":\"J\"}]}]}",
	    "gdpr", "a: joint_controllers.arrangement J\n");
}
END_TEST

START_TEST(who_is_outside_the_union_needs_a_representative)
{
	struct om_settings abroad = settings;
	struct om_buf got = OM_BUF(1 << 16);

	abroad.country = "US-CA";
	check(&got, example(), "gdpr", &abroad);
	ck_assert_str_eq(got.p, ": representative \n");
	check(&got, example(), "ccpa", &abroad);
	ck_assert_uint_eq(got.n, 0);
	abroad.country = "DE-BY";
	check(&got, example(), "gdpr", &abroad);
	ck_assert_uint_eq(got.n, 0);
	om_buf_free(&got);
}
END_TEST

START_TEST(the_sources_asked_for_decide_what_is_checked)
{
	const struct om_span known = OM_SPAN("shop"),
			     both[] = { OM_SPAN("shop"), OM_SPAN("wiki") };
	struct om_processing_scope scope = { "gdpr", &known, 1, NULL };
	struct om_buf got = OM_BUF(1 << 16);
	struct om_processing_record *r;

	ck_ok(om_processing_parse(&r, "r", om_span_of(BARE), NULL));
	ck_ok(om_processing_check(r, &settings, &scope, note, &got));
	ck_assert_str_eq(got.p, ": activities.sources shop (answer)\n");
	om_processing_close(r);
	ck_ok(om_processing_parse(&r, "r", om_span_of(example()), NULL));
	scope = (struct om_processing_scope){ "gdpr", both, 2, NULL };
	om_buf_reset(&got);
	ck_ok(om_processing_check(r, &settings, &scope, note, &got));
	ck_assert_str_eq(got.p, ": activities.sources wiki (answer)\n");
	om_processing_close(r);
	om_buf_free(&got);
}
END_TEST

static int
stop(void *state, const struct om_lack *lack)
{
	(void)lack;
	++*(int *)state;
	return OM_IO;
}

START_TEST(a_listener_that_fails_ends_it)
{
	struct om_processing_scope scope = { .regime = "gdpr" };
	struct om_processing_record *r;
	int n = 0;

	ck_ok(om_processing_parse(&r, "r", om_span_of(BARE), NULL));
	ck_code(om_processing_check(r, &settings, &scope, stop, &n), OM_IO);
	ck_assert_int_eq(n, 1);
	om_processing_close(r);
}
END_TEST

OM_SUITE(context_processing_check)
{
	tcase_add_test(tests, the_example_lacks_nothing_under_any_law);
	tcase_add_test(
	    tests, a_bare_activity_lacks_what_articles_15_and_30_name);
	tcase_add_test(tests, california_asks_for_its_own);
	tcase_add_test(
	    tests, each_source_needs_its_period_and_that_a_beginning);
	tcase_add_test(tests,
	    bases_need_reasons_and_special_categories_a_ground_of_their_own);
	tcase_add_test(tests,
	    who_is_abroad_needs_a_safeguard_and_everybody_a_way_for_notices);
	tcase_add_test(tests, trap_08_a_recipient_on_neither_list_is_told);
	tcase_add_test(tests, decisions_that_exist_need_their_logic);
	tcase_add_test(tests,
	    a_processor_names_its_controllers_and_joint_ones_their_arrangement);
	tcase_add_test(tests, who_is_outside_the_union_needs_a_representative);
	tcase_add_test(tests, the_sources_asked_for_decide_what_is_checked);
	tcase_add_test(tests, a_listener_that_fails_ends_it);
}
