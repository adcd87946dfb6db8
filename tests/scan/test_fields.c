#include "sights.h"

#include <stdio.h>
#include <sys/stat.h>

#include "scan/fields.h"
#include "scan/lexicon.h"

/* A field's name, a value, and what the whole value is then. */
static const struct {
	const char *field, *value, *kind;
} cases[] = {
	{ "first_name", "Ana", "name.given" },
	{ "Vorname", "j\xc3\xb6rg", "name.given" },
	{ "pr\xc3\xa9nom", "Jean-Luc", "name.given" },
	{ "lastName", "O'Neil", "name.family" },
	{ "Nazwisko", "Nowak", "name.family" },
	{ "customerName", "Qwert Zzyx", "name.full" },
	{ "/user/name", "Anna Smith", "name.full" },
	{ "name", "Anna", "name.full" },
	{ "employer", "Ruiz and Sons", "organisation" },
	{ "street_address", "12 Elm Rd", "address.street" },
	{ "city", "S\xc3\xa3o Paulo", "city" },
	{ "plz", "50667", "postal_code" },
	{ "country_code", "DE", "address.country" },
	{ "dob", "1980-02-03", "birth_date" },
	{ "birthDate", "1980-02-03T00:00:00Z", "birth_date" },
	{ "Geburtsort", "Bonn", "birth_place" },
	{ "religion", "Zoroastrian", "religion" },
	{ "trade_union", "Unite", "trade_union_membership" },
	{ "diagnosis", "E11.9", "health.diagnosis" },
	{ "blood_group", "0-", NULL },
	{ "religion", "n/a", NULL },
	{ "religion_id", "Catholic", NULL },
	{ "password", "hunter2", "password" },
	{ "password", "changeme", NULL },
	{ "passwordPolicy", "hunter2", NULL },
	{ "apiKey", "9f8Gk2LmQ0zXv7Bn4RtY", "secret.api_key" },
	{ "api_key", "primary", NULL },
	/* Whose a record is. */
	{ "is_child", "true", "child" },
	{ "isMinor", "Ja", "child" },
	{ "isMinor", "false", NULL },
	{ "is_child", "0", NULL },
	{ "minor", "1", NULL },
	{ "is_child_node", "true", NULL },
	{ "deceased", "1", "subject.deceased" },
	{ "deceased", "no", NULL },
	{ "deceased", "2020-02-03", NULL },
	{ "date_of_death", "2020-02-03", "subject.deceased" },
	{ "dateOfDeath", "unknown", NULL },
	{ "cause_of_death", "2020-02-03", NULL },
	{ "is_company", "yes", "subject.legal_person" },
	{ "legal_entity", "true", "subject.legal_person" },
	{ "legal_entity_id", "1", NULL },
	{ "customer_type", "Company", "subject.legal_person" },
	{ "customer_type", "LEGAL_ENTITY", "subject.legal_person" },
	{ "customerType", "employee", "subject.employment" },
	{ "Kundentyp",
	    "Gesch\xc3\xa4"
	    "ftskunde",
	    "subject.business" },
	{ "customer type", "minor", "child" },
	{ "customer_type", "private", NULL },
	{ "customer_type", "company car", NULL },
	{ "type", "company", NULL },
	/* What does not look so, or a name that says something else. */
	{ "first_name", "12", NULL },
	{ "first_name", "a@b", NULL },
	{ "file_name", "Anna Smith", NULL },
	{ "name", "Red Chair", NULL },
	{ "name", "Widget", NULL },
	{ "name", "x1", NULL },
	{ "dob", "yes", NULL },
	{ "plz", "none", NULL },
	{ "ip_address", "Main 5", NULL },
	{ "city_id", "Bonn", NULL },
	{ "note", "Bonn", NULL },
};

START_TEST(a_fields_name_says_what_its_values_are)
{
	struct sights s = sights_open(0.001F);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct om_span value = om_span_of(cases[i].value);
		struct om_hits hits = { 0 };
		struct om_word_set field;
		const char *kind = NULL;

		om_scanner_field(s.scanner, &field, om_span_of(cases[i].field));
		om_scanner_text(s.scanner, &hits, value, &field);
		for (size_t k = 0; k < hits.n; k++)
			if (hits.list[k].evidence == 1 << OM_EVIDENCE_FIELD &&
			    hits.list[k].end == value.n)
				kind = s.kinds->list[hits.list[k].kind].name;
		ck_assert_msg(
		    (kind == NULL) == (cases[i].kind == NULL) &&
			(kind == NULL || strcmp(kind, cases[i].kind) == 0),
		    "%s = %s: %s, not %s", cases[i].field, cases[i].value,
		    kind ? kind : "nothing",
		    cases[i].kind ? cases[i].kind : "nothing");
		om_hits_free(&hits);
	}
	sights_close(&s);
}
END_TEST

START_TEST(words_are_known_whatever_their_case_and_marks)
{
	struct om_lexicon *l;
	char folded[OM_LEXICON_WORD];
	size_t n;

	ck_ok(om_lexicon_open(&l));
	ck_assert_uint_eq(om_lexicon_word(l, OM_SPAN("jos\xc3\xa9")),
	    om_lexicon_word(l, OM_SPAN("JOSE")));
	ck_assert(
	    om_lexicon_word(l, OM_SPAN("Anna")) & OM_LEXICON_GIVEN_FREQUENT);
	ck_assert(
	    om_lexicon_word(l, OM_SPAN("Smith")) & OM_LEXICON_FAMILY_FREQUENT);
	ck_assert(om_lexicon_word(l, OM_SPAN("table")) & OM_LEXICON_COMMON);
	ck_assert_uint_eq(om_lexicon_word(l, OM_SPAN("qwzzx")), 0);
	ck_assert_uint_eq(om_lexicon_word(l, OM_SPAN("\xe4\xb8\xad")), 0);
	ck_assert(
	    om_lexicon_common(l, OM_SPAN("Networks")) & OM_LEXICON_COMMON);
	ck_assert(om_lexicon_phrase(l, OM_SPAN("San"), OM_SPAN("Diego")) &
		  OM_LEXICON_PLACE);
	ck_assert(om_lexicon_ending(l, OM_SPAN("Quartzlstra\xc3\x9f"
					       "e")) &
		  OM_LEXICON_STREET);
	n = om_lexicon_fold(folded, OM_SPAN("Stra\xc3\x9f"
					    "e-\xc5\x81\xc3\xb3\xc5\xbc"));
	ck_assert(om_span_is(om_span_bytes(folded, n), "strasse-loz"));
	om_lexicon_close(l);
}
END_TEST

START_TEST(a_faulty_list_of_fields_is_refused)
{
	static const char *const faulty[] = {
		"{ \"fields\": [ { \"kind\": \"no.such\", \"value\": \"name\","
		" \"confidence\": 0.9, \"words\": [\"a\"] } ] }",
		"{ \"fields\": [ { \"kind\": \"city\", \"value\": \"odd\","
		" \"confidence\": 0.9, \"words\": [\"a\"] } ] }",
		"{ \"fields\": [ { \"kind\": \"city\", \"value\": \"place\","
		" \"confidence\": 2, \"words\": [\"a\"] } ] }",
		"{ \"fields\": [ { \"kind\": \"city\", \"value\": \"place\","
		" \"confidence\": 0.9, \"words\": [\"a b c\"] } ] }",
		"{ \"fields\": [ { \"kind\": \"city\" } ] }",
		"{ \"fields\": [ { \"value\": \"name\","
		" \"confidence\": 0.9, \"words\": [\"a\"] } ] }",
		"{ \"fields\": [ { \"kind\": \"city\", \"value\": \"means\","
		" \"confidence\": 0.9, \"words\": [\"a\"] } ] }",
		"{ \"fields\": [ { \"means\": { \"no.such\": [\"x\"] },"
		" \"value\": \"means\","
		" \"confidence\": 0.9, \"words\": [\"a\"] } ] }",
		"{ \"fields\": [ { \"means\": { \"child\": [1] },"
		" \"value\": \"means\","
		" \"confidence\": 0.9, \"words\": [\"a\"] } ] }",
		"{ \"fields\": [ { \"means\": { \"child\": \"minor\" },"
		" \"value\": \"means\","
		" \"confidence\": 0.9, \"words\": [\"a\"] } ] }",
		"{ \"fields\": [ { \"means\": { \"child\": [\"x\"],"
		" \"subject.deceased\": [\"X\"] }, \"value\": \"means\","
		" \"confidence\": 0.9, \"words\": [\"a\"] } ] }",
		"{ \"yes\": [\"-\"], \"fields\": [] }",
		"{ \"odd\": 1 }",
	};
	struct sights s = sights_open(0.5F);
	const char *folder = om_test_folder();
	struct om_buf path = OM_BUF(4096);

	om_buf_format(&path, "%s/lexica", folder);
	ck_assert_int_eq(mkdir(path.p, 0700), 0);
	om_buf_text(&path, "/fields.json");
	for (size_t i = 0; i < sizeof(faulty) / sizeof(faulty[0]); i++) {
		struct om_fields *f;
		FILE *file = fopen(path.p, "w");

		ck_assert_ptr_nonnull(file);
		ck_assert_int_ge(fputs(faulty[i], file), 0);
		ck_assert_int_eq(fclose(file), 0);
		ck_code(om_fields_open(&f, s.kinds, folder), OM_USAGE);
	}
	om_buf_free(&path);
	sights_close(&s);
}
END_TEST

OM_SUITE(scan_fields)
{
	tcase_add_test(tests, a_fields_name_says_what_its_values_are);
	tcase_add_test(tests, words_are_known_whatever_their_case_and_marks);
	tcase_add_test(tests, a_faulty_list_of_fields_is_refused);
}
