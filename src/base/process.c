#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

extern char **environ;

enum { NS_A_LOOK = 5000000 };
static const int64_t patience = 60 * (int64_t)1000000000;

/* fds[1] is the program's standard input. */
static int
start(pid_t *out, const char *path, const int fds[2])
{
	char *const arguments[] = { (char *)path, NULL };
	posix_spawn_file_actions_t files;
	int failed;

	if (posix_spawn_file_actions_init(&files) != 0)
		return om_fail(OM_REMOTE, "a program could not be run");
	failed = posix_spawn_file_actions_adddup2(&files, fds[1], 0) |
		 posix_spawn_file_actions_addopen(
		     &files, 1, "/dev/null", O_WRONLY, 0) |
		 posix_spawn_file_actions_addopen(
		     &files, 2, "/dev/null", O_WRONLY, 0) |
		 posix_spawn_file_actions_addclose(&files, fds[0]);
	if (failed == 0)
		failed =
		    posix_spawn(out, path, &files, NULL, arguments, environ);
	(void)posix_spawn_file_actions_destroy(&files);
	return failed == 0 ? OM_OK
			   : om_fail(OM_REMOTE, "%s: cannot be run", path);
}

/* One that does not read is no failure: its status says whether it was. */
static void
feed(int fd, struct om_span input)
{
	while (input.n > 0) {
		ssize_t n = send(fd, input.p, input.n, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		input = om_span_bytes(input.p + n, input.n - (size_t)n);
	}
}

static int
await(pid_t pid, const char *path)
{
	const struct timespec look = { .tv_nsec = NS_A_LOOK };
	const int64_t begun = om_clock_steady();
	int status = 0;
	pid_t ended;

	while ((ended = waitpid(pid, &status, WNOHANG)) == 0 ||
	       (ended < 0 && errno == EINTR)) {
		if (om_clock_steady() - begun > patience) {
			(void)kill(pid, SIGKILL);
			(void)waitpid(pid, &status, 0);
			return om_fail(
			    OM_REMOTE, "%s: did not end in a minute", path);
		}
		(void)nanosleep(&look, NULL);
	}
	if (ended < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return om_fail(OM_REMOTE, "%s: did not do its work", path);
	return OM_OK;
}

int
om_process_feed(const char *path, struct om_span input)
{
	pid_t pid = 0;
	int fds[2], rc;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
		return om_fail(OM_REMOTE, "a program could not be run");
	rc = start(&pid, path, fds);
	(void)close(fds[1]);
	if (rc == OM_OK)
		feed(fds[0], input);
	(void)close(fds[0]);
	return rc == OM_OK ? await(pid, path) : rc;
}
