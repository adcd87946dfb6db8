#include "findings.h"

#include "scan/json_columns.h"

/* A sheet with the column of the root, and the map that leads down from it. */
struct columns {
	struct findings findings;
	struct om_sheet sheet;
	struct om_json_columns *map;
};

static void
begin(struct columns *c)
{
	findings_open(&c->findings);
	om_sheet_open(&c->sheet, &c->findings.reading);
	ck_assert_uint_eq(om_sheet_column(&c->sheet, OM_SPAN(""), OM_SPAN_NONE),
	    OM_JSON_ROOT);
	c->map = om_new(1, sizeof(*c->map));
}

static void
end(struct columns *c)
{
	om_free(c->map);
	om_sheet_close(&c->sheet);
	findings_close(&c->findings);
}

static uint16_t
step(struct columns *c, uint16_t parent, const char *key)
{
	return om_json_columns_step(c->map, &c->sheet, parent, om_span_of(key));
}

static const struct om_sheet_column *
at(const struct columns *c, uint16_t column)
{
	return c->sheet.columns[column];
}

START_TEST(a_key_leads_to_one_column_always)
{
	struct columns c;
	uint16_t user, mail, other;

	begin(&c);
	user = step(&c, OM_JSON_ROOT, "user");
	mail = step(&c, user, "mail");
	other = step(&c, OM_JSON_ROOT, "mail");
	ck_assert_uint_ne(mail, other);
	ck_assert_uint_eq(step(&c, user, "mail"), mail);
	ck_assert_uint_eq(step(&c, OM_JSON_ROOT, "mail"), other);
	ck_span_eq(at(&c, mail)->name, "/user/mail");
	ck_span_eq(at(&c, other)->name, "/mail");
	ck_assert_uint_eq(c.sheet.column_count, 5);
	/* Below the column without a name all is without one. */
	ck_assert_uint_eq(step(&c, 0, "mail"), 0);
	end(&c);
}
END_TEST

/* RFC 6901 3: ~ is ~0 and / is ~1. */
START_TEST(signs_of_pointers_in_keys_are_escaped)
{
	struct columns c;
	struct om_buf out = OM_BUF(64);

	begin(&c);
	ck_span_eq(at(&c, step(&c, OM_JSON_ROOT, "a/b~c"))->name, "/a~1b~0c");
	ck_span_eq(at(&c, step(&c, OM_JSON_ROOT, ""))->name, "/");
	om_json_columns_escape(&out, OM_SPAN("~1"));
	ck_span_eq(om_buf_span(&out), "~01");
	om_buf_free(&out);
	end(&c);
}
END_TEST

/* Elements have the array's key as theirs: {"emails":["x"]}. */
START_TEST(elements_of_an_array_are_one_column_under_its_key)
{
	struct columns c;
	uint16_t mails, each, star;

	begin(&c);
	mails = step(&c, OM_JSON_ROOT, "birthdays");
	each = step(&c, mails, "*");
	ck_assert_uint_eq(step(&c, mails, "*"), each);
	ck_span_eq(at(&c, each)->name, "/birthdays/*");
	ck_span_eq(at(&c, each)->key, "birthdays");
	ck_assert(at(&c, each)->index);
	star = step(&c, OM_JSON_ROOT, "x");
	ck_assert(!at(&c, star)->index);
	end(&c);
}
END_TEST

START_TEST(the_last_two_keys_are_evidence)
{
	struct columns c;
	uint16_t user, date;

	begin(&c);
	user = step(&c, OM_JSON_ROOT, "user");
	ck_assert(at(&c, step(&c, user, "name"))->telling);
	ck_assert(!at(&c, step(&c, OM_JSON_ROOT, "q"))->telling);
	/* "birth" above "date" makes it one of birth; three above does not. */
	date = step(&c, step(&c, OM_JSON_ROOT, "birth"), "date");
	ck_assert(at(&c, date)->telling);
	date = step(&c, step(&c, step(&c, OM_JSON_ROOT, "birth"), "q"), "q");
	ck_assert(!at(&c, date)->telling);
	end(&c);
}
END_TEST

START_TEST(keys_beyond_the_most_columns_have_none)
{
	struct columns c;
	char key[16];

	begin(&c);
	for (int i = 0; i < OM_SHEET_COLUMNS + 10; i++) {
		struct om_buf text = OM_BUF(sizeof(key));

		om_buf_format(&text, "q%d", i);
		(void)step(&c, OM_JSON_ROOT, text.p);
		om_buf_free(&text);
	}
	ck_assert_uint_eq(c.sheet.column_count, OM_SHEET_COLUMNS);
	ck_span_eq(at(&c, step(&c, OM_JSON_ROOT, "q0"))->name, "/q0");
	ck_assert_uint_eq(step(&c, OM_JSON_ROOT, "late"), 0);
	ck_assert_uint_eq(step(&c, OM_JSON_ROOT, "q4100"), 0);
	end(&c);
}
END_TEST

START_TEST(a_line_tells_where_a_key_of_it_may_speak)
{
	static const struct {
		const char *line;
		bool tells;
	} cases[] = {
		{ "{\"q\":1,\"zz\":\"x\"}", false },
		{ "{\"q\":1,\"phone\":\"x\"}", true },
		{ "{\"q\":1,\"phone\"  :\"x\"}", true },
		{ "{\"q\":{\"w\":[{\"birth_date\":1}]}}", true },
		{ "{\"q\":\"phone\"}", false },
		{ "{\"q\":\"12:30:11\"}", false },
		{ ":::", false },
		{ "\":", false },
		{ "", false },
		/* A key too long to be looked at might. */
		{ "{\"qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
		  "qqqqqqqqqq\":1}",
		    true },
	};
	struct columns c;

	begin(&c);
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
			ck_assert_msg(
			    om_json_columns_tell(c.map, &c.sheet,
				om_span_of(cases[i].line)) == cases[i].tells,
			    "%s", cases[i].line);
	end(&c);
}
END_TEST

OM_SUITE(scan_json_columns)
{
	tcase_add_test(tests, a_key_leads_to_one_column_always);
	tcase_add_test(tests, signs_of_pointers_in_keys_are_escaped);
	tcase_add_test(
	    tests, elements_of_an_array_are_one_column_under_its_key);
	tcase_add_test(tests, the_last_two_keys_are_evidence);
	tcase_add_test(tests, keys_beyond_the_most_columns_have_none);
	tcase_add_test(tests, a_line_tells_where_a_key_of_it_may_speak);
}
