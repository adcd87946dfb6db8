#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "policy/due.h"

static struct om_due found;

static int32_t
day(const char *text)
{
	int32_t d = 0;

	ck_ok(om_day_parse(&d, om_span_of(text)));
	return d;
}

static void
release(void)
{
	om_due_close(&found);
}

/* Derives into `found`. */
static void
derive(struct om_due_query q)
{
	om_due_close(&found);
	ck_ok(om_due(&found, &q));
}

static void
expect(const char *what, int32_t date, const char *expected)
{
	struct om_buf text = OM_BUF(16);

	om_day_format(&text, date);
	ck_assert_msg(strcmp(text.p, expected) == 0, "%s is %s, not %s", what,
	    text.p, expected);
	om_buf_free(&text);
}

static void
gdpr(const char *received, const char *country, const char *due,
    const char *extended)
{
	struct om_due_query q = {
		.regime = "gdpr", .country = country, .received = day(received)
	};

	derive(q);
	expect(received, found.due, due);
	ck_assert_ptr_null(found.warning);
	q.extended = true;
	derive(q);
	expect(received, found.due, extended);
}

/* reference vectors: only 25 December and 1 January are holidays. */
START_TEST(trap_01_a_month_is_no_30_days_and_moves_to_a_working_day)
{
	gdpr("2026-01-31", NULL, "2026-03-02", "2026-04-30");
	gdpr("2026-03-05", NULL, "2026-04-06", "2026-06-05");
	gdpr("2026-08-31", NULL, "2026-09-30", "2026-11-30");
	gdpr("2026-11-23", NULL, "2026-12-23", "2027-02-23");
	gdpr("2026-11-25", NULL, "2026-12-28", "2027-02-25");
	gdpr("2026-11-30", NULL, "2026-12-30", "2027-03-01");
	gdpr("2027-01-31", NULL, "2027-03-01", "2027-04-30");
	gdpr("2028-01-31", NULL, "2028-02-29", "2028-05-01");
	gdpr("2026-12-01", NULL, "2027-01-04", "2027-03-01");
}
END_TEST

START_TEST(the_calendar_of_the_country_decides)
{
	gdpr("2026-03-05", "DE", "2026-04-07", "2026-06-05");
	gdpr("2026-03-05", "PT", "2026-04-06", "2026-06-05");
	gdpr("2026-11-25", "DE", "2026-12-28", "2027-02-25");
	gdpr("2026-11-25", "GB", "2026-12-29", "2027-02-25");
	gdpr("2026-11-25", "none", "2026-12-25", "2027-02-25");
	gdpr("2028-01-31", "DE", "2028-02-29", "2028-05-02");
	/* 1 May is no holiday in the Netherlands. */
	gdpr("2028-01-31", "NL", "2028-02-29", "2028-05-01");
	/* Corpus Christi is one in Bavaria, and not in Berlin. */
	gdpr("2026-05-04", "DE-BY", "2026-06-05", "2026-08-04");
	gdpr("2026-05-04", "DE-BE", "2026-06-04", "2026-08-04");
}
END_TEST

/* The examples of EDPB Guidelines 01/2022. */
START_TEST(the_examples_of_the_data_protection_board_come_out)
{
	gdpr("2025-03-05", "BE", "2025-04-07", "2025-06-05");
	gdpr("2024-03-05", "BE", "2024-04-05", "2024-06-05");
	gdpr("2023-08-31", "BE", "2023-10-02", "2023-11-30");
}
END_TEST

static const struct om_due_step *
step(const char *rule)
{
	for (size_t i = 0; i < found.n; i++)
		if (strstr(found.steps[i].rule, rule) != NULL)
			return &found.steps[i];
	return NULL;
}

static void
check_step(const char *rule, const char *date, const char *cite)
{
	ck_assert_msg(step(rule) != NULL, "no step '%s'", rule);
	expect(rule, step(rule)->date, date);
	ck_assert_msg(strstr(step(rule)->cite, cite) != NULL, "%s: %s", rule,
	    step(rule)->cite);
}

START_TEST(each_step_says_its_date_and_its_rule)
{
	derive((struct om_due_query){ .regime = "gdpr",
	    .right = "access",
	    .country = "GB",
	    .received = day("2026-11-25") });
	ck_assert_uint_eq(found.n, 4);
	check_step("received", "2026-11-25", "1182/71 Art. 3(1)");
	check_step("one month", "2026-12-25", "GDPR Art. 12(3)");
	check_step("next working day", "2026-12-29", "1182/71 Art. 3(4)");
	check_step("2026-12-27 is Sunday", "2026-12-29", "");
	check_step("2026-12-25 is Christmas Day", "2026-12-29", "");
	check_step("2026-12-28 is Boxing Day", "2026-12-29", "");
	check_step("refusal", "2026-12-29", "GDPR Art. 12(4)");
	ck_assert_str_eq(found.country, "GB");
	ck_assert_str_eq(found.right, "access");
}
END_TEST

START_TEST(trap_01_an_extension_counts_from_receipt_and_is_not_chained)
{
	derive((struct om_due_query){ .regime = "gdpr",
	    .received = day("2027-01-31"),
	    .extended = true });
	expect("due", found.due, "2027-04-30");
	check_step("notice of the extension", "2027-03-01", "Art. 12(3)");
	check_step("three months", "2027-04-30", "Art. 12(3)");
	check_step("target", "2027-04-28", "");
	ck_assert_ptr_null(step("refusal"));
	/* Where both readings agree, nothing is said of the second. */
	derive((struct om_due_query){ .regime = "gdpr",
	    .received = day("2026-11-23"),
	    .extended = true });
	ck_assert_ptr_null(step("target"));
}
END_TEST

START_TEST(waiting_for_proof_of_identity_moves_the_end_before_it_rolls)
{
	struct om_due_query q = { .regime = "gdpr",
		.country = "none",
		.received = day("2026-11-23"),
		.paused_days = 4 };

	/* 23 December and four days are Sunday the 27th. */
	derive(q);
	expect("due", found.due, "2026-12-28");
	check_step(
	    "proof of identity was awaited (4)", "2026-12-27", "Art. 12(6)");
	q.extended = true;
	derive(q);
	expect("due", found.due, "2027-03-01");
	q.paused_days = 0;
	derive(q);
	ck_assert_ptr_null(step("proof of identity"));
	q.paused_days = -1;
	ck_code(om_due(&found, &q), OM_USAGE);
	q.paused_days = 3661;
	ck_code(om_due(&found, &q), OM_USAGE);
}
END_TEST

START_TEST(trap_03_california_counts_business_days_and_calendar_days)
{
	struct om_due_query q = { .regime = "ccpa",
		.right = "delete",
		.received = day("2026-11-23") };

	derive(q);
	expect("due", found.due, "2027-01-07");
	check_step("10 business days", "2026-12-08", "7021(a)");
	ck_assert(found.has_acknowledge);
	expect("acknowledge", found.acknowledge, "2026-12-08");
	ck_assert(found.extends);
	ck_assert_int_eq(found.identity, OM_IDENTITY_ALWAYS);
	check_step("target", "2027-01-06", "7021(b)");
	ck_assert_ptr_null(found.warning);
	q.extended = true;
	derive(q);
	expect("due", found.due, "2027-02-21");
	check_step("notice of the extension", "2027-01-07", "7021(b)");
	q.right = "optout";
	q.extended = false;
	derive(q);
	expect("due", found.due, "2026-12-15");
	ck_assert(!found.extends);
	ck_assert_int_eq(found.identity, OM_IDENTITY_NEVER);
	q.right = "admt_optout";
	derive(q);
	expect("due", found.due, "2026-12-15");
	q.right = "admt_access";
	derive(q);
	expect("due", found.due, "2027-01-07");
	q.right = "limit";
	q.country = "US-CA";
	derive(q);
	expect("due", found.due, "2026-12-15");
}
END_TEST

START_TEST(california_never_moves_a_weekend_and_never_stops_the_clock)
{
	struct om_due_query q = { .regime = "ccpa",
		.received = day("2026-11-05"),
		.paused_days = 9 };

	/* Sunday 20 December. */
	derive(q);
	expect("due", found.due, "2026-12-20");
	ck_assert_str_eq(found.warning,
	    "under ccpa no question to the person stops the clock");
	q.paused_days = 0;
	q.right = "optout";
	q.extended = true;
	derive(q);
	ck_assert_str_eq(found.warning, "under ccpa this cannot be extended");
}
END_TEST

START_TEST(a_country_without_a_table_is_not_rolled_and_warned_about)
{
	derive((struct om_due_query){
	    .regime = "gdpr", .country = "XX", .received = day("2026-01-31") });
	expect("due", found.due, "2026-02-28");
	ck_assert_ptr_nonnull(strstr(found.warning, "holidays of XX"));
	derive((struct om_due_query){
	    .regime = "gdpr", .country = "DE", .received = day("2041-11-25") });
	expect("due", found.due, "2041-12-25");
	ck_assert_ptr_nonnull(found.warning);
	/* Business days are counted, with weekends alone left out. */
	derive((struct om_due_query){ .regime = "ccpa",
	    .right = "optout",
	    .country = "XX",
	    .received = day("2026-11-23") });
	expect("due", found.due, "2026-12-14");
	ck_assert_ptr_nonnull(found.warning);
}
END_TEST

START_TEST(a_states_law_has_its_own_calendar_wherever_one_sits)
{
	struct om_due_query q = { .regime = "ccpa",
		.right = "optout",
		.country = "DE",
		.home = true,
		.received = day("2026-11-23") };

	/* Thanksgiving is 26 November. */
	derive(q);
	expect("due", found.due, "2026-12-15");
	ck_assert_str_eq(found.country, "US");
	q.country = "US-CA";
	derive(q);
	ck_assert_str_eq(found.country, "US-CA");
	q.home = false;
	q.country = "DE";
	derive(q);
	expect("due", found.due, "2026-12-14");
	q.home = true;
	q.regime = "gdpr";
	derive(q);
	ck_assert_str_eq(found.country, "DE");
}
END_TEST

START_TEST(a_region_that_the_table_does_not_list_is_warned_about)
{
	derive((struct om_due_query){ .regime = "gdpr",
	    .country = "FR-75",
	    .received = day("2026-11-25") });
	expect("due", found.due, "2026-12-28");
	ck_assert_str_eq(found.warning,
	    "FR-75 has no holidays of its own here: those of FR count");
}
END_TEST

START_TEST(other_laws_have_clocks_of_their_own)
{
	static const char *const rows[][3] = {
		{ "uk-gdpr", "2026-12-29", "2027-02-25" },
		{ "lgpd", "2026-12-10", "2026-12-10" },
		{ "pipeda", "2026-12-25", "2027-01-24" },
		{ "quebec-25", "2026-12-25", "2026-12-25" },
		{ "vcdpa", "2027-01-09", "2027-02-23" },
		{ "fadp-ch", "2026-12-25", "2026-12-25" },
		{ "dpdp-in", "2027-02-23", "2027-02-23" },
		{ "appi-jp", "2026-12-09", "2026-12-09" },
	};
	struct om_due_query q = { .received = day("2026-11-25") };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		q.regime = rows[i][0];
		q.extended = false;
		derive(q);
		expect(rows[i][0], found.due, rows[i][1]);
		q.extended = true;
		derive(q);
		expect(rows[i][0], found.due, rows[i][2]);
	}
}
END_TEST

START_TEST(an_unknown_regime_right_or_country_is_refused)
{
	struct om_due_query q = { .regime = "lex", .received = 0 };
	struct om_due none = { 0 };

	ck_code(om_due(&none, &q), OM_NOTFOUND);
	ck_assert_str_eq(om_failure(), "there is no regime lex");
	q.regime = "gdpr";
	q.right = "forget";
	ck_code(om_due(&none, &q), OM_USAGE);
	ck_assert_str_eq(om_failure(), "gdpr has no right forget");
	q.right = NULL;
	q.country = "Germany";
	ck_code(om_due(&none, &q), OM_USAGE);
	ck_assert_uint_eq(none.n, 0);
}
END_TEST

/* Art. 21(3), 7(3): at once; Art. 12(3): told within a month. */
START_TEST(marketing_and_what_rested_on_consent_stop_at_once)
{
	static const char *const rights[] = { "object_marketing",
		"withdraw_consent" };
	struct om_due_query q = { .received = day("2026-11-25") };

	for (size_t i = 0; i < 2; i++) {
		q.right = rights[i];
		q.regime = "gdpr";
		derive(q);
		expect("due", found.due, "2026-11-25");
		expect("answer", found.answer, "2026-12-28");
		check_step("no longer used", "2026-11-25", "21(3), 7(3)");
		ck_assert(!found.extends);
		q.regime = "uk-gdpr";
		derive(q);
		expect("due", found.due, "2026-11-25");
		expect("answer", found.answer, "2026-12-29");
	}
	q.right = "object";
	derive(q);
	expect("due", found.due, "2026-12-29");
	expect("answer", found.answer, "2026-12-29");
	ck_assert(!found.has_acknowledge);
	ck_assert_int_eq(found.identity, OM_IDENTITY_DOUBT);
}
END_TEST

/* Every right of the interface has a clock under both laws. */
START_TEST(every_right_has_a_clock_in_every_regime)
{
	static const char *const rights[] = { "access", "portability",
		"rectify", "erase", "restrict", "object", "pseudonymize",
		"optout", "limit", "know", "delete", "correct" };

	for (size_t i = 0; i < sizeof(rights) / sizeof(rights[0]); i++) {
		derive((struct om_due_query){ .regime = "gdpr",
		    .right = rights[i],
		    .received = day("2026-11-23") });
		expect(rights[i], found.due, "2026-12-23");
		derive((struct om_due_query){ .regime = "ccpa",
		    .right = rights[i],
		    .received = day("2026-11-23") });
		ck_assert_int_gt(found.due, found.received);
	}
}
END_TEST

START_TEST(a_deadline_never_comes_before_an_earlier_ones)
{
	int32_t plain = 0, extended = 0;

	for (int32_t d = day("2026-01-01"); d < day("2027-01-01"); d += 3) {
		struct om_due_query q = {
			.regime = "gdpr", .country = "DE-BY", .received = d
		};

		derive(q);
		ck_assert_int_ge(found.due, plain);
		ck_assert_int_ge(found.due, d + 28);
		ck_assert_int_le(found.due, d + 36);
		plain = found.due;
		q.extended = true;
		derive(q);
		ck_assert_int_ge(found.due, extended);
		ck_assert_int_gt(found.due, plain);
		extended = found.due;
	}
}
END_TEST

START_TEST(the_hash_changes_with_the_calendar)
{
	char hash[OM_POLICY_HASH_SIZE];
	struct om_due_query q = { .regime = "gdpr", .received = 0 };

	derive(q);
	memcpy(hash, found.hash, sizeof(hash));
	ck_assert_uint_eq(strlen(hash), 64);
	q.country = "DE";
	derive(q);
	ck_assert_str_ne(found.hash, hash);
}
END_TEST

START_TEST(a_deadline_in_json_has_the_shape_that_others_rely_on)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_json j = OM_JSON(&text, false);

	derive((struct om_due_query){ .regime = "ccpa",
	    .right = "optout",
	    .received = day("2026-11-23") });
	om_due_json(&j, NULL, &found);
	ck_assert_str_eq(text.p,
	    "{\"regime\":\"ccpa\",\"right\":\"optout\",\"country\":\"US\","
	    "\"received\":\"2026-11-23\",\"extended\":false,"
	    "\"due\":\"2026-12-15\",\"steps\":[{\"rule\":\"received\","
	    "\"date\":\"2026-11-23\",\"cite\":\"11 CCR 7026(f), 7027(g)\"},"
	    "{\"rule\":\"comply as soon as feasible, at the latest after 15 "
	    "business days\",\"date\":\"2026-12-15\","
	    "\"cite\":\"11 CCR 7026(f), 7027(g)\"}]}");
	om_buf_reset(&text);
	derive((struct om_due_query){ .regime = "gdpr",
	    .right = "withdraw_consent",
	    .received = day("2026-11-23") });
	j = OM_JSON(&text, false);
	om_due_json(&j, NULL, &found);
	ck_assert_ptr_nonnull(strstr(text.p,
	    "\"due\":\"2026-11-23\",\"answer_by\":\"2026-12-23\",\"steps\""));
	om_buf_reset(&text);
	derive((struct om_due_query){
	    .regime = "ccpa", .received = day("2026-11-23") });
	j = OM_JSON(&text, false);
	om_due_json(&j, NULL, &found);
	ck_assert_ptr_nonnull(
	    strstr(text.p, "\"acknowledge_by\":\"2026-12-08\""));
	om_buf_reset(&text);
	derive((struct om_due_query){
	    .regime = "gdpr", .country = "XX", .received = 0 });
	j = OM_JSON(&text, false);
	om_due_json(&j, NULL, &found);
	ck_assert_ptr_nonnull(strstr(text.p, "\"right\":null"));
	ck_assert_ptr_nonnull(strstr(text.p, "\"warning\":\"the holidays"));
	om_buf_free(&text);
}
END_TEST

static int
count(void *state, const char *regime, const char *title)
{
	ck_assert(*regime != '\0' && *title != '\0');
	*(int *)state += 1;
	return strcmp(regime, "ccpa") == 0 ? OM_BUSY : OM_OK;
}

START_TEST(the_regimes_are_listed_until_the_visitor_stops)
{
	int n = 0;

	ck_code(om_due_each(NULL, count, &n), OM_BUSY);
	ck_assert_int_eq(n, 3);
}
END_TEST

static void
check_refused_by(int code, const char *text, const char *message)
{
	const char *folder = om_test_folder();
	char *path = om_path_join(folder, "deadlines.json");
	struct om_due_query q = { .regime = "r", .folder = folder };
	struct om_due none = { 0 };

	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
	ck_code(om_due(&none, &q), code);
	ck_assert_msg(strstr(om_failure(), message) != NULL, "'%s', not '%s'",
	    om_failure(), message);
}

static void
check_refused(const char *text, const char *message)
{
	check_refused_by(OM_USAGE, text, message);
}

#define WAITS(waits)                                                   \
	"{\"regimes\":[{\"regime\":\"r\",\"title\":\"t\",\"country\":" \
	"\"none\",\"waits\":[" waits                                   \
	"],\"clocks\":[{\"rights\":[],\"steps\":[]}]}]}"
#define STEP(more) "{\"rule\":\"s\",\"cite\":\"c\"" more "}"
#define STEPS(steps)                                                   \
	"{\"regimes\":[{\"regime\":\"r\",\"title\":\"t\",\"country\":" \
	"\"none\",\"clocks\":[{\"rights\":[],\"steps\":[\n" steps "\n]}]}]}"

START_TEST(a_mistake_in_the_deadlines_is_named)
{
	check_refused("{}", "deadlines.json:1: regimes is missing");
	check_refused_by(
	    OM_NOTFOUND, "{\"regimes\":[]}", "there is no regime r");
	check_refused("{\"regimes\":[{\"regime\":\"r\",\"title\":\"t\","
		      "\"country\":\"none\",\"clocks\":[]}]}",
	    "regimes[0] has no clocks");
	check_refused(STEPS(""), "clocks[0] has no step that is always due");
	check_refused(
	    STEPS(STEP(",\"days\":1,\"due\":true,\"when\":\"extended\"")),
	    "clocks[0] has no step that is always due");
	check_refused(STEPS(STEP("")),
	    "deadlines.json:2: regimes[0].clocks[0].steps[0] must find its "
	    "date in one way");
	check_refused(STEPS(STEP(",\"days\":1,\"months\":1")),
	    "must find its date in one way");
	check_refused(STEPS(STEP(",\"roll\":false")), "a way that is false");
	check_refused(STEPS(STEP(",\"days\":-1")), "counts too far");
	check_refused(STEPS(STEP(",\"days\":3661")), "counts too far");
	check_refused(STEPS(STEP(",\"chained_months\":[\"1\"]")),
	    "has months that are no numbers");
	check_refused(STEPS(STEP(",\"days\":1,\"when\":\"later\"")),
	    "has a when other than extended and plain");
	check_refused(WAITS("{\"for\":\"rain\",\"cite\":\"c\"}"),
	    "regimes[0].waits[0] is for none of identity, clarification");
	check_refused(WAITS("{\"for\":\"fee\",\"cite\":\"c\","
			    "\"within_working_days\":-1}"),
	    "regimes[0].waits[0] counts too far");
	check_refused(
	    "{\"regimes\":[{\"regime\":\"r\",\"title\":\"t\",\"country\":"
	    "\"none\",\"clocks\":[{\"rights\":[],\"identity\":\"maybe\","
	    "\"steps\":[" STEP(",\"days\":1,\"due\":true") "]}]}]}",
	    "clocks[0] has an identity other than doubt, always and never");
	check_refused(STEPS(STEP(",\"days\":1,\"soon\":true")),
	    "steps[0].soon is not a known key");
}
END_TEST

/* The day of receipt is where a clock begins; Saturday 28 November 2026. */
START_TEST(a_clock_that_only_moves_weekends_moves_the_day_of_receipt)
{
	const char *text = STEPS(STEP(",\"roll\":true,\"due\":true"));
	const char *folder = om_test_folder();
	char *path = om_path_join(folder, "deadlines.json");
	struct om_due_query q = {
		.regime = "r", .folder = folder, .received = 20785
	};
	struct om_due due;

	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
	ck_ok(om_due(&due, &q));
	ck_assert_int_eq(due.due, 20787);
	om_due_close(&due);
	/* On a Friday there is nothing to derive it from. */
	q.received = 20784;
	ck_code(om_due(&due, &q), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(
	    om_failure(), "a clock of r has no step that gives this deadline"));
}
END_TEST

START_TEST(a_clock_has_no_more_steps_than_a_deadline_has_room_for)
{
	struct om_buf text = OM_BUF(1 << 16);

	om_buf_text(&text, "{\"regimes\":[{\"regime\":\"r\",\"title\":\"t\","
			   "\"country\":\"none\",\"clocks\":[{\"rights\":[],"
			   "\"steps\":[");
	for (int i = 0; i <= OM_DUE_STEPS_MAX; i++)
		om_buf_format(&text, "%s" STEP(",\"days\":1,\"due\":true"),
		    i == 0 ? "" : ",");
	om_buf_text(&text, "]}]}]}");
	check_refused(text.p, "clocks[0] has too many steps");
	om_buf_free(&text);
}
END_TEST

OM_SUITE(policy_due)
{
	tcase_add_test(
	    tests, a_clock_that_only_moves_weekends_moves_the_day_of_receipt);
	tcase_add_checked_fixture(tests, NULL, release);
	tcase_add_test(
	    tests, trap_01_a_month_is_no_30_days_and_moves_to_a_working_day);
	tcase_add_test(tests, the_calendar_of_the_country_decides);
	tcase_add_test(
	    tests, the_examples_of_the_data_protection_board_come_out);
	tcase_add_test(tests, each_step_says_its_date_and_its_rule);
	tcase_add_test(
	    tests, trap_01_an_extension_counts_from_receipt_and_is_not_chained);
	tcase_add_test(
	    tests, waiting_for_proof_of_identity_moves_the_end_before_it_rolls);
	tcase_add_test(
	    tests, trap_03_california_counts_business_days_and_calendar_days);
	tcase_add_test(
	    tests, california_never_moves_a_weekend_and_never_stops_the_clock);
	tcase_add_test(
	    tests, a_country_without_a_table_is_not_rolled_and_warned_about);
	tcase_add_test(
	    tests, a_states_law_has_its_own_calendar_wherever_one_sits);
	tcase_add_test(
	    tests, a_region_that_the_table_does_not_list_is_warned_about);
	tcase_add_test(tests, other_laws_have_clocks_of_their_own);
	tcase_add_test(tests, an_unknown_regime_right_or_country_is_refused);
	tcase_add_test(
	    tests, marketing_and_what_rested_on_consent_stop_at_once);
	tcase_add_test(tests, every_right_has_a_clock_in_every_regime);
	tcase_add_test(tests, a_deadline_never_comes_before_an_earlier_ones);
	tcase_add_test(tests, the_hash_changes_with_the_calendar);
	tcase_add_test(
	    tests, a_deadline_in_json_has_the_shape_that_others_rely_on);
	tcase_add_test(tests, the_regimes_are_listed_until_the_visitor_stops);
	tcase_add_test(tests, a_mistake_in_the_deadlines_is_named);
	tcase_add_test(
	    tests, a_clock_has_no_more_steps_than_a_deadline_has_room_for);
}
