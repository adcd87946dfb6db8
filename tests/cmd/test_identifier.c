#include "test.h"

#include <unistd.h>

#include "base/file.h"
#include "cmd/identifier.h"

static bool
is_type(struct om_span s)
{
	return om_span_is(s, "email") || om_span_is(s, "ip") ||
	       om_span_is(s, "user_id");
}

static int
read_argument(struct om_identifier_words *out, const char *argument)
{
	static struct om_run run;

	return om_identifier_read(out, &run, argument, is_type);
}

static int
read_from_input(struct om_identifier_words *out, struct om_span input)
{
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_ok(om_file_write(ends[1], input, "pipe"));
	ck_assert_int_eq(close(ends[1]), 0);
	ck_assert_int_ge(dup2(ends[0], STDIN_FILENO), 0);
	ck_assert_int_eq(close(ends[0]), 0);
	return read_argument(out, "-");
}

START_TEST(a_type_and_a_value_are_cut_at_the_first_colon)
{
	struct om_identifier_words id;

	ck_ok(read_argument(&id, "email:ana@example.com"));
	ck_span_eq(id.type, "email");
	ck_span_eq(id.value, "ana@example.com");
	ck_assert_uint_eq(id.source.n, 0);
	ck_assert_uint_eq(id.profile.n, 0);
}
END_TEST

START_TEST(a_value_may_hold_colons)
{
	struct om_identifier_words id;

	ck_ok(read_argument(&id, "ip:2001:db8::1"));
	ck_span_eq(id.type, "ip");
	ck_span_eq(id.value, "2001:db8::1");
	/* even where its third word is a type */
	ck_ok(read_argument(&id, "ip:a:email:b"));
	ck_span_eq(id.value, "a:email:b");
}
END_TEST

START_TEST(the_long_form_names_source_and_profile)
{
	struct om_identifier_words id;

	ck_ok(read_argument(&id, "shop:customer:ip:2001:db8::1"));
	ck_span_eq(id.source, "shop");
	ck_span_eq(id.profile, "customer");
	ck_span_eq(id.type, "ip");
	ck_span_eq(id.value, "2001:db8::1");
}
END_TEST

START_TEST(a_hyphen_reads_one_line_of_standard_input)
{
	struct om_identifier_words id;

	ck_ok(read_from_input(&id, OM_SPAN("email:ana@example.com\r\n")));
	ck_span_eq(id.value, "ana@example.com");
	ck_ok(read_from_input(&id, OM_SPAN("user_id:7")));
	ck_span_eq(id.value, "7");
	ck_code(read_from_input(&id, OM_SPAN("email:a\nemail:b\n")), OM_USAGE);
	ck_assert_str_eq(om_failure(), "standard input is more than one line");
	ck_code(read_from_input(&id, OM_SPAN_NONE), OM_USAGE);
}
END_TEST

START_TEST(a_line_larger_than_a_page_is_refused)
{
	struct om_identifier_words id;
	char text[5000];

	memset(text, 'x', sizeof(text));
	ck_code(
	    read_from_input(&id, om_span_bytes(text, sizeof(text))), OM_LIMIT);
}
END_TEST

START_TEST(what_is_no_identifier_is_refused_without_its_text)
{
	static const char *const wrong[] = { "", "ana", "mail:ana",
		"email:", ":ana", "shop:customer:mail:ana",
		"shop:ana:email:", "shop:email:ana",
		"email:\xff"
		"ana" };
	struct om_identifier_words id;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		ck_assert_msg(
		    read_argument(&id, wrong[i]) == OM_USAGE, "%s", wrong[i]);
		ck_assert_ptr_null(strstr(om_failure(), "ana"));
	}
}
END_TEST

OM_SUITE(cmd_identifier)
{
	tcase_add_test(tests, a_type_and_a_value_are_cut_at_the_first_colon);
	tcase_add_test(tests, a_value_may_hold_colons);
	tcase_add_test(tests, the_long_form_names_source_and_profile);
	tcase_add_test(tests, a_hyphen_reads_one_line_of_standard_input);
	tcase_add_test(tests, a_line_larger_than_a_page_is_refused);
	tcase_add_test(
	    tests, what_is_no_identifier_is_refused_without_its_text);
}
