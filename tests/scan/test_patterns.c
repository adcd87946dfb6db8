#include "findings.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "scan/pattern.h"

/* A catalogue, identifiers and the patterns of a file that is written. */
struct own {
	struct om_kinds *kinds;
	struct om_scanner *scanner;
	char *path;
};

static int
try_open(struct own *o, const char *patterns)
{
	*o = (struct own){ .path = om_path_join(om_test_folder(), "own.json") };
	ck_ok(om_file_create(o->path, om_span_of(patterns), 0600));
	ck_ok(om_kinds_open(&o->kinds, NULL));
	return om_scanner_open(&o->scanner,
	    &(struct om_scanner_options){
		.kinds = o->kinds, .least = 0.001F, .patterns = o->path });
}

static void
own_close(struct own *o)
{
	om_scanner_close(o->scanner);
	om_kinds_close(o->kinds);
	om_free(o->path);
}

/* One pattern of kind customer_id: its expression as JSON has it, and more
 * members behind it. */
static void
write_one(struct om_buf *out, const char *regex, const char *more)
{
	om_buf_reset(out);
	om_buf_format(out,
	    "{\"patterns\": [{\"name\": \"one\", \"kind\": \"customer_id\",\n"
	    "\"regex\": \"%s\"%s}]}",
	    regex, more);
}

#define EXAMPLES \
	", \"examples\": {\"match\": [\"EMP-123456\"], \"not\": [\"EMP\"]}"

/* What a pattern sees in a text, joined by '|', and how many breaches. */
static void
expect(const char *regex, const char *more, const char *text, const char *seen)
{
	struct om_buf file = OM_BUF(4096), found = OM_BUF(4096);
	struct om_hits hits = { 0 };
	struct own o;

	write_one(&file, regex, more);
	ck_ok(try_open(&o, file.p));
	om_scanner_text(o.scanner, &hits, om_span_of(text), NULL);
	om_buf_text(&found, "");
	for (size_t i = 0; i < hits.n; i++)
		if (strcmp(o.kinds->list[hits.list[i].kind].name,
			"customer_id") == 0) {
			om_buf_text(&found, found.n > 0 ? "|" : "");
			om_buf_add(
			    &found, om_span_bytes(text + hits.list[i].start,
					hits.list[i].end - hits.list[i].start));
		}
	for (size_t i = 0; i < hits.breach_count; i++)
		om_buf_format(&found, "!%s at %u", hits.breaches[i].pattern,
		    hits.breaches[i].at);
	ck_assert_str_eq(found.p, seen);
	om_hits_free(&hits);
	om_buf_free(&found);
	om_buf_free(&file);
	own_close(&o);
}

START_TEST(a_pattern_is_matched_line_by_line)
{
	expect("\\\\bEMP-[0-9]{6}\\\\b", EXAMPLES,
	    "EMP-123456 x EMP-000001\nTEMP-123456\nEMP-1\nEMP-222222",
	    "EMP-123456|EMP-000001|EMP-222222");
	expect("^A.*z$", EXAMPLES, "Aaz\nbAz\nAz\r\nA\nz", "Aaz|Az");
	expect("x+y", EXAMPLES, "xxy xy\n\n\nxxx", "xxy|xy");
}
END_TEST

/* A literal, a first or last byte, digits, nothing: the same is found. */
START_TEST(what_anchors_a_pattern_changes_nothing)
{
	static const char text[] = "ab12-xy\nAB34-XY\n\nab56+xy\nlast 78-zz";

	expect("[a-z]{2}[0-9]{2}-xy", EXAMPLES, text, "ab12-xy");
	expect("[0-9]{2}[-+]", EXAMPLES, text, "12-|34-|56+|78-");
	expect("[a-z]+[0-9]", EXAMPLES, text, "ab1|ab5");
	expect("(ab|last )[0-9]+", EXAMPLES, text, "ab12|ab56|last 78");
	expect("AB[0-9]+-xy", ", \"any_case\": true" EXAMPLES, text,
	    "ab12-xy|AB34-XY");
	expect("[a-z]+t (?=[0-9])", EXAMPLES, text, "last ");
}
END_TEST

START_TEST(a_check_and_words_weigh_a_match)
{
	/* 79927398713 is the example of ISO/IEC 7812's check digit. */
	expect("[0-9]{4}-[0-9]{7}", ", \"check\": \"luhn\"" EXAMPLES,
	    "7992-7398713 7992-7398710", "7992-7398713");
	/* No Spanish number has such a layout: the check is not asked. */
	expect("[0-9]{3}[A-Z]", ", \"check\": \"es_nif\"" EXAMPLES, "123Z", "");
	expect("[0-9]{8}[A-Z]", ", \"check\": \"es_nif\"" EXAMPLES,
	    "12345678Z 12345678A", "12345678Z");
}
END_TEST

START_TEST(words_are_heard_wherever_in_a_long_text_they_stand)
{
	static char text[40000];
	static const char begin[] = "staff EMP-1\nEMP-2\n";
	static const char end[] = "\nEMP-3\nEMP-4 staff\n";

	memset(text, '.', sizeof(text) - 1);
	memcpy(text, begin, sizeof(begin) - 1);
	memcpy(text + 20000, end, sizeof(end) - 1);
	expect("EMP-[0-9]",
	    ", \"alone\": 0.0002, \"words\": [\"staff\"]" EXAMPLES, text,
	    "EMP-1|EMP-4");
}
END_TEST

/* The classical one: exponential in the number of letters. */
START_TEST(an_expression_without_end_is_given_up_and_said)
{
	expect("(a+)+!b", EXAMPLES,
	    "ok !b\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! !b\n"
	    "aaa!b",
	    "aaa!b!one at 6");
	FINDINGS_ARE("a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "");
}
END_TEST

/* Which message a wrong file gets, without its own random name. */
static void
refuse(const char *file, const char *message)
{
	struct own o;
	const char *got;

	ck_assert_int_eq(try_open(&o, file), OM_USAGE);
	got = strchr(om_failure(), ':');
	ck_assert_ptr_nonnull(got);
	ck_assert_str_eq(got, message);
	own_close(&o);
}

START_TEST(a_wrong_pattern_is_named_with_its_place)
{
	struct om_buf file = OM_BUF(4096);

	write_one(&file, "EMP-([0-9]", EXAMPLES);
	refuse(file.p, ":2: patterns[0].regex of one is wrong at byte 10: "
		       "missing closing parenthesis");
	write_one(&file, "x*", EXAMPLES);
	refuse(file.p, ":2: patterns[0].regex matches nothing at all as well");
	write_one(&file, "x", "");
	refuse(file.p, ":1: patterns[0].examples is missing");
	write_one(&file, "x", ", \"examples\": {\"match\": [], \"not\": []}");
	refuse(file.p,
	    ":2: patterns[0].examples has none that matches, or none not");
	write_one(&file, "x", ", \"check\": \"nonsense\"" EXAMPLES);
	refuse(file.p, ":2: patterns[0].check is none that this program has");
	write_one(&file, "x", ", \"alone\": 1" EXAMPLES);
	refuse(
	    file.p, ":2: patterns[0].alone is a probability, neither 0 nor 1");
	write_one(&file, "x", ", \"words\": [\"a b c\"]" EXAMPLES);
	refuse(file.p, ":2: patterns[0].words has no word, or more than two");
	write_one(&file, "x", ", \"wirds\": []" EXAMPLES);
	refuse(file.p, ":2: patterns[0].wirds is not a known key");
	om_buf_free(&file);
}
END_TEST

START_TEST(examples_are_run_and_the_first_wrong_one_is_named)
{
	static const struct {
		const char *regex, *examples, *message;
	} cases[] = {
		{ "EMP-[0-9]+",
		    ", \"examples\": {\"match\": [\"EMP-1\", \"x\"], "
		    "\"not\": [\"y\"]}",
		    "examples.match[1] does not match" },
		{ "EMP-[0-9]+",
		    ", \"examples\": {\"match\": [\"EMP-1\"], "
		    "\"not\": [\"y\", \"TEMP-12\"]}",
		    "examples.not[1] matches" },
		{ "(a+)+!b",
		    ", \"examples\": {\"match\": [\"aaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaaaaaaaaaaaaaaaaaaaaaaaaa! !b\"], \"not\": [\"y\"]}",
		    "examples.match[0] goes beyond the match limit" },
	};
	struct om_buf file = OM_BUF(4096);
	size_t patterns, examples;
	struct own o;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		write_one(&file, cases[i].regex, cases[i].examples);
		ck_ok(try_open(&o, file.p));
		ck_assert_int_eq(
		    om_scanner_check(o.scanner, &patterns, &examples),
		    OM_USAGE);
		ck_assert_ptr_nonnull(strstr(om_failure(), cases[i].message));
		ck_assert_ptr_nonnull(strstr(om_failure(), "pattern one"));
		own_close(&o);
	}
	write_one(&file, "EMP-[0-9]+", EXAMPLES);
	ck_ok(try_open(&o, file.p));
	ck_ok(om_scanner_check(o.scanner, &patterns, &examples));
	ck_assert_uint_eq(patterns, 1);
	ck_assert_uint_eq(examples, 2);
	own_close(&o);
	om_buf_free(&file);
}
END_TEST

OM_SUITE(scan_patterns)
{
	tcase_add_test(tests, a_pattern_is_matched_line_by_line);
	tcase_add_test(tests, what_anchors_a_pattern_changes_nothing);
	tcase_add_test(tests, a_check_and_words_weigh_a_match);
	tcase_add_test(
	    tests, words_are_heard_wherever_in_a_long_text_they_stand);
	tcase_add_test(tests, an_expression_without_end_is_given_up_and_said);
	tcase_add_test(tests, a_wrong_pattern_is_named_with_its_place);
	tcase_add_test(
	    tests, examples_are_run_and_the_first_wrong_one_is_named);
}
