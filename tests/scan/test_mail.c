#include "findings.h"

#include "scan/mail.h"

START_TEST(a_header_is_unfolded_and_its_words_decoded)
{
	struct om_span rest = OM_SPAN("From: A\r\n =?utf-8?Q?J=C3=B6rg_X?= "
				      "<j@x.example>\r\nSubject: "
				      "=?utf-8?B?aGk=?=\r\n\r\nbody");
	struct om_buf value = OM_BUF(4096);
	struct om_span name;

	ck_assert(om_mail_header(&name, &value, &rest));
	ck_span_eq(name, "From");
	ck_span_eq(om_buf_span(&value), "A J\xc3\xb6rg X <j@x.example>");
	ck_assert(om_mail_header(&name, &value, &rest));
	ck_span_eq(om_buf_span(&value), "hi");
	ck_assert(!om_mail_header(&name, &value, &rest));
	ck_span_eq(rest, "body");
	om_buf_free(&value);
}
END_TEST

START_TEST(what_is_no_header_is_the_body)
{
	struct om_span rest = OM_SPAN("no header here: x\n"), name;
	struct om_buf value = OM_BUF(4096);

	ck_assert(!om_mail_header(&name, &value, &rest));
	ck_span_eq(rest, "no header here: x\n");
	om_buf_free(&value);
}
END_TEST

START_TEST(parameters_are_found_by_name)
{
	struct om_span v =
	    OM_SPAN("text/plain; charset=utf-8; NAME=\"a b.txt\"; x");

	ck_span_eq(om_mail_parameter(v, "name"), "a b.txt");
	ck_span_eq(om_mail_parameter(v, "charset"), "utf-8");
	ck_span_eq(om_mail_parameter(v, "boundary"), "");
}
END_TEST

START_TEST(parts_stand_between_boundaries)
{
	struct om_span rest =
	    OM_SPAN("preamble\n--b\none\n--b\r\ntwo\nlines\n--b--\nepilogue\n");
	struct om_span part;

	ck_assert(om_mail_part(&part, &rest, OM_SPAN("b")));
	ck_span_eq(part, "one");
	ck_assert(om_mail_part(&part, &rest, OM_SPAN("b")));
	ck_span_eq(part, "two\nlines");
	ck_assert(!om_mail_part(&part, &rest, OM_SPAN("b")));
	rest = OM_SPAN("--b\ncut off");
	ck_assert(om_mail_part(&part, &rest, OM_SPAN("b")));
	ck_span_eq(part, "cut off");
	ck_assert(!om_mail_part(&part, &rest, OM_SPAN("b")));
}
END_TEST

START_TEST(transfer_encodings_are_undone)
{
	struct om_buf out = OM_BUF(4096);

	ck_ok(om_mail_decode(
	    &out, OM_SPAN("a=3Db=\r\nc=\nd=zz"), OM_SPAN("Quoted-Printable")));
	ck_span_eq(om_buf_span(&out), "a=bcd=zz");
	om_buf_reset(&out);
	ck_ok(om_mail_decode(&out, OM_SPAN("aGVs\r\nbG8"), OM_SPAN(" base64")));
	ck_span_eq(om_buf_span(&out), "hello");
	om_buf_reset(&out);
	ck_ok(om_mail_decode(&out, OM_SPAN("as is="), OM_SPAN("8bit")));
	ck_span_eq(om_buf_span(&out), "as is=");
	ck_code(
	    om_mail_decode(&out, OM_SPAN("*"), OM_SPAN("base64")), OM_INPUT);
	om_buf_free(&out);
}
END_TEST

START_TEST(a_mail_gives_its_header_and_its_parts)
{
	FINDINGS_ARE("a.eml",
	    "From: ana@example.com\nTo: x\nSubject: y\n\nto bo@example.com\n",
	    "1 From email 0-15 -1 0 ana@example.com\n"
	    "1 - email 3-17 3 1 bo@example.com\n");
}
END_TEST

START_TEST(a_part_that_cannot_be_decoded_is_reported)
{
	FINDINGS_ARE("a.eml",
	    "From: x\nTo: x\nSubject: y\nContent-Transfer-Encoding: "
	    "base64\n\n!!!\n",
	    "skipped a.eml\n");
}
END_TEST

OM_SUITE(scan_mail)
{
	tcase_add_test(tests, a_header_is_unfolded_and_its_words_decoded);
	tcase_add_test(tests, what_is_no_header_is_the_body);
	tcase_add_test(tests, parameters_are_found_by_name);
	tcase_add_test(tests, parts_stand_between_boundaries);
	tcase_add_test(tests, transfer_encodings_are_undone);
	tcase_add_test(tests, a_mail_gives_its_header_and_its_parts);
	tcase_add_test(tests, a_part_that_cannot_be_decoded_is_reported);
}
