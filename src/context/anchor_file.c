#define _DEFAULT_SOURCE
#include "context/anchor_inside.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "crypto/checkpoint.h"
#include "store/audit.h"

enum { FILE_MAX = 64 << 20 };

/*
 * The file is checkpoints with an empty line between them. A checkpoint has
 * an empty line itself, before its signatures.
 */
static bool
next_note(struct om_span *note, struct om_span *rest)
{
	struct om_span line, tail = *rest;
	int empty = 0;

	while (om_span_cut(&line, &tail, tail, '\n')) {
		if (line.n != 0)
			continue;
		if (++empty == 2)
			break;
	}
	if (empty == 0)
		return false;
	*note =
	    om_span_bytes(rest->p, (size_t)(tail.p - rest->p) - (empty == 2));
	*rest = tail;
	return true;
}

static int
verify_notes(uint64_t *n, struct om *om, struct om_span text, const char *path)
{
	struct om_span note;
	int rc = OM_OK;

	*n = 0;
	while (rc == OM_OK && text.n > 0 && next_note(&note, &text)) {
		rc = om_audit_extends(om->store, note);
		++*n;
	}
	if (rc == OM_INPUT || (rc == OM_OK && text.n > 0))
		rc = om_fail(OM_INPUT,
		    "%s: what stands behind %llu checkpoints is none", path,
		    (unsigned long long)*n);
	return rc;
}

int
om_anchor_verify(uint64_t *n, struct om *om, const char *path)
{
	struct om_buf text = OM_BUF(FILE_MAX);
	uint64_t count = 0;
	int rc = om_file_read(&text, path);

	if (rc == OM_OK)
		rc = verify_notes(&count, om, om_buf_span(&text), path);
	if (rc == OM_OK && count == 0)
		rc = om_fail(OM_INPUT, "%s: has no checkpoint", path);
	om_buf_free(&text);
	if (rc == OM_OK)
		*n = count;
	return rc;
}

int
om_anchor_file_check(struct om *om, const struct om_anchor *anchor)
{
	struct om_buf text = OM_BUF(FILE_MAX);
	uint64_t n;
	int rc = om_file_read(&text, anchor->target);

	if (rc == OM_OK)
		rc = verify_notes(&n, om, om_buf_span(&text), anchor->target);
	om_buf_free(&text);
	return rc == OM_NOTFOUND ? OM_OK : rc;
}

/* What another process has appended since is checked under the lock. */
static int
append(int fd, struct om *om, const struct om_anchor *anchor,
    struct om_span checkpoint)
{
	struct om_buf lines = OM_BUF(OM_NOTE_MAX + 1);
	off_t end = lseek(fd, 0, SEEK_END);
	int rc = end < 0 ? om_file_fail(anchor->target, "read")
			 : om_anchor_file_check(om, anchor);

	if (rc == OM_OK && end > 0)
		om_buf_byte(&lines, '\n');
	om_buf_add(&lines, checkpoint);
	if (rc == OM_OK)
		rc = om_file_write(fd, om_buf_span(&lines), anchor->target);
	if (rc == OM_OK && fsync(fd) != 0)
		rc = om_file_fail(anchor->target, "sync");
	/* Half a checkpoint must not stand before the next one. */
	if (rc != OM_OK && end >= 0 && ftruncate(fd, end) != 0)
		rc = om_file_fail(anchor->target, "shorten");
	om_buf_free(&lines);
	return rc;
}

int
om_anchor_file_put(
    struct om *om, const struct om_anchor *anchor, struct om_span checkpoint)
{
	int fd = open(anchor->target,
	    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644);
	int rc;

	if (fd < 0)
		return om_file_fail(anchor->target, "open");
	rc = om_file_lock(fd, anchor->target);
	if (rc == OM_OK)
		rc = append(fd, om, anchor, checkpoint);
	(void)close(fd);
	return rc == OM_OK ? om_file_sync_folder(anchor->target) : rc;
}
