#define _DEFAULT_SOURCE /* flock */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "context/context.h"
#include "crypto/random.h"

/* What a workspace consists of; none of it may be there before. */
static const char *const parts[] = { OM_SETTINGS_FILE, "ombud.db", "keys",
	"ledger", "audit" };

/*
 * Folders in the workspace's: in the first it is made, in the second it is
 * whole and only waits to be moved to where it belongs. A kill at any time
 * leaves one of them, from which the next call goes on.
 */
#define BUILDING "ombud.init"
#define BUILT "ombud.made"

static int
check_free(const char *folder)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < sizeof(parts) / sizeof(*parts);
	     i++) {
		char *path = om_path_join(folder, parts[i]);

		if (om_file_exists(path))
			rc = om_fail(OM_EXISTS, "%s is there already", path);
		om_free(path);
	}
	return rc;
}

/* The log's name says nothing and is like no other's. */
static void
make_origin(struct om_buf *b)
{
	uint8_t random[8];

	om_random(random, sizeof(random));
	om_buf_text(b, "ombud.example/");
	om_buf_hex(b, om_span_bytes(random, sizeof(random)));
}

static int
write_settings(const struct om_init *what)
{
	struct om_buf origin = OM_BUF(64);
	struct om_settings_new s = {
		.organisation = what->organisation,
		.regime = what->regime,
		.country = what->country,
		.database = what->database,
		.two_person = !what->one_person,
		.token = what->token,
	};
	struct om_buf text = OM_BUF(64 << 10);
	char *path = om_path_join(what->folder, OM_SETTINGS_FILE);
	int rc;

	make_origin(&origin);
	s.origin = origin.p;
	om_settings_write(&text, &s);
	rc = om_buf_check(&text, OM_SETTINGS_FILE);
	if (rc == OM_OK)
		rc = om_file_create(path, om_buf_span(&text), 0600);
	om_free(path);
	om_buf_free(&text);
	om_buf_free(&origin);
	return rc;
}

static int
make_keys(const struct om_init *what)
{
	char *path = om_path_join(what->folder, "keys");
	int rc = om_keys_create_token(path, what->token);

	om_free(path);
	return rc;
}

static int
make_store(const char *folder)
{
	struct om_store_options options;
	struct om *om = NULL;
	int rc = om_open_without_store(&om, folder);

	if (rc != OM_OK)
		return rc;
	options = om_open_options(om);
	rc = om_store_create(&options);
	(void)om_close(om);
	return rc;
}

/* The first member: who else could add one? */
static int
add_caller(const char *folder)
{
	struct om_buf name = OM_BUF(256);
	struct om *om = NULL;
	int64_t id;
	int rc = om_user_name(&name), closed;

	if (rc == OM_OK)
		rc = om_open(&om, folder);
	if (rc == OM_OK)
		rc = om_member_add(om->store, &id, name.p, OM_ROLE_DPO);
	closed = om_close(om);
	om_buf_free(&name);
	return rc == OM_OK ? closed : rc;
}

/* All of a workspace, in a folder of its own. */
static int
build(const struct om_init *what)
{
	int rc = om_folder_make(what->folder, 0700);

	if (rc == OM_OK)
		rc = make_keys(what);
	if (rc == OM_OK)
		rc = write_settings(what);
	if (rc == OM_OK)
		rc = make_store(what->folder);
	return rc == OM_OK ? add_caller(what->folder) : rc;
}

/* Where a workspace is built, and what that is called once it is whole. */
struct place {
	const char *folder;
	char *building, *built;
};

static int
move_entry(const struct place *p, const char *name)
{
	char *from = om_path_join(p->built, name);
	char *to = om_path_join(p->folder, name);
	int rc = rename(from, to) == 0 ? OM_OK : om_file_fail(to, "create");

	om_free(from);
	om_free(to);
	return rc;
}

/* One entry that is not the settings: "" where there is none. */
static int
next_entry(struct om_buf *name, const struct place *p)
{
	DIR *dir = opendir(p->built);
	struct dirent *e;

	if (dir == NULL)
		return om_file_fail(p->built, "open");
	om_buf_reset(name);
	while ((e = readdir(dir)) != NULL)
		if (strcmp(e->d_name, ".") != 0 &&
		    strcmp(e->d_name, "..") != 0 &&
		    strcmp(e->d_name, OM_SETTINGS_FILE) != 0) {
			om_buf_text(name, e->d_name);
			break;
		}
	(void)closedir(dir);
	return om_buf_check(name, p->built);
}

static bool
settled(const char *folder)
{
	char *path = om_path_join(folder, OM_SETTINGS_FILE);
	bool there = om_file_exists(path);

	om_free(path);
	return there;
}

/* The settings last: a folder without them is no workspace yet. */
static int
move_all(const struct place *p)
{
	struct om_buf name = OM_BUF(PATH_MAX);
	int rc = next_entry(&name, p);

	while (rc == OM_OK && name.n > 0) {
		rc = move_entry(p, name.p);
		if (rc == OM_OK)
			rc = next_entry(&name, p);
	}
	om_buf_free(&name);
	if (rc == OM_OK)
		rc = om_file_sync_folder(p->built);
	/* They are there already where only the empty folder was left. */
	if (rc == OM_OK && !settled(p->folder))
		rc = move_entry(p, OM_SETTINGS_FILE);
	if (rc == OM_OK && rmdir(p->built) != 0)
		rc = om_file_fail(p->built, "remove");
	return rc == OM_OK ? om_file_sync_folder(p->built) : rc;
}

/* What an earlier call was cut off at: whole already, or of no use. */
static int
go_on(const struct place *p)
{
	int rc;

	if (!om_file_exists(p->built))
		return om_folder_remove(p->building);
	rc = move_all(p);
	return rc == OM_OK
		   ? om_fail(OM_EXISTS,
			 "%s: an `ombud init` that had been interrupted is "
			 "completed now, as it was asked for",
			 p->folder)
		   : rc;
}

static int
build_and_move(const struct place *p, const struct om_init *what)
{
	struct om_init there = *what;
	struct om_failure why;
	int rc;

	there.folder = p->building;
	rc = build(&there);
	if (rc == OM_OK && rename(p->building, p->built) != 0)
		rc = om_file_fail(p->built, "create");
	if (rc == OM_OK)
		return move_all(p);
	why = om_failure_keep();
	(void)!om_folder_remove(p->building);
	om_failure_return(&why);
	return rc;
}

/* One process at a time; a lock ends with the process that has it. */
static int
lock(int *fd, const char *folder)
{
	int opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (opened < 0)
		return om_file_fail(folder, "open");
	if (flock(opened, LOCK_EX | LOCK_NB) != 0) {
		(void)close(opened);
		return om_fail(OM_BUSY,
		    "%s: another process makes a workspace here", folder);
	}
	*fd = opened;
	return OM_OK;
}

static int
init_locked(const struct om_init *what)
{
	struct place p = { what->folder, om_path_join(what->folder, BUILDING),
		om_path_join(what->folder, BUILT) };
	int rc = go_on(&p);

	if (rc == OM_OK)
		rc = check_free(what->folder);
	if (rc == OM_OK)
		rc = build_and_move(&p, what);
	om_free(p.building);
	om_free(p.built);
	return rc;
}

int
om_init(const struct om_init *what)
{
	bool was_there = om_file_exists(what->folder);
	struct om_failure why;
	int fd = -1, rc;

	if (what->dry_run)
		return check_free(what->folder);
	rc = om_folder_make(what->folder, 0700);
	if (rc == OM_OK)
		rc = lock(&fd, what->folder);
	if (rc == OM_OK)
		rc = init_locked(what);
	if (fd >= 0)
		(void)close(fd);
	/* Goes only where it is empty. */
	if (rc != OM_OK && !was_there) {
		why = om_failure_keep();
		(void)rmdir(what->folder);
		om_failure_return(&why);
	}
	return rc;
}
