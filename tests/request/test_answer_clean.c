#include "request/world.h"

#include "policy/kinds.h"
#include "request/answer.h"

static const char ana[] = "email:ana@post.example";

/*
 * 536-90-4399 is the number that the Social Security Administration printed
 * on cards of its own; 4111 1111 1111 1111 is a card of the networks' tests.
 */
#define NOTES                                                                 \
	"{\"source\":\"crm\",\"type\":\"customer\",\"name\":\"Ana Ruiz\","    \
	"\"identifiers\":[{\"type\":\"email\",\"value\":\"ana@post.example\"" \
	"}],\"attributes\":{\"city\":\"Lower Quay\",\"note\":\"her SSN is "   \
	"536-90-4399, call back\",\"more\":[{\"size\":\"M\",\"account\":"     \
	"\"IBAN GB82 WEST 1234 5698 7654 32\"}]},\"events\":[{\"source\":"    \
	"\"desk\",\"type\":\"ticket\",\"properties\":{\"text\":\"paid with "  \
	"card 4111 1111 1111 1111; password: tr0ub4dor&3\"},"                 \
	"\"description\":\"her licence\"}]}\n"

static const char *const numbers[] = { "536-90-4399", "4111 1111 1111 1111",
	"GB82 WEST 1234 5698 7654 32" };

/* Both files of an answer, one behind the other. */
static void
answer(struct world *w, struct om_buf *both, const char *right)
{
	char *path;

	world_run(w, right, ana);
	world_answer(w, both, "index.html");
	path = om_path_join(w->folder, "answer/data.json");
	ck_ok(om_file_read(both, path));
	om_free(path);
	path = om_path_join(w->folder, "answer/portability.json");
	ck_ok(om_file_read(both, path));
	om_free(path);
}

START_TEST(trap_07_california_withholds_numbers_wherever_they_stand)
{
	struct om_buf both = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, NOTES);
	answer(&w, &both, "know");
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		ck_lacks(both, numbers[i]);
	ck_lacks(both, "tr0ub4dor");
	/* Its kind is said, and what stands around it stays. */
	ck_has(both, "her SSN is [withheld: US social security number], call "
		     "back");
	ck_has(both, "paid with card [withheld: Payment card number]; "
		     "password: [withheld: Password]");
	ck_has(both, "[withheld: IBAN]");
	ck_has(both, "<li>US social security number</li>");
	ck_has(both, "<li>IBAN</li>");
	ck_has(both, "Lower Quay");
	om_buf_free(&both);
	world_free(&w);
}
END_TEST

START_TEST(trap_07_europe_gives_the_same_numbers_but_no_passwords)
{
	struct om_buf both = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, NOTES);
	answer(&w, &both, "access");
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		ck_has(both, numbers[i]);
	ck_lacks(both, "tr0ub4dor");
	ck_has(both, "password: [withheld: Password]");
	ck_has(both, "<li>Password</li>");
	om_buf_free(&both);
	world_free(&w);
}
END_TEST

/* Art. 12(1): in words that she understands, so in her language. */
START_TEST(what_is_withheld_is_said_in_the_language_of_the_letter)
{
	static const struct {
		const char *language, *mark, *listed;
	} cases[] = { { "de", "password: [nicht mitgeteilt: Passwort]",
			  "<li>E-Mail-Adresse</li>" },
		{ "fr", "password: [non communiqué\u00a0: Mot de passe]",
		    "<li>Adresse électronique</li>" } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct om_request_new what = { .right = "access",
			.claim = om_span_of(ana),
			.language = cases[i].language,
			.received = om_clock_today() };
		struct om_buf page = OM_BUF(1 << 20);
		struct world w;

		world_make(&w, false);
		(void)world_import(&w, NOTES);
		ck_ok(om_request_new(&w.c, &what));
		ck_ok(om_request_verify(&w.c, "signed in"));
		ck_ok(om_request_plan(&w.c));
		ck_ok(om_request_approve(&w.c, SECOND));
		ck_ok(om_request_run(&w.c));
		world_answer(&w, &page, "index.html");
		ck_has(page, cases[i].mark);
		ck_has(page, cases[i].listed);
		ck_lacks(page, "[withheld");
		om_buf_free(&page);
		world_free(&w);
	}
}
END_TEST

/* 11 CCR 7024(d) word by word, in kinds of the catalogue. */
START_TEST(trap_07_every_kind_that_the_regulation_names_is_withheld)
{
	static const char *const named[] = { "ssn", "driver_licence",
		"national_id", "passport", "state_id", "tax_id",
		"government_id", "bank_account", "iban", "card_number",
		"insurance_id", "medical_id", "password", "security_qa",
		"biometric_template" };
	struct om_kind_set here, there;
	struct om_kinds *kinds;

	ck_ok(om_kinds_open(&kinds, NULL));
	om_answer_secrets(&here, kinds, true);
	om_answer_secrets(&there, kinds, false);
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		int kind = om_kinds_find(kinds, om_span_of(named[i]));
		bool opens = strcmp(named[i], "password") == 0 ||
			     strcmp(named[i], "security_qa") == 0;

		ck_assert_msg(
		    kind >= 0 && om_kind_set_has(&here, kind), "%s", named[i]);
		ck_assert_msg(
		    om_kind_set_has(&there, kind) == opens, "%s", named[i]);
	}
	/* And the national ones that are some of these. */
	ck_assert(om_kind_set_has(
	    &here, om_kinds_find(kinds, OM_SPAN("national_id.be_nn"))));
	ck_assert(
	    !om_kind_set_has(&here, om_kinds_find(kinds, OM_SPAN("email"))));
	om_kinds_close(kinds);
}
END_TEST

/* As a member's name, and as a number instead of a text. */
START_TEST(what_is_withheld_is_so_in_names_and_numbers_too)
{
	struct om_buf both = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w,
	    "{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":["
	    "{\"type\":\"email\",\"value\":\"ana@post.example\"}],"
	    "\"attributes\":{\"SSN 536-90-4399\":\"seen\",\"ssn_number\":"
	    "536904399,\"card\":4111111111111111}}\n");
	answer(&w, &both, "know");
	ck_lacks(both, "536-90-4399");
	ck_lacks(both, "536904399");
	ck_lacks(both, "4111111111111111");
	om_buf_free(&both);
	world_free(&w);
}
END_TEST

/* More than can be held of one text: the rest was not searched. */
START_TEST(a_text_that_cannot_be_searched_to_its_end_makes_no_answer)
{
	struct om_buf line = OM_BUF(16 << 20);
	struct om_answer a;
	struct om_span out;
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "access", ana);
	ck_ok(om_answer_open(&a, &w.c));
	for (int i = 0; i < OM_HITS_MAX + 1; i++)
		om_buf_text(&line, "a@b.example\n");
	ck_code(om_answer_mask(&out, &a, a.arena, om_buf_span(&line), NULL),
	    OM_INPUT);
	ck_lacks(line, "withheld");
	om_answer_close(&a);
	om_buf_free(&line);
	world_free(&w);
}
END_TEST

START_TEST(a_path_is_a_json_pointer)
{
	const struct om_answer_place top = { .item = "x" };
	const struct om_answer_place list = { .above = &top,
		.key = OM_SPAN("a/b~c") };
	const struct om_answer_place element = { .above = &list, .index = 12 };
	struct om_buf path = OM_BUF(64);

	om_answer_path(&path, &element);
	ck_span_eq(om_buf_span(&path), "/a~1b~0c/12");
	om_buf_free(&path);
}
END_TEST

/* More names than are kept, each of which is worked out right. */
START_TEST(any_number_of_names_is_known)
{
	struct om_buf record = OM_BUF(1 << 20), both = OM_BUF(4 << 20);
	struct world w;

	om_buf_text(&record,
	    "{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":["
	    "{\"type\":\"email\",\"value\":\"ana@post.example\"}],"
	    "\"attributes\":{");
	for (int i = 0; i < 700; i++)
		om_buf_format(&record, "\"field_%d\":\"v%d\",", i, i);
	om_buf_text(&record, "\"password\":\"tr0ub4dor\"}}\n");
	world_make(&w, false);
	(void)world_import(&w, record.p);
	answer(&w, &both, "access");
	ck_has(both, "\"field_0\":\"v0\"");
	ck_has(both, "\"field_699\":\"v699\"");
	ck_lacks(both, "tr0ub4dor");
	om_buf_free(&record);
	om_buf_free(&both);
	world_free(&w);
}
END_TEST

OM_SUITE(request_answer_clean)
{
	tcase_add_test(
	    tests, trap_07_california_withholds_numbers_wherever_they_stand);
	tcase_add_test(
	    tests, trap_07_europe_gives_the_same_numbers_but_no_passwords);
	tcase_add_test(
	    tests, what_is_withheld_is_said_in_the_language_of_the_letter);
	tcase_add_test(
	    tests, trap_07_every_kind_that_the_regulation_names_is_withheld);
	tcase_add_test(tests, what_is_withheld_is_so_in_names_and_numbers_too);
	tcase_add_test(
	    tests, a_text_that_cannot_be_searched_to_its_end_makes_no_answer);
	tcase_add_test(tests, a_path_is_a_json_pointer);
	tcase_add_test(tests, any_number_of_names_is_known);
}
