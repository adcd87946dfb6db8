#ifndef OM_TEST_CONNECTOR_SERVER_H
#define OM_TEST_CONNECTOR_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "test.h"

#include "base/buf.h"

/*
 * A server on this machine that answers as many calls as there are answers,
 * each with a text and in an own connection, and keeps what it was sent.
 */
struct server {
	int fd;
	uint16_t port;
	const char *const *answers; /* the last is NULL */
	const char *only[2];
	struct om_buf got;
	pthread_t thread;
};

/* Whether what came after `from` is a whole call. */
static inline bool
server_has_all(const struct server *s, size_t from)
{
	const char *head = s->got.p + from, *end = strstr(head, "\r\n\r\n");
	const char *n = strstr(head, "Content-Length: ");

	if (end == NULL)
		return false;
	return n == NULL || s->got.n - (size_t)(end + 4 - s->got.p) >=
				strtoul(n + 16, NULL, 10);
}

static inline void
server_answer(struct server *s, const char *answer)
{
	int fd = accept(s->fd, NULL, NULL);
	size_t from = s->got.n;
	char bytes[4096];
	ssize_t n;

	if (fd < 0)
		return;
	do {
		n = read(fd, bytes, sizeof(bytes));
		om_buf_add(
		    &s->got, om_span_bytes(bytes, n > 0 ? (size_t)n : 0));
	} while (n > 0 && !server_has_all(s, from));
	(void)!write(fd, answer, strlen(answer));
	(void)close(fd);
}

static inline void *
server_run(void *state)
{
	struct server *s = state;

	for (const char *const *answer = s->answers; *answer != NULL; answer++)
		server_answer(s, *answer);
	return NULL;
}

static inline void
server_begin_all(struct server *s, const char *const *answers)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t n = sizeof(a);

	s->answers = answers;
	s->got = OM_BUF(1 << 20);
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->fd = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(s->fd, (struct sockaddr *)&a, n), 0);
	ck_assert_int_eq(listen(s->fd, 1), 0);
	ck_assert_int_eq(getsockname(s->fd, (struct sockaddr *)&a, &n), 0);
	s->port = ntohs(a.sin_port);
	ck_assert_int_eq(pthread_create(&s->thread, NULL, server_run, s), 0);
}

static inline void
server_begin(struct server *s, const char *answer)
{
	s->only[0] = answer;
	s->only[1] = NULL;
	server_begin_all(s, s->only);
}

static inline void
server_end(struct server *s)
{
	(void)pthread_join(s->thread, NULL);
	(void)close(s->fd);
	om_buf_free(&s->got);
}

#endif
