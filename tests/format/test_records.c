#include "test.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "format/records_inside.h"

static struct om_arena arena;
static const char *const envelopes[] = { "profiles", "profile", "events",
	NULL };

/*
 * All records of text, as "NUMBER:LINE:OFFSET:TEXT" and a line feed, with
 * "!MESSAGE" instead of the text for those refused.
 */
static void
show(struct om_buf *b, struct om_records *r)
{
	struct om_value *v;
	int rc;

	while ((rc = om_records_next(&v, r, &arena)) != 0) {
		om_buf_format(b, "%d:%d:%d:", (int)om_records_number(r),
		    (int)om_records_line(r), (int)om_records_offset(r));
		if (rc > 0)
			om_buf_add(b, om_records_text(r));
		else
			om_buf_format(b, "!%s", om_failure());
		om_buf_byte(b, '\n');
		if (rc > 0)
			ck_assert(om_value_is(v, OM_VALUE_OBJECT));
		om_arena_wipe(&arena);
	}
	ck_assert_int_eq(om_records_next(&v, r, &arena), 0);
	om_records_close(r);
	om_arena_free(&arena);
}

static void
show_all(struct om_buf *b, struct om_span text,
    const struct om_records_options *options)
{
	struct om_records *r;

	ck_ok(om_records_open_memory(&r, "in", text, options));
	show(b, r);
}

static const struct {
	const char *text, *records;
} cases[] = {
	/* NDJSON. */
	{ "", "" },
	{ " \n\t\r\n", "" },
	{ "{}", "1:1:0:{}\n" },
	{ "{\"a\":1}\n{\"a\":2}\n", "1:1:0:{\"a\":1}\n2:2:8:{\"a\":2}\n" },
	{ "{\"a\":1}\r\n\r\n  \n {\"a\":2} \r\n",
	    "1:1:0:{\"a\":1}\n2:4:15:{\"a\":2}\n" },
	{ "\xef\xbb\xbf{\"a\":1}\n", "1:1:3:{\"a\":1}\n" },
	{ "\n\n{\"a\":1}\n{\"a\":2",
	    "1:3:2:{\"a\":1}\n"
	    "2:4:10:!in:4: ends in the middle of a record\n" },
	{ "{\"a\":1}\nnot json\n{\"a\":2}\n",
	    "1:1:0:{\"a\":1}\n2:2:8:!in:2: not a value at byte 1\n"
	    "3:3:17:{\"a\":2}\n" },
	{ "{\"a\":1}\n[1]\n3\n{\"a\":2}\n",
	    "1:1:0:{\"a\":1}\n2:2:8:!in:2: a record is not an object\n"
	    "3:3:12:!in:3: a record is not an object\n4:4:14:{\"a\":2}\n" },
	{ "{\"a\":1}\n{\"a\":1,\"a\":2}\n{\"a\":2}",
	    "1:1:0:{\"a\":1}\n2:2:8:!in:2: a doubled key at byte 7\n"
	    "3:3:22:{\"a\":2}\n" },
	/* A bad first line does not hide that it is NDJSON. */
	{ "garbage\n{\"a\":2}\n", "1:1:0:!in:1: not a value at byte 0\n"
				  "2:2:8:{\"a\":2}\n" },
	{ "{\"a\":1\n{\"a\":2}\n",
	    "1:1:0:!in:1: the text ends in the middle at byte 6\n"
	    "2:2:7:{\"a\":2}\n" },
	{ "{\"a\":\"x\n{\"a\":2}\n",
	    "1:1:0:!in:1: the text ends in the middle at byte 7\n"
	    "2:2:8:{\"a\":2}\n" },
	{ "{\"a\":1}x\n{\"a\":2}\n",
	    "1:1:0:{\"a\":1}\n"
	    "1:1:7:!in:1: neither an object nor an array\n" },
	{ "{\"a\"", "1:1:0:!in:1: ends in the middle of a record\n" },
	/* Objects one behind the other. */
	{ "{\"a\":1} {\"a\":2}{\"a\":3}\n",
	    "1:1:0:{\"a\":1}\n2:1:8:{\"a\":2}\n3:1:15:{\"a\":3}\n" },
	{ "{\n\"a\":1\n}\n{\n\"a\":2\n}\n",
	    "1:1:0:{\n\"a\":1\n}\n2:4:10:{\n\"a\":2\n}\n" },
	{ "{\n\"a\":1\n}\n{\n\"a\":x\n}\n{}",
	    "1:1:0:{\n\"a\":1\n}\n2:4:10:!in:4: not a value at byte 6\n"
	    "3:7:20:{}\n" },
	{ "{\n\"a\":1\n}\n{\n\"a\":2\n",
	    "1:1:0:{\n\"a\":1\n}\n"
	    "2:4:10:!in:4: ends in the middle of a record\n" },
	{ "{\n}\n]", "1:1:0:{\n}\n"
		     "1:3:4:!in:3: neither an object nor an array\n" },
	/* An array. */
	{ "[]", "" },
	{ " [ ] \n", "" },
	{ "[{\"a\":1}]", "1:1:1:{\"a\":1}\n" },
	{ "[\n {\"a\":1},\n {\"a\":\"]}\"}\n]\n",
	    "1:2:3:{\"a\":1}\n2:3:13:{\"a\":\"]}\"}\n" },
	{ "[{},1,\"x]\",null,[{}],{}]",
	    "1:1:1:{}\n"
	    "2:1:4:!in:1: a record is not an object\n"
	    "3:1:6:!in:1: a record is not an object\n"
	    "4:1:11:!in:1: a record is not an object\n"
	    "5:1:16:!in:1: a record is not an object\n6:1:21:{}\n" },
	{ "[{\"a\":x},{}]", "1:1:1:!in:1: not a value at byte 5\n2:1:9:{}\n" },
	{ "[{},]", "1:1:1:{}\n1:1:4:!in:1: no element in an array\n" },
	{ "[,{}]", "0:1:1:!in:1: no element in an array\n" },
	{ "[:{}]", "0:1:1:!in:1: no element in an array\n" },
	{ "[}", "0:1:1:!in:1: no element in an array\n" },
	{ "[{} {}]", "1:1:1:{}\n"
		     "1:1:4:!in:1: neither ',' nor ']' behind an element\n" },
	{ "[{}}", "1:1:1:{}\n"
		  "1:1:3:!in:1: neither ',' nor ']' behind an element\n" },
	{ "[{}]\n[{}]",
	    "1:1:1:{}\n"
	    "1:2:5:!in:2: something behind the end of the array\n" },
	{ "[{}", "1:1:1:{}\n"
		 "1:1:3:!in:1: ends in the middle of an array or envelope\n" },
	{ "[{},\n",
	    "1:1:1:{}\n"
	    "1:2:5:!in:2: ends in the middle of an array or envelope\n" },
	{ "[{},{\"a\"", "1:1:1:{}\n"
			"2:1:4:!in:1: ends in the middle of a record\n" },
	{ "[\"x", "1:1:1:!in:1: ends in the middle of a record\n" },
	/* Envelopes. */
	{ "{\"profiles\":[]}", "" },
	{ "{\"profiles\":[{\"a\":1},{\"a\":2}]}",
	    "1:1:13:{\"a\":1}\n2:1:21:{\"a\":2}\n" },
	{ "{\n \"profiles\" : [\n {\"a\":1}\n ]\n}\n", "1:3:19:{\"a\":1}\n" },
	{ "{\"count\":1,\"next\":null,\"pr\\u006ffiles\":[{}],"
	  "\"meta\":{\"more\":[1,\"]\"]}}",
	    "1:1:40:{}\n" },
	{ "{\"profile\":{\"a\":1}}", "1:1:11:{\"a\":1}\n" },
	{ "{\"profile\":{\"a\":1}}\n{\"profile\":{\"a\":2}}\n",
	    "1:1:11:{\"a\":1}\n2:2:31:{\"a\":2}\n" },
	{ "{\n\"profile\":{\"a\":1}}\n{\"profile\":{\"a\":2},\"x\":[]}\n{}",
	    "1:2:12:{\"a\":1}\n2:3:32:{\"a\":2}\n3:4:48:{}\n" },
	{ "{\"profiles\":[{}],\"events\":[{\"b\":1}]}",
	    "1:1:13:{}\n2:1:27:{\"b\":1}\n" },
	{ "{\"profiles\":[{}],\"profiles\":[{}]}",
	    "1:1:13:{}\n"
	    "1:1:16:!in:1: a doubled key in an envelope\n" },
	{ "{\"profiles\":[{}],\"x\":}",
	    "1:1:13:{}\n"
	    "1:1:16:!in:1: no member in an envelope\n" },
	{ "{\"profiles\":[{}],\"x\" 1}",
	    "1:1:13:{}\n"
	    "1:1:16:!in:1: no member in an envelope\n" },
	{ "{\"profiles\":[{}],\"x\":[1}}",
	    "1:1:13:{}\n"
	    "1:1:16:!in:1: no member in an envelope\n" },
	{ "{\"profiles\":[{}],}", "1:1:13:{}\n"
				  "1:1:16:!in:1: no member in an envelope\n" },
	{ "{\"profiles\":[{}],x:1}",
	    "1:1:13:{}\n"
	    "1:1:16:!in:1: no member in an envelope\n" },
	{ "{\"profiles\":[{}]:1}",
	    "1:1:13:{}\n"
	    "1:1:16:!in:1: neither ',' nor '}' in an envelope\n" },
	{ "{\"profiles\":[{}]", "1:1:13:{}\n1:1:16:!in:1: ends in the "
				"middle of an array or envelope\n" },
	{ "{\"profiles\":[{}],\"x",
	    "1:1:13:{}\n"
	    "1:1:16:!in:1: no member in an envelope\n" },
	/* What only looks like one. */
	{ "{\"profiles\":1}", "1:1:0:{\"profiles\":1}\n" },
	{ "{\"a\":{\"profiles\":[]}}\n{}",
	    "1:1:0:{\"a\":{\"profiles\":[]}}\n2:2:22:{}\n" },
	{ "{\"a\":{]},\"profiles\":[{}]}",
	    "1:1:0:!in:1: not a key at byte 6\n"
	    "1:1:8:!in:1: neither an object nor an array\n" },
	{ "{\"PROFILES\":[{}]}", "1:1:0:{\"PROFILES\":[{}]}\n" },
};

START_TEST(records_are_the_same_whatever_the_block_size)
{
	struct om_span text = om_span_of(cases[_i].text);
	struct om_records_options options = { .envelopes = envelopes };

	for (size_t block = 1; block <= text.n + 1; block++) {
		struct om_buf b = OM_BUF(4096);

		options.block = block;
		show_all(&b, text, &options);
		ck_span_eq(om_buf_span(&b), cases[_i].records);
		om_buf_free(&b);
	}
}
END_TEST

START_TEST(records_of_a_file_are_those_of_memory)
{
	struct om_span text = om_span_of(cases[_i].text);
	struct om_records_options options = { .envelopes = envelopes };

	ck_assert_int_eq(chdir(om_test_folder()), 0);
	ck_ok(om_file_replace("in", text, 0600));
	for (size_t block = 1; block < 8; block++) {
		struct om_buf b = OM_BUF(4096);
		struct om_records *r;

		options.block = block;
		ck_ok(om_records_open(&r, "in", &options));
		show(&b, r);
		ck_span_eq(om_buf_span(&b), cases[_i].records);
		om_buf_free(&b);
	}
}
END_TEST

/* Reads failing from the n-th block on, in each format. */
START_TEST(a_failing_read_ends_the_records)
{
	static const char *const texts[] = {
		"{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n",
		"[{\"a\":1},{\"a\":2},{\"a\":3}]",
		"{\"p\":1,\"events\":[{\"a\":1},{\"a\":2}],\"q\":[1,2,3]}",
		"a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n",
	};
	char *path = om_path_join(om_test_folder(), "in");
	int sink = open("/dev/null", O_WRONLY);
	size_t n = strlen(texts[_i]);

	ck_ok(om_file_replace(path, om_span_of(texts[_i]), 0600));
	for (size_t block = 1; block < n; block++) {
		struct om_records_options options = {
			.block = block, .rows = true, .envelopes = envelopes
		};
		struct om_records *r;
		struct om_value *v;
		int rc = 1;

		ck_ok(om_records_open(&r, path, &options));
		ck_assert_int_eq(dup2(sink, r->source.fd), r->source.fd);
		while (rc > 0)
			rc = om_records_next(&v, r, &arena);
		ck_code(rc, OM_IO);
		ck_assert_ptr_nonnull(strstr(om_failure(), path));
		ck_assert_int_eq(om_records_next(&v, r, &arena), 0);
		om_records_close(r);
		om_arena_wipe(&arena);
	}
	om_arena_free(&arena);
	(void)close(sink);
	om_free(path);
}
END_TEST

START_TEST(without_a_list_nothing_is_an_envelope)
{
	struct om_buf b = OM_BUF(4096);

	show_all(&b, OM_SPAN("{\"profiles\":[{}]}"), NULL);
	ck_span_eq(om_buf_span(&b), "1:1:0:{\"profiles\":[{}]}\n");
	om_buf_free(&b);
}
END_TEST

/* Records beyond 16 bytes are passed over; the others are read. */
static const struct {
	const char *text, *records;
} large[] = {
	{ "{\"a\":\"16 bytes\"}\n{\"a\":\"17 bytes!\"}\n{\"b\":1}\n",
	    "1:1:0:{\"a\":\"16 bytes\"}\n"
	    "2:2:17:!in:2: a record is larger than 16 bytes\n"
	    "3:3:35:{\"b\":1}\n" },
	{ "{}\n                       {}\n{}\n",
	    "1:1:0:{}\n2:2:3:!in:2: a record is larger than 16 bytes\n"
	    "3:3:29:{}\n" },
	{ "{}\n{\"a\":\"no line break\"}",
	    "1:1:0:{}\n"
	    "2:2:3:!in:2: a record is larger than 16 bytes\n" },
	{ "[{\"a\":\"16 bytes\"},{\"a\":\"17 bytes!\"},{\"b\":1}]",
	    "1:1:1:{\"a\":\"16 bytes\"}\n"
	    "2:1:18:!in:1: a record is larger than 16 bytes\n"
	    "3:1:36:{\"b\":1}\n" },
	{ "[                        {}              ,\n{}]",
	    "1:1:25:{}\n2:2:43:{}\n" },
	{ "[{\"a\":\"and never an end", "1:1:1:!in:1: ends in the middle of a "
					"record\n" },
	{ "{\n\"a\":\"16 byte\"}\n{\n\"a\":\"17 bytes\"}\n{\n}",
	    "1:1:0:{\n\"a\":\"16 byte\"}\n"
	    "2:3:17:!in:3: a record is larger than 16 bytes\n3:5:35:{\n}\n" },
	{ "{\"events\":[{}],\"much too long a key\":1}",
	    "1:1:11:{}\n1:1:14:!in:1: no member in an envelope\n" },
};

START_TEST(a_record_too_large_is_passed_over)
{
	struct om_span text = om_span_of(large[_i].text);
	struct om_records_options options = { .record = 16,
		.envelopes = envelopes };

	for (size_t block = 1; block <= text.n + 1; block++) {
		struct om_buf b = OM_BUF(4096);

		options.block = block;
		show_all(&b, text, &options);
		ck_span_eq(om_buf_span(&b), large[_i].records);
		om_buf_free(&b);
	}
}
END_TEST

START_TEST(values_have_the_limits_given)
{
	struct om_records_options options = { .limits = { .string = 3 } };
	struct om_buf b = OM_BUF(4096);

	show_all(&b, OM_SPAN("{\"a\":\"1234\"}\n{\"a\":\"123\"}\n"), &options);
	ck_span_eq(om_buf_span(&b),
	    "1:1:0:!in:1: a string is too long at byte 5\n"
	    "2:2:13:{\"a\":\"123\"}\n");
	om_buf_reset(&b);
	options.format = OM_RECORDS_CSV;
	show_all(&b, OM_SPAN("a,b\n1234,1\n123,2\n"), &options);
	ck_span_eq(
	    om_buf_span(&b), "1:2:4:!in:2: a cell is too long\n2:3:11:123,2\n");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_format_given_is_not_found_out)
{
	struct om_records_options options = { .format = OM_RECORDS_NDJSON };
	struct om_buf b = OM_BUF(4096);

	show_all(&b, OM_SPAN("[{}]\n{}\n"), &options);
	ck_span_eq(om_buf_span(&b),
	    "1:1:0:!in:1: a record is not an object\n2:2:5:{}\n");
	om_buf_reset(&b);
	options.format = OM_RECORDS_JSON;
	show_all(&b, OM_SPAN("{}\nx\n{}\n"), &options);
	ck_span_eq(om_buf_span(&b),
	    "1:1:0:{}\n1:2:3:!in:2: neither an object nor an array\n");
	om_buf_free(&b);
}
END_TEST

static void
check_format(const char *text, const struct om_records_options *options,
    enum om_records_format format)
{
	struct om_records *r;

	ck_ok(om_records_open_memory(&r, "in", om_span_of(text), options));
	ck_assert_int_eq(om_records_format(r), format);
	ck_assert((om_records_csv(r) != NULL) == (format == OM_RECORDS_CSV));
	om_records_close(r);
}

START_TEST(the_format_is_found_in_the_content)
{
	struct om_records_options rows = { .rows = true,
		.envelopes = envelopes };

	check_format("", NULL, OM_RECORDS_NDJSON);
	check_format("", &rows, OM_RECORDS_CSV);
	check_format("a,b\n", NULL, OM_RECORDS_NDJSON);
	check_format("a,b\n", &rows, OM_RECORDS_CSV);
	check_format("\"{\",b\n", &rows, OM_RECORDS_CSV);
	check_format(" {}\n{}\n", &rows, OM_RECORDS_NDJSON);
	check_format("{\"a\":\"\n", &rows, OM_RECORDS_NDJSON);
	check_format("{}{}\n", &rows, OM_RECORDS_JSON);
	check_format("{\n}", &rows, OM_RECORDS_JSON);
	check_format("{\"a\":\n{}}", &rows, OM_RECORDS_JSON);
	check_format("{\"a\":[\n{}]}", &rows, OM_RECORDS_JSON);
	check_format("{\"a\":[{},\n{}]}", &rows, OM_RECORDS_JSON);
	check_format("{\"a\":[{}\n{}]}", &rows, OM_RECORDS_NDJSON);
	check_format("\n[\n", &rows, OM_RECORDS_JSON);
	check_format("{\"events\":[", &rows, OM_RECORDS_JSON);
	check_format("{\"profile\":{}}\n", &rows, OM_RECORDS_NDJSON);
	check_format("{\"profile\":\n{}}\n", &rows, OM_RECORDS_JSON);
}
END_TEST

START_TEST(csv_rows_are_records_too)
{
	struct om_records_options options = { .rows = true };
	struct om_records *r;
	struct om_value *v;

	for (size_t block = 1; block < 60; block += 5) {
		options.block = block;
		ck_ok(om_records_open_memory(&r, "in",
		    OM_SPAN("mail;city\r\na@mail.example;\"Lis\nboa\"\r\n"
			    "b\r\n\r\nc@mail.example;Porto\r\n"),
		    &options));
		ck_span_eq(om_records_csv(r)->header.cells[1].text, "city");
		ck_assert_int_eq(om_records_next(&v, r, &arena), 1);
		ck_span_eq(om_value_member(v, "mail")->text, "a@mail.example");
		ck_span_eq(om_value_member(v, "city")->text, "Lis\nboa");
		ck_span_eq(om_records_text(r), "a@mail.example;\"Lis\nboa\"");
		ck_assert_uint_eq(om_records_line(r), 2);
		ck_code(om_records_next(&v, r, &arena), OM_INPUT);
		ck_assert_str_eq(
		    om_failure(), "in:4: 1 cells where the first row has 2");
		ck_span_eq(om_records_text(r), "b");
		ck_assert_int_eq(om_records_next(&v, r, &arena), 1);
		ck_span_eq(om_value_member(v, "city")->text, "Porto");
		ck_assert_uint_eq(om_records_number(r), 3);
		ck_assert_uint_eq(om_records_line(r), 6);
		ck_assert_int_eq(om_records_next(&v, r, &arena), 0);
		om_records_close(r);
		om_arena_wipe(&arena);
	}
	om_arena_free(&arena);
}
END_TEST

START_TEST(a_map_makes_profiles_of_rows)
{
	struct om_records_options options = { 0 };
	struct om_csv_map *map;
	struct om_records *r;
	struct om_value *v;

	ck_ok(om_csv_map_parse(&map, "map.json",
	    OM_SPAN("{\"source\":\"crm\",\"type\":\"customer\",\"delimiter\":"
		    "\"|\",\"identifiers\":[{\"type\":\"email\",\"column\":"
		    "\"mail\"}]}")));
	options.map = map;
	ck_ok(om_records_open_memory(
	    &r, "in", OM_SPAN("mail|a,b,c\na@mail.example|x,y,z\n"), &options));
	ck_assert_int_eq(om_records_next(&v, r, &arena), 1);
	ck_span_eq(om_value_member(v, "source")->text, "crm");
	v = om_value_member(v, "identifiers")->first;
	ck_span_eq(om_value_member(v, "value")->text, "a@mail.example");
	om_records_close(r);
	options.delimiter = ',';
	ck_code(om_records_open_memory(
		    &r, "in", OM_SPAN("mail|a,b\nx,y\n"), &options),
	    OM_USAGE);
	ck_assert_str_eq(om_failure(), "map.json: no column \"mail\" in in");
	/* With a map, JSON is still JSON. */
	ck_ok(om_records_open_memory(&r, "in", OM_SPAN("[{}]"), &options));
	ck_assert_int_eq(om_records_next(&v, r, &arena), 1);
	om_records_close(r);
	om_csv_map_free(map);
	om_arena_free(&arena);
}
END_TEST

START_TEST(a_faulty_csv_header_names_its_line)
{
	struct om_records_options options = { .format = OM_RECORDS_CSV };
	struct om_records *r;

	ck_code(
	    om_records_open_memory(&r, "in", OM_SPAN("\"a\"b,c\n"), &options),
	    OM_INPUT);
	ck_assert_str_eq(
	    om_failure(), "in:1: something behind a closing quote");
	ck_code(om_records_open_memory(&r, "in", OM_SPAN("a,a\n"), &options),
	    OM_INPUT);
}
END_TEST

START_TEST(kept_records_outlive_the_window)
{
	static const char *const texts[] = { "{\"a\":\"1\"}\n{\"a\":\"2\"}\n",
		"[{\"a\":\"1\"},{\"a\":\"2\"}]", "a,b\n1,\n2,\n" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct om_records_options options = {
			.keep = true, .rows = true, .block = 3
		};
		char *path = om_path_join(om_test_folder(), "in");
		struct om_value *one, *two, *none;
		struct om_records *r;

		ck_ok(om_file_replace(path, om_span_of(texts[i]), 0600));
		ck_ok(om_records_open(&r, path, &options));
		ck_assert_int_eq(om_records_next(&one, r, &arena), 1);
		ck_assert_int_eq(om_records_next(&two, r, &arena), 1);
		ck_assert_int_eq(om_records_next(&none, r, &arena), 0);
		ck_span_eq(om_value_member(one, "a")->text, "1");
		ck_span_eq(om_value_member(two, "a")->text, "2");
		om_records_close(r);
		om_arena_free(&arena);
		om_free(path);
	}
}
END_TEST

START_TEST(progress_is_bytes_read_of_bytes_there)
{
	struct om_records *r;
	struct om_value *v;

	ck_ok(
	    om_records_open_memory(&r, "in", OM_SPAN("{\"a\":1}\n{\"a\":2}\n"),
		&(struct om_records_options){ .block = 8 }));
	ck_assert_uint_eq(om_records_size(r), 16);
	ck_assert_uint_eq(om_records_read(r), 8);
	while (om_records_next(&v, r, &arena) > 0)
		;
	ck_assert_uint_eq(om_records_read(r), 16);
	om_records_close(r);
	om_arena_free(&arena);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_named)
{
	struct om_records *r;

	ck_code(om_records_open(&r, "no/such/file", NULL), OM_NOTFOUND);
	ck_code(om_records_open(&r, om_test_folder(), NULL), OM_IO);
	om_records_close(NULL);
}
END_TEST

OM_SUITE(format_records)
{
	tcase_add_loop_test(tests, records_are_the_same_whatever_the_block_size,
	    0, sizeof(cases) / sizeof(cases[0]));
	tcase_add_loop_test(tests, records_of_a_file_are_those_of_memory, 0,
	    sizeof(cases) / sizeof(cases[0]));
	tcase_add_loop_test(tests, a_failing_read_ends_the_records, 0, 4);
	tcase_add_test(tests, without_a_list_nothing_is_an_envelope);
	tcase_add_loop_test(tests, a_record_too_large_is_passed_over, 0,
	    sizeof(large) / sizeof(large[0]));
	tcase_add_test(tests, values_have_the_limits_given);
	tcase_add_test(tests, a_format_given_is_not_found_out);
	tcase_add_test(tests, the_format_is_found_in_the_content);
	tcase_add_test(tests, csv_rows_are_records_too);
	tcase_add_test(tests, a_map_makes_profiles_of_rows);
	tcase_add_test(tests, a_faulty_csv_header_names_its_line);
	tcase_add_test(tests, kept_records_outlive_the_window);
	tcase_add_test(tests, progress_is_bytes_read_of_bytes_there);
	tcase_add_test(tests, a_file_that_is_not_there_is_named);
}
