/*
 * On a disk that is full to the last byte, and then to a few pages less, and
 * so on: an import must fail as a whole or be done, and say that the disk is
 * full; after it, with no room made, a person must be erased. Without the
 * reserve she cannot be, or this shows nothing. The disk is a quota of our
 * own (quota.h), and, where one may be mounted, a small file system.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "bench/workspace.h"
#include "fault/call_trial.h"
#include "fault/quota.h"
#include "store/id.h"

enum { PAGE = 4096, FEW = 256 << 10, MOST_ROOM = 1536 << 10 };

static struct figures_of_disk {
	unsigned long levels, refused, imported, erased, left, odd, torn;
} figures;

static bool
write_map(const char *path, unsigned id)
{
	struct om_buf text = OM_BUF(64);
	int fd = open(path, O_WRONLY);
	bool written;

	om_buf_format(&text, "%u %u 1", id, id);
	written = fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n;
	if (fd >= 0)
		(void)close(fd);
	om_buf_free(&text);
	return written;
}

/* What is mounted is for this process alone, which may be anybody's. */
static bool
part_from_others(void)
{
	unsigned user = getuid();

	if (unshare(CLONE_NEWNS) == 0)
		return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
	return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
	       write_map("/proc/self/uid_map", user);
}

/* A file system of 8 MiB in the folder; false where none may be. */
static bool
mount_disk(void)
{
	return mkdir("tmpfs", 0700) == 0 && part_from_others() &&
	       mount("none", "tmpfs", "tmpfs", 0, "size=8m") == 0 &&
	       chdir("tmpfs") == 0;
}

static bool
make_folder(void)
{
	return mkdir("quota", 0700) == 0 && chdir("quota") == 0;
}

/* Its id cannot be looked up while the disk is full. */
static struct om_buf erasure = OM_BUF(64);

static void
find_request(const struct trial *t)
{
	snapshot_put(t->before);
	erasure = OM_BUF(64);
	om_buf_text(&erasure, "request run ");
	om_id_format(&erasure, acts_number("SELECT max(id) FROM request"));
}

static bool
put_bytes(int fd, size_t n)
{
	static const char zeros[PAGE];

	while (n > 0) {
		ssize_t put = write(fd, zeros, n < PAGE ? n : PAGE);

		if (put <= 0)
			return false;
		n -= (size_t)put;
	}
	return true;
}

/* Takes all the room but so many bytes. */
static void
fill_disk(size_t room)
{
	int fd = open("../filler", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	struct stat st;

	if (fd < 0)
		give_up("filler");
	while (put_bytes(fd, PAGE))
		;
	if (errno != ENOSPC || fstat(fd, &st) != 0 ||
	    ftruncate(fd, st.st_size - (off_t)room) != 0)
		give_up("filler");
	(void)close(fd);
}

static void
empty_disk(void)
{
	if (unlink("../filler") != 0)
		give_up("filler");
}

/* Of the folder `now` and what is beside it. */
static void
fill_quota(size_t room)
{
	quota_begin("..", room);
}

static const struct disk {
	const char *name;
	bool (*make)(void); /* and goes there; false where it cannot be */
	void (*fill)(size_t room);
	void (*empty)(void);
} disks[] = {
	{ "quota", make_folder, fill_quota, quota_end },
	{ "tmpfs", mount_disk, fill_disk, empty_disk },
};

static const struct disk *disk;

static bool
says(const char *text)
{
	struct om_buf err = OM_BUF(1 << 20);
	bool said;

	if (om_file_read(&err, act_err) != OM_OK)
		give_up("err");
	om_buf_byte(&err, '\0');
	said = strstr(err.p, text) != NULL;
	om_buf_free(&err);
	return said;
}

/* An import that fails says why; what it left is looked at later. */
static void
try_import(const struct trial *t)
{
	int status = act_run("profile import more.ndjson\n");

	if (status == 0)
		figures.imported++;
	else if (status == 6 && (says("disk is full") || says("No space left")))
		figures.refused++;
	else {
		figures.odd++;
		trial_tell(t, "has no room", figures.levels, "import");
	}
}

/* One level of room, in bytes; whether all went well. */
static bool
try_level(const struct trial *t, size_t room, bool reserved)
{
	int64_t before, now;
	const char *split;
	int status;

	figures.levels++;
	snapshot_put(t->before);
	if (!reserved)
		(void)unlink("w/reserve");
	before = acts_number("SELECT count(*) FROM subject");
	disk->fill(room);
	try_import(t);
	status = act_run(erasure.p);
	if (status != 0 && reserved)
		trial_tell(t, "has no room", room, "erase");
	disk->empty();
	split = acts_split();
	if (split != NULL) {
		figures.torn++;
		trial_tell(t, "had no room", room, split);
	}
	/* The import brought one more, the erasure took one away. */
	now = acts_number("SELECT count(*) FROM subject");
	if (status == 0 && now <= before)
		figures.erased++;
	else
		figures.left++;
	return status == 0 && split == NULL;
}

static bool
control(const struct trial *t)
{
	unsigned long erased = figures.erased;
	bool caught = !try_level(t, 0, false) && figures.erased == erased;

	(void)printf("full: %s: control: without the reserve %s was erased\n",
	    disk->name, caught ? "nobody" : "SOMEBODY");
	return caught;
}

static bool
try_levels(const struct trial *t)
{
	size_t step = getenv("FAULT_SHORT") != NULL ? 16 : 1;
	bool fine = true;

	for (size_t room = 0; room <= MOST_ROOM;
	     room += step * (room < FEW ? PAGE : FEW / 8))
		fine = try_level(t, room, true) && fine;
	(void)printf("full: %s: %lu levels of room, %lu imports refused, %lu "
		     "done, %lu odd, %lu torn; %lu erased, %lu not (%.0f s)\n",
	    disk->name, figures.levels, figures.refused, figures.imported,
	    figures.odd, figures.torn, figures.erased, figures.left, seconds());
	return fine && figures.odd == 0 && figures.left == 0;
}

/* In a folder of its own; what is printed has room. */
static bool
try_disk(void)
{
	struct snapshot *begun;
	struct trial t;
	bool fine;

	figures = (struct figures_of_disk){ 0 };
	act_out = "../../out";
	act_err = "../../err";
	begun = acts_begin();
	trial_begin(&t, begun, act_find("erase, as a request"));
	find_request(&t);
	(void)seconds();
	fine = try_levels(&t);
	fine = control(&t) && fine;
	trial_end(&t);
	snapshot_free(begun);
	om_buf_free(&erasure);
	return fine;
}

int
main(void)
{
	bool fine = true;

	for (size_t i = 0; i < sizeof(disks) / sizeof(disks[0]); i++) {
		disk = &disks[i];
		if (disk->make())
			fine = try_disk() && chdir("../..") == 0 && fine;
		else
			(void)printf("full: %s: SKIPPED, for none may be made "
				     "here\n",
			    disk->name);
	}
	return fine ? 0 : 1;
}
