#include "request/world.h"

#include <jansson.h>

#include "context/processing.h"
#include "request/answer.h"
#include "store/suppression.h"

static const char ana[] = "email:ana@post.example";

/* Orders by contract, with two recipients; scores by legitimate interest. */
static const char processing[] =
    "{\"recipients\":["
    "{\"name\":\"Parcel Ltd\",\"category\":\"carriers\",\"role\":\"controlle"
    "r\",\"country\":\"IE\",\"safeguard\":\"adequacy\"},"
    "{\"name\":\"Mailroom Inc\",\"category\":\"mail services\",\"role\":\"pr"
    "ocessor\",\"country\":\"US\",\"safeguard\":\"standard_clauses\"}],"
    "\"security\":[\"sealed\"],"
    "\"activities\":["
    "{\"name\":\"orders\",\"title\":\"Orders\",\"role\":\"controller\",\"sourc"
    "es\":[\"shop\"],\"purposes\":[\"to deliver what was ordered\"],\"bas"
    "es\":[{\"basis\":\"contract\"}],\"subjects\":[\"customers\"],\"data\":["
    "\"name.full\"],\"recipients\":[\"Parcel Ltd\"],\"ret"
    "ention\":[{\"source\":\"shop\",\"period\":\"P10Y\",\"start\":\"end of th"
    "e year of the order\",\"statute\":\"HGB s. 257\"}],\"origin\":\"from"
    " you, when ordering\",\"automated_decisions\":{\"exist\":false},\""
    "sold_or_shared\":[],\"disclosed\":[{\"categories\":[\"A\",\"D\"],\"to\""
    ":[\"Parcel Ltd\"],\"purpose\":\"delivery\"}]},"
    "{\"name\":\"scores\",\"title\":\"Scores\",\"role\":\"controller\",\"sourc"
    "es\":[\"crm\"],\"purposes\":[\"to know who buys what\"],\"bases\":[{\""
    "basis\":\"legitimate_interests\",\"why\":\"our sales\"}],\"subjects\""
    ":[\"customers\"],\"data\":[\"name.full\"],\"inferred\":[\"mood\"],\"rec"
    "ipients\":[\"Mailroom Inc\"],\"retention\":[{\"criteria\":\"until you object\"}],\"o"
    "rigin\":\"from your visits\",\"automated_decisions\":{\"exist\":fal"
    "se},\"sold_or_shared\":[{\"categories\":[\"F\"],\"to\":[\"Mailroom In"
    "c\"],\"purpose\":\"advertising\"}],\"disclosed\":[]}]}";

#define PERSON(source, more)                                           \
	"{\"source\":\"" source "\",\"type\":\"customer\",\"name\":"   \
	"\"Ana Ruiz\",\"identifiers\":[{\"type\":\"email\",\"value\":" \
	"\"ana@post.example\"}]," more "}\n"

static const char records[] =
    PERSON("shop", "\"attributes\":{\"city\":\"Lower Quay\",\"mood\":"
		   "\"told us\",\"credit_score\":612}")
	PERSON("crm", "\"attributes\":{\"mood\":\"bargain\",\"visits\":7}");

static void
keep_record(struct world *w)
{
	struct om_processing_record *r;
	char *path = om_path_join(w->folder, "record.json");
	bool unchanged;

	world_settle(w, "\"organisation\":{\"name\":\"Shop Ltd\"},"
			"\"authority\":{\"name\":\"The Authority\"}");
	ck_ok(om_file_create(path, om_span_of(processing), 0600));
	ck_ok(om_processing_import(&r, &unchanged, w->om, path));
	om_processing_close(r);
	om_free(path);
}

static void
begin(struct world *w)
{
	world_make(w, false);
	keep_record(w);
	(void)world_import(w, records);
}

static void
read_file(struct world *w, struct om_buf *out, const char *name)
{
	char *path = om_path_join(w->folder, name);

	ck_ok(om_file_read(out, path));
	om_free(path);
}

/* Art. 15(1)(f), 15(2) of each: both authorities, and what is abroad. */
START_TEST(an_answer_under_both_gdprs_is_one_under_each)
{
	static const struct {
		const char *regime, *head, *has, *lacks;
	} cases[] = {
		{ "gdpr", "<h2>Countries outside the European Economic Area<",
		    "<p>Mailroom Inc (US)", "<p>Parcel Ltd (IE)" },
		{ "uk-gdpr", "<h2>Countries outside the United Kingdom<",
		    "<p>Parcel Ltd (IE)", "supervisory authority" },
		{ "gdpr,uk-gdpr",
		    "<h2>Countries outside the European Economic Area or "
		    "outside the United Kingdom<",
		    "<p>Parcel Ltd (IE)",
		    "See the end of this letter.</p>\n"
		    "<p>You may complain to us" },
	};
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	for (size_t i = 0; i < 3; i++) {
		struct om_request_new what = { .right = "access",
			.claim = om_span_of(ana),
			.regime = cases[i].regime,
			.received = om_clock_today() };

		begin(&w);
		w.c = (struct om_case){ w.om, &w.arena, 0, NULL };
		ck_ok(om_request_new(&w.c, &what));
		ck_ok(om_request_verify(&w.c, "signed in"));
		ck_ok(om_request_plan(&w.c));
		ck_ok(om_request_approve(&w.c, SECOND));
		ck_ok(om_request_run(&w.c));
		om_buf_reset(&letter);
		world_answer(&w, &letter, "index.html");
		ck_has(letter, cases[i].head);
		ck_has(letter, cases[i].has);
		ck_lacks(letter, cases[i].lacks);
		ck_assert((strstr(letter.p, "where it happened. See the end") !=
			      NULL) == (i != 1));
		ck_assert((strstr(letter.p, "to the Information "
					    "Commissioner. See") != NULL) ==
			  (i != 0));
		ck_assert(
		    (strstr(letter.p, "The Authority") != NULL) == (i != 1));
		world_free(&w);
	}
	om_buf_free(&letter);
}
END_TEST

/* Art. 15: what is pseudonymised, derived or suppressed is hers as well. */
START_TEST(trap_06_pseudonymised_and_suppressed_data_is_in_the_copy)
{
	const struct om_identifier id = { OM_SPAN("email"),
		OM_SPAN("ana@post.example") };
	struct om_buf letter = OM_BUF(1 << 20), data = OM_BUF(1 << 20);
	struct world w;

	begin(&w);
	world_run(&w, "pseudonymize", ana);
	ck_ok(
	    om_suppression_set(w.om->store, &id, OM_PURPOSE_MARKETING, false));
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	read_file(&w, &data, "answer/data.json");
	ck_has(data, "psn");
	ck_has(data, "\"marketing\"");
	ck_has(letter, "replaced by pseudonyms");
	/* And that she was pseudonymised on a request of hers. */
	ck_has(data, "\"right\": \"pseudonymize\"");
	ck_has(data, "\"what\": \"subject.pseudonymize\"");
	ck_lacks(data, world_user(&w));
	om_buf_free(&letter);
	om_buf_free(&data);
	world_free(&w);
}
END_TEST

START_TEST(trap_06_what_was_derived_is_in_the_copy)
{
	struct om_buf data = OM_BUF(1 << 20);
	struct world w;

	begin(&w);
	world_run(&w, "access", ana);
	world_answer(&w, &data, "data.json");
	ck_has(data, "\"mood\":\"bargain\"");
	ck_has(data, "\"credit_score\":612");
	om_buf_free(&data);
	world_free(&w);
}
END_TEST

START_TEST(trap_08_europe_names_recipients_and_safeguards)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	begin(&w);
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "<li>Parcel Ltd, carriers, IE</li>");
	ck_has(letter, "<li>Mailroom Inc, mail services, US</li>");
	ck_has(letter, "Mailroom Inc (US): standard clauses of the European "
		       "Commission");
	ck_has(letter, "10 years, from the end of the year of the order");
	ck_has(letter, "HGB s. 257");
	ck_has(letter, "until you object");
	ck_has(letter, "from you, when ordering");
	ck_has(letter, "to know who buys what");
	ck_has(letter, "legitimate interests");
	ck_has(letter, "our sales");
	ck_lacks(letter, "Not yet stated");
	ck_assert_str_eq(w.c.request->answered->detail, "");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(trap_08_california_has_two_lists_by_category)
{
	struct om_buf letter = OM_BUF(1 << 20);
	const char *sold, *disclosed;
	struct world w;

	begin(&w);
	world_run(&w, "know", ana);
	world_answer(&w, &letter, "index.html");
	sold = strstr(letter.p, "Sold or shared");
	disclosed = strstr(letter.p, "Disclosed for a business purpose");
	ck_assert(sold != NULL && disclosed != NULL && sold < disclosed);
	/* Each with categories of data and of recipients, in its own list. */
	ck_assert_ptr_nonnull(strstr(sold,
	    "<td>internet or other electronic network activity "
	    "information</td><td>mail services</td><td>advertising</td>"));
	ck_assert_ptr_nonnull(strstr(disclosed,
	    "<td>identifiers; commercial information</td><td>carriers</td>"));
	ck_assert_ptr_null(strstr(disclosed, "mail services"));
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

/* SPI is not Art. 9: an opinion is none, a number of the state is one. */
START_TEST(trap_17_sensitive_in_california_is_not_special_in_europe)
{
	static const char *const attributes[] = {
		"\"attributes\":{\"political_opinion\":\"green\"}",
		"\"attributes\":{\"ssn\":\"536-90-4399\"}"
	};

	for (int i = 0; i < 2; i++) {
		struct om_buf letter = OM_BUF(1 << 20);
		struct om_buf line = OM_BUF(4096);
		struct world w;

		world_make(&w, false);
		om_buf_format(&line,
		    "{\"source\":\"crm\",\"type\":\"customer\","
		    "\"identifiers\":[{\"type\":\"email\",\"value\":"
		    "\"ana@post.example\"}],%s}\n",
		    attributes[i]);
		(void)world_import(&w, line.p);
		world_run(&w, "know", ana);
		world_answer(&w, &letter, "index.html");
		ck_assert_int_eq(world_has(&letter,
				     "<li>sensitive personal information</li>"),
		    i == 1);
		om_buf_free(&letter);
		om_buf_free(&line);
		world_free(&w);
		ck_ok(om_folder_remove(om_test_folder()));
	}
}
END_TEST

/* Contract, not interest; provided or observed, not inferred. */
START_TEST(trap_19_only_what_rests_on_consent_or_contract_is_portable)
{
	struct om_buf letter = OM_BUF(1 << 20), data = OM_BUF(1 << 20);
	struct world w;

	begin(&w);
	world_run(&w, "portability", ana);
	world_answer(&w, &letter, "index.html");
	read_file(&w, &data, "answer/portability.json");
	ck_has(data, "Lower Quay");
	ck_has(data, "told us"); /* of the shop, nobody says it is inferred */
	ck_lacks(data, "612");
	ck_lacks(data, "bargain");
	ck_lacks(data, "visits");
	ck_lacks(data, "\"crm\"");
	ck_has(data, "\"provided\"");
	om_buf_free(&letter);
	om_buf_free(&data);
	world_free(&w);
}
END_TEST

START_TEST(what_the_record_lacks_is_an_error_and_no_blank)
{
	struct om_request_answering how = { .draft = true };
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;
	char *path;

	begin(&w);
	(void)world_import(&w, PERSON("wiki", "\"attributes\":{}"));
	world_run(&w, "access", ana);
	path = om_path_join(w.folder, "answer");
	ck_code(om_request_answer(&w.c, path), OM_USAGE);
	ck_assert_ptr_nonnull(
	    strstr(om_failure(), "activities.sources (wiki)"));
	ck_assert(!om_file_exists(path));
	how.path = path;
	ck_ok(om_request_answer_as(&w.c, &how));
	read_file(&w, &letter, "answer/index.html");
	ck_has(letter, "Draft: not for sending.");
	ck_ok(om_request_show(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	ck_assert_ptr_null(w.c.request->answered);
	om_free(path);
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

/* Two points that agree are a reasonable degree, not a reasonably high one. */
START_TEST(pieces_are_not_given_to_who_is_hardly_known)
{
	const struct om_request_proof proof = { .method = "data points",
		.data_points = 2 };
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;
	char *path;

	begin(&w);
	ck_ok(world_new(&w, "know", ana));
	ck_ok(om_request_verify_by(&w.c, &proof));
	ck_ok(om_request_plan(&w.c));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	ck_ok(om_request_attest(&w.c, "crm"));
	ck_ok(om_request_attest(&w.c, "shop"));
	world_answer(&w, &letter, "index.html");
	ck_has(
	    letter, "with the reasonably high degree of certainty that this");
	ck_has(letter, "<li>identifiers</li>");
	ck_lacks(letter, "Lower Quay");
	ck_lacks(letter, "The specific pieces of information");
	path = om_path_join(w.folder, "answer/data.json");
	ck_assert(!om_file_exists(path));
	/* What was asked for was refused, what was told was granted. */
	ck_ok(om_request_show(&w.c));
	ck_assert_str_eq(w.c.request->outcome, "partial");
	ck_assert_str_eq(w.c.request->answered->detail,
	    "categories, not the specific pieces");
	om_free(path);
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

/* Who wants no more than categories gets all that was asked for. */
START_TEST(categories_that_were_asked_for_are_granted)
{
	struct om_request_answering how = { .categories = true };
	struct world w;
	char *path;

	begin(&w);
	world_run(&w, "know", ana);
	ck_ok(om_request_attest(&w.c, "crm"));
	ck_ok(om_request_attest(&w.c, "shop"));
	path = om_path_join(w.folder, "answer");
	how.path = path;
	ck_ok(om_request_answer_as(&w.c, &how));
	ck_ok(om_request_show(&w.c));
	ck_assert_str_eq(w.c.request->outcome, "granted");
	om_free(path);
	world_free(&w);
}
END_TEST

START_TEST(california_covers_twelve_months_unless_more_is_asked_for)
{
	static const char old[] = PERSON("shop",
	    "\"attributes\":{},\"events\":[{\"source\":\"x\",\"type\":"
	    "\"old\",\"properties\":{\"goods\":\"teapot\"},"
	    "\"created_at\":\"2022-02-02T00:00:00Z\"},{\"source\":\"x\","
	    "\"type\":\"older\",\"properties\":{\"goods\":\"kettle\"},"
	    "\"created_at\":\"2021-12-31T00:00:00Z\"},{\"source\":\"x\","
	    "\"type\":\"undated\",\"properties\":{\"goods\":\"cup\"}}]");
	struct om_request_answering how = { .all = true };
	struct om_buf first = OM_BUF(1 << 20), second = OM_BUF(1 << 20);
	struct world w;
	char *path;

	begin(&w);
	(void)world_import(&w, old);
	world_run(&w, "know", ana);
	world_answer(&w, &first, "data.json");
	ck_lacks(first, "teapot");
	ck_has(first, "cup");
	path = om_path_join(w.folder, "all");
	how.path = path;
	ck_ok(om_request_answer_as(&w.c, &how));
	read_file(&w, &second, "all/data.json");
	ck_has(second, "teapot");
	ck_has(second, "cup");
	ck_lacks(second, "kettle");
	om_free(path);
	om_buf_free(&first);
	om_buf_free(&second);
	world_free(&w);
}
END_TEST

START_TEST(what_the_plan_withholds_is_not_in_the_answer)
{
	struct om_request_decision what = { .number = 1,
		.part = "/attributes/city",
		.action = "withhold",
		.ground = "others_rights" };
	struct om_buf letter = OM_BUF(1 << 20), data = OM_BUF(1 << 20);
	struct world w;

	begin(&w);
	world_plan(&w, "access", ana);
	ck_ok(om_request_decide_item(&w.c, &what));
	what.number = 2;
	what.part = NULL;
	ck_ok(om_request_decide_item(&w.c, &what));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	world_answer(&w, &letter, "index.html");
	read_file(&w, &data, "answer/data.json");
	read_file(&w, &data, "answer/portability.json");
	ck_lacks(data, "Lower Quay");
	ck_lacks(data, "bargain");
	ck_has(data, "[left out: refused]");
	ck_has(data, "\"field\": \"/attributes/city\"");
	ck_has(letter, "rights and freedoms of others");
	om_buf_free(&letter);
	om_buf_free(&data);
	world_free(&w);
}
END_TEST

OM_SUITE(request_answer_law)
{
	tcase_add_test(tests, an_answer_under_both_gdprs_is_one_under_each);
	tcase_add_test(
	    tests, trap_06_pseudonymised_and_suppressed_data_is_in_the_copy);
	tcase_add_test(tests, trap_06_what_was_derived_is_in_the_copy);
	tcase_add_test(tests, trap_08_europe_names_recipients_and_safeguards);
	tcase_add_test(tests, trap_08_california_has_two_lists_by_category);
	tcase_add_test(
	    tests, trap_17_sensitive_in_california_is_not_special_in_europe);
	tcase_add_test(
	    tests, trap_19_only_what_rests_on_consent_or_contract_is_portable);
	tcase_add_test(tests, what_the_record_lacks_is_an_error_and_no_blank);
	tcase_add_test(tests, pieces_are_not_given_to_who_is_hardly_known);
	tcase_add_test(tests, categories_that_were_asked_for_are_granted);
	tcase_add_test(
	    tests, california_covers_twelve_months_unless_more_is_asked_for);
	tcase_add_test(tests, what_the_plan_withholds_is_not_in_the_answer);
}
