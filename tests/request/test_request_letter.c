#include "request/world.h"

#include "crypto/hash.h"
#include "request/kept.h"
#include "request/letter_kind.h"
#include "store/hold.h"

static const char ana[] = "email:ana@post.example";

/* All that a letter needs, under a law. */
static void
settle(struct world *w, const char *regime)
{
	struct om_buf members = OM_BUF(4096);

	om_buf_format(&members,
	    "\"organisation\":{\"name\":\"Quay & Co\",\"contact\":"
	    "\"post@quay.example\"},\"authority\":{\"name\":\"Authority of "
	    "Quay\"},\"signatory\":\"Maria, privacy officer\","
	    "\"backup_days\":7,\"regime\":\"%s\",\"processing\":"
	    "{\"recipients\":[\"Parcel Ltd\",\"Mail <Inc>\"]}",
	    regime);
	world_settle(w, members.p);
	om_buf_free(&members);
}

static void
begin(struct world *w, const char *regime)
{
	world_make(w, false);
	settle(w, regime);
}

static int
write_letter(struct world *w, const char *kind, const char *language,
    const char *text, int32_t until)
{
	char *folder = om_path_join(w->folder, "letters");
	const struct om_request_writing what = { .kind = kind,
		.path = folder,
		.language = language,
		.text = om_span_of(text),
		.until = until };
	int rc = om_request_letter(&w->c, &what);

	om_free(folder);
	return rc;
}

static void
read_letter(
    struct world *w, struct om_buf *out, const char *kind, const char *language)
{
	struct om_buf name = OM_BUF(256);
	char *path;

	om_buf_format(&name, "letters/%s-%s.html", kind, language);
	path = om_path_join(w->folder, name.p);
	om_buf_reset(out);
	ck_ok(om_file_read(out, path));
	om_free(path);
	om_buf_free(&name);
}

/* Every one of n texts, and the number and what was asked, in a letter. */
static void
check_letter(struct world *w, const char *kind, const char *language,
    const char *const *wanted)
{
	struct om_buf letter = OM_BUF(1 << 20);

	ck_ok(write_letter(w, kind, language, "Why <b>so</b>", 0));
	read_letter(w, &letter, kind, language);
	for (; *wanted != NULL; wanted++)
		ck_has(letter, *wanted);
	ck_has(letter, "Quay &amp; Co");
	ck_has(letter, "Maria, privacy officer");
	ck_lacks(letter, "<b>");
	ck_lacks(letter, "{{");
	om_buf_free(&letter);
}

#define WANTED(...)               \
	(const char *const[])     \
	{                         \
		__VA_ARGS__, NULL \
	}

/* What is written when a request came in: under which law, in which words. */
static const struct {
	const char *law, *right, *kind, *language, *wanted[8];
} first_letters[] = {
	/* Receipt: until when, and that it is free. */
	{ "gdpr", "access", "acknowledgement", "en",
	    { "at the latest by ", "GDPR Art. 12(3)", "two months more",
		"It costs you nothing", "GDPR Art. 12(5)" } },
	{ "gdpr", "access", "acknowledgement", "de",
	    { "spätestens am ", "Art. 12 Abs. 3 DSGVO",
		"bis zu zwei Monate mehr", "Das kostet Sie nichts" } },
	{ "gdpr", "access", "acknowledgement", "fr",
	    { "au plus tard le ", "art. 12, par. 3 du RGPD",
		"deux mois de plus", "Cela ne vous coûte rien" } },
	/* California wants told how it is dealt with (11 CCR 7021(a)). */
	{ "ccpa", "know", "acknowledgement", "en",
	    { "First we compare what you gave us", "You have our answer by ",
		"11 CCR 7021", "up to 45 days" } },
	{ "ccpa", "optout", "acknowledgement", "de",
	    { "verlangen wir keinen Nachweis, wer Sie sind", "kein Konto",
		"11 CCR 7026" } },
	/* Who asks: the least that shows it, and no copy. */
	{ "gdpr", "access", "identity", "en",
	    { "reasonable doubts", "GDPR Art. 12(6)",
		"and no more:", "Why &lt;b&gt;so&lt;/b&gt;",
		"no copy of an identity card or passport",
		"delete it afterwards",
		"says nothing about whether we hold" } },
	{ "gdpr", "access", "identity", "de",
	    { "begründete Zweifel", "Art. 12 Abs. 6 DSGVO",
		"keine Kopie eines Ausweises oder Passes",
		"Dieses Schreiben sagt nichts darüber" } },
	{ "gdpr", "access", "identity", "fr",
	    { "doutes raisonnables", "art. 12, par. 6 du RGPD",
		"pas envoyer de copie", "Cette lettre ne dit rien" } },
	/* Only where the law says so does a question stop the clock. */
	{ "gdpr", "access", "clarification", "en",
	    { "The time for our answer goes on meanwhile." } },
	{ "uk-gdpr", "access", "clarification", "en",
	    { "stands still until you reply", "UK GDPR Art. 12A" } },
	{ "uk-gdpr", "access", "identity", "en",
	    { "begins when your answer arrives", "UK GDPR Art. 12A" } },
	{ "ccpa", "know", "identity", "en",
	    { "goes on meanwhile", "11 CCR 7021(b)", "11 CCR 7060" } },
	/* Who cannot be identified is told what would help. */
	{ "gdpr", "access", "unidentified", "en",
	    { "not in a position to identify", "GDPR Art. 11(2), 12(2)",
		"further information", "says nothing about whether",
		"GDPR Art. 77" } },
	{ "gdpr", "access", "unidentified", "de",
	    { "nicht identifizieren", "Art. 11 Abs. 2, Art. 12 Abs. 2 DSGVO",
		"weitere Informationen" } },
	{ "gdpr", "access", "unidentified", "fr",
	    { "ne nous permet pas d’identifier",
		"art. 11, par. 2 et art. 12, par. 2 du RGPD" } },
};
enum { FIRST_LETTERS = sizeof(first_letters) / sizeof(first_letters[0]) };

START_TEST(a_first_letter_says_what_its_law_asks_for)
{
	struct world w;

	begin(&w, first_letters[_i].law);
	ck_ok(world_new(&w, first_letters[_i].right, ana));
	check_letter(&w, first_letters[_i].kind, first_letters[_i].language,
	    first_letters[_i].wanted);
	world_free(&w);
}
END_TEST

START_TEST(trap_13_nobody_is_asked_who_she_is_for_an_opt_out)
{
	struct world w;

	begin(&w, "ccpa");
	ck_ok(world_new(&w, "optout", ana));
	ck_code(write_letter(&w, "identity", "en", "a code", 0), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(a_question_of_identity_needs_its_words)
{
	struct world w;

	begin(&w, "gdpr");
	ck_ok(world_new(&w, "access", ana));
	ck_code(write_letter(&w, "identity", "en", "", 0), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "--text"));
	world_free(&w);
}
END_TEST

static void
add_day(struct om_buf *b, const char *language, int32_t day)
{
	struct om_language *l;

	ck_ok(om_language_open(&l, NULL, language));
	om_language_day(b, l, day);
	om_language_close(l);
}

/* The same day months later, past a weekend (Reg. 1182/71 Art. 3). */
static int32_t
months_later(int months)
{
	int32_t day = om_day_add_months(om_clock_today(), months);

	while (om_day_weekday(day) == 0 || om_day_weekday(day) == 6)
		day++;
	return day;
}

START_TEST(an_extension_gives_the_reason_both_days_and_the_remedy)
{
	struct om_buf first = OM_BUF(64), then = OM_BUF(64);
	struct world w;

	begin(&w, "gdpr");
	ck_ok(world_new(&w, "access", ana));
	ck_code(write_letter(&w, "extension", "en", "", 0), OM_DENIED);
	add_day(&first, "de", months_later(1));
	add_day(&then, "de", months_later(3));
	ck_ok(om_request_extend(&w.c, "complexity"));
	check_letter(&w, "extension", "en",
	    WANTED("because your request is complex", "GDPR Art. 12(3)",
		"extend the time by up to two months", "Authority of Quay",
		"GDPR Art. 77", "GDPR Art. 79"));
	check_letter(&w, "extension", "de",
	    WANTED(first.p, then.p, "weil Ihr Antrag komplex ist",
		"Frist um bis zu zwei Monate zu verlängern", "Art. 77 DSGVO",
		"Art. 79 DSGVO", "Authority of Quay"));
	check_letter(&w, "extension", "fr",
	    WANTED("parce que votre demande est complexe",
		"prolonger le délai de deux mois au plus", "art. 77 du RGPD",
		"art. 79 du RGPD"));
	om_buf_free(&first);
	om_buf_free(&then);
	world_free(&w);
}
END_TEST

START_TEST(an_extension_is_not_told_after_the_first_period)
{
	struct om_request_new what = { .right = "access",
		.claim = OM_SPAN("email:ana@post.example") };
	struct world w;

	begin(&w, "gdpr");
	what.received = om_clock_today() - 60;
	ck_ok(om_request_new(&w.c, &what));
	ck_code(om_request_extend(&w.c, "complexity"), OM_DENIED);
	ck_code(write_letter(&w, "extension", "en", "", 0), OM_DENIED);
	world_free(&w);
}
END_TEST

static void
refuse(struct world *w, const char *right, const char *ground)
{
	const struct om_request_denial what = { .ground = ground,
		.because = OM_SPAN("Forty requests <i>in a week</i>") };

	ck_ok(world_new(w, right, ana));
	ck_ok(om_request_refuse(&w->c, &what));
}

START_TEST(a_refusal_has_ground_facts_authority_and_court)
{
	struct world w;

	begin(&w, "gdpr");
	refuse(&w, "access", "excessive");
	check_letter(&w, "refusal", "en",
	    WANTED("The request is excessive.", "GDPR Art. 12(5)",
		"What this rests on: Forty requests &lt;i&gt;in a week",
		"supervisory authority", "GDPR Art. 77", "Authority of Quay",
		"go to court", "GDPR Art. 79", "post@quay.example"));
	check_letter(&w, "refusal", "de",
	    WANTED("Der Antrag ist exzessiv.", "Art. 12 Abs. 5 DSGVO",
		"Worauf sich das stützt: Forty", "Aufsichtsbehörde",
		"Art. 77 DSGVO", "Authority of Quay", "vor Gericht",
		"Art. 79 DSGVO"));
	check_letter(&w, "refusal", "fr",
	    WANTED("La demande est excessive.", "art. 12, par. 5 du RGPD",
		"Forty", "autorité de contrôle", "art. 77 du RGPD",
		"Authority of Quay", "tribunal", "art. 79 du RGPD"));
	world_free(&w);
}
END_TEST

/* Art. 12(4): of the reasons, and not of where to ask for them. */
START_TEST(the_answer_to_a_refused_request_has_its_facts)
{
	struct om_buf page = OM_BUF(1 << 20);
	struct world w;

	begin(&w, "gdpr");
	refuse(&w, "access", "excessive");
	world_answer(&w, &page, "index.html");
	ck_has(page, "What this rests on: Forty requests &lt;i&gt;in a week");
	ck_lacks(page, "ask us for the reason");
	om_buf_free(&page);
	world_free(&w);
}
END_TEST

START_TEST(a_refusal_of_the_kingdom_tells_of_the_complaint_to_us)
{
	struct world w;

	begin(&w, "uk-gdpr");
	refuse(&w, "access", "unfounded");
	check_letter(&w, "refusal", "en",
	    WANTED("UK GDPR Art. 12(5)",
		"complain to us (post@quay.example): we acknowledge it within "
		"30 days and tell you without undue delay what came of it",
		"Data Protection Act 2018 s. 164A", "Information Commissioner",
		"UK GDPR Art. 77", "UK GDPR Art. 79"));
	check_letter(&w, "refusal", "de",
	    WANTED("binnen 30 Tagen", "Data Protection Act 2018 s. 164A"));
	check_letter(&w, "refusal", "fr",
	    WANTED("dans les 30 jours", "Data Protection Act 2018 s. 164A"));
	world_free(&w);
}
END_TEST

START_TEST(a_refusal_of_california_says_what_else_can_be_had)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	begin(&w, "ccpa");
	refuse(&w, "know", "not_identified");
	check_letter(&w, "refusal", "en",
	    WANTED("we could not verify that the person who asks",
		"look at our decision again", "Cal. Civ. Code 1798.145(h)",
		"privacy policy", "11 CCR 7024(b)", "cppa.ca.gov", "oag.ca.gov",
		"1798.125"));
	read_letter(&w, &letter, "refusal", "en");
	ck_lacks(letter, "GDPR");
	ck_lacks(letter, "supervisory");
	refuse(&w, "delete", "ccpa_unfounded");
	check_letter(&w, "refusal", "de",
	    WANTED("zu verkaufen oder zu teilen",
		"keinen Nachweis, wer Sie sind", "11 CCR 7022"));
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(a_refusal_without_facts_is_not_sent)
{
	struct world w;

	begin(&w, "gdpr");
	ck_ok(world_new(&w, "access", ana));
	ck_ok(om_request_deny(&w.c, "unfounded"));
	ck_code(write_letter(&w, "refusal", "en", "", 0), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "--because"));
	world_free(&w);
}
END_TEST

START_TEST(who_was_verified_is_not_told_that_nobody_knows_her)
{
	struct world w;

	begin(&w, "gdpr");
	ck_ok(world_new(&w, "access", ana));
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_code(write_letter(&w, "unidentified", "en", "x", 0), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(a_fee_is_announced_with_its_amount_before_it_is_owed)
{
	const struct om_request_fee fee = { "25.00", "EUR",
		OM_SPAN("The tenth copy") };
	struct world w;

	begin(&w, "gdpr");
	ck_ok(world_new(&w, "access", ana));
	ck_code(write_letter(&w, "fee", "en", "", 0), OM_DENIED);
	ck_ok(om_request_fee(&w.c, &fee));
	check_letter(&w, "fee", "en",
	    WANTED("The tenth copy", "25.00 EUR", "GDPR Art. 12(5), 15(3)",
		"You owe nothing yet.", "GDPR Art. 77"));
	check_letter(
	    &w, "fee", "de", WANTED("25.00 EUR", "Sie schulden noch nichts."));
	check_letter(
	    &w, "fee", "fr", WANTED("25.00 EUR", "Vous ne devez encore rien."));
	world_free(&w);
}
END_TEST

#define NUMBERED                                                             \
	"{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":[{"       \
	"\"type\":\"email\",\"value\":\"ana@post.example\"}],"               \
	"\"attributes\":{\"ssn\":\"219-09-9999\",\"password\":\"tea-cup\"}}" \
	"\n"

static void
answer(struct world *w, struct om_buf *letter, const char *right)
{
	(void)world_import(w, NUMBERED);
	world_run(w, right, ana);
	om_buf_reset(letter);
	world_answer(w, letter, "index.html");
}

START_TEST(trap_07_the_two_laws_do_not_get_the_same_letter)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	begin(&w, "gdpr");
	answer(&w, &letter, "access");
	ck_has(letter, "219-09-9999");
	ck_lacks(letter, "tea-cup");
	world_free(&w);
	begin(&w, "ccpa");
	answer(&w, &letter, "know");
	ck_lacks(letter, "219-09-9999");
	ck_lacks(letter, "tea-cup");
	ck_has(letter, "What we hold but may not show");
	ck_has(letter, "<li>US social security number");
	ck_has(letter, "11 CCR 7024(d)");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(trap_08_europe_names_recipients_and_california_has_two_lists)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	begin(&w, "gdpr");
	answer(&w, &letter, "access");
	ck_has(letter, "GDPR Art. 15(1)(c)");
	ck_has(letter, "Parcel Ltd");
	ck_has(letter, "Mail &lt;Inc&gt;");
	world_free(&w);
	begin(&w, "ccpa");
	answer(&w, &letter, "know");
	ck_has(letter, "<h2>Sold or shared</h2>");
	ck_has(letter, "<h2>Disclosed for a business purpose</h2>");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

/* Trap 21: what was searched is listed, and what was not is said. */
START_TEST(trap_21_nothing_found_lists_what_was_searched)
{
	struct world w;

	begin(&w, "gdpr");
	world_run(&w, "access", ana);
	check_letter(&w, "nothing", "en",
	    WANTED("We found nothing about you", "Systems that were searched",
		"our profile store", "looked up twice, nobody found",
		"not connected to it were not searched",
		"another address, number or account", "GDPR Art. 15(1)"));
	check_letter(&w, "nothing", "de",
	    WANTED("Durchsuchte Systeme", "unser Profilspeicher",
		"zweimal gesucht, niemanden gefunden",
		"wurden hierbei nicht durchsucht"));
	check_letter(&w, "nothing", "fr",
	    WANTED("Systèmes où nous avons cherché",
		"cherché deux fois, personne trouvé"));
	ck_code(write_letter(&w, "erased", "en", "", 0), OM_DENIED);
	ck_code(write_letter(&w, "partial", "en", "", 0), OM_DENIED);
	world_free(&w);
}
END_TEST

/* Trap 21, too: no letter before verification tells whether she is known. */
START_TEST(trap_21_letters_before_verification_are_the_same_for_a_stranger)
{
	static const char *const kinds[] = { "acknowledgement", "identity",
		"clarification", "unidentified" };
	struct om_buf letters[2] = { OM_BUF(1 << 20), OM_BUF(1 << 20) };
	struct world w;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		for (int known = 0; known < 2; known++) {
			begin(&w, "gdpr");
			if (known)
				(void)world_import(&w, ANA);
			ck_ok(world_new(&w, "access", ana));
			ck_ok(write_letter(&w, kinds[i], "en", "x", 0));
			read_letter(&w, &letters[known], kinds[i], "en");
			ck_lacks(letters[known], "crm");
			ck_lacks(letters[known], "profile store");
			world_free(&w);
		}
		/* Numbers differ, and have the same length. */
		ck_assert_uint_eq(letters[0].n, letters[1].n);
	}
	om_buf_free(&letters[0]);
	om_buf_free(&letters[1]);
}
END_TEST

START_TEST(what_tells_of_data_waits_for_verification)
{
	struct world w;

	begin(&w, "gdpr");
	(void)world_import(&w, ANA);
	ck_ok(world_new(&w, "erase", ana));
	for (size_t i = 0; om_letter_kind_at(i) != NULL; i++) {
		const struct om_letter_kind *kind = om_letter_kind_at(i);

		if ((kind->needs & OM_LETTER_KNOWN) == 0)
			continue;
		ck_code(write_letter(
			    &w, kind->word, "en", "x", om_clock_today() + 9),
		    OM_DENIED);
	}
	ck_code(write_letter(&w, "poem", "en", "", 0), OM_USAGE);
	world_free(&w);
}
END_TEST

START_TEST(an_erasure_tells_the_day_of_the_backups_and_what_stays)
{
	struct om_buf day = OM_BUF(64);
	struct world w;

	begin(&w, "gdpr");
	(void)world_import(&w, ANA);
	world_run(&w, "erase", ana);
	ck_code(write_letter(&w, "erased", "en", "", 0), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "`partial`"));
	check_letter(&w, "partial", "en",
	    WANTED("as far as we could", "1 record", "Not yet dealt with: crm",
		"GDPR Art. 77"));
	ck_ok(om_request_attest(&w.c, "crm"));
	add_day(&day, "de", om_clock_today() + 7);
	check_letter(&w, "erased", "en",
	    WANTED("Your data is erased", "GDPR Art. 17(1)",
		"We keep them until ", "What stays behind",
		"must not come back", "GDPR Art. 5(2), 24", "GDPR Art. 19"));
	check_letter(&w, "erased", "de",
	    WANTED("Ihre Daten sind gelöscht", "Wir behalten sie bis zum ",
		day.p, "Art. 17 Abs. 1 DSGVO", "1 Datensatz über Sie"));
	check_letter(&w, "erased", "fr",
	    WANTED("Vos données sont effacées", "Nous les gardons jusqu",
		"1 enregistrement vous concernant"));
	om_buf_free(&day);
	world_free(&w);
}
END_TEST

START_TEST(what_is_kept_is_told_with_its_ground_and_later_supplemented)
{
	const struct om_hold what = {
		.system = "crm", .category = "", .ground = "legal_claims"
	};
	struct om_kept_tending done;
	struct world w;
	int64_t hold;

	begin(&w, "gdpr");
	(void)world_import(&w, ANA);
	ck_ok(om_hold_place(&hold, w.om->store, &what, OM_SPAN_NONE));
	world_run(&w, "erase", ana);
	ck_code(write_letter(&w, "supplement", "en", "", 0), OM_DENIED);
	check_letter(&w, "partial", "de",
	    WANTED("Was wir nicht getan haben", "<td>crm",
		"Verteidigung von Rechtsansprüchen",
		"Art. 17 Abs. 3 Buchst. e DSGVO",
		"Wenn der Grund entfällt, löschen wir sie"));
	ck_ok(om_hold_release(w.om->store, hold));
	ck_ok(om_kept_tend(&done, w.om));
	ck_ok(om_request_show(&w.c));
	check_letter(&w, "supplement", "fr",
	    WANTED("Le motif en a pris fin", "art. 17, par. 1 du RGPD",
		"Des sauvegardes faites auparavant"));
	world_free(&w);
}
END_TEST

START_TEST(what_the_settings_lack_is_named_before_it_is_made)
{
	static const struct {
		const char *members, *name;
	} cases[] = {
		{ "\"organisation\":{}", "organisation.name" },
		{ "\"organisation\":{\"name\":\"Q\"}",
		    "organisation.contact (or dpo.contact)" },
		{ "\"organisation\":{\"name\":\"Q\",\"contact\":\"q\"}",
		    "signatory" },
		{ "\"organisation\":{\"name\":\"Q\",\"contact\":\"q\"},"
		  "\"signatory\":\"M\"",
		    "authority.name" },
		{ "\"organisation\":{\"name\":\"Q\",\"contact\":\"q\"},"
		  "\"signatory\":\"M\",\"authority\":{\"name\":\"A\"}",
		    "backup_days" },
	};
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "erase", ana);
	ck_ok(om_request_attest(&w.c, "crm"));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		world_settle(&w, cases[i].members);
		ck_code(write_letter(&w, "erased", "en", "", 0), OM_USAGE);
		ck_assert_msg(strstr(om_failure(), cases[i].name) != NULL, "%s",
		    om_failure());
	}
	ck_assert_uint_eq(w.c.request->letter_count, 0);
	world_free(&w);
}
END_TEST

START_TEST(a_restriction_is_lifted_after_it_was_said)
{
	struct om_request_new what = { .right = "restrict",
		.claim = OM_SPAN("email:ana@post.example"),
		.about = "accuracy",
		.received = om_clock_today() };
	struct world w;

	begin(&w, "gdpr");
	(void)world_import(&w, ANA);
	w.c = (struct om_case){ w.om, &w.arena, 0, NULL };
	ck_ok(om_request_new(&w.c, &what));
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_code(write_letter(
		    &w, "lifting", "en", "It was checked", om_clock_today()),
	    OM_USAGE);
	ck_ok(write_letter(
	    &w, "lifting", "en", "It was checked", om_clock_today() + 14));
	{
		struct om_buf letter = OM_BUF(1 << 20), day = OM_BUF(64);

		add_day(&day, "en", om_clock_today() + 14);
		read_letter(&w, &letter, "lifting", "en");
		ck_has(letter, day.p);
		ck_has(letter, "GDPR Art. 18(3)");
		ck_has(letter, "The reason: It was checked");
		ck_has(letter, "GDPR Art. 77");
		om_buf_free(&letter);
		om_buf_free(&day);
	}
	world_free(&w);
}
END_TEST

START_TEST(an_opt_out_is_confirmed_in_the_words_of_the_regulation)
{
	static const char *const languages[] = { "en", "de", "fr" };
	struct world w;

	begin(&w, "ccpa");
	(void)world_import(&w, ANA);
	ck_ok(world_new(&w, "optout", ana));
	ck_ok(om_request_plan(&w.c));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	for (size_t i = 0; i < 3; i++)
		check_letter(&w, "optout", languages[i],
		    WANTED("Opt-Out Request Honored", "11 CCR 7026"));
	world_free(&w);
}
END_TEST

START_TEST(recipients_are_told_by_their_names_each_once)
{
	struct world w;

	begin(&w, "gdpr");
	(void)world_import(&w, ANA);
	world_run(&w, "erase", ana);
	check_letter(&w, "recipients", "en",
	    WANTED("GDPR Art. 19", "<td>Parcel Ltd</td><td>will be told",
		"<td>Mail &lt;Inc&gt;</td>"));
	world_free(&w);
}
END_TEST

static int
send_letter(struct world *w, const char *kind, int32_t day)
{
	const struct om_request_sending what = { .kind = kind,
		.channel = "post",
		.address = "profile",
		.evidence = "registered letter",
		.day = day };

	return om_request_send(&w->c, &what);
}

static void
check_hash(struct world *w, const char *name, const char *wanted)
{
	struct om_buf file = OM_BUF(1 << 20), hex = OM_BUF(100);
	uint8_t hash[OM_HASH_SIZE];
	char *path = om_path_join(w->folder, name);

	ck_ok(om_file_read(&file, path));
	ck_ok(om_sha256(hash, om_buf_span(&file)));
	om_buf_hex(&hex, om_span_bytes(hash, sizeof(hash)));
	ck_assert_str_eq(wanted, hex.p);
	om_buf_free(&file);
	om_buf_free(&hex);
	om_free(path);
}

START_TEST(a_letter_is_entered_when_made_and_when_it_went_out)
{
	const struct om_request_letter *l;
	struct world w;

	begin(&w, "gdpr");
	ck_ok(world_new(&w, "access", ana));
	ck_code(send_letter(&w, "acknowledgement", 0), OM_DENIED);
	ck_ok(write_letter(&w, "acknowledgement", "fr", "", 0));
	ck_assert_uint_eq(w.c.request->letter_count, 1);
	l = &w.c.request->letters[0];
	ck_assert_str_eq(l->kind, "acknowledgement");
	ck_assert_str_eq(l->language, "fr");
	ck_assert_str_eq(l->signatory, "Maria, privacy officer");
	ck_assert_int_eq(l->sent, 0);
	check_hash(&w, "letters/acknowledgement-fr.html", l->sha256);
	/* Another in its place; that is the one that goes out. */
	ck_ok(write_letter(&w, "acknowledgement", "de", "", 0));
	ck_assert_uint_eq(w.c.request->letter_count, 2);
	ck_code(
	    send_letter(&w, "acknowledgement", om_clock_today() - 1), OM_USAGE);
	ck_code(
	    send_letter(&w, "acknowledgement", om_clock_today() + 1), OM_USAGE);
	ck_ok(send_letter(&w, "acknowledgement", 0));
	l = &w.c.request->letters[1];
	ck_assert_int_eq(l->sent, om_clock_today());
	ck_assert_str_eq(l->channel, "post");
	ck_assert_str_eq(l->address, "profile");
	ck_assert_str_eq(l->evidence, "registered letter");
	ck_assert_ptr_nonnull(om_request_sent(w.c.request, "acknowledgement"));
	/* It went out once. */
	ck_code(send_letter(&w, "acknowledgement", 0), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(sending_the_acknowledgement_acknowledges)
{
	struct om_request_new what = { .right = "access",
		.claim = om_span_of(ana),
		.language = "fr",
		.received = om_clock_today() };
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	begin(&w, "gdpr");
	w.c = (struct om_case){ w.om, &w.arena, 0, NULL };
	ck_ok(om_request_new(&w.c, &what));
	ck_assert_ptr_null(w.c.request->acknowledged);
	/* In the language of the request, where none is named. */
	ck_ok(write_letter(&w, "acknowledgement", NULL, "", 0));
	read_letter(&w, &letter, "acknowledgement", "fr");
	ck_has(letter, "<html lang=\"fr\">");
	ck_ok(send_letter(&w, "acknowledgement", 0));
	ck_assert_ptr_nonnull(w.c.request->acknowledged);
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(a_request_under_two_laws_is_told_of_both)
{
	struct world w;

	begin(&w, "gdpr,ccpa");
	refuse(&w, "access", "unfounded");
	check_letter(&w, "refusal", "en",
	    WANTED("GDPR Art. 12(5)", "Authority of Quay", "GDPR Art. 79",
		"cppa.ca.gov", "Cal. Civ. Code 1798.145(h)"));
	world_free(&w);
}
END_TEST

/* Art. 12(4) of each of the two GDPRs: its authority, and its articles. */
START_TEST(each_of_three_laws_has_its_own_remedy)
{
	struct world w;

	begin(&w, "gdpr,uk-gdpr,ccpa");
	refuse(&w, "access", "unfounded");
	check_letter(&w, "refusal", "en",
	    WANTED("Authority of Quay", "\">(GDPR Art. 77)",
		"\">(GDPR Art. 79)", "Information Commissioner",
		"\">(UK GDPR Art. 77)", "\">(UK GDPR Art. 79)",
		"Data Protection Act 2018 s. 164A", "cppa.ca.gov"));
	check_letter(&w, "refusal", "de",
	    WANTED("(Art. 77 DSGVO)", "(Art. 77 UK GDPR)"));
	check_letter(&w, "refusal", "fr",
	    WANTED("(art. 77 du RGPD)", "(art. 77 du UK GDPR)"));
	world_free(&w);
}
END_TEST

START_TEST(evidence_holds_no_identifier)
{
	struct om_request_sending what = { "answer", "post", "profile",
		"to ana@post.example", 0 };
	struct world w;

	begin(&w, "gdpr");
	ck_ok(world_new(&w, "access", ana));
	ck_code(om_request_send(&w.c, &what), OM_USAGE);
	ck_assert_ptr_null(strstr(om_failure(), "ana"));
	what.evidence = "posted";
	what.channel = "pigeon";
	ck_code(om_request_send(&w.c, &what), OM_USAGE);
	what.channel = "post";
	what.address = "guess";
	ck_code(om_request_send(&w.c, &what), OM_USAGE);
	world_free(&w);
}
END_TEST

START_TEST(an_answer_is_a_letter_that_waits_to_be_sent)
{
	struct om_buf letter = OM_BUF(1 << 20);
	const struct om_request_letter *l;
	struct world w;

	begin(&w, "gdpr");
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	ck_assert_uint_eq(w.c.request->letter_count, 1);
	l = &w.c.request->letters[0];
	ck_assert_str_eq(l->kind, "answer");
	check_hash(&w, "answer/index.html", l->sha256);
	ck_ok(send_letter(&w, "answer", 0));
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

/* Who answers, and the authority: GDPR Art. 12(4), 15(1)(f). */
START_TEST(an_answer_with_a_hole_in_it_is_not_sent)
{
	static const struct {
		const char *members, *name;
	} cases[] = {
		{ "\"organisation\":{},\"authority\":{\"name\":\"A\"}",
		    "organisation.name" },
		{ "\"organisation\":{\"name\":\"Q\"}", "authority.name" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct om_buf letter = OM_BUF(1 << 20);
		struct world w;

		world_make(&w, false);
		world_settle(&w, cases[i].members);
		(void)world_import(&w, ANA);
		world_run(&w, "access", ana);
		world_answer(&w, &letter, "index.html");
		ck_code(send_letter(&w, "answer", 0), OM_USAGE);
		ck_assert_msg(strstr(om_failure(), cases[i].name) != NULL, "%s",
		    om_failure());
		ck_assert_ptr_null(strchr(om_failure(), '\n'));
		/* Nor is it closed upon: that would say that it went out. */
		ck_code(om_request_close(&w.c, true), OM_USAGE);
		ck_ok(om_request_show(&w.c));
		ck_assert_ptr_null(om_request_sent(w.c.request, "answer"));
		ck_assert_ptr_null(w.c.request->closed);
		om_buf_free(&letter);
		world_free(&w);
	}
}
END_TEST

START_TEST(a_dry_run_makes_no_letter)
{
	char *path;
	struct world w;

	begin(&w, "gdpr");
	ck_ok(world_new(&w, "access", ana));
	w.om->dry_run = true;
	ck_ok(write_letter(&w, "acknowledgement", "en", "", 0));
	w.om->dry_run = false;
	path = om_path_join(w.folder, "letters");
	ck_assert(!om_file_exists(path));
	om_free(path);
	ck_ok(om_request_show(&w.c));
	ck_assert_uint_eq(w.c.request->letter_count, 0);
	world_free(&w);
}
END_TEST

START_TEST(a_letter_never_takes_the_place_of_another)
{
	struct world w;

	begin(&w, "gdpr");
	ck_ok(world_new(&w, "access", ana));
	ck_ok(write_letter(&w, "acknowledgement", "en", "", 0));
	ck_code(write_letter(&w, "acknowledgement", "en", "", 0), OM_EXISTS);
	ck_assert_uint_eq(w.c.request->letter_count, 1);
	ck_code(write_letter(&w, "acknowledgement", "xx", "", 0), OM_USAGE);
	world_free(&w);
}
END_TEST

START_TEST(a_workspace_writes_in_words_of_its_own)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;
	char *folder, *path;

	begin(&w, "gdpr");
	world_close(&w);
	folder = om_path_join(w.folder, "reports/language");
	ck_ok(om_folder_make(folder, 0700));
	path = om_path_join(folder, "de.json");
	ck_ok(om_file_replace(path,
	    OM_SPAN("{\"language\":\"de\",\"name\":\"Deutsch\",\"texts\":"
		    "{\"acknowledgement.nothing\":\"Bitte <warten>.\"}}"),
	    0600));
	world_open(&w);
	ck_ok(world_new(&w, "access", ana));
	ck_ok(write_letter(&w, "acknowledgement", "de", "", 0));
	read_letter(&w, &letter, "acknowledgement", "de");
	ck_has(letter, "Bitte &lt;warten&gt;.");
	ck_has(letter, "Das kostet Sie nichts");
	om_buf_free(&letter);
	om_free(path);
	om_free(folder);
	world_free(&w);
}
END_TEST

OM_SUITE(request_letter)
{
	tcase_add_loop_test(
	    tests, a_first_letter_says_what_its_law_asks_for, 0, FIRST_LETTERS);
	tcase_add_test(
	    tests, trap_13_nobody_is_asked_who_she_is_for_an_opt_out);
	tcase_add_test(tests, a_question_of_identity_needs_its_words);
	tcase_add_test(
	    tests, an_extension_gives_the_reason_both_days_and_the_remedy);
	tcase_add_test(tests, an_extension_is_not_told_after_the_first_period);
	tcase_add_test(tests, a_refusal_has_ground_facts_authority_and_court);
	tcase_add_test(tests, the_answer_to_a_refused_request_has_its_facts);
	tcase_add_test(
	    tests, a_refusal_of_the_kingdom_tells_of_the_complaint_to_us);
	tcase_add_test(
	    tests, a_refusal_of_california_says_what_else_can_be_had);
	tcase_add_test(tests, a_refusal_without_facts_is_not_sent);
	tcase_add_test(
	    tests, who_was_verified_is_not_told_that_nobody_knows_her);
	tcase_add_test(
	    tests, a_fee_is_announced_with_its_amount_before_it_is_owed);
	tcase_add_test(tests, trap_07_the_two_laws_do_not_get_the_same_letter);
	tcase_add_test(tests,
	    trap_08_europe_names_recipients_and_california_has_two_lists);
	tcase_add_test(tests, trap_21_nothing_found_lists_what_was_searched);
	tcase_add_test(tests,
	    trap_21_letters_before_verification_are_the_same_for_a_stranger);
	tcase_add_test(tests, what_tells_of_data_waits_for_verification);
	tcase_add_test(
	    tests, an_erasure_tells_the_day_of_the_backups_and_what_stays);
	tcase_add_test(
	    tests, what_is_kept_is_told_with_its_ground_and_later_supplemented);
	tcase_add_test(
	    tests, what_the_settings_lack_is_named_before_it_is_made);
	tcase_add_test(tests, a_restriction_is_lifted_after_it_was_said);
	tcase_add_test(
	    tests, an_opt_out_is_confirmed_in_the_words_of_the_regulation);
	tcase_add_test(tests, recipients_are_told_by_their_names_each_once);
	tcase_add_test(
	    tests, a_letter_is_entered_when_made_and_when_it_went_out);
	tcase_add_test(tests, sending_the_acknowledgement_acknowledges);
	tcase_add_test(tests, a_request_under_two_laws_is_told_of_both);
	tcase_add_test(tests, each_of_three_laws_has_its_own_remedy);
	tcase_add_test(tests, evidence_holds_no_identifier);
	tcase_add_test(tests, an_answer_is_a_letter_that_waits_to_be_sent);
	tcase_add_test(tests, an_answer_with_a_hole_in_it_is_not_sent);
	tcase_add_test(tests, a_dry_run_makes_no_letter);
	tcase_add_test(tests, a_letter_never_takes_the_place_of_another);
	tcase_add_test(tests, a_workspace_writes_in_words_of_its_own);
}
