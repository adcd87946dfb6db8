#include "sights.h"

#include "scan/special.h"

START_TEST(a_lead_makes_a_term_about_somebody)
{
	static const struct {
		const char *kind, *text, *seen;
	} cases[] = {
		{ "religion", "Religion: Catholic", "Catholic" },
		{ "religion", "Konfession: r\xc3\xb6misch-katholisch, led.",
		    "r\xc3\xb6misch-katholisch" },
		{ "religion", "religione=musulmana", "musulmana" },
		{ "religion", "she converted to Islam in 2010", "Islam" },
		{ "religion", "| faith | Sikh |", "Sikh" },
		{ "ethnic_origin", "Ethnicity: Black Caribbean",
		    "Black Caribbean" },
		{ "ethnic_origin", "etnia: gitana", "gitana" },
		{ "trade_union_membership", "Mitglied der IG Metall seit 2001",
		    "IG Metall" },
		{ "trade_union_membership", "afiliado a CCOO", "CCOO" },
		{ "trade_union_membership", "union: Teamsters", "Teamsters" },
		{ "political_opinion", "a member of the Communist Party",
		    "the Communist Party" },
		{ "political_opinion", "Party affiliation: Republican",
		    "Republican" },
		{ "sexual_orientation", "sexual orientation: bisexual",
		    "bisexual" },
		{ "sexual_orientation", "he came out as gay", "gay" },
		{ "health", "She was diagnosed with type 2 diabetes in May.",
		    "type 2 diabetes" },
		{ "health", "Patient has asthma and hypertension",
		    "asthma|hypertension" },
		{ "health", "Frau K. leidet an Depressionen", "Depressionen" },
		{ "health", "Elle est atteinte de maladie de Parkinson",
		    "maladie de Parkinson" },
		{ "health", "allergic to penicillin", "penicillin" },
		{ "health", "pacjentka choruje na astm\xc4\x99",
		    "astm\xc4\x99" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		sights_are(cases[i].kind,
		    &(struct sight_case){ cases[i].text, cases[i].seen }, 1);
}
END_TEST

START_TEST(a_name_in_the_sentence_makes_a_term_about_somebody)
{
	static const struct sight_case religion[] = {
		{ "Anna Smith is Catholic.", "Catholic" },
		{ "Anna Smith is a devout Muslim from Leeds", "Muslim" },
		{ "Anna Smith works at the Catholic church.", "" },
		{ "Anna Smith is a Catholic priest.", "" },
		{ "Anna Smith, Catholic Street 5", "" },
		{ "Anna Smith is not Catholic.", "" },
		{ "Anna Smith left. He is Catholic.", "" },
	};
	static const struct sight_case health[] = {
		{ "Anna Smith has diabetes", "diabetes" },
		{ "Anna Smith was treated, as a nurse said, with asthma",
		    "asthma" },
		{ "Anna Smith has no diabetes", "" },
		{ "Anna Smith has a cancer charity", "" },
		{ "Anna Smith,diabetes", "" },
	};

	SIGHTS_ARE("religion", religion);
	SIGHTS_ARE("health", health);
}
END_TEST

/* How surely anything special is seen in text. */
static double
sureness(const struct sights *s, const char *text)
{
	struct om_hits hits = { 0 };
	double most = 0;

	om_scanner_text(s->scanner, &hits, om_span_of(text), NULL);
	for (size_t i = 0; i < hits.n; i++)
		if (s->kinds->list[hits.list[i].kind].class ==
			OM_CLASS_SPECIAL &&
		    (double)hits.list[i].confidence > most)
			most = (double)hits.list[i].confidence;
	om_hits_free(&hits);
	return most;
}

START_TEST(a_word_about_nobody_is_nothing)
{
	static const char *const texts[] = { "Catholic church", "Green Party",
		"The Green Party won five seats; a green party for all.",
		"People diagnosed with diabetes should see a doctor.",
		"patients with asthma", "A patient with asthma should rest.",
		"Diabetes is a disease. So is cancer.",
		"a religion such as Islam", "the race was won by Black Beauty",
		"gay rights", "a union of sets", "members of the Labour Party",
		"member of the board", "if diagnosed with HIV, call us",
		"Patient has no asthma", "faithful: Catholic",
		"diagnostics: asthma", "the diagnosis of cancer cells",
		"Republican senators voted", "an orthodox view",
		"depression of the key", "stroke width", "als ob" };
	struct sights s = sights_open(0.001F);

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(sureness(&s, texts[i]) < 0.3, "%s", texts[i]);
	sights_close(&s);
}
END_TEST

/* Codes as WHO's ICD-10 has them; what is no such code behind them. */
START_TEST(a_diagnosis_has_a_code)
{
	static const struct sight_case cases[] = {
		{ "Diagnosis: E11.9, I10", "E11.9|I10" },
		{ "ICD-10 F32.1", "F32.1" },
		{ "icd10=J45.909", "J45.909" },
		{ "Diagnose C50.9 gesichert", "C50.9" },
		{ "CIM-10 : K35.8", "K35.8" },
		{ "diagnosis code Z38.00", "Z38.00" },
		{ "ICD code: C7A.00", "C7A.00" },
		{ "diagn\xc3\xb3stico: B20", "B20" },
		{ "diagnosi G40.9", "G40.9" },
		{ "rozpoznanie: U07.1", "U07.1" },
		{ "E11.9", "" },
		{ "Diagnosis: e11.9", "" },
		{ "Diagnosis: E1.9", "" },
		{ "Diagnosis: EE11", "" },
		{ "Diagnosis: E119", "" },
		{ "Diagnosis: U99", "" },
		{ "Diagnosis: E11.99999", "" },
		{ "Diagnosis: X-11", "" },
		{ "Diagnosis\nE11.9", "" },
		{ "Diagnosis: the room is on the far left, E11", "" },
		{ "diagnostics E11.9", "" },
	};

	SIGHTS_ARE("health.diagnosis", cases);
}
END_TEST

START_TEST(a_record_has_a_number)
{
	static const struct sight_case records[] = {
		{ "MRN: 00482913", "00482913" },
		{ "mrn=A-4829137", "A-4829137" },
		{ "Patient ID: P100482", "P100482" },
		{ "Medical record number 4829137", "4829137" },
		{ "Patientennummer: 482913", "482913" },
		{ "medical record no: 88123456", "88123456" },
		{ "Hospital Number: K4829137", "K4829137" },
		{ "Fallnummer 20241187", "20241187" },
		{ "num\xc3\xa9ro de patient : 4829137", "4829137" },
		{ "patient no: 55512345", "55512345" },
		{ "MRN: 12", "" },
		{ "MRN: unknown", "" },
		{ "patient identity 4829137", "" },
		{ "MRN\n4829137", "" },
		{ "MRNs 4829137", "" },
		{ "MRN: 12345678901234567890", "" },
		{ "00482913", "" },
		{ "impatient id: 4829137", "" },
		{ "patient number of 4829137", "" },
		{ "MRN: a1b2c3", "" },
	};
	static const struct sight_case blood[] = {
		{ "Blood type: AB+", "AB+" },
		{ "blood group O-", "O-" },
		{ "Blutgruppe: A", "A" },
		{ "blood type: ABC", "" },
		{ "blood type of 3", "" },
		{ "blood type B cells", "" },
	};
	static const struct sight_case template[] = {
		{ "fingerprint template: 9f8Gk2LmQ0zXv7Bn4RtYuuq1",
		    "9f8Gk2LmQ0zXv7Bn4RtYuuq1" },
		{ "fingerprint template: documentation", "" },
	};

	SIGHTS_ARE("medical_id", records);
	SIGHTS_ARE("health.blood_type", blood);
	SIGHTS_ARE("biometric_template", template);
}
END_TEST

START_TEST(words_have_roles)
{
	struct om_special *special = NULL;
	struct om_kinds *kinds = NULL;

	ck_ok(om_kinds_open(&kinds, NULL));
	ck_ok(om_special_open(&special, kinds, NULL));
	ck_assert_uint_eq(
	    om_special_role(special, OM_SPAN("Church")), OM_SPECIAL_BODY);
	ck_assert(om_special_role(special, OM_SPAN("a")) & OM_SPECIAL_ARTICLE);
	ck_assert(
	    om_special_role(special, OM_SPAN("without")) & OM_SPECIAL_NOT);
	ck_assert_uint_eq(om_special_role(special, OM_SPAN("walnut")), 0);
	ck_assert_uint_eq(om_special_role(special, OM_SPAN("")), 0);
	om_special_close(special);
	om_kinds_close(kinds);
}
END_TEST

OM_SUITE(scan_special)
{
	tcase_add_test(tests, a_lead_makes_a_term_about_somebody);
	tcase_add_test(
	    tests, a_name_in_the_sentence_makes_a_term_about_somebody);
	tcase_add_test(tests, a_word_about_nobody_is_nothing);
	tcase_add_test(tests, a_diagnosis_has_a_code);
	tcase_add_test(tests, a_record_has_a_number);
	tcase_add_test(tests, words_have_roles);
}
