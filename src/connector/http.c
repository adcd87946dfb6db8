#define CURL_DISABLE_TYPECHECK
#include "connector/http.h"

#include <curl/curl.h>
#include <pthread.h>
#include <sys/socket.h>

#include "base/library.h"
#include "base/memory.h"

/* The name that Debian's libcurl4 gives it. */
static const char library[] = "libcurl.so.4";

enum { SECONDS = 30, CONNECT_SECONDS = 10, URL_MAX = 2048 };

struct curl {
#define OM_HTTP(result, name, arguments) result(*name) arguments;
#include "connector/http_list.h"
#undef OM_HTTP
};

static struct curl curl;
static bool complete;

static const struct om_library_function functions[] = {
#define OM_HTTP(result, name, arguments) { #name, offsetof(struct curl, name) },
#include "connector/http_list.h"
#undef OM_HTTP
};

static void
load(void)
{
	complete = om_library_load(&curl, library, functions,
		       sizeof(functions) / sizeof(functions[0])) &&
		   curl.curl_global_init_mem(CURL_GLOBAL_DEFAULT,
		       om_memory_take, om_memory_give, om_memory_move,
		       om_memory_take_string, om_memory_take_zero) == CURLE_OK;
}

/* What the callbacks are told. */
struct calling {
	const struct om_http_call *call;
	struct om_http_answer *answer;
	bool own_allowed;
	bool refused;
};

/* Only here is it known where a name leads; a second look might differ. */
static curl_socket_t
open_socket(void *state, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct calling *c = state;

	(void)purpose;
	if (!om_http_may_call(
		&address->addr, c->own_allowed, c->call->private_allowed)) {
		c->refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
	    address->protocol);
}

static size_t
take_body(char *p, size_t size, size_t n, void *state)
{
	struct om_http_answer *answer = state;

	om_buf_add(&answer->body, om_span_bytes(p, size * n));
	return answer->body.failed ? 0 : size * n;
}

/* The host of an address behind its scheme, without port and brackets. */
static struct om_span
host_of(struct om_span rest)
{
	struct om_span host = rest, tail;

	for (size_t i = 0; i < rest.n; i++)
		if (strchr("/?#", rest.p[i]) != NULL) {
			host.n = i;
			break;
		}
	if (host.n > 0 && host.p[0] == '[') {
		host = om_span_bytes(host.p + 1, host.n - 1);
		return om_span_cut(&host, &tail, host, ']') ? host
							    : OM_SPAN_NONE;
	}
	(void)om_span_cut(&host, &tail, host, ':');
	return host;
}

static bool
is_own(struct om_span host)
{
	return om_span_is(host, "localhost") || om_span_is(host, "::1") ||
	       om_span_starts(host, OM_SPAN("127."));
}

static bool
is_plain(struct om_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == '\\' ||
		    s.p[i] == '@' || (unsigned char)s.p[i] >= 0x7f)
			return false;
	return true;
}

/* https, or http to this machine; nothing that could mean two things. */
static int
check_url(bool *own, const char *url)
{
	struct om_span s = om_span_of(url), scheme = OM_SPAN("https://");
	struct om_span host;
	bool clear = om_span_starts(s, OM_SPAN("http://"));

	if (clear)
		scheme = OM_SPAN("http://");
	if (s.n > URL_MAX || !om_span_starts(s, scheme))
		return om_fail(OM_USAGE, "an address begins with https://");
	if (!is_plain(s))
		return om_fail(OM_USAGE,
		    "an address has no spaces, no user and no backslash");
	host = host_of(om_span_bytes(s.p + scheme.n, s.n - scheme.n));
	if (host.n == 0)
		return om_fail(OM_USAGE, "an address names a host");
	if (clear && !is_own(host))
		return om_fail(OM_USAGE,
		    "http:// goes to this machine only; use https://");
	*own = is_own(host);
	return OM_OK;
}

/*
 * Numbers of options: headers before 7.85 do not name the first, later ones
 * deprecate the second, and the library may be older than its header.
 */
enum { PROTOCOLS_STR = 10318, PROTOCOLS = 181 };

static CURLcode
limit_protocols(CURL *h)
{
	CURLcode code =
	    curl.curl_easy_setopt(h, (CURLoption)PROTOCOLS_STR, "https,http");

	if (code != CURLE_UNKNOWN_OPTION)
		return code;
	return curl.curl_easy_setopt(
	    h, (CURLoption)PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
}

static void
prepare_safety(CURL *h, struct calling *c)
{
	const long seconds = c->call->seconds;

	curl.curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
	curl.curl_easy_setopt(h, CURLOPT_PROXY, "");
	curl.curl_easy_setopt(h, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl.curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl.curl_easy_setopt(
	    h, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl.curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl.curl_easy_setopt(
	    h, CURLOPT_TIMEOUT, seconds == 0 ? (long)SECONDS : seconds);
	curl.curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl.curl_easy_setopt(h, CURLOPT_OPENSOCKETDATA, c);
}

static void
prepare(CURL *h, struct calling *c, struct curl_slist *headers)
{
	const struct om_http_call *call = c->call;

	prepare_safety(h, c);
	curl.curl_easy_setopt(h, CURLOPT_URL, call->url);
	curl.curl_easy_setopt(h, CURLOPT_USERAGENT, "ombud");
	curl.curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
	curl.curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take_body);
	curl.curl_easy_setopt(h, CURLOPT_WRITEDATA, c->answer);
	if (call->type != NULL) {
		curl.curl_easy_setopt(h, CURLOPT_POSTFIELDS, call->body.p);
		curl.curl_easy_setopt(
		    h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body.n);
	}
	curl.curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, call->method);
}

static int
failed(const struct calling *c, CURLcode code)
{
	if (c->refused)
		return om_fail(OM_USAGE,
		    "%s: leads to an address that may not be called",
		    c->call->url);
	if (c->answer->body.failed)
		return om_fail(
		    OM_REMOTE, "%s: the answer is too long", c->call->url);
	return om_fail(
	    OM_REMOTE, "%s: %s", c->call->url, curl.curl_easy_strerror(code));
}

static int
perform(struct calling *c)
{
	struct om_buf type = OM_BUF(256);
	struct curl_slist *headers;
	CURL *h = curl.curl_easy_init();
	CURLcode code = CURLE_OUT_OF_MEMORY;
	int rc;

	om_buf_format(&type, "Content-Type: %s",
	    c->call->type == NULL ? "" : c->call->type);
	headers = curl.curl_slist_append(NULL, type.p);
	if (h != NULL && headers != NULL) {
		prepare(h, c, headers);
		code = limit_protocols(h);
	}
	if (code == CURLE_OK)
		code = curl.curl_easy_perform(h);
	if (code == CURLE_OK)
		code = curl.curl_easy_getinfo(
		    h, CURLINFO_RESPONSE_CODE, &c->answer->status);
	rc = code == CURLE_OK ? OM_OK : failed(c, code);
	curl.curl_slist_free_all(headers);
	if (h != NULL)
		curl.curl_easy_cleanup(h);
	om_buf_free(&type);
	return rc;
}

int
om_http(struct om_http_answer *out, const struct om_http_call *call)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct calling c = { .call = call, .answer = out };
	int rc = check_url(&c.own_allowed, call->url);

	if (rc != OM_OK)
		return rc;
	if (pthread_once(&once, load) != 0 || !complete)
		return om_fail(
		    OM_IO, "%s: cannot be loaded (libcurl4)", library);
	return perform(&c);
}
