#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "cmd/command.h"

/*
 * A descriptor that the caller closed would be given to the next file that
 * is opened, the store perhaps, and what we print would go there. What is
 * put in its place refuses to be written to, except for stderr.
 */
static void
fill_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null",
			    fd == STDERR_FILENO ? O_WRONLY : O_RDONLY);
}

int
main(int argc, char **argv)
{
	om_memory_protect();
	fill_descriptors();
	/* A reader that left and a full disk are failures, not deaths. */
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	/* What is exported is for its owner; a shared folder may widen it. */
	(void)umask(077);
	return om_command_main(&om_command_root, argc, argv, STDOUT_FILENO);
}
