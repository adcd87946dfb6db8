#include "test.h"

#include "base/memory.h"
#include "scan/sieve_change.h"

static struct om_kinds *kinds;
static struct om_sieve_rules rules;

static int
parse(const char *text)
{
	if (kinds == NULL)
		ck_ok(om_kinds_open(&kinds, NULL));
	else
		om_sieve_rules_close(&rules);
	om_sieve_rules_open(&rules, kinds);
	return om_sieve_rules_parse(&rules, "r.json", om_span_of(text));
}

static void
end(void)
{
	om_sieve_rules_close(&rules);
	om_kinds_close(kinds);
	kinds = NULL;
}

static const struct om_sieve_change *
of(const char *kind)
{
	int number = om_kinds_find(kinds, om_span_of(kind));

	ck_assert_msg(number >= 0, "%s", kind);
	return &rules.of_kind[number];
}

START_TEST(the_kind_decides_then_what_it_is_then_its_group_then_the_rest)
{
	ck_ok(parse("{\"rules\":["
		    "{\"group\":\"identifier\",\"do\":\"tokenise\"},"
		    "{\"kind\":\"national_id\",\"do\":\"remove\"},"
		    "{\"kind\":[\"national_id.es_nif\",\"iban\"],"
		    "\"do\":\"mask\",\"last\":4,\"keep\":\"shape\"}],"
		    "\"otherwise\":\"replace\"}"));
	ck_assert_int_eq(of("national_id.es_nif")->action, OM_SIEVE_MASK);
	ck_assert_int_eq(of("national_id.es_nif")->mask, OM_SIEVE_MASK_SHAPE);
	ck_assert_uint_eq(of("iban")->last, 4);
	ck_assert_int_eq(of("national_id.at_svnr")->action, OM_SIEVE_REMOVE);
	ck_assert_int_eq(of("email")->action, OM_SIEVE_TOKENISE);
	ck_assert_int_eq(of("name.full")->action, OM_SIEVE_TOKENISE);
	ck_assert_int_eq(of("city")->action, OM_SIEVE_REPLACE);
	ck_assert(rules.seeks);
	ck_assert(om_sieve_rules_do(&rules, OM_SIEVE_TOKENISE));
	ck_assert(!om_sieve_rules_do(&rules, OM_SIEVE_DIVERT));
	end();
}
END_TEST

START_TEST(groups_are_what_a_reader_expects)
{
	static const struct {
		const char *kind;
		enum om_sieve_group group;
	} cases[] = { { "health", OM_SIEVE_GROUP_SPECIAL },
		{ "genetic", OM_SIEVE_GROUP_SPECIAL },
		{ "citizenship", OM_SIEVE_GROUP_SPECIAL },
		{ "criminal_record", OM_SIEVE_GROUP_CRIMINAL },
		{ "password", OM_SIEVE_GROUP_SECRET },
		{ "cvv", OM_SIEVE_GROUP_SECRET },
		{ "email", OM_SIEVE_GROUP_IDENTIFIER },
		{ "email.role", OM_SIEVE_GROUP_IDENTIFIER },
		{ "ip_address", OM_SIEVE_GROUP_IDENTIFIER },
		{ "name.given", OM_SIEVE_GROUP_IDENTIFIER },
		{ "national_id.es_nif", OM_SIEVE_GROUP_IDENTIFIER },
		{ "birth_date", OM_SIEVE_GROUP_QUASI },
		{ "postal_code.gb", OM_SIEVE_GROUP_QUASI },
		{ "language", OM_SIEVE_GROUP_OTHER },
		{ "organisation", OM_SIEVE_GROUP_OTHER } };

	ck_ok(parse("{\"rules\":[]}"));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(
		    om_sieve_group_of(kinds,
			om_kinds_find(kinds, om_span_of(cases[i].kind))) ==
			cases[i].group,
		    "%s", cases[i].kind);
	ck_assert(!rules.seeks);
	end();
}
END_TEST

START_TEST(how_a_kind_is_generalised_goes_without_saying)
{
	ck_ok(parse("{\"rules\":[{\"kind\":[\"birth_date\",\"postal_code\","
		    "\"age\",\"ip_address\",\"gps_precise\"],"
		    "\"do\":\"generalise\"}]}"));
	ck_assert_int_eq(of("birth_date")->how, OM_TREATMENT_YEAR);
	ck_assert_int_eq(of("postal_code.gb")->how, OM_TREATMENT_PREFIX);
	ck_assert_int_eq(of("age")->how, OM_TREATMENT_DECADE);
	ck_assert_int_eq(of("ip_address")->how, OM_TREATMENT_NETWORK);
	ck_assert_int_eq(of("gps_precise")->how, OM_TREATMENT_TENTH);
	/* What cannot be made coarser is masked where all of it is to be. */
	ck_ok(parse("{\"rules\":[],\"otherwise\":\"generalise\"}"));
	ck_assert_int_eq(of("email")->action, OM_SIEVE_MASK);
	ck_assert_int_eq(of("birth_date")->action, OM_SIEVE_GENERALISE);
	end();
}
END_TEST

START_TEST(a_field_holds_what_it_says_or_is_called_by)
{
	const struct om_sieve_change token = { .action = OM_SIEVE_TOKENISE };

	ck_ok(parse("{\"rules\":[{\"field\":\"mail\",\"holds\":\"email\","
		    "\"do\":\"tokenise\",\"alike\":true}]}"));
	ck_assert_str_eq(kinds->list[rules.fields[0].kind].name, "email");
	ck_assert(rules.fields[0].change.shape);
	ck_ok(om_sieve_rules_field(&rules, "/user/phone", &token));
	ck_assert_str_eq(kinds->list[rules.fields[1].kind].name, "phone");
	ck_ok(om_sieve_rules_field(&rules, "ref=external_id", &token));
	ck_code(om_sieve_rules_field(&rules, "ref", &token), OM_USAGE);
	ck_code(om_sieve_rules_field(&rules, "other", &token), OM_USAGE);
	ck_code(om_sieve_rules_field(&rules, "x=nothing", &token), OM_USAGE);
	ck_code(om_sieve_rules_field(&rules, "", &token), OM_USAGE);
	ck_code(om_sieve_rules_field(
		    &rules, "/1/2/3/4/5/6/7/8/9/a/b/c/d/e/f/g/email", &token),
	    OM_USAGE);
	ck_assert_uint_eq(rules.field_count, 3);
	end();
}
END_TEST

/* One line each, with the place. */
START_TEST(a_slip_in_the_rules_is_told_with_its_place)
{
	static const struct {
		const char *text, *why;
	} slips[] = {
		{ "[]", "r.json:1: not a JSON object" },
		{ "{\"rules\":[],\"x\":1}", "x" },
		{ "{\"rules\":[\n{\"kind\":\"email\"}]}",
		    "r.json:2: rules[0]" },
		{ "{\"rules\":[{\"kind\":\"emial\",\"do\":\"mask\"}]}",
		    "emial, which is no kind" },
		{ "{\"rules\":[{\"kind\":\"email\",\"do\":\"hide\"}]}",
		    "\"do\" must be keep, mask" },
		{ "{\"rules\":[{\"do\":\"mask\"}]}", "must name one of" },
		{ "{\"rules\":[{\"kind\":\"email\",\"group\":\"quasi\","
		  "\"do\":\"mask\"}]}",
		    "must name one of" },
		{ "{\"rules\":[{\"kind\":[],\"do\":\"mask\"}]}",
		    "names nothing" },
		{ "{\"rules\":[{\"kind\":[1],\"do\":\"mask\"}]}",
		    "a name is no string" },
		{ "{\"rules\":[{\"kind\":\"email\",\"do\":\"mask\"},"
		  "{\"kind\":\"email\",\"do\":\"keep\"}]}",
		    "of which another rule speaks" },
		{ "{\"rules\":[{\"kind\":\"email\",\"do\":\"generalise\"}]}",
		    "needs \"to\"" },
		{ "{\"rules\":[{\"kind\":\"email\",\"do\":\"generalise\","
		  "\"to\":\"half\"}]}",
		    "\"to\" must be" },
		{ "{\"rules\":[{\"kind\":\"email\",\"do\":\"mask\","
		  "\"with\":\"x\"}]}",
		    "\"with\" goes with \"do\": \"replace\" alone" },
		{ "{\"rules\":[{\"kind\":\"email\",\"do\":\"mask\","
		  "\"last\":9}]}",
		    "\"last\" must be 0 to 8" },
		{ "{\"rules\":[{\"kind\":\"email\",\"do\":\"mask\","
		  "\"keep\":\"all\"}]}",
		    "\"keep\" must be" },
		{ "{\"rules\":[{\"kind\":\"email\",\"do\":\"replace\","
		  "\"with\":\"a\\nb\"}]}",
		    "more than one line" },
		{ "{\"rules\":[{\"group\":\"all\",\"do\":\"mask\"}]}",
		    "\"group\" must be" },
		{ "{\"rules\":[{\"kind\":\"email\",\"holds\":\"email\","
		  "\"do\":\"mask\"}]}",
		    "\"holds\" goes with" },
		{ "{\"rules\":[{\"field\":\"a\",\"do\":\"tokenise\"}]}",
		    "needs the kind" },
		{ "{\"rules\":[{\"field\":\"a=b\",\"do\":\"mask\"}]}", "'='" },
		{ "{\"rules\":[{\"field\":[\"a\",\"a\"],\"do\":\"mask\"}]}",
		    "named twice" },
		{ "{\"rules\":[],\"otherwise\":\"hide\"}", "otherwise" },
	};

	for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++) {
		ck_assert_msg(
		    parse(slips[i].text) == OM_USAGE, "%s", slips[i].text);
		ck_assert_msg(strstr(om_failure(), slips[i].why) != NULL,
		    "%s: %s", slips[i].text, om_failure());
		ck_assert_ptr_null(strchr(om_failure(), '\n'));
	}
	end();
}
END_TEST

static void
gives(const struct om_sieve_change *change, const char *kind, const char *value,
    const char *wanted)
{
	struct om_sieve_hand hand = { NULL, NULL };
	struct om_buf out = OM_BUF(1024);

	ck_ok(parse("{\"rules\":[]}"));
	hand.kinds = kinds;
	ck_ok(om_sieve_change_apply(&out, &hand, change,
	    om_kinds_find(kinds, om_span_of(kind)), om_span_of(value)));
	ck_span_eq(om_buf_span(&out), wanted);
	om_buf_free(&out);
}

START_TEST(a_mask_shows_no_more_than_it_is_told_to)
{
	struct om_sieve_change c = { .action = OM_SIEVE_MASK };

	gives(&c, "email", "a@b.example", "***********");
	gives(&c, "name.full", "\xc3\x89va \xf0\x9f\x98\x80", "*****");
	c.mask = OM_SIEVE_MASK_SHAPE;
	gives(&c, "phone", "+1 202-555-0143", "+* ***-***-****");
	c.last = 4;
	gives(&c, "card_number", "4111 1111 1111 1234", "**** **** **** 1234");
	c.mask = OM_SIEVE_MASK_LENGTH;
	gives(&c, "pin", "12345678", "****5678");
	/* Of seven, four shown would leave but three. */
	gives(&c, "pin", "1234567", "*******");
	gives(&c, "name.full", "abcd\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9",
	    "****\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9");
	c.mask = OM_SIEVE_MASK_NOTHING;
	gives(&c, "pin", "1234567890", "********7890");
	c.last = 0;
	gives(&c, "pin", "1", "********");
	end();
}
END_TEST

START_TEST(what_is_replaced_says_what_it_was)
{
	struct om_sieve_change c = { .action = OM_SIEVE_REPLACE };

	gives(&c, "email", "x", "[EMAIL]");
	gives(&c, "national_id.es_nif", "x", "[NATIONAL_ID.ES_NIF]");
	gives(&c, "no such kind", "x", "[REDACTED]");
	c.text = "gone";
	gives(&c, "email", "x", "gone");
	c.action = OM_SIEVE_REMOVE;
	gives(&c, "email", "x", "");
	c = (struct om_sieve_change){ .action = OM_SIEVE_GENERALISE,
		.how = OM_TREATMENT_YEAR };
	gives(&c, "birth_date", " 1980-02-29 ", "1980");
	end();
}
END_TEST

OM_SUITE(scan_sieve_rules)
{
	tcase_add_test(tests,
	    the_kind_decides_then_what_it_is_then_its_group_then_the_rest);
	tcase_add_test(tests, groups_are_what_a_reader_expects);
	tcase_add_test(tests, how_a_kind_is_generalised_goes_without_saying);
	tcase_add_test(tests, a_field_holds_what_it_says_or_is_called_by);
	tcase_add_test(tests, a_slip_in_the_rules_is_told_with_its_place);
	tcase_add_test(tests, a_mask_shows_no_more_than_it_is_told_to);
	tcase_add_test(tests, what_is_replaced_says_what_it_was);
}
