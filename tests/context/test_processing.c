#include "test.h"

#include <dirent.h>

#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"
#include "context/processing.h"
#include "store/balance.h"

static struct om *
open_workspace(void)
{
	char *folder = om_path_join(om_test_folder(), "w");
	struct om_init what = { .folder = folder };
	struct om *om;

	ck_ok(om_init(&what));
	ck_ok(om_open(&om, folder));
	om_free(folder);
	return om;
}

static char *
write_file(const struct om *om, struct om_span text)
{
	char *path = om_path_join(om->folder, "record.json");

	ck_ok(om_file_replace(path, text, 0600));
	return path;
}

static struct om_span
example(void)
{
	struct om_span text;

	ck_assert(om_embed_find(&text, "policies/examples/processing.json"));
	return text;
}

static struct om_processing_record *
read_example(void)
{
	struct om_processing_record *r;
	struct om_kinds *kinds;

	ck_ok(om_kinds_open(&kinds, NULL));
	ck_ok(om_processing_parse(&r, "e", example(), kinds));
	om_kinds_close(kinds);
	return r;
}

START_TEST(the_example_reads_as_it_is_written)
{
	struct om_processing_record *r = read_example();
	const struct om_activity *orders = &r->activities[0];
	const struct om_activity *letters = &r->activities[1];
	const struct om_activity *club = &r->activities[2];
	struct om_buf text = OM_BUF(256);

	ck_assert_uint_eq(r->n, 3);
	ck_assert(!r->simple);
	ck_assert_str_eq(orders->name, "orders");
	ck_assert_int_eq(orders->capacity, OM_CONTROLLER);
	ck_assert_str_eq(om_texts_get(orders->purposes, 1), "to keep books");
	ck_assert_str_eq(orders->bases[0].basis->cite, "GDPR Art. 6(1)(b)");
	ck_assert(orders->bases[0].basis->portable);
	ck_assert(!orders->bases[1].basis->portable);
	ck_assert_uint_eq(orders->recipient_count, 2);
	ck_assert_str_eq(orders->recipients[1]->name, "Ledger & Sons");
	ck_assert_int_eq(orders->decisions, OM_DECISIONS_NONE);
	ck_assert(orders->sold_or_shared.stated);
	ck_assert_uint_eq(orders->sold_or_shared.n, 0);
	ck_assert_uint_eq(orders->security.n, 3); /* of the whole record */
	om_retention_text(&text, &orders->retention[0]);
	ck_assert_str_eq(text.p,
	    "8 years from the end of the year of the invoice (German "
	    "Commercial Code, s. 257(4))");
	ck_assert_int_eq(letters->decisions, OM_DECISIONS);
	ck_assert_str_eq(letters->sold_or_shared.p[0].recipients[0]->name,
	    "Banner Network LLC");
	ck_assert(letters->recipients[0]->identities[0].hashed);
	ck_assert_str_eq(
	    letters->recipients[1]->identities[1].as, "controller_customer_id");
	ck_assert_str_eq(
	    letters->recipients[0]->safeguard->cite, "GDPR Art. 46(2)(c)");
	ck_assert_int_eq(club->capacity, OM_PROCESSOR);
	ck_assert(!club->sold_or_shared.stated);
	ck_assert_str_eq(club->controllers.p[0].name, "Teahouse GmbH");
	om_buf_free(&text);
	om_processing_close(r);
}
END_TEST

START_TEST(an_activity_is_found_by_its_source)
{
	struct om_processing_record *r = read_example();

	ck_assert_uint_eq(om_processing_next(r, 0, OM_SPAN("crm")), 1);
	ck_assert_uint_eq(om_processing_next(r, 2, OM_SPAN("crm")), 3);
	ck_assert_uint_eq(om_processing_next(r, 0, OM_SPAN("unknown")), 3);
	ck_assert(
	    om_processing_inferred(r, OM_SPAN("crm"), OM_SPAN("segment")));
	ck_assert(
	    !om_processing_inferred(r, OM_SPAN("shop"), OM_SPAN("segment")));
	om_processing_close(r);
}
END_TEST

START_TEST(abroad_is_outside_of_the_area_of_a_law)
{
	static const unsigned areas[] = { OM_AREA_UNION, OM_AREA_KINGDOM,
		OM_AREA_UNION | OM_AREA_KINGDOM };
	/* For the Union, the kingdom, both. */
	static const struct {
		const char *country;
		bool abroad[3];
	} cases[] = { { "DE", { false, true, true } },
		{ "NO", { false, true, true } },
		{ "GB", { true, false, true } }, { "CH", { true, true, true } },
		{ "US", { true, true, true } }, { "", { true, true, true } } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct om_processing_recipient to = {
			.country = cases[i].country
		};

		for (size_t k = 0; k < 3; k++)
			ck_assert_msg(om_recipient_is_abroad(&to, areas[k]) ==
					  cases[i].abroad[k],
			    "%s %zu", cases[i].country, k);
	}
}
END_TEST

#define PLACES "\"recipients\":[],\"activities\":["
#define BEGIN "{\"name\":\"a\",\"title\":\"A\",\"role\":\"controller\","
#define ONE "{" PLACES BEGIN "\"sources\":[\"crm\"],"
#define R "{\"name\":\"P\",\"category\":\"c\",\"role\":\"processor\","
#define WITH                                                                \
	"{\"recipients\":[" R "\"country\":\"DE\"}],\"activities\":[" BEGIN \
	"\"sources\":[\"crm\"],\"recipients\":[\"P\"],"

START_TEST(what_errs_is_named_with_file_line_and_path)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "[]", "r.json:1: not a JSON object" },
		{ "{\"recipients\":[]}", "r.json:1: activities is missing" },
		{ "{" PLACES "]}", "activities must not be empty" },
		{ "{\n\"recipients\":[],\n\"activities\":[{\n\"nam\":1}]}",
		    "r.json:4: activities[0].nam is not a known key" },
		{ "{" PLACES "{\"name\":\"A b\",\"title\":\"A\",\"role\":"
		  "\"controller\",\"sources\":[\"crm\"]}]}",
		    "activities[0].name must be 1 to 40 small letters" },
		{ "{" PLACES BEGIN "\"sources\":[]}]}",
		    "activities[0].sources must name the sources" },
		{ "{" PLACES
		  "{\"name\":\"a\",\"title\":\"A\",\"role\":\"boss\","
		  "\"sources\":[\"crm\"]}]}",
		    "activities[0].role must be controller, joint" },
		{ ONE "\"purposes\":[\" \"]}]}",
		    "activities[0].purposes must not have empty texts" },
		{ ONE "\"origin\":\"\"}]}",
		    "activities[0].origin must not be empty" },
		{ ONE "\"data\":[\"email\",\"mood\"]}]}",
		    "activities[0].data[1] is not a kind" },
		{ ONE "\"recipients\":[\"Q\"]}]}",
		    "activities[0].recipients has a name that is not among" },
		{ ONE "\"bases\":[{\"basis\":\"habit\"}]}]}",
		    "activities[0].bases[0].basis is not one of those" },
		{ ONE "\"retention\":[{\"start\":\"x\"}]}]}",
		    "activities[0].retention[0] must have either" },
		{ ONE
		    "\"retention\":[{\"period\":\"P1Y\",\"criteria\":\"x\"}]}]}",
		    "activities[0].retention[0] must have either" },
		{ ONE "\"retention\":[{\"period\":\"10 years\"}]}]}",
		    "activities[0].retention[0].period must be years" },
		{ ONE "\"retention\":[{\"period\":\"P1M1Y\"}]}]}",
		    "activities[0].retention[0].period must be years" },
		{ ONE "\"retention\":[{\"period\":\"P0Y\"}]}]}",
		    "activities[0].retention[0].period must be years" },
		{ ONE "\"retention\":[{\"period\":\"P99999D\"}]}]}",
		    "activities[0].retention[0].period must be years" },
		{ ONE "\"retention\":[{\"period\":\"P\"}]}]}",
		    "activities[0].retention[0].period must be years" },
		{ ONE
		    "\"retention\":[{\"period\":\"P1Y\",\"source\":\"x\"}]}]}",
		    "retention[0].source is not a source of the activity" },
		{ ONE "\"retention\":[{\"period\":\"P1Y\",\"data\":"
		      "[\"email\"]}]}]}",
		    "retention[0].data has a kind that the activity" },
		{ ONE "\"automated_decisions\":{\"exist\":false,\"logic\":"
		      "\"x\"}}]}",
		    "automated_decisions.exist is false, and yet" },
		{ ONE "\"automated_decisions\":{}}]}",
		    "automated_decisions.exist is missing" },
		{ WITH "\"disclosed\":[{\"categories\":[\"M\"],\"to\":[\"P\"]}]"
		       "}]}",
		    "disclosed[0].categories must be letters, A to L" },
		{ WITH "\"disclosed\":[{\"categories\":[\"A\"],\"to\":[\"Q\"]}]"
		       "}]}",
		    "disclosed[0].to has a name that is no recipient" },
		{ WITH "\"disclosed\":[{\"categories\":[\"A\"],\"to\":[]}]}]}",
		    "disclosed[0] must name categories and recipients" },
		{ WITH "\"joint_controllers\":[{}]}]}",
		    "joint_controllers[0].name is missing" },
		{ "{\"representative\":{\"fax\":\"1\"}," PLACES "]}",
		    "representative.fax is not a known key" },
		{ "{\"recipients\":[" R "\"country\":\"Germany\"}],"
		  "\"activities\":[]}",
		    "recipients[0].country must be two capital letters" },
		{ "{\"recipients\":[" R "\"country\":\"DE\"}," R
		  "\"country\":\"DE\"}],\"activities\":[]}",
		    "recipients[1].name stands there twice" },
		{ "{\"recipients\":[" R "\"country\":\"US\",\"safeguard\":"
		  "\"trust\"}],\"activities\":[]}",
		    "recipients[0].safeguard is not one of those" },
		{ "{\"recipients\":[" R "\"country\":\"US\",\"identities\":"
		  "[{\"type\":\"email\",\"format\":\"md5\"}]}],"
		  "\"activities\":[]}",
		    "recipients[0].identities[0].format must be raw or" },
	};
	struct om_kinds *kinds;

	ck_ok(om_kinds_open(&kinds, NULL));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct om_processing_record *r;

		ck_code(om_processing_parse(
			    &r, "r.json", om_span_of(cases[i].text), kinds),
		    OM_USAGE);
		ck_assert_msg(strstr(om_failure(), cases[i].message) != NULL,
		    "'%s' not in '%s'", cases[i].message, om_failure());
	}
	om_kinds_close(kinds);
}
END_TEST

/* Those that the schema refuses, too (tests/policy/interop.sh). */
START_TEST(records_in_files_read_as_their_names_say)
{
	static const char folder[] = "tests/context/records";
	struct om_kinds *kinds;
	DIR *dir = opendir(folder);
	struct dirent *e;
	int n = 0;

	ck_assert_ptr_nonnull(dir);
	ck_ok(om_kinds_open(&kinds, NULL));
	while ((e = readdir(dir)) != NULL) {
		struct om_processing_record *r = NULL;
		struct om_buf text = OM_BUF(1 << 20);
		char *path = om_path_join(folder, e->d_name);
		bool good = strncmp(e->d_name, "valid", 5) == 0;

		if (e->d_name[0] != '.') {
			ck_ok(om_file_read(&text, path));
			ck_assert_msg(om_processing_parse(&r, e->d_name,
					  om_buf_span(&text),
					  kinds) == (good ? OM_OK : OM_USAGE),
			    "%s", e->d_name);
			n++;
		}
		om_processing_close(r);
		om_buf_free(&text);
		om_free(path);
	}
	ck_assert_int_eq(n, 17);
	(void)closedir(dir);
	om_kinds_close(kinds);
}
END_TEST

START_TEST(what_was_imported_is_the_record_from_then_on)
{
	struct om *om = open_workspace();
	char *path = write_file(om, example());
	struct om_processing_record *r;
	bool unchanged;

	ck_ok(om_processing_open(&r, om));
	ck_assert(r->simple);
	om_processing_close(r);

	om->dry_run = true;
	ck_ok(om_processing_import(&r, &unchanged, om, path));
	om_processing_close(r);
	om->dry_run = false;
	ck_ok(om_processing_open(&r, om));
	ck_assert(r->simple);
	om_processing_close(r);

	ck_ok(om_processing_import(&r, &unchanged, om, path));
	ck_assert(!unchanged);
	om_processing_close(r);
	ck_ok(om_processing_open(&r, om));
	ck_assert(!r->simple);
	ck_assert_str_eq(r->activities[1].name, "newsletter");
	om_processing_close(r);

	ck_ok(om_processing_import(&r, &unchanged, om, path));
	ck_assert(unchanged);
	om_processing_close(r);
	ck_ok(om_balance_verify(om->store));
	om_free(path);
	ck_ok(om_close(om));
}
END_TEST

START_TEST(a_record_that_errs_leaves_the_one_before)
{
	struct om *om = open_workspace();
	char *path = write_file(om, example());
	struct om_processing_record *r;
	bool unchanged;

	ck_ok(om_processing_import(&r, &unchanged, om, path));
	om_processing_close(r);
	om_free(path);
	path = write_file(om, OM_SPAN("{\"activities\":[]}"));
	ck_code(om_processing_import(&r, &unchanged, om, path), OM_USAGE);
	om_free(path);
	ck_ok(om_processing_open(&r, om));
	ck_assert_uint_eq(r->n, 3);
	om_processing_close(r);
	ck_ok(om_close(om));
}
END_TEST

START_TEST(only_the_officer_keeps_the_record)
{
	struct om *om = open_workspace();
	char *path = write_file(om, example());
	struct om_processing_record *r;
	bool unchanged;

	om->member.role = OM_ROLE_CASEWORKER;
	ck_code(om_processing_import(&r, &unchanged, om, path), OM_DENIED);
	om_free(path);
	ck_ok(om_close(om));
}
END_TEST

START_TEST(without_a_record_the_settings_are_one_activity)
{
	struct om *om = open_workspace();
	struct om_processing_record *r;
	struct om_activity *a;
	json_t *names = json_pack("[s,s]", "Parcel Ltd", "Mailroom Inc");
	struct om_processing *p = &om->settings.processing;

	p->recipients = (struct om_texts){ names, 2 };
	p->purposes = p->recipients;
	p->sold_or_shared = p->recipients;
	p->legal_basis = "contract";
	p->storage_period = "3 years";
	p->automated_decisions = "none";
	ck_ok(om_processing_open(&r, om));
	a = r->activities;
	ck_assert(r->simple);
	ck_assert_uint_eq(r->n, 1);
	ck_assert(om_activity_has_source(a, OM_SPAN("any")));
	ck_assert_uint_eq(a->recipient_count, 2);
	ck_assert_str_eq(a->recipients[1]->name, "Mailroom Inc");
	ck_assert_str_eq(a->bases[0].why, "contract");
	ck_assert(a->bases[0].basis == NULL);
	ck_assert_str_eq(a->retention[0].criteria, "3 years");
	ck_assert_int_eq(a->decisions, OM_DECISIONS);
	ck_assert_str_eq(a->logic, "none");
	ck_assert(a->sold_or_shared.stated && !a->disclosed.stated);
	om_processing_close(r);
	json_decref(names);
	ck_ok(om_close(om));
}
END_TEST

START_TEST(every_word_of_the_lists_is_in_the_schema)
{
	struct om_span text;
	struct om_buf word = OM_BUF(128);

	ck_assert(om_embed_find(&text, "policies/schema/processing.json"));
	for (size_t i = 0; om_basis_at(i) != NULL; i++) {
		om_buf_reset(&word);
		om_buf_format(&word, "\"%s\"", om_basis_at(i)->word);
		ck_assert_msg(strstr(text.p, word.p) != NULL, "%s", word.p);
	}
	for (size_t i = 0; om_safeguard_at(i) != NULL; i++) {
		om_buf_reset(&word);
		om_buf_format(&word, "\"%s\"", om_safeguard_at(i)->word);
		ck_assert_msg(strstr(text.p, word.p) != NULL, "%s", word.p);
	}
	om_buf_free(&word);
}
END_TEST

OM_SUITE(context_processing)
{
	tcase_add_test(tests, the_example_reads_as_it_is_written);
	tcase_add_test(tests, an_activity_is_found_by_its_source);
	tcase_add_test(tests, abroad_is_outside_of_the_area_of_a_law);
	tcase_add_test(tests, what_errs_is_named_with_file_line_and_path);
	tcase_add_test(tests, records_in_files_read_as_their_names_say);
	tcase_add_test(tests, what_was_imported_is_the_record_from_then_on);
	tcase_add_test(tests, a_record_that_errs_leaves_the_one_before);
	tcase_add_test(tests, only_the_officer_keeps_the_record);
	tcase_add_test(tests, without_a_record_the_settings_are_one_activity);
	tcase_add_test(tests, every_word_of_the_lists_is_in_the_schema);
}
