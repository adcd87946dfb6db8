#include "test.h"

#include "base/date.h"
#include "base/memory.h"
#include "policy/judge.h"

static struct om_kinds *kinds;
static struct om_policy *gdpr, *ccpa, *uk;
static struct om_verdict verdict;

static void
open_laws(void)
{
	ck_ok(om_kinds_open(&kinds, NULL));
	ck_ok(om_policy_open(&gdpr, kinds, NULL, "gdpr"));
	ck_ok(om_policy_open(&ccpa, kinds, NULL, "ccpa"));
	ck_ok(om_policy_open(&uk, kinds, NULL, "uk-gdpr"));
}

static void
close_laws(void)
{
	om_policy_close(gdpr);
	om_policy_close(ccpa);
	om_policy_close(uk);
	om_kinds_close(kinds);
}

/* "email language" as a set. */
static struct om_kind_set
set_of(const char *names)
{
	struct om_kind_set set = { { 0 } };
	struct om_span rest = om_span_of(names), name;

	while (rest.n > 0) {
		int kind;

		if (!om_span_cut(&name, &rest, rest, ' ')) {
			name = rest;
			rest = OM_SPAN_NONE;
		}
		kind = om_kinds_find(kinds, name);
		ck_assert_msg(kind >= 0, "no kind %.*s", OM_SPAN_ARG(name));
		om_kind_set_add(&set, kind);
	}
	return set;
}

static void
judge(const struct om_policy *p, const char *names)
{
	struct om_kind_set set = set_of(names);

	om_policy_judge(&verdict, p, &set);
}

static void
check(const struct om_policy *p, const char *names, const char *word)
{
	judge(p, names);
	ck_assert_msg(strcmp(om_verdict_word(verdict.value), word) == 0,
	    "%s: %s is %s", p->name, names, om_verdict_word(verdict.value));
}

/* The kinds that a rule spoke for; NULL where it was silent. */
static const struct om_kind_set *
spoke(const char *id)
{
	for (size_t i = 0; i < verdict.n; i++)
		if (strcmp(verdict.spoken[i].rule->id, id) == 0)
			return &verdict.spoken[i].kinds;
	return NULL;
}

static void
check_spoke(const char *id, const char *names)
{
	struct om_kind_set expected = set_of(names);
	const struct om_kind_set *found = spoke(id);

	ck_assert_msg(found != NULL, "%s did not speak", id);
	ck_assert_msg(om_kind_set_equal(found, &expected),
	    "%s spoke for other kinds than %s", id, names);
}

static void
check_marks(const struct om_policy *p, const char *names, const char *words)
{
	struct om_buf found = OM_BUF(256);

	judge(p, names);
	for (int mark = 0; mark < OM_MARK_COUNT; mark++)
		if (verdict.marks >> mark & 1)
			om_buf_format(
			    &found, "%s ", om_mark_word((enum om_mark)mark));
	ck_assert_msg(om_span_is(om_buf_span(&found), words),
	    "%s: %s has the marks %.*s", p->name, names, (int)found.n,
	    found.n == 0 ? "" : found.p);
	om_buf_free(&found);
}

START_TEST(a_lone_name_or_postcode_establishes_nothing_under_the_gdpr)
{
	check(gdpr, "name.full", "not-established");
	check(gdpr, "name.given name.family", "not-established");
	check(gdpr, "postal_code", "not-established");
	check(gdpr, "language", "not-established");
	check(gdpr, "", "not-established");
	ck_assert_uint_eq(verdict.n, 0);
}
END_TEST

START_TEST(a_name_with_a_work_address_is_personal_data)
{
	check(gdpr, "name.full address.work", "personal");
	check_spoke("name-and-work", "name.full address.work");
}
END_TEST

START_TEST(a_given_and_a_family_name_are_a_full_name)
{
	check(gdpr, "name.given name.family address.work language", "personal");
	check_spoke("name-and-work", "name.given name.family address.work");
	check(gdpr, "name.given address.work", "not-established");
}
END_TEST

START_TEST(a_part_beside_the_whole_is_not_what_made_it)
{
	check(gdpr, "name.full name.given address.work", "personal");
	check_spoke("name-and-work", "name.full address.work");
}
END_TEST

START_TEST(an_identifier_contaminates_the_whole_record)
{
	check(gdpr, "language email", "personal");
	check_spoke("contact", "language email");
	check(gdpr, "language browsing_history purchase_history user_id",
	    "personal");
	check_spoke(
	    "account", "language browsing_history purchase_history user_id");
	check(ccpa, "language email", "personal");
	check_spoke("contact", "language email");
}
END_TEST

START_TEST(a_rule_about_a_kind_speaks_about_what_is_one_too)
{
	check(gdpr, "national_id.es_nif language", "personal");
	check_spoke("official-number", "national_id.es_nif language");
	check_spoke("art87", "national_id.es_nif");
	check(gdpr, "birth_date postal_code.de", "personal");
	check_spoke("birth-date-and-postal-code", "birth_date postal_code.de");
}
END_TEST

START_TEST(a_pseudonym_is_personal_for_who_holds_the_key)
{
	check(gdpr, "pseudonym", "personal-for-holder");
	ck_assert_ptr_nonnull(
	    strstr(verdict.spoken[0].rule->cite, "C-413/23 P"));
	check(gdpr, "pseudonym language", "personal-for-holder");
	check_spoke("pseudonym", "pseudonym language");
	check(gdpr, "pseudonym email", "personal");
	check(gdpr, "pseudonym birth_date postal_code", "personal");
	check(ccpa, "pseudonym", "personal");
}
END_TEST

START_TEST(california_protects_a_name_and_a_household)
{
	check(ccpa, "name.full", "personal");
	ck_assert_str_eq(
	    verdict.spoken[0].rule->cite, "Cal. Civ. Code 1798.140(v)(1)(A)");
	check(ccpa, "household_id", "personal");
	check(gdpr, "household_id", "not-established");
}
END_TEST

START_TEST(what_the_laws_call_special_differs)
{
	/* kind, GDPR, California: law by law, not by analogy. */
	static const char *const rows[][3] = {
		{ "political_opinion", "art9 ", "" },
		{ "criminal_record", "art10 ", "" },
		{ "ssn", "art87 ", "spi " },
		{ "driver_licence", "", "spi " },
		{ "passport", "", "spi " },
		{ "card_number", "", "" },
		{ "card_number cvv", "", "spi " },
		{ "username password", "", "spi " },
		{ "gps_precise", "may-reveal-art9 ", "spi " },
		{ "citizenship", "", "spi " },
		{ "immigration_status", "", "spi " },
		{ "neural", "", "spi " },
		{ "message_content", "", "spi " },
		{ "biometric_template", "art9 ", "spi " },
		{ "health", "art9 ", "spi " },
		{ "health.mental", "art9 ", "spi " },
		{ "sex_life", "art9 ", "spi " },
		{ "sexual_orientation", "art9 ", "spi " },
		{ "genetic", "art9 ", "spi " },
		{ "race", "art9 ", "spi " },
		{ "religion", "art9 ", "spi " },
		{ "trade_union_membership", "art9 ", "spi " },
		{ "photo_face", "may-reveal-art9 ", "" },
		{ "child", "child ", "child spi " },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		check_marks(gdpr, rows[i][0], rows[i][1]);
		check_marks(ccpa, rows[i][0], rows[i][2]);
	}
}
END_TEST

START_TEST(a_stolen_name_with_a_number_is_marked_in_california)
{
	check_marks(ccpa, "name.full ssn", "spi breach ");
	check_marks(ccpa, "email password", "spi breach ");
	check_marks(ccpa, "name.full card_number cvv", "spi breach ");
	check_marks(ccpa, "name.full card_number", "");
	check_marks(ccpa, "ssn", "spi ");
}
END_TEST

START_TEST(a_mark_alone_does_not_make_data_personal)
{
	check(gdpr, "health", "not-established");
	check_spoke("art9-health", "health");
	check(gdpr, "health email", "personal");
	check_spoke("art9-health", "health");
	check(gdpr, "name.full health", "personal");
}
END_TEST

START_TEST(many_attributes_count_to_the_number_that_the_rule_says)
{
	check(gdpr, "gender age city job_title", "not-established");
	check(gdpr, "gender age city job_title nationality", "personal");
	check_spoke("many-attributes", "gender age city job_title nationality");
	/* What names no one is not counted, and not spoken for. */
	check(gdpr, "gender age city job_title event_time bic",
	    "not-established");
}
END_TEST

START_TEST(organisations_are_not_persons)
{
	check(gdpr, "bic org_id org_id.lei organisation", "not-established");
	check(ccpa, "bic org_id bank_routing", "not-established");
}
END_TEST

/* The class of the catalogue and the marks of the law say the same. */
START_TEST(the_catalogue_and_the_gdpr_agree_on_special_categories)
{
	for (size_t i = 0; i < kinds->n; i++) {
		const struct om_kind *k = &kinds->list[i];
		bool art9, art10;

		judge(gdpr, k->name);
		art9 = verdict.marks >> OM_MARK_ART9 & 1;
		art10 = verdict.marks >> OM_MARK_ART10 & 1;
		ck_assert_msg(art9 == (k->class == OM_CLASS_SPECIAL),
		    "art9 of %s", k->name);
		ck_assert_msg(art10 == (k->class == OM_CLASS_CRIMINAL),
		    "art10 of %s", k->name);
	}
}
END_TEST

START_TEST(the_catalogue_and_the_ccpa_agree_on_what_is_sensitive_by_itself)
{
	for (size_t i = 0; i < kinds->n; i++) {
		const struct om_kind *k = &kinds->list[i];
		bool spi;

		judge(ccpa, k->name);
		spi = verdict.marks >> OM_MARK_SPI & 1;
		ck_assert_msg(spi == (k->spi != NULL), "spi of %s", k->name);
	}
}
END_TEST

START_TEST(every_direct_identifier_of_the_catalogue_is_personal_by_itself)
{
	for (size_t i = 0; i < kinds->n; i++) {
		const struct om_kind *k = &kinds->list[i];

		if (k->strength == OM_STRENGTH_DIRECT ||
		    k->strength == OM_STRENGTH_ONLINE) {
			check(gdpr, k->name, "personal");
			check(ccpa, k->name, "personal");
		}
		if (k->class == OM_CLASS_NONE || k->class == OM_CLASS_ATTACHED)
			check(gdpr, k->name, "not-established");
	}
}
END_TEST

/* xorshift, so that a failure can be repeated. */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* A kind of which no exception speaks. */
static int
random_kind(uint64_t *state)
{
	for (;;) {
		int kind = (int)(next_random(state) % kinds->n);
		const char *name = kinds->list[kind].name;

		if (strncmp(name, "subject.", 8) != 0 &&
		    strcmp(name, "email.role") != 0)
			return kind;
	}
}

START_TEST(a_further_kind_never_makes_a_verdict_weaker)
{
	uint64_t state = 20261123;

	for (int round = 0; round < 4000; round++) {
		const struct om_policy *p = round % 2 ? gdpr : ccpa;
		struct om_kind_set set = { { 0 } };
		enum om_verdict_value before = OM_VERDICT_NOT_ESTABLISHED;
		unsigned marks = 0;

		for (int i = 0; i < 6; i++) {
			om_kind_set_add(&set, random_kind(&state));
			om_policy_judge(&verdict, p, &set);
			ck_assert_int_ge(verdict.value, before);
			ck_assert_uint_eq(marks & ~verdict.marks, 0);
			before = verdict.value;
			marks = verdict.marks;
		}
	}
}
END_TEST

START_TEST(a_rule_speaks_only_for_kinds_that_are_there)
{
	uint64_t state = 11235813;

	for (int round = 0; round < 4000; round++) {
		struct om_kind_set set = { { 0 } };

		for (int i = 0; i < 8; i++)
			om_kind_set_add(&set, random_kind(&state));
		om_policy_judge(&verdict, round % 2 ? gdpr : ccpa, &set);
		for (size_t i = 0; i < verdict.n; i++) {
			const struct om_spoken *s = &verdict.spoken[i];

			ck_assert(om_kind_set_within(&s->kinds, &set));
			ck_assert_int_ge(om_kind_set_next(&s->kinds, 0), 0);
		}
	}
}
END_TEST

struct differences {
	int n;
	bool name, national, spanish;
};

static int
note_difference(void *state, const struct om_policy_difference *d)
{
	struct differences *found = state;
	struct om_kind_set name = set_of("name.full");
	struct om_kind_set national = set_of("national_id");
	struct om_kind_set spanish = set_of("national_id.es_nif");

	ck_assert(d->a->value != d->b->value || d->a->marks != d->b->marks);
	found->n++;
	found->name |= om_kind_set_equal(d->kinds, &name);
	found->national |= om_kind_set_equal(d->kinds, &national);
	found->spanish |= om_kind_set_equal(d->kinds, &spanish);
	return OM_OK;
}

START_TEST(two_laws_differ_where_they_differ_and_a_law_not_from_itself)
{
	struct differences found = { 0 };

	ck_ok(om_policy_diff(gdpr, gdpr, note_difference, &found));
	ck_assert_int_eq(found.n, 0);
	ck_ok(om_policy_diff(gdpr, uk, note_difference, &found));
	ck_assert_int_eq(found.n, 0);
	ck_ok(om_policy_diff(gdpr, ccpa, note_difference, &found));
	ck_assert_int_gt(found.n, 20);
	ck_assert(found.name && found.national && !found.spanish);
}
END_TEST

static int
stop(void *state, const struct om_policy_difference *d)
{
	(void)d;
	*(int *)state += 1;
	return OM_BUSY;
}

START_TEST(whoever_visits_differences_may_stop)
{
	int n = 0;

	ck_code(om_policy_diff(gdpr, ccpa, stop, &n), OM_BUSY);
	ck_assert_int_eq(n, 1);
}
END_TEST

static void
check_text(const char *id, const char *expected)
{
	struct om_buf text = OM_BUF(1024);

	for (size_t i = 0; i < gdpr->n; i++)
		if (strcmp(gdpr->rules[i].id, id) == 0)
			om_condition_text(&text, kinds, &gdpr->rules[i].when);
	ck_assert_str_eq(text.p, expected);
	om_buf_free(&text);
}

START_TEST(a_condition_reads_as_a_sentence)
{
	check_text("trace", "gps_precise and event_time");
	check_text("vehicle", "vin or licence_plate");
	check_text("message", "message_content");
	check_text("post", "job_title and (employer or organisation)");
	check_text("many-attributes",
	    "5 of postal_code, city, birth_place, age, age_range, gender, "
	    "marital_status, language, job_title, employer, salary, education, "
	    "nationality");
}
END_TEST

START_TEST(an_exception_sets_kinds_aside_and_says_why)
{
	check(gdpr, "email.role", "not-established");
	ck_assert_uint_eq(verdict.n, 1);
	check_spoke("role-mailbox", "email.role");
	check(gdpr, "email.role email", "personal");
	check(gdpr, "subject.legal_person phone iban", "not-established");
	check_spoke("legal-person", "subject.legal_person");
	check(gdpr, "subject.legal_person email", "personal");
	check(gdpr, "subject.legal_person name.full phone", "personal");
	check(gdpr, "subject.legal_person phone health", "personal");
	check(gdpr, "email.role organisation city", "not-established");
	check(gdpr, "email.role birth_date", "personal");
	check(gdpr, "subject.deceased email name.partner", "personal");
	check(gdpr, "subject.deceased national_id email", "not-established");
	check(ccpa, "subject.legal_person phone", "not-established");
	check(ccpa, "subject.deceased email", "personal");
}
END_TEST

START_TEST(before_a_law_is_in_force_it_says_nothing)
{
	struct om_policy *india = NULL;
	struct om_kind_set set = set_of("email");

	ck_ok(om_policy_open(&india, kinds, NULL, "dpdp-in"));
	om_policy_judge_on(&verdict, india, &set, om_day_of(2027, 5, 12));
	ck_assert_int_eq(verdict.value, OM_VERDICT_NOT_ESTABLISHED);
	om_policy_judge_on(&verdict, india, &set, om_day_of(2027, 5, 13));
	ck_assert_int_eq(verdict.value, OM_VERDICT_PERSONAL);
	om_policy_close(india);
}
END_TEST

static void
collect(void *state, const char *line)
{
	om_buf_format(state, "%s|", line);
}

START_TEST(what_is_unconfirmed_or_not_in_force_is_warned_of)
{
	struct om_policy *p = NULL;
	struct om_buf lines = OM_BUF(1024);

	ck_ok(om_policy_open(&p, kinds, NULL, "dpdp-in"));
	p->today = om_day_of(2026, 11, 23);
	judge(p, "pseudonym");
	om_policy_warn(p, &verdict, collect, &lines);
	ck_assert_str_eq(lines.p, "not in force before 2027-05-13|");
	p->today = om_day_of(2027, 11, 23);
	judge(p, "pseudonym");
	om_buf_reset(&lines);
	om_policy_warn(p, &verdict, collect, &lines);
	ck_assert_str_eq(lines.p,
	    "pseudonym: unconfirmed; have it confirmed before it is relied "
	    "on|");
	om_buf_free(&lines);
	om_policy_close(p);
}
END_TEST

START_TEST(verdicts_and_marks_have_words)
{
	enum om_verdict_value value = OM_VERDICT_ANONYMOUS;
	enum om_mark mark = OM_MARK_SPI;

	ck_assert(om_verdict_find(&value, OM_SPAN("personal-for-holder")));
	ck_assert_int_eq(value, OM_VERDICT_PERSONAL_FOR_HOLDER);
	ck_assert(!om_verdict_find(&value, OM_SPAN("secret")));
	ck_assert_int_eq(value, OM_VERDICT_PERSONAL_FOR_HOLDER);
	ck_assert_str_eq(om_verdict_holds_for(value), "holder of the key");
	ck_assert(om_mark_find(&mark, OM_SPAN("art10")));
	ck_assert_int_eq(mark, OM_MARK_ART10);
	ck_assert(!om_mark_find(&mark, OM_SPAN("")));
	ck_assert_str_eq(
	    om_mark_meaning(OM_MARK_ART9), "special category, GDPR Art. 9");
}
END_TEST

OM_SUITE(policy_judge)
{
	tcase_add_checked_fixture(tests, open_laws, close_laws);
	tcase_add_test(
	    tests, a_lone_name_or_postcode_establishes_nothing_under_the_gdpr);
	tcase_add_test(tests, a_name_with_a_work_address_is_personal_data);
	tcase_add_test(tests, a_given_and_a_family_name_are_a_full_name);
	tcase_add_test(tests, a_part_beside_the_whole_is_not_what_made_it);
	tcase_add_test(tests, an_identifier_contaminates_the_whole_record);
	tcase_add_test(tests, a_rule_about_a_kind_speaks_about_what_is_one_too);
	tcase_add_test(tests, a_pseudonym_is_personal_for_who_holds_the_key);
	tcase_add_test(tests, california_protects_a_name_and_a_household);
	tcase_add_test(tests, what_the_laws_call_special_differs);
	tcase_add_test(
	    tests, a_stolen_name_with_a_number_is_marked_in_california);
	tcase_add_test(tests, a_mark_alone_does_not_make_data_personal);
	tcase_add_test(
	    tests, many_attributes_count_to_the_number_that_the_rule_says);
	tcase_add_test(tests, organisations_are_not_persons);
	tcase_add_test(
	    tests, the_catalogue_and_the_gdpr_agree_on_special_categories);
	tcase_add_test(tests,
	    the_catalogue_and_the_ccpa_agree_on_what_is_sensitive_by_itself);
	tcase_add_test(tests,
	    every_direct_identifier_of_the_catalogue_is_personal_by_itself);
	tcase_add_test(tests, a_further_kind_never_makes_a_verdict_weaker);
	tcase_add_test(tests, a_rule_speaks_only_for_kinds_that_are_there);
	tcase_add_test(
	    tests, two_laws_differ_where_they_differ_and_a_law_not_from_itself);
	tcase_add_test(tests, whoever_visits_differences_may_stop);
	tcase_add_test(tests, a_condition_reads_as_a_sentence);
	tcase_add_test(tests, an_exception_sets_kinds_aside_and_says_why);
	tcase_add_test(tests, before_a_law_is_in_force_it_says_nothing);
	tcase_add_test(tests, what_is_unconfirmed_or_not_in_force_is_warned_of);
	tcase_add_test(tests, verdicts_and_marks_have_words);
}
