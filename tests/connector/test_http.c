#define _DEFAULT_SOURCE
#include "connector/server.h"

#include "connector/http.h"

static int
call(struct om_http_answer *answer, const char *url)
{
	const struct om_http_call what = { .method = "POST",
		.url = url,
		.type = "text/plain",
		.body = OM_SPAN("BODY"),
		.seconds = 5 };

	return om_http(answer, &what);
}

static int
call_server(struct om_http_answer *answer, const struct server *s)
{
	struct om_buf url = OM_BUF(100);
	int rc;

	om_buf_format(&url, "http://127.0.0.1:%u/path?q", (unsigned)s->port);
	rc = call(answer, url.p);
	om_buf_free(&url);
	return rc;
}

START_TEST(a_call_is_made_and_answered)
{
	struct om_http_answer answer = { .body = OM_BUF(100) };
	struct server s;

	server_begin(
	    &s, "HTTP/1.1 409 Conflict\r\nContent-Length: 3\r\n\r\n42\n");
	ck_ok(call_server(&answer, &s));
	ck_assert_int_eq(answer.status, 409);
	ck_span_eq(om_buf_span(&answer.body), "42\n");
	ck_assert_ptr_nonnull(strstr(s.got.p, "POST /path?q HTTP/1.1\r\n"));
	ck_assert_ptr_nonnull(strstr(s.got.p, "Content-Type: text/plain\r\n"));
	ck_assert_ptr_nonnull(strstr(s.got.p, "\r\n\r\nBODY"));
	ck_assert_ptr_null(strstr(s.got.p, "Authorization"));
	server_end(&s);
	om_buf_free(&answer.body);
}
END_TEST

START_TEST(an_answer_longer_than_allowed_is_refused)
{
	struct om_http_answer answer = { .body = OM_BUF(2) };
	struct server s;

	server_begin(&s, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n42\n");
	ck_code(call_server(&answer, &s), OM_REMOTE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "too long"));
	server_end(&s);
	om_buf_free(&answer.body);
}
END_TEST

START_TEST(a_redirect_is_an_answer_and_not_followed)
{
	struct om_http_answer answer = { .body = OM_BUF(100) };
	struct server s;

	server_begin(&s, "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd"
			 "\r\nContent-Length: 0\r\n\r\n");
	ck_ok(call_server(&answer, &s));
	ck_assert_int_eq(answer.status, 302);
	ck_assert_uint_eq(answer.body.n, 0);
	server_end(&s);
	om_buf_free(&answer.body);
}
END_TEST

START_TEST(what_is_no_http_is_remote)
{
	struct om_http_answer answer = { .body = OM_BUF(100) };
	struct server s;

	server_begin(&s, "");
	ck_code(call_server(&answer, &s), OM_REMOTE);
	server_end(&s);
	om_buf_free(&answer.body);
}
END_TEST

START_TEST(addresses_that_may_not_be_called_are_usage)
{
	static const char *const urls[] = { "", "x", "ftp://a.example",
		"http://a.example/", "http://10.0.0.1", "https://",
		"https:///path", "https://me@a.example/",
		"https://127.0.0.1\\@a.example", "https://a.example/ b",
		"https://a\xc3\xa9.example", "https://[::1",
		"https://169.254.169.254/latest", "https://10.1.2.3/",
		"https://[fe80::1]/", "https://[::ffff:169.254.1.1]/",
		"https://[fd00::1]/", "https://0.0.0.0/", "https://0x7f000001/",
		"https://2130706433/" };

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		struct om_http_answer answer = { .body = OM_BUF(100) };

		ck_assert_msg(call(&answer, urls[i]) == OM_USAGE, "%s: %s",
		    urls[i], om_failure());
		om_buf_free(&answer.body);
	}
}
END_TEST

static bool
may(const char *text, bool own, bool private)
{
	struct sockaddr_in four = { .sin_family = AF_INET };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		return om_http_may_call((struct sockaddr *)&four, own, private);
	ck_assert_int_eq(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
	return om_http_may_call((struct sockaddr *)&six, own, private);
}

START_TEST(the_kinds_of_addresses_are_told_apart)
{
	static const struct {
		const char *text;
		bool plain, own, private;
	} rows[] = {
		{ "192.0.2.1", true, true, true },
		{ "8.8.8.8", true, true, true },
		{ "2001:db8::1", true, true, true },
		{ "127.0.0.1", false, true, false },
		{ "127.9.9.9", false, true, false },
		{ "::1", false, true, false },
		{ "::ffff:127.0.0.1", false, true, false },
		{ "10.0.0.1", false, false, true },
		{ "172.16.0.1", false, false, true },
		{ "172.31.255.255", false, false, true },
		{ "172.32.0.0", true, true, true },
		{ "192.168.1.1", false, false, true },
		{ "100.64.0.1", false, false, true },
		{ "fd12::1", false, false, true },
		{ "64:ff9b::a00:1", false, false, true },
		{ "169.254.169.254", false, false, false },
		{ "0.0.0.0", false, false, false },
		{ "224.0.0.1", false, false, false },
		{ "255.255.255.255", false, false, false },
		{ "::", false, false, false },
		{ "fe80::1", false, false, false },
		{ "ff02::1", false, false, false },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_msg(may(rows[i].text, false, false) == rows[i].plain,
		    "%s", rows[i].text);
		ck_assert_msg(may(rows[i].text, true, false) == rows[i].own,
		    "%s", rows[i].text);
		ck_assert_msg(may(rows[i].text, false, true) == rows[i].private,
		    "%s", rows[i].text);
	}
}
END_TEST

OM_SUITE(connector_http)
{
	tcase_add_test(tests, a_call_is_made_and_answered);
	tcase_add_test(tests, an_answer_longer_than_allowed_is_refused);
	tcase_add_test(tests, a_redirect_is_an_answer_and_not_followed);
	tcase_add_test(tests, what_is_no_http_is_remote);
	tcase_add_test(tests, addresses_that_may_not_be_called_are_usage);
	tcase_add_test(tests, the_kinds_of_addresses_are_told_apart);
}
