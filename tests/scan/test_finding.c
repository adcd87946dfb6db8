#include "test.h"

#include "scan/baseline.h"
#include "scan/finding.h"
#include "scan/sarif.h"

static struct om_kinds *kinds;

static struct om_finding
example(void)
{
	return (struct om_finding){ .path = "a b.csv",
		.format = "csv",
		.record = 3,
		.field = OM_SPAN("mail \"x\""),
		.value = OM_SPAN("ana@example.com"),
		.start = 1,
		.end = 16,
		.offset = 40,
		.line = 4,
		.hit = {
		    .kind = (uint16_t)om_kinds_find(kinds, OM_SPAN("email")),
		    .confidence = 0.98766F,
		    .evidence =
			1U << OM_EVIDENCE_SHAPE | 1U << OM_EVIDENCE_WORD } };
}

START_TEST(a_finding_is_an_object_without_its_value)
{
	struct om_buf out = OM_BUF(4096);
	struct om_finding f;

	ck_ok(om_kinds_open(&kinds, NULL));
	f = example();
	om_finding_json(&out, kinds, &f, NULL, false);
	ck_span_eq(om_buf_span(&out),
	    "{\"path\":\"a b.csv\",\"format\":\"csv\",\"record\":3,"
	    "\"field\":\"mail \\\"x\\\"\",\"kind\":\"email\",\"start\":1,"
	    "\"end\":16,\"offset\":40,\"line\":4,\"confidence\":0.9877,"
	    "\"evidence\":[\"shape\",\"word\"]}");
	om_buf_reset(&out);
	f.field = OM_SPAN_NONE;
	f.offset = -1;
	f.line = 0;
	f.hit.confidence = 1;
	f.hit.evidence = 0;
	f.value = OM_SPAN("\xff"
			  "a");
	om_finding_json(&out, kinds, &f, "00ff", true);
	ck_span_eq(om_buf_span(&out),
	    "{\"path\":\"a b.csv\",\"format\":\"csv\",\"record\":3,"
	    "\"field\":null,\"kind\":\"email\",\"start\":1,\"end\":16,"
	    "\"offset\":null,\"line\":null,\"confidence\":1.0000,"
	    "\"evidence\":[],\"fingerprint\":\"00ff\","
	    "\"value\":\"\xef\xbf\xbd"
	    "a\"}");
	om_buf_free(&out);
	om_kinds_close(kinds);
}
END_TEST

/*
 * openssl dgst -sha256 -mac hmac -macopt hexkey:00..00 over
 * 05000000 "email" 0f000000 "ana@example.com".
 */
START_TEST(a_fingerprint_is_a_keyed_hash_of_kind_and_value)
{
	static const uint8_t key[OM_HASH_SIZE];
	char print[OM_FINGERPRINT + 1];
	struct om_finding f;
	struct om_mac *mac;

	ck_ok(om_kinds_open(&kinds, NULL));
	f = example();
	ck_ok(om_mac_open(&mac, key));
	ck_ok(om_finding_fingerprint(print, mac, kinds, &f));
	ck_assert_str_eq(print, "a7de99e3baf6298bd7c694c1ad007e14");
	om_mac_close(mac);
	om_kinds_close(kinds);
}
END_TEST

START_TEST(a_baseline_accepts_as_many_as_it_counts)
{
	struct om_baseline *b;
	struct om_finding f, other;

	ck_ok(om_kinds_open(&kinds, NULL));
	f = other = example();
	other.field = OM_SPAN("other");
	b = om_baseline_new();
	ck_ok(om_baseline_add(b, kinds, &f, NULL));
	ck_ok(om_baseline_add(b, kinds, &f, NULL));
	ck_assert(!om_baseline_take(b, kinds, &other, NULL));
	ck_assert(om_baseline_take(b, kinds, &f, NULL));
	ck_assert(om_baseline_take(b, kinds, &f, "00"));
	ck_assert(!om_baseline_take(b, kinds, &f, NULL));
	ck_ok(om_baseline_add(b, kinds, &f, "01"));
	ck_assert(!om_baseline_take(b, kinds, &f, "02"));
	ck_assert(om_baseline_take(b, kinds, &f, "01"));
	om_baseline_close(b);
	om_kinds_close(kinds);
}
END_TEST

START_TEST(a_baseline_grows)
{
	struct om_baseline *b = om_baseline_new();
	struct om_finding f;
	char name[32];

	ck_ok(om_kinds_open(&kinds, NULL));
	f = example();
	f.path = name;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 2000; i++) {
			name[0] = (char)('a' + i % 26);
			name[1] = (char)('a' + i / 26 % 26);
			name[2] = (char)('a' + i / 676);
			name[3] = '\0';
			if (round == 0)
				ck_ok(om_baseline_add(b, kinds, &f, NULL));
			else
				ck_assert(om_baseline_take(b, kinds, &f, NULL));
		}
	om_baseline_close(b);
	om_kinds_close(kinds);
}
END_TEST

START_TEST(a_path_is_a_uri_in_sarif)
{
	struct om_buf out = OM_BUF(64 << 10);
	struct om_finding f;

	ck_ok(om_kinds_open(&kinds, NULL));
	f = example();
	ck_ok(om_sarif_add(&out, kinds,
	    &(struct om_sarif_result){ .finding = &f, .number = 1 }));
	ck_assert_ptr_nonnull(strstr(out.p, "\"uri\":\"a%20b.csv\""));
	ck_assert_ptr_nonnull(strstr(out.p, "\"ruleId\":\"email\""));
	ck_assert_ptr_nonnull(strstr(out.p, "\"startLine\":4"));
	ck_assert_ptr_null(strstr(out.p, "ana@"));
	om_buf_free(&out);
	om_kinds_close(kinds);
}
END_TEST

/* SARIF 2.1.0, 3.30.1: a line and bytes would be two different regions. */
START_TEST(a_region_in_sarif_is_a_line_or_bytes)
{
	struct om_buf out = OM_BUF(64 << 10);
	struct om_finding f;

	ck_ok(om_kinds_open(&kinds, NULL));
	f = example();
	f.offset = 50;
	ck_ok(om_sarif_add(&out, kinds,
	    &(struct om_sarif_result){ .finding = &f, .number = 1 }));
	ck_assert_ptr_nonnull(
	    strstr(out.p, "\"region\":{\"startLine\":4,\"properties\":{"
			  "\"byteOffset\":50,"));
	om_buf_reset(&out);
	f.line = 0;
	ck_ok(om_sarif_add(&out, kinds,
	    &(struct om_sarif_result){ .finding = &f, .number = 1 }));
	ck_assert_ptr_nonnull(strstr(out.p, "\"region\":{\"byteOffset\":50,"));
	om_buf_free(&out);
	om_kinds_close(kinds);
}
END_TEST

/* 3.20.21: an error among the notifications means that the run failed. */
START_TEST(what_was_not_read_is_a_notification_in_sarif)
{
	struct om_buf out = OM_BUF(64 << 10), skipped = OM_BUF(4096);
	struct om_kind_set none = { { 0 } };

	ck_ok(om_kinds_open(&kinds, NULL));
	om_sarif_write(&out, kinds, &(struct om_sarif_log){ .used = &none });
	ck_assert_ptr_nonnull(strstr(out.p, "\"executionSuccessful\":true"));
	om_buf_reset(&out);
	om_sarif_skip(&skipped, "a b.zip", "it is cut");
	om_sarif_skip(&skipped, "c.zip", "it is cut");
	om_sarif_write(&out, kinds,
	    &(struct om_sarif_log){
		.used = &none, .skipped = om_buf_span(&skipped) });
	ck_assert_ptr_nonnull(strstr(out.p, "\"executionSuccessful\":false"));
	ck_assert_ptr_nonnull(strstr(out.p, "\"uri\":\"a%20b.zip\""));
	ck_assert_ptr_nonnull(strstr(out.p, "\"uri\":\"c.zip\""));
	om_buf_free(&out);
	om_buf_free(&skipped);
	om_kinds_close(kinds);
}
END_TEST

OM_SUITE(scan_finding)
{
	tcase_add_test(tests, a_region_in_sarif_is_a_line_or_bytes);
	tcase_add_test(tests, what_was_not_read_is_a_notification_in_sarif);
	tcase_add_test(tests, a_finding_is_an_object_without_its_value);
	tcase_add_test(tests, a_fingerprint_is_a_keyed_hash_of_kind_and_value);
	tcase_add_test(tests, a_baseline_accepts_as_many_as_it_counts);
	tcase_add_test(tests, a_baseline_grows);
	tcase_add_test(tests, a_path_is_a_uri_in_sarif);
}
