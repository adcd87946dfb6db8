#include "format/sqlite_record.h"

#include "test.h"

static struct om_arena arena;
static struct om_sqlite_value *values;
static size_t count;

static int
decode(struct om_span payload, enum om_sqlite_encoding encoding)
{
	om_arena_wipe(&arena);
	return om_sqlite_record_read(
	    &values, &count, &arena, payload, encoding);
}

START_TEST(each_serial_type_is_read)
{
	static const int64_t integers[] = { -2, -256, 8388607, -2147483648,
		0x010203040506, INT64_MIN, 0, 1 };

	ck_ok(decode(OM_SPAN("\016\000\001\002\003\004\005\006\007\010\011\014"
			     "\016\015"
			     "\376\377\000\177\377\377\200\000\000\000"
			     "\001\002\003\004\005\006"
			     "\200\000\000\000\000\000\000\000"
			     "\077\370\000\000\000\000\000\000"
			     "Band more"),
	    OM_SQLITE_UTF8));
	ck_assert_uint_eq(count, 13);
	ck_assert_int_eq(values[0].type, OM_SQLITE_NULL);
	for (size_t i = 0; i < 6; i++) {
		ck_assert_int_eq(values[i + 1].type, OM_SQLITE_INTEGER);
		ck_assert(values[i + 1].integer == integers[i]);
	}
	ck_assert_int_eq(values[7].type, OM_SQLITE_REAL);
	ck_assert(values[7].real == 1.5);
	ck_assert(values[8].type == OM_SQLITE_INTEGER &&
		  values[8].integer == integers[6]);
	ck_assert(values[9].integer == integers[7]);
	ck_assert_int_eq(values[10].type, OM_SQLITE_BLOB);
	ck_assert_uint_eq(values[10].bytes.n, 0);
	ck_assert_int_eq(values[11].type, OM_SQLITE_BLOB);
	ck_span_eq(values[11].bytes, "B");
	ck_assert_int_eq(values[12].type, OM_SQLITE_TEXT);
	ck_assert_uint_eq(values[12].bytes.n, 0);
}
END_TEST

START_TEST(text_is_what_its_length_says)
{
	ck_ok(decode(OM_SPAN("\003\023\001one\007more"), OM_SQLITE_UTF8));
	ck_assert_uint_eq(count, 2);
	ck_span_eq(values[0].bytes, "one");
	ck_span_eq(values[0].raw, "one");
	ck_assert_int_eq(values[1].integer, 7);
}
END_TEST

/* a, U+00E9, U+20AC, U+1F600: one to four bytes of UTF-8. */
START_TEST(utf_16_becomes_utf_8)
{
	ck_ok(decode(OM_SPAN("\002\041\000a\000\351\040\254\330\075\336\000"),
	    OM_SQLITE_UTF16BE));
	ck_span_eq(values[0].bytes, "a\303\251\342\202\254\360\237\230\200");
	ck_assert_uint_eq(values[0].raw.n, 10);
	ck_ok(decode(OM_SPAN("\002\041a\000\351\000\254\040\075\330\000\336"),
	    OM_SQLITE_UTF16LE));
	ck_span_eq(values[0].bytes, "a\303\251\342\202\254\360\237\230\200");
	/* A blob stays what it is. */
	ck_ok(decode(OM_SPAN("\002\020a\000"), OM_SQLITE_UTF16LE));
	ck_assert_uint_eq(values[0].bytes.n, 2);
}
END_TEST

START_TEST(half_a_surrogate_pair_becomes_a_replacement)
{
	ck_ok(decode(OM_SPAN("\002\025\330\075\000a"), OM_SQLITE_UTF16BE));
	ck_span_eq(values[0].bytes, "\357\277\275a");
	ck_ok(decode(OM_SPAN("\002\025\336\000\330\075"), OM_SQLITE_UTF16BE));
	ck_span_eq(values[0].bytes, "\357\277\275\357\277\275");
	/* U+E000 is the first that is no half any more. */
	ck_ok(decode(OM_SPAN("\002\025\330\075\340\000"), OM_SQLITE_UTF16BE));
	ck_span_eq(values[0].bytes, "\357\277\275\356\200\200");
	/* Three bytes: the last is no half of anything. */
	ck_ok(decode(OM_SPAN("\002\023\000a\000"), OM_SQLITE_UTF16BE));
	ck_span_eq(values[0].bytes, "a");
}
END_TEST

START_TEST(what_is_no_number_is_null)
{
	ck_ok(decode(OM_SPAN("\002\007\177\370\000\000\000\000\000\000"),
	    OM_SQLITE_UTF8));
	ck_assert_int_eq(values[0].type, OM_SQLITE_NULL);
}
END_TEST

START_TEST(a_record_may_have_no_values)
{
	ck_ok(decode(OM_SPAN("\001"), OM_SQLITE_UTF8));
	ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(a_record_that_does_not_fit_is_corrupt)
{
	static const struct om_span cases[] = {
		OM_SPAN(""),		 /* no header */
		OM_SPAN("\000"),	 /* one without itself */
		OM_SPAN("\003\001"),	 /* longer than the payload */
		OM_SPAN("\002\012"),	 /* types that are kept free */
		OM_SPAN("\002\013"),	 /* the same */
		OM_SPAN("\002\201\001"), /* a type that is cut */
		OM_SPAN("\002\002\001"), /* two bytes, one is there */
		OM_SPAN("\003\001\023\001ab"),
		OM_SPAN("\012\377\377\377\377\377\377\377\377\377"),
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(decode(cases[i], OM_SQLITE_UTF8) == OM_CORRUPT,
		    "case %zu", i);
}
END_TEST

START_TEST(more_values_than_a_table_can_have_are_corrupt)
{
	struct om_buf b = OM_BUF(1 << 20);

	/* A header of 65,536 + 3 bytes, or one more. */
	om_buf_add(&b, OM_SPAN("\204\200\003"));
	for (int i = 0; i < 65536; i++)
		om_buf_byte(&b, 8);
	ck_ok(decode(om_buf_span(&b), OM_SQLITE_UTF8));
	ck_assert_uint_eq(count, 65536);
	b.p[2]++;
	om_buf_byte(&b, 8);
	ck_code(decode(om_buf_span(&b), OM_SQLITE_UTF8), OM_CORRUPT);
	om_buf_free(&b);
}
END_TEST

static void
teardown(void)
{
	om_arena_free(&arena);
}

OM_SUITE(format_sqlite_record)
{
	tcase_add_checked_fixture(tests, NULL, teardown);
	tcase_add_test(tests, each_serial_type_is_read);
	tcase_add_test(tests, text_is_what_its_length_says);
	tcase_add_test(tests, utf_16_becomes_utf_8);
	tcase_add_test(tests, half_a_surrogate_pair_becomes_a_replacement);
	tcase_add_test(tests, what_is_no_number_is_null);
	tcase_add_test(tests, a_record_may_have_no_values);
	tcase_add_test(tests, a_record_that_does_not_fit_is_corrupt);
	tcase_add_test(tests, more_values_than_a_table_can_have_are_corrupt);
}
