#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cmd/filter.h"

enum { MODE = 0600, LINE_MAX = 4096 };

static bool
same_file(int a, int b)
{
	struct stat x, y;

	return a >= 0 && b >= 0 && fstat(a, &x) == 0 && fstat(b, &y) == 0 &&
	       S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
	       x.st_ino == y.st_ino;
}

static int
open_to(int *fd, const char *path, int flags)
{
	*fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, MODE);
	return *fd < 0 ? om_file_fail(path, "write") : OM_OK;
}

/* Emptied only now that it is known to be none of the others. */
static int
open_out(struct om_filter_files *f)
{
	int rc = open_to(&f->to, f->out, 0);

	if (rc == OM_OK && same_file(f->to, f->from))
		return om_fail(OM_USAGE, "%s is the input itself", f->out);
	if (rc == OM_OK && ftruncate(f->to, 0) != 0 && errno != EINVAL)
		rc = om_file_fail(f->out, "write");
	return rc;
}

/* What is held back there already stays: it is appended to. */
static int
open_quarantine(struct om_filter_files *f)
{
	struct om_buf log = OM_BUF(64 << 10);
	int rc = open_to(&f->held, f->quarantine, O_APPEND);

	om_buf_format(&log, "%s.log", f->quarantine);
	if (rc == OM_OK)
		rc = om_buf_check(&log, "the name of the quarantine");
	if (rc == OM_OK)
		rc = open_to(&f->log, log.p, O_APPEND);
	om_buf_free(&log);
	if (rc == OM_OK &&
	    (same_file(f->held, f->from) || same_file(f->held, f->to)))
		rc = om_fail(OM_USAGE, "%s is the input or output itself",
		    f->quarantine);
	return rc;
}

int
om_filter_files_open(struct om_filter_job *job)
{
	struct om_filter_files *f = &job->files;
	int rc = OM_OK;

	f->in = job->run->words.n > 0 ? job->run->words.p[0] : "-";
	f->out = om_option_text(job->run, "out");
	f->quarantine = om_option_text(job->run, "quarantine");
	f->from = f->to = f->held = f->log = -1;
	if (strcmp(f->in, "-") == 0)
		f->from = STDIN_FILENO;
	else
		f->from = open(f->in, O_RDONLY | O_CLOEXEC);
	if (f->from < 0)
		return om_file_fail(f->in, "read");
	if (job->run->dry_run)
		return OM_OK;
	if (f->out != NULL)
		rc = open_out(f);
	else
		f->to = job->run->out.fd;
	if (rc == OM_OK && f->quarantine != NULL)
		rc = open_quarantine(f);
	return rc;
}

static int
close_one(int fd, const char *path)
{
	return fd >= 0 && close(fd) != 0 ? om_file_fail(path, "write") : OM_OK;
}

int
om_filter_files_close(struct om_filter_files *f)
{
	int rc = OM_OK, more;

	if (f->from > STDIN_FILENO)
		(void)close(f->from);
	if (f->out != NULL)
		rc = close_one(f->to, f->out);
	more = close_one(f->held, f->quarantine);
	rc = rc == OM_OK ? more : rc;
	more = close_one(f->log, f->quarantine);
	f->from = f->to = f->held = f->log = -1;
	return rc == OM_OK ? more : rc;
}

/* How long a file is, or where it is written next; -1 where it is none. */
static off_t
end_of(int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return -1;
	if ((fcntl(fd, F_GETFL) & O_APPEND) != 0)
		return st.st_size;
	return lseek(fd, 0, SEEK_CUR);
}

/* Whole records, or none of them where a file has no room for all. */
static int
write_whole(int fd, struct om_span bytes, const char *name)
{
	off_t end = end_of(fd);
	int rc = om_file_write(fd, bytes, name);
	struct om_failure why;

	if (rc == OM_OK || end < 0)
		return rc;
	why = om_failure_keep();
	if (ftruncate(fd, end) == 0)
		(void)lseek(fd, end, SEEK_SET);
	om_failure_return(&why);
	return rc;
}

int
om_filter_pass(void *state, struct om_span bytes)
{
	const struct om_filter_job *job = state;
	const struct om_filter_files *f = &job->files;

	if (f->to < 0)
		return OM_OK;
	return write_whole(
	    f->to, bytes, f->out != NULL ? f->out : "standard output");
}

/* So that the quarantine can be read as what the input was. */
static int
write_header(struct om_filter_job *job)
{
	struct om_span header = om_sieve_header(job->sieve);
	struct om_filter_files *f = &job->files;

	if (f->headed || header.n == 0 || end_of(f->held) > 0) {
		f->headed = true;
		return OM_OK;
	}
	f->headed = true;
	return write_whole(f->held, header, f->quarantine);
}

static int
write_log(const struct om_filter_files *f, const struct om_sieve_diverted *d)
{
	struct om_buf line = OM_BUF(LINE_MAX);
	struct om_json j = OM_JSON(&line, false);
	int rc;

	om_json_object(&j, NULL);
	om_json_int(&j, "record", (int64_t)d->record);
	om_json_int(&j, "bytes", (int64_t)f->piece);
	om_json_bool(&j, "doubt", d->fault);
	om_json_string(&j, "reason", d->reason);
	om_json_end_object(&j);
	om_buf_byte(&line, '\n');
	rc = om_buf_check(&line, "a reason");
	if (rc == OM_OK)
		rc = write_whole(f->log, om_buf_span(&line), f->quarantine);
	om_buf_free(&line);
	return rc;
}

int
om_filter_divert(void *state, const struct om_sieve_diverted *d)
{
	struct om_filter_job *job = state;
	struct om_filter_files *f = &job->files;
	int rc;

	if (f->held < 0)
		return OM_OK;
	rc = write_header(job);
	if (rc == OM_OK)
		rc = write_whole(f->held, d->bytes, f->quarantine);
	if (d->begins)
		f->piece = 0;
	f->piece += d->bytes.n;
	if (rc == OM_OK && d->ends)
		rc = write_log(f, d);
	return rc;
}
