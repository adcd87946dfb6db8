#define _DEFAULT_SOURCE
#include "fault/witness.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/workspace.h"
#include "crypto/base64.h"
#include "crypto/note.h"
#include "fault/call_acts.h"

enum { CALL_MAX = 1 << 16, TIME = 8 };

#define NAME "witness.example"

static struct om_buf address = OM_BUF(64), key = OM_BUF(256);
static struct om_signer *signer;
static uint8_t id[4];

/* The key's id is of its name, its kind and itself. */
static void
make_key(void)
{
	static const uint8_t seed[OM_SEED_SIZE] = { 42 };
	uint8_t coded[1 + OM_PUBLIC_KEY_SIZE] = { OM_NOTE_COSIGNATURE };
	uint8_t hash[OM_HASH_SIZE];
	struct om_buf b = OM_BUF(256);

	must(om_signer_open(&signer, seed), "witness");
	om_signer_public(signer, coded + 1);
	om_buf_text(&b, NAME "\n");
	om_buf_add(&b, om_span_bytes(coded, sizeof(coded)));
	must(om_sha256(hash, om_buf_span(&b)), "witness");
	memcpy(id, hash, sizeof(id));
	om_buf_text(&key, NAME "+");
	om_buf_hex(&key, om_span_bytes(id, sizeof(id)));
	om_buf_byte(&key, '+');
	om_base64_encode(&key, om_span_bytes(coded, sizeof(coded)));
	om_buf_free(&b);
}

/* Appends a signature of the head, made at second 0. */
static void
cosign(struct om_buf *out, struct om_span note)
{
	uint8_t payload[sizeof(id) + TIME + OM_SIGNATURE_SIZE] = { 0 };
	struct om_buf b = OM_BUF(CALL_MAX);
	struct om_span text, lines;

	if (!om_note_cut(&text, &lines, note))
		return;
	om_buf_text(&b, "cosignature/v1\ntime 0\n");
	om_buf_add(&b, text);
	memcpy(payload, id, sizeof(id));
	must(om_signer_sign(
		 signer, payload + sizeof(id) + TIME, om_buf_span(&b)),
	    "witness");
	om_buf_text(out, "\xe2\x80\x94 " NAME " ");
	om_base64_encode(out, om_span_bytes(payload, sizeof(payload)));
	om_buf_byte(out, '\n');
	om_buf_free(&b);
}

/* Whether all of a call is there: its head, and as much as that says. */
static bool
is_whole(const struct om_buf *call, struct om_span *body)
{
	static const char length[] = "Content-Length: ";
	const char *end = strstr(call->p, "\r\n\r\n");
	const char *n = strstr(call->p, length);

	if (end == NULL || n == NULL)
		return false;
	end += 4;
	*body = om_span_bytes(end, call->n - (size_t)(end - call->p));
	return body->n >= strtoul(n + sizeof(length) - 1, NULL, 10);
}

/* The checkpoint stands behind the first empty line. */
static void
answer(int fd, struct om_span body)
{
	struct om_buf signature = OM_BUF(CALL_MAX), all = OM_BUF(CALL_MAX);
	struct om_span line;

	while (om_span_cut(&line, &body, body, '\n') && line.n > 0)
		;
	cosign(&signature, body);
	om_buf_format(&all,
	    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
	    "%zu\r\n\r\n",
	    signature.n);
	om_buf_add(&all, om_buf_span(&signature));
	(void)!write(fd, all.p, all.n);
	om_buf_free(&signature);
	om_buf_free(&all);
}

static void
serve_one(int fd)
{
	struct om_buf call = OM_BUF(CALL_MAX);
	struct om_span body;
	char bytes[4096];
	ssize_t n;

	while ((n = read(fd, bytes, sizeof(bytes))) > 0) {
		om_buf_add(&call, om_span_bytes(bytes, (size_t)n));
		if (is_whole(&call, &body)) {
			answer(fd, body);
			break;
		}
	}
	(void)close(fd);
	om_buf_free(&call);
}

_Noreturn static void
serve(int listening)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)signal(SIGPIPE, SIG_IGN);
	for (;;) {
		int fd = accept(listening, NULL, NULL);

		if (fd >= 0)
			serve_one(fd);
	}
}

static void
start(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	socklen_t n = sizeof(a);
	pid_t child;

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&a, n) != 0 ||
	    listen(fd, 16) != 0 ||
	    getsockname(fd, (struct sockaddr *)&a, &n) != 0)
		give_up("witness");
	make_key();
	om_buf_format(
	    &address, "http://127.0.0.1:%u", (unsigned)ntohs(a.sin_port));
	child = fork();
	if (child < 0)
		give_up("witness");
	if (child == 0)
		serve(fd);
	(void)close(fd);
}

const char *
witness_address(void)
{
	if (address.n == 0)
		start();
	return address.p;
}

const char *
witness_key(void)
{
	(void)witness_address();
	return key.p;
}
