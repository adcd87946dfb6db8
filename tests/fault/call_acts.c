#define _XOPEN_SOURCE 700
#include "fault/call_acts.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cmd/command.h"
#include "fault/witness.h"
#include "store/id.h"

enum { WORDS = 16, WORD_CEILING = 4096, FILE_CEILING = 64 << 20 };

const struct act acts[] = {
#define ACT(name, prepare, line, anew) { name, prepare, line, anew },
#include "fault/call_list.h"
#undef ACT
};
const size_t act_count = sizeof(acts) / sizeof(acts[0]);

#define PERSON(source, name, more)                                          \
	"{\"source\":\"" source "\",\"type\":\"customer\",\"name\":\"" name \
	"\",\"identifiers\":[{\"type\":\"email\",\"value\":\"" name         \
	"@example.com\"}" more "}\n"

static const struct {
	const char *name, *text;
} files[] = {
	{ "ana.ndjson",
	    PERSON("crm", "ana",
		",{\"type\":\"phone_number\",\"value\":\"+12025550123\"}],"
		"\"attributes\":{\"city\":\"Lower Quay\"},\"events\":[{"
		"\"source\":\"shop\",\"type\":\"order\",\"properties\":{"
		"\"goods\":\"mug\"},\"created_at\":\"2026-01-02T03:04:05Z\"}]")
		PERSON("shop", "ana", "]") },
	{ "bo.ndjson", PERSON("crm", "bo", "]") },
	{ "cy.ndjson", PERSON("crm", "cy", "]") },
	/* Replaced, linked, new, and one who must not be advertised to. */
	{ "more.ndjson",
	    PERSON("crm", "ana", "],\"attributes\":{\"city\":\"Upper Quay\"}")
		PERSON("desk", "bo", "]") PERSON("crm", "eve", "]") },
};

static const char world[] = "init w\n"
			    "user add second --role approver\n"
			    "profile import ana.ndjson\n"
			    "profile import bo.ndjson\n"
			    "profile import cy.ndjson\n"
			    "suppress add email:cy@example.com --purpose sale\n"
			    "db backup first.db\n";

const char *act_out = "out", *act_err = "err";
void (*act_watch)(bool begins);

void
give_up(const char *what)
{
	(void)printf("%s: %s\n", what, om_failure());
	exit(2);
}

/* ---- files ----------------------------------------------------------------
 */

struct kept {
	char *path;
	struct om_buf bytes;
	struct kept *next;
};

struct snapshot {
	struct kept *files;
	size_t n;
};

static int
keep(void *state, const char *path)
{
	struct snapshot *s = state;
	struct kept *k = om_new(1, sizeof(*k));
	int rc;

	k->path = om_strdup(path);
	k->bytes = OM_BUF(FILE_CEILING);
	rc = om_file_read(&k->bytes, path);
	k->next = s->files;
	s->files = k;
	s->n++;
	return rc;
}

/* What was printed is no part of the world. */
static struct snapshot *
take(void)
{
	struct snapshot *s = om_new(1, sizeof(*s));

	(void)remove(act_out);
	(void)remove(act_err);
	if (om_folder_walk(".", keep, s) != OM_OK)
		give_up("snapshot");
	return s;
}

static void
make_now(void)
{
	if (om_folder_remove("now") != OM_OK || mkdir("now", 0700) != 0 ||
	    chdir("now") != 0)
		give_up("now");
}

/* Not durably, which would be slow. */
static void
put_file(const char *path, struct om_span bytes)
{
	char *folder = om_strdup(path);
	int fd, rc;

	*strrchr(folder, '/') = '\0';
	rc = om_folder_make(folder, 0700);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (rc != OM_OK || fd < 0 || om_file_write(fd, bytes, path) != OM_OK)
		give_up(path);
	(void)close(fd);
	om_free(folder);
}

void
snapshot_put(const struct snapshot *s)
{
	if (chdir("..") != 0)
		give_up("folder");
	make_now();
	for (const struct kept *k = s->files; k != NULL; k = k->next)
		put_file(k->path, om_buf_span(&k->bytes));
}

/* A file that differs or is more ends the walk. */
static int
compare(void *state, const char *path)
{
	const struct snapshot *s = *(const struct snapshot **)state;
	struct om_buf bytes = OM_BUF(FILE_CEILING);
	const struct kept *k = s->files;
	int rc = om_file_read(&bytes, path);

	while (k != NULL && strcmp(k->path, path) != 0)
		k = k->next;
	if (rc == OM_OK && (k == NULL || !om_span_equal(om_buf_span(&bytes),
					     om_buf_span(&k->bytes))))
		rc = om_fail(OM_EXISTS, "differs");
	om_buf_free(&bytes);
	return rc;
}

static int
count(void *state, const char *path)
{
	(void)path;
	++*(size_t *)state;
	return OM_OK;
}

bool
snapshot_is(const struct snapshot *s)
{
	size_t n = 0;

	(void)remove(act_out);
	(void)remove(act_err);
	return om_folder_walk(".", compare, (void *)&s) == OM_OK &&
	       om_folder_walk(".", count, &n) == OM_OK && n == s->n;
}

void
snapshot_free(struct snapshot *s)
{
	for (struct kept *k = s->files, *next; k != NULL; k = next) {
		next = k->next;
		om_buf_free(&k->bytes);
		om_free(k->path);
		om_free(k);
	}
	om_free(s);
}

struct snapshot *
acts_begin(void)
{
	make_now();
	(void)setenv("OMBUD_HOME", "w", 1);
	(void)unsetenv("XDG_CONFIG_HOME");
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		char *path = om_path_join(".", files[i].name);

		put_file(path, om_span_of(files[i].text));
		om_free(path);
	}
	if (act_run(world) != 0)
		give_up("the world cannot be made");
	return take();
}

struct snapshot *
act_prepare(const struct snapshot *begun, const struct act *act)
{
	snapshot_put(begun);
	if (act_run(act->prepare) != 0)
		give_up(act->name);
	return take();
}

/* ---- command lines --------------------------------------------------------
 */

/* What @1, @P, @R and the others stand for. */
static void
expand(struct om_buf *b, struct om_span word)
{
	struct om_buf text = OM_BUF(WORD_CEILING);
	char c = word.n == 2 && word.p[0] == '@' ? word.p[1] : '\0';

	if (c == 'W' || c == 'K')
		om_buf_text(b, c == 'W' ? witness_address() : witness_key());
	else if (c == 'R')
		om_id_format(b, acts_number("SELECT max(id) FROM request"));
	else if (c == 'P')
		om_id_format(
		    b, acts_number("SELECT max(id) FROM profile WHERE"
				   " subject = (SELECT min(id) FROM subject)"));
	else if (c != '\0') {
		om_buf_format(&text,
		    "SELECT id FROM subject ORDER BY id LIMIT 1 OFFSET %d",
		    c - '1');
		om_id_format(b, acts_number(text.p));
	} else
		om_buf_add(b, word);
	om_buf_free(&text);
}

static int
open_output(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0)
		give_up(path);
	return fd;
}

static int
run_words(int argc, char **argv)
{
	int out = open_output(act_out), err = open_output(act_err);
	int shown = dup(STDERR_FILENO), status;

	(void)dup2(err, STDERR_FILENO);
	if (act_watch != NULL)
		act_watch(true);
	status = om_command_main(&om_command_root, argc, argv, out);
	if (act_watch != NULL)
		act_watch(false);
	(void)fflush(stderr);
	(void)dup2(shown, STDERR_FILENO);
	(void)close(shown);
	(void)close(err);
	(void)close(out);
	return status;
}

/* What stands before the first c, taken off. */
static struct om_span
first(struct om_span *rest, char c)
{
	struct om_span head = *rest;

	if (!om_span_cut(&head, rest, *rest, c))
		*rest = OM_SPAN_NONE;
	return head;
}

/* The epoch's key was made years ago: of its file's words the fourth. */
static void
make_old(struct om_span epoch)
{
	struct om_buf path = OM_BUF(WORD_CEILING), now = OM_BUF(WORD_CEILING);
	struct om_buf old = OM_BUF(WORD_CEILING);
	struct om_span rest, word;

	om_buf_format(&path, "w/keys/epoch-%.*s.key", OM_SPAN_ARG(epoch));
	if (om_file_read(&now, path.p) != OM_OK)
		give_up(path.p);
	rest = om_buf_span(&now);
	for (int i = 0; i < 3; i++) {
		word = first(&rest, ' ');
		om_buf_add(&old, word);
		om_buf_byte(&old, ' ');
	}
	(void)first(&rest, ' ');
	om_buf_text(&old, "2020-01-01T00:00:00.000Z ");
	om_buf_add(&old, rest);
	put_file(path.p, om_buf_span(&old));
	om_buf_free(&path);
	om_buf_free(&now);
	om_buf_free(&old);
}

static int
run_line(struct om_span line)
{
	static const struct om_span old = { "@old ", 5 };
	struct om_buf words[WORDS];
	char *argv[WORDS + 1] = { NULL };
	int n = 1, status;

	if (om_span_starts(line, old)) {
		make_old(om_span_bytes(line.p + old.n, line.n - old.n));
		return 0;
	}
	argv[0] = (char[]){ "ombud" };
	while (line.n > 0) {
		assert(n < WORDS);
		words[n] = OM_BUF(WORD_CEILING);
		expand(&words[n], first(&line, ' '));
		argv[n] = words[n].p;
		n++;
	}
	status = run_words(n, argv);
	for (int i = 1; i < n; i++)
		om_buf_free(&words[i]);
	return status;
}

int
act_run(const char *lines)
{
	struct om_span rest = om_span_of(lines);
	int status = 0;

	while (status == 0 && rest.n > 0)
		status = run_line(first(&rest, '\n'));
	return status;
}
