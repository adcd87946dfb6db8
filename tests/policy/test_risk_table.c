#include "test.h"

#include "base/memory.h"
#include "policy/risk_read.h"

static struct om_risk_table table;

static void
close_table(void)
{
	om_risk_table_close(&table);
}

static int
read_text(const char *text)
{
	om_risk_table_close(&table);
	om_risk_table_open(&table, 1 << 20);
	return om_risk_read_memory(&table, "in", om_span_of(text));
}

/* "a|b|" for the values of a column, in the order of the records. */
static void
check_column(const char *name, const char *values)
{
	long at = om_risk_table_find(&table, om_span_of(name));
	struct om_buf all = OM_BUF(1 << 20);

	ck_assert_msg(at >= 0, "no column %s", name);
	for (size_t i = 0; i < table.n; i++) {
		const struct om_risk_column *c = &table.columns[at];

		ck_assert_uint_lt(c->codes[i], c->cardinality);
		om_buf_add(&all, c->values[c->codes[i]]);
		om_buf_byte(&all, '|');
	}
	ck_span_eq(om_buf_span(&all), values);
	om_buf_free(&all);
}

START_TEST(csv_is_read_by_its_header)
{
	ck_ok(read_text("a;b\n1;x\n2;\n1;\"y;\"\n"));
	ck_assert_uint_eq(table.n, 3);
	ck_assert_uint_eq(table.width, 2);
	check_column("a", "1|2|1|");
	check_column("b", "x||y;|");
	ck_assert_uint_eq(table.columns[0].cardinality, 2);
}
END_TEST

START_TEST(json_members_are_columns_by_their_path)
{
	ck_ok(read_text("{\"a\":1,\"b\":{\"c\":\"x\",\"d\":null}}\n"
			"{\"b\":{\"c\":\"y\"},\"e\":[1, 2],\"f\":true}\n"
			"{\"a\":1}\n"));
	ck_assert_uint_eq(table.n, 3);
	check_column("a", "1||1|");
	check_column("b.c", "x|y||");
	check_column("b.d", "|||");
	check_column("e", "|[1, 2]||");
	check_column("f", "|true||");
}
END_TEST

START_TEST(a_column_without_values_has_one)
{
	ck_ok(read_text("a,b\n1,\n2,\n"));
	check_column("b", "||");
	ck_assert_uint_eq(table.columns[1].cardinality, 1);
}
END_TEST

START_TEST(what_cannot_be_read_ends_the_reading)
{
	ck_code(read_text(""), OM_INPUT);
	ck_code(read_text("a,b\n"), OM_INPUT);
	ck_code(read_text("a,b\n1,2\n3\n"), OM_INPUT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "in:3:"));
	ck_code(read_text("a,b\n1,2,3\n"), OM_INPUT);
	ck_code(read_text("a,b\n1,\xff\n"), OM_INPUT);
	ck_code(read_text("{\"a\":1}\n{\"a\":\n"), OM_INPUT);
	/* no value is in a message */
	ck_code(read_text("a,b\nsecret,2,3\n"), OM_INPUT);
	ck_assert_ptr_null(strstr(om_failure(), "secret"));
}
END_TEST

START_TEST(memory_is_charged_and_limited)
{
	om_risk_table_open(&table, 2000);
	ck_code(om_risk_read_memory(&table, "in",
		    OM_SPAN("a,b,c,d,e,f,g,h\n1,2,3,4,5,6,7,8\n")),
	    OM_LIMIT);
	om_risk_table_close(&table);
	ck_ok(read_text("a\n1\n"));
	ck_assert_uint_gt(table.memory, 256 * 4);
}
END_TEST

START_TEST(columns_that_nobody_wants_are_not_kept)
{
	struct om_span wanted[] = { OM_SPAN("b") };

	om_risk_table_open(&table, 0);
	table.wanted = wanted;
	table.wanted_count = 1;
	ck_ok(om_risk_read_memory(&table, "in", OM_SPAN("a,b\nAna,1\nBo,2\n")));
	ck_assert(table.columns[0].left_out);
	ck_assert_ptr_null(table.columns[0].codes);
	check_column("b", "1|2|");
}
END_TEST

START_TEST(many_values_and_columns_keep_their_codes)
{
	struct om_buf text = OM_BUF(8 << 20);

	for (int i = 0; i < 12000; i++)
		om_buf_format(&text, "%sc%d", i > 0 ? "," : "", i);
	om_buf_byte(&text, '\n');
	for (int row = 0; row < 2; row++)
		for (int i = 0; i < 12000; i++)
			om_buf_format(
			    &text, "%d%c", i, i == 11999 ? '\n' : ',');
	om_risk_table_open(&table, 0);
	ck_ok(om_risk_read_memory(&table, "in", om_buf_span(&text)));
	ck_assert_uint_eq(table.width, 12000);
	check_column("c11999", "11999|11999|");
	om_buf_free(&text);
	om_risk_table_close(&table);

	text = OM_BUF(8 << 20);
	om_buf_text(&text, "a\n");
	for (int i = 0; i < 5000; i++)
		om_buf_format(&text, "%d\n", i % 3000);
	ck_ok(read_text(text.p));
	ck_assert_uint_eq(table.columns[0].cardinality, 3000);
	for (uint32_t i = 0; i < 5000; i++)
		ck_assert_uint_eq(table.columns[0].codes[i], i % 3000);
	om_buf_free(&text);
}
END_TEST

START_TEST(who_has_no_number_is_a_person_of_her_own)
{
	static const uint32_t wanted[] = { 0, 1, 0, 2, 3 };
	uint32_t *persons;
	size_t count;

	ck_ok(read_text("p,a\nx,1\n,1\nx,1\n,1\ny,1\n"));
	om_risk_table_persons(&persons, &count, &table, 0);
	ck_assert_uint_eq(count, 4);
	for (size_t i = 0; i < 5; i++)
		ck_assert_uint_eq(persons[i], wanted[i]);
	om_free(persons);
}
END_TEST

OM_SUITE(policy_risk_table)
{
	tcase_add_checked_fixture(tests, NULL, close_table);
	tcase_add_test(tests, csv_is_read_by_its_header);
	tcase_add_test(tests, json_members_are_columns_by_their_path);
	tcase_add_test(tests, a_column_without_values_has_one);
	tcase_add_test(tests, what_cannot_be_read_ends_the_reading);
	tcase_add_test(tests, memory_is_charged_and_limited);
	tcase_add_test(tests, columns_that_nobody_wants_are_not_kept);
	tcase_add_test(tests, many_values_and_columns_keep_their_codes);
	tcase_add_test(tests, who_has_no_number_is_a_person_of_her_own);
}
