#include "request/world.h"

static const char ana[] = "email:ana@post.example";

static void
set_file(struct world *w, const char *name, const char *text)
{
	char *path = om_path_join(w->folder, name);

	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
}

/* Gives the workspace settings in which everything is stated. */
static void
state_everything(struct world *w)
{
	world_settle(w,
	    "\"organisation\":{\"name\":\"Quay <Goods> & Co\"},"
	    "\"dpo\":{\"contact\":\"dpo@quay.example\"},"
	    "\"authority\":{\"name\":\"Authority of Quay\"},"
	    "\"backup_days\":30,"
	    "\"processing\":{\"purposes\":[\"selling tea\"],"
	    "\"legal_basis\":\"a contract\","
	    "\"recipients\":[\"Parcel Ltd\"],"
	    "\"storage_period\":\"three years\","
	    "\"origin\":\"from you\","
	    "\"automated_decisions\":\"none are made\","
	    "\"transfers\":\"to nowhere\",\"inferred\":[\"segment\"],"
	    "\"sold_or_shared\":[\"identifiers: to advertisers\"],"
	    "\"disclosed\":[\"identifiers: to carriers\"]}");
}

START_TEST(an_access_letter_has_every_point_of_article_15)
{
	static const char *const wanted[] = { "Art. 15(1)(a)", "selling tea",
		"a contract",			   /* purposes */
		"Art. 15(1)(b)", "E-mail address", /* categories */
		"Art. 15(1)(c)", "Parcel Ltd",	   /* recipients */
		"Art. 15(1)(d)", "three years",	   /* storage */
		"Art. 15(1)(e)", "(GDPR Art. 16)", "(GDPR Art. 17)",
		"(GDPR Art. 18)", "(GDPR Art. 21)", "Art. 15(1)(f)",
		"Authority of Quay", "Art. 15(1)(g)", "from you", /* source */
		"Art. 15(1)(h)", "none are made", /* automated decisions */
		"Art. 15(2)", "to nowhere",	  /* transfers */
		"Art. 15(3)", "ana@post.example", /* the copy */
		"+12025550123", "Lower Quay", "tea mug", "2026-01-02T03:04:05Z",
		"(worked out by us)", "Art. 15(4)", "dpo@quay.example",
		/* what was searched, and what was not */
		"our profile store", "<td>crm</td>", "not connected",
		"Systems we have not searched yet", "Records copied",
		"systems listed below as searched hold about you.",
		"It is not complete yet: see “Where we looked”.",
		("We are searching it by hand and will send you what we find "
		 "by "),
		"From the systems searched: nothing.",
		"outside the European Economic Area",
		"where you live, where you work or where it happened",
		"signed in", "When your data was looked up" };
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	state_everything(&w);
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		ck_has(letter, wanted[i]);
	ck_lacks(letter, "Not yet stated");
	ck_assert_str_eq(w.c.request->answered->detail, "");
	ck_lacks(letter, "Remaining");
	ck_lacks(letter, "this program");
	ck_lacks(letter, "You can ask us to look");
	ck_has(letter, "Quay &lt;Goods&gt; &amp; Co");
	ck_lacks(letter, "<script");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(what_the_controller_has_not_stated_is_said_to_be_missing)
{
	struct om_buf letter = OM_BUF(1 << 20);
	const char *at;
	struct world w;
	size_t n = 0;

	world_make(&w, false);
	world_strip(&w);
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	for (at = letter.p; (at = strstr(at, "Not yet stated")); at++)
		n++;
	/* Name, purposes, recipients, period, source, decisions, transfers,
	 * authority. */
	ck_assert_uint_eq(n, 8);
	/* The register names the same eight. */
	ck_assert_str_eq(w.c.request->answered->detail,
	    "incomplete answer: organisation.name, authority.name, "
	    "processing.purposes, processing.recipients, processing.origin, "
	    "processing.automated_decisions, processing.storage_period, "
	    "processing.transfers not stated");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

/* In a name, a value, an attribute's name, an event, a source. */
#define EVIL "<script>alert(1)</script>"

START_TEST(markup_in_data_is_text_in_the_letter)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w,
	    "{\"source\":\"<b>crm\",\"type\":\"<i>\",\"name\":\"" EVIL
	    "\",\"identifiers\":[{\"type\":\"email\",\"value\":"
	    "\"ana@post.example\"},{\"type\":\"<u>\",\"value\":\"" EVIL
	    "\"}],\"attributes\":{\"" EVIL "\":\"\\\"><img src=x>\"},"
	    "\"events\":[{\"source\":\"x\",\"type\":\"" EVIL
	    "\",\"properties\":{\"" EVIL "\":{\"a\":\"" EVIL "\"}}}]}\n");
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "&lt;script&gt;alert(1)&lt;/script&gt;");
	ck_has(letter, "&quot;&gt;&lt;img src=x&gt;");
	ck_has(letter, "&lt;b&gt;crm");
	ck_lacks(letter, "<script");
	ck_lacks(letter, "<img");
	ck_lacks(letter, "<b>");
	ck_lacks(letter, "<i>");
	ck_lacks(letter, "<u>");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(a_letter_can_be_read_without_eyes_and_without_script)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;
	size_t tables = 0, captions = 0;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "<html lang=\"en\">");
	ck_has(letter, "<h1>");
	ck_has(letter, "<main>");
	ck_has(letter, "default-src 'none'");
	ck_lacks(letter, "src=");
	ck_lacks(letter, "href=");
	ck_lacks(letter, "{{");
	for (const char *p = letter.p; (p = strstr(p, "<table")); p++)
		tables++;
	for (const char *p = letter.p; (p = strstr(p, "<caption>")); p++)
		captions++;
	ck_assert_uint_gt(tables, 4);
	ck_assert_uint_eq(tables, captions);
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(an_erasure_letter_needs_nothing_of_what_was_erased)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	state_everything(&w);
	(void)world_import(&w, ANA);
	world_run(&w, "erase", ana);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "GDPR Art. 17(1)");
	ck_has(letter, "<h2>Your data is erased in part.</h2>");
	ck_has(letter, "We have erased your data in our profile store on ");
	ck_has(letter, "It is not yet erased in: crm. We must do that "
		       "ourselves; you need do nothing.");
	ck_has(letter, "when it is done, at the latest by ");
	ck_has(letter, "Your data there is not erased yet.");
	ck_has(letter, "<li>1 record about you,</li>");
	ck_has(letter, "<li>1 entry of what happened,</li>");
	ck_has(letter, "<li>2 entries by which you could be found");
	ck_has(letter, "Afterwards we looked again in our profile store: 0 "
		       "records were left.");
	ck_has(letter, "one that carries only another number may not be "
		       "recognised");
	ck_has(letter, "they hold a code per person");
	ck_has(letter, "must not come back");
	ck_has(letter, "We have undertaken to destroy the key without which it "
		       "cannot be read by ");
	ck_lacks(letter, "at the latest</td>");
	ck_has(letter, "We have to tell those to whom we gave your data");
	ck_has(letter, "Art. 6(1)(f), 21(1)");
	/* Her e-mail address, and the number that the store gave her. */
	ck_has(letter, "must not come back (2 in all)");
	ck_has(letter, "<td>crm</td>");
	ck_has(letter, "Authority of Quay");
	ck_lacks(letter, "ana@post.example");
	ck_lacks(letter, "Ana Ruiz");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(a_pseudonymisation_is_not_called_erasure)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "pseudonymize", ana);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "This is not erasure.");
	ck_has(letter, "The code alone does not tell who you are.");
	ck_has(letter, "Removed names cannot be brought back.");
	ck_lacks(letter, "nobody can tell who you are");
	ck_has(letter, "GDPR Art. 4(5)");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(nobody_is_told_what_was_searched)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	world_run(&w, "access", "email:zoe@post.example");
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "We found nothing about you in our profile store by "
		       "the identifier you gave.");
	ck_has(letter, "Systems that are not connected to it were not "
		       "searched by this.");
	ck_has(letter, "Art. 15(1)");
	ck_lacks(letter, "No other system");
	ck_has(letter, "looked up twice");
	ck_lacks(letter, "zoe@post.example");
	ck_lacks(letter, "must not come back");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(an_entry_of_the_ledger_is_told_to_whom_it_is_about)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "erase", ana);
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "We found nothing about you in our profile store");
	ck_has(letter, "your data was erased and must not come back");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

/* It must look the same whether or not the person is known. */
START_TEST(a_refusal_neither_confirms_nor_denies)
{
	struct om_buf letters[2] = { OM_BUF(1 << 20), OM_BUF(1 << 20) };
	struct om_buf manifest = OM_BUF(1 << 20);
	struct world w;
	char *path;

	for (int known = 0; known < 2; known++) {
		world_make(&w, false);
		if (known)
			(void)world_import(&w, ANA);
		world_plan(&w, "access", ana);
		ck_ok(om_request_deny(&w.c, "not_identified"));
		world_answer(&w, &letters[known], "index.html");
		path = om_path_join(w.folder, "answer/manifest.json");
		om_buf_reset(&manifest);
		ck_ok(om_file_read(&manifest, path));
		ck_lacks(manifest, "searched");
		ck_lacks(manifest, "crm");
		ck_lacks(letters[known], "crm");
		om_free(path);
		world_free(&w);
	}
	ck_has(letters[0], "we could not be sure");
	ck_has(letters[0], "This letter says nothing about whether");
	ck_lacks(letters[0], "CCR");
	ck_assert_uint_eq(letters[0].n, letters[1].n);
	om_buf_free(&letters[0]);
	om_buf_free(&letters[1]);
	om_buf_free(&manifest);
}
END_TEST

START_TEST(an_erasure_is_whole_when_all_was_dealt_with)
{
	static const char *const rights[] = { "erase", "delete" };
	static const char *const heads[][2] = {
		{ "<h2>Your data is erased in part.</h2>",
		    "<h2>Your data is erased</h2>" },
		{ "<h2>Your personal information is deleted in part.</h2>",
		    "<h2>Your personal information is deleted</h2>" },
	};
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	for (int i = 0; i < 2; i++)
		for (int done = 0; done < 2; done++) {
			world_make(&w, false);
			(void)world_import(&w, ANA);
			world_run(&w, rights[i], ana);
			if (done)
				ck_ok(om_request_attest(&w.c, "crm"));
			om_buf_reset(&letter);
			world_answer(&w, &letter, "index.html");
			ck_has(letter, heads[i][done]);
			ck_lacks(letter, heads[i][!done]);
			ck_has(letter, "in our profile store");
			ck_has(
			    letter, done ? "Systems that we dealt with by hand"
					 : "Systems we have not searched yet");
			ck_lacks(letter,
			    done ? "Systems we have not searched yet"
				 : "Systems that we dealt with by hand");
			world_free(&w);
		}
	om_buf_free(&letter);
}
END_TEST

/* A letter of that right after a refusal on that ground. */
static void
refuse(struct om_buf *letter, const char *right, const char *ground)
{
	struct world w;

	world_make(&w, false);
	ck_ok(world_new(&w, right, ana));
	if (strcmp(ground, "exempt") == 0)
		ck_ok(om_request_verify(&w.c, "signed in"));
	ck_ok(om_request_deny(&w.c, ground));
	om_buf_reset(letter);
	world_answer(&w, letter, "index.html");
	world_free(&w);
}

START_TEST(a_refusal_cites_the_law_of_its_request_alone)
{
	struct om_buf letter = OM_BUF(1 << 20);

	refuse(&letter, "delete", "not_identified");
	ck_has(letter, "11 CCR 7022(a), 7024(a)");
	ck_has(letter, "This letter says nothing about whether");
	ck_lacks(letter, "GDPR");
	refuse(&letter, "erase", "excessive");
	ck_has(letter, "<h1>We do not act on your request</h1>");
	ck_has(letter, "GDPR Art. 12(5)");
	ck_lacks(letter, "Cal. Civ. Code");
	ck_has(letter, "You may ask us for the reason in full.");
	ck_lacks(letter, "This letter says nothing about whether");
	om_buf_free(&letter);
}
END_TEST

/* What California adds to a refusal, of each right its own. */
START_TEST(a_refused_consumer_is_told_what_she_may_do_all_the_same)
{
	struct om_buf letter = OM_BUF(1 << 20);

	refuse(&letter, "delete", "exempt");
	ck_has(letter, "(Cal. Civ. Code 1798.145(h))");
	ck_has(letter, "not to sell or share your personal information");
	ck_lacks(letter, "250 words");
	refuse(&letter, "correct", "ccpa_unfounded");
	ck_has(letter, "250 words");
	ck_lacks(letter, "not to sell or share");
	refuse(&letter, "know", "not_identified");
	ck_has(letter, "in our privacy policy");
	om_buf_free(&letter);
}
END_TEST

START_TEST(nobody_found_cites_article_15_only_where_it_was_asked_for)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	world_run(&w, "erase", "email:zoe@post.example");
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "so there was nothing to erase there");
	ck_lacks(letter, "Art. 15");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(the_united_kingdom_has_its_own_law)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;
	const char *at;

	world_make(&w, false);
	world_settle(&w, "\"organisation\":{\"contact\":"
			 "\"post@quay.example\"},\"regime\":\"uk-gdpr\"");
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "(UK GDPR Art. 15)");
	ck_has(letter, "Countries outside the United Kingdom");
	ck_lacks(letter, "European");
	/* Every one is that of the kingdom. */
	for (at = letter.p; (at = strstr(at, "GDPR")) != NULL; at++)
		ck_assert_int_eq(strncmp(at - 3, "UK ", 3), 0);
	/* No officer is named: then the organisation itself is asked. */
	ck_has(letter, "complain to us (post@quay.example): we acknowledge it "
		       "within 30 days");
	ck_has(letter, "Data Protection Act 2018 s. 164A");
	ck_has(letter, "Information Commissioner");
	ck_lacks(letter, "supervisory authority");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(a_plan_and_a_refusal_of_the_kingdom_cite_its_law)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	world_settle(&w, "\"organisation\":{},\"regime\":\"uk-gdpr\"");
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	for (size_t i = 0; i < w.c.request->item_count; i++)
		ck_assert_int_eq(
		    strncmp(w.c.request->items[i].ground, "UK GDPR Art.", 12),
		    0);
	ck_ok(om_request_deny(&w.c, "legal_claims"));
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "UK GDPR Art. 17(3)(e)");
	ck_has(letter, "Data Protection Act 2018 s. 164A");
	ck_has(letter, "Information Commissioner");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(nobody_is_sent_to_an_address_that_is_not_there)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	world_run(&w, "access", "email:zoe@post.example");
	world_answer(&w, &letter, "index.html");
	ck_lacks(letter, "Write to us first");
	ck_has(letter, "where you live, where you work or where it happened");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(a_day_that_has_passed_is_not_promised)
{
	struct om_request_new what = { .right = "access",
		.claim = OM_SPAN("email:ana@post.example") };
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	what.received = om_clock_today() - 60;
	ck_ok(om_request_new(&w.c, &what));
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_ok(om_request_plan(&w.c));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "will send you what we find.");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(a_workspace_may_have_letters_of_its_own)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;
	char *path;

	world_make(&w, false);
	world_close(&w);
	path = om_path_join(w.folder, "reports");
	ck_ok(om_folder_make(path, 0700));
	om_free(path);
	set_file(&w, "reports/letter_nobody.html", "<p>own {{id}}</p>\n");
	world_open(&w);
	world_run(&w, "access", "email:zoe@post.example");
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "<p>own 0");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

OM_SUITE(request_answer_letter)
{
	tcase_add_test(tests, an_access_letter_has_every_point_of_article_15);
	tcase_add_test(
	    tests, what_the_controller_has_not_stated_is_said_to_be_missing);
	tcase_add_test(tests, markup_in_data_is_text_in_the_letter);
	tcase_add_test(
	    tests, a_letter_can_be_read_without_eyes_and_without_script);
	tcase_add_test(
	    tests, an_erasure_letter_needs_nothing_of_what_was_erased);
	tcase_add_test(tests, a_pseudonymisation_is_not_called_erasure);
	tcase_add_test(tests, nobody_is_told_what_was_searched);
	tcase_add_test(
	    tests, an_entry_of_the_ledger_is_told_to_whom_it_is_about);
	tcase_add_test(tests, a_refusal_neither_confirms_nor_denies);
	tcase_add_test(tests, an_erasure_is_whole_when_all_was_dealt_with);
	tcase_add_test(tests, a_refusal_cites_the_law_of_its_request_alone);
	tcase_add_test(
	    tests, a_refused_consumer_is_told_what_she_may_do_all_the_same);
	tcase_add_test(
	    tests, nobody_found_cites_article_15_only_where_it_was_asked_for);
	tcase_add_test(tests, the_united_kingdom_has_its_own_law);
	tcase_add_test(tests, a_plan_and_a_refusal_of_the_kingdom_cite_its_law);
	tcase_add_test(tests, nobody_is_sent_to_an_address_that_is_not_there);
	tcase_add_test(tests, a_day_that_has_passed_is_not_promised);
	tcase_add_test(tests, a_workspace_may_have_letters_of_its_own);
}
