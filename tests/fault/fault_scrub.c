/*
 * Erased values in a database and beside it: random rows are written,
 * changed and removed through om_sql, and then no byte of them may be in any
 * file of the folder; nor after the process was killed on the way. The same
 * through SQLite by itself, with secure_delete=ON, are the controls: they
 * must leave some.
 */
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "bench/workspace.h"
#include "fault/dirty.h"
#include "fault/token.h"
#include "sql/sql.h"

enum { TRIALS = 200, TRANSACTIONS = 84, WANTED = 1000000, KILLS = 100 };
enum { KILL_LEAST = 60, KILL_MORE = 60 }; /* transactions before a kill */
enum { ROWS = 1 << 15, COLUMNS = 3, CEILING = 1 << 15 };

enum {
	S_PUT,
	S_SET_MAIL,
	S_SET_PHONE,
	S_SET_NOTE,
	S_DELETE,
	S_PUT_KEY,
	S_SET_KEY,
	S_DELETE_KEY,
	S_ALL,
	STATEMENTS
};

static const struct om_statement statements[STATEMENTS] = {
	{ "PUT", "INSERT INTO person VALUES ($1, $2, $3, $4)" },
	{ "SET_MAIL", "UPDATE person SET mail = $2 WHERE id = $1" },
	{ "SET_PHONE", "UPDATE person SET phone = $2 WHERE id = $1" },
	{ "SET_NOTE", "UPDATE person SET note = $2 WHERE id = $1" },
	{ "DELETE", "DELETE FROM person WHERE id = $1" },
	{ "PUT_KEY", "INSERT INTO token VALUES ($1, $2)" },
	{ "SET_KEY", "UPDATE token SET value = $2 WHERE name = $1" },
	{ "DELETE_KEY", "DELETE FROM token WHERE name = $1" },
	{ "ALL",
	    "SELECT mail FROM person UNION ALL SELECT phone FROM person UNION"
	    " ALL SELECT note FROM person UNION ALL SELECT name FROM token"
	    " UNION ALL SELECT value FROM token" },
};

static const char schema[] =
    "CREATE TABLE person (id INTEGER PRIMARY KEY, mail TEXT, phone TEXT,"
    " note TEXT);"
    "CREATE INDEX person_mail ON person (mail);"
    "CREATE INDEX person_phone ON person (phone);"
    "CREATE TABLE token (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;";

/* A row of either table; that of the second has no id: its name is a key. */
struct row {
	int64_t id;
	struct value {
		uint32_t number;
		size_t n;
	} values[COLUMNS];
};

/* One database under trial, ours or the control. */
struct trial {
	struct om_sql *ours;
	sqlite3 *plain;
	sqlite3_stmt *prepared[STATEMENTS];
	struct tokens tokens;
	struct row rows[ROWS];
	size_t n;
	bool undone; /* the transaction that runs will be rolled back */
	uint64_t seed;
	struct om_buf texts[COLUMNS];
};

static uint32_t
any(struct trial *t, uint32_t below)
{
	t->seed = t->seed * UINT64_C(6364136223846793005) +
		  UINT64_C(1442695040888963407);
	return (uint32_t)((t->seed >> 33) % below);
}

static void
check_plain(struct trial *t, int rc, const char *what)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
		must(om_fail(OM_IO, "%s", sqlite3_errmsg(t->plain)), what);
}

static void
script(struct trial *t, const char *text)
{
	if (t->ours != NULL)
		must(om_sql_script(t->ours, text), text);
	else
		check_plain(
		    t, sqlite3_exec(t->plain, text, NULL, NULL, NULL), text);
}

static void
run_plain(struct trial *t, int s, const struct om_cell *cells, int n)
{
	sqlite3_stmt *p = t->prepared[s];
	char name[] = "$0";

	for (int i = 0; i < n; i++) {
		int place;

		name[1] = (char)('1' + i);
		place = sqlite3_bind_parameter_index(p, name);
		if (cells[i].type == OM_CELL_INTEGER)
			(void)sqlite3_bind_int64(p, place, cells[i].integer);
		else
			(void)sqlite3_bind_text(p, place, cells[i].data.p,
			    (int)cells[i].data.n, SQLITE_STATIC);
	}
	check_plain(t, sqlite3_step(p), statements[s].name);
	(void)sqlite3_reset(p);
}

static void
run(struct trial *t, int s, const struct om_cell *cells, int n)
{
	if (t->ours != NULL)
		must(om_sql_run(t->ours, s, cells, (size_t)n),
		    statements[s].name);
	else
		run_plain(t, s, cells, n);
}

static struct om_cell
cell(struct trial *t, int column, const struct value *v)
{
	token_value(&t->texts[column], &t->tokens, v->number, v->n);
	return OM_TEXT(om_buf_span(&t->texts[column]));
}

/* A new value; its token is dead already where it will be undone. */
static struct value
fresh(struct trial *t)
{
	static const uint32_t least[] = { 10, 40, 400, 4000 };
	static const uint32_t more[] = { 30, 360, 3600, 12384 };
	uint32_t dice = any(t, 100);
	int kind = dice < 70 ? 0 : dice < 93 ? 1 : dice < 98 ? 2 : 3;
	struct value v = { t->tokens.n++,
		least[kind] + any(t, more[kind] + 1) };

	if (v.number >= TOKENS)
		abort();
	t->tokens.state[v.number] = t->undone ? TOKEN_DEAD : TOKEN_LIVE;
	return v;
}

static void
insert(struct trial *t)
{
	struct row row = { 0 };
	struct om_cell cells[COLUMNS + 1];
	int n = COLUMNS;

	if (any(t, 3) == 0)
		n = 2;
	else /* in any place of the tree */
		row.id = (int64_t)any(t, 1 << 20) << 24 | t->tokens.n;
	for (int i = 0; i < n; i++) {
		row.values[i] = fresh(t);
		cells[row.id != 0 ? i + 1 : i] = cell(t, i, &row.values[i]);
	}
	cells[0] = row.id != 0 ? OM_INT(row.id) : cells[0];
	run(t, row.id != 0 ? S_PUT : S_PUT_KEY, cells, row.id != 0 ? n + 1 : n);
	if (!t->undone)
		t->rows[t->n++] = row;
}

static struct om_cell
key_of(struct trial *t, const struct row *row)
{
	return row->id != 0 ? OM_INT(row->id) : cell(t, 0, &row->values[0]);
}

/* Half of the values that replace others are as long as those. */
static void
update(struct trial *t, struct row *row)
{
	int column = row->id != 0 ? (int)any(t, COLUMNS) : 1;
	int s = row->id != 0 ? S_SET_MAIL + column : S_SET_KEY;
	struct value v = fresh(t);
	struct om_cell cells[2];

	if (any(t, 2) == 0)
		v.n = row->values[column].n;
	cells[0] = key_of(t, row);
	cells[1] = cell(t, column, &v);
	run(t, s, cells, 2);
	if (t->undone)
		return;
	t->tokens.state[row->values[column].number] = TOKEN_DEAD;
	row->values[column] = v;
}

static void delete (struct trial *t, struct row *row)
{
	struct om_cell key = key_of(t, row);

	run(t, row->id != 0 ? S_DELETE : S_DELETE_KEY, &key, 1);
	if (t->undone)
		return;
	for (int i = 0; i < (row->id != 0 ? COLUMNS : 2); i++)
		t->tokens.state[row->values[i].number] = TOKEN_DEAD;
	*row = t->rows[--t->n];
}

/* A transaction of up to 120 changes; one in ten is rolled back. */
static void
transaction(struct trial *t, bool growing)
{
	uint32_t n = 1 + any(t, 120);

	t->undone = any(t, 10) == 0;
	script(t, "BEGIN IMMEDIATE");
	for (uint32_t i = 0; i < n; i++) {
		uint32_t dice = any(t, 100);
		struct row *row =
		    &t->rows[t->n > 0 ? any(t, (uint32_t)t->n) : 0];

		if (t->n == 0 || dice < (growing ? 60 : 12))
			insert(t);
		else if (dice < (growing ? 85 : 37))
			update(t, row);
		else if (!t->undone) /* a key can go once */
			delete (t, row);
	}
	script(t, t->undone ? "ROLLBACK" : "COMMIT");
}

/* Growing at first, shrinking then, flushed now and again. */
static void
churn(struct trial *t)
{
	for (int i = 0; i < TRANSACTIONS; i++) {
		transaction(t, i < TRANSACTIONS * 2 / 3);
		if (t->ours != NULL && any(t, 20) == 0)
			must(om_sql_flush(t->ours), "flush");
	}
}

/* The file, made by SQLite itself: our opening gives no page size. */
static void
make_file(const char *path, int page)
{
	char *text = sqlite3_mprintf("PRAGMA page_size=%d; %s", page, schema);
	sqlite3 *db = NULL;

	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		must(om_fail(OM_IO, "%s", sqlite3_errmsg(db)), path);
	(void)sqlite3_close(db);
	sqlite3_free(text);
}

static void
connect_plain(struct trial *t)
{
	if (sqlite3_open("trial/t.db", &t->plain) != SQLITE_OK)
		must(om_fail(OM_IO, "control"), "open");
	script(t, "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
		  "PRAGMA synchronous=OFF");
	for (int s = 0; s < STATEMENTS; s++)
		check_plain(t,
		    sqlite3_prepare_v2(t->plain, statements[s].text, -1,
			&t->prepared[s], NULL),
		    statements[s].name);
}

/* Of a file that has the schema. */
static void
connect_trial(struct trial *t, bool ours)
{
	if (ours)
		must(om_sql_open(
			 &t->ours, "trial/t.db", false, statements, STATEMENTS),
		    "open");
	else
		connect_plain(t);
}

static void
open_trial(struct trial *t, bool ours, uint64_t seed)
{
	static const int pages[] = { 1024, 4096, 8192, 65536 };

	t->seed = seed;
	t->n = 0;
	t->tokens.mask = any(t, TOKENS);
	t->tokens.n = t->tokens.left = 0;
	memset(t->tokens.state, 0, TOKENS);
	must(om_folder_remove("trial"), "remove");
	must(om_folder_make("trial", 0700), "make");
	make_file("trial/t.db", pages[seed % 4]);
	connect_trial(t, ours);
	if (seed / 4 % 2 == 0)
		script(t, "PRAGMA cache_size=30");
}

static void
close_trial(struct trial *t)
{
	for (int s = 0; t->plain != NULL && s < STATEMENTS; s++)
		(void)sqlite3_finalize(t->prepared[s]);
	(void)sqlite3_close(t->plain);
	om_sql_close(t->ours);
	t->plain = NULL;
	t->ours = NULL;
}

/* What POSIX locks a scan drops, no other process asks for. */
static void
run_trial(struct trial *t, struct sums *sums, bool ours, uint64_t seed)
{
	open_trial(t, ours, seed);
	churn(t);
	if (ours) {
		must(om_sql_flush(t->ours), "flush");
		must(om_sql_copy(t->ours, "trial/copy.db"), "copy");
	}
	for (uint32_t i = 0; i < t->tokens.n; i++)
		sums->erased += t->tokens.state[i] == TOKEN_DEAD;
	must(om_folder_walk("trial", token_scan, &t->tokens), "scan");
	sums->left += t->tokens.left;
	sums->files_with += t->tokens.left > 0;
	close_trial(t);
	add_dirty(sums, "trial/t.db");
	if (ours)
		add_dirty(sums, "trial/copy.db");
}

/* Tells of each transaction by a byte. */
_Noreturn static void
churn_until_killed(struct trial *t, bool ours, int tell)
{
	connect_trial(t, ours);
	for (uint32_t i = 0;; i++) {
		transaction(t, i % 40 < 20);
		if (ours && any(t, 8) == 0)
			must(om_sql_flush(t->ours), "flush");
		if (write(tell, "", 1) != 1)
			_exit(1);
	}
}

/* In the midst of one of the transactions behind the first n. */
static void
kill_after(struct trial *t, bool ours, uint32_t n)
{
	int ends[2];
	pid_t child;
	char byte;

	if (pipe(ends) != 0)
		abort();
	(void)fflush(stdout);
	child = fork();
	if (child == 0)
		churn_until_killed(t, ours, ends[1]);
	(void)close(ends[1]);
	while (n > 0 && read(ends[0], &byte, 1) == 1)
		n--;
	(void)sqlite3_sleep((int)any(t, 20));
	(void)kill(child, SIGKILL);
	(void)waitpid(child, NULL, 0);
	(void)close(ends[0]);
	if (n > 0)
		must(om_fail(OM_IO, "a child ended early"), "kill");
}

static void
see(struct trial *t, const char *value)
{
	uint32_t number = token_read(&t->tokens, value);

	if (number < TOKENS)
		t->tokens.state[number] = TOKEN_LIVE;
}

/* What the database does not have is dead, whether it was committed or not. */
static void
see_living(struct trial *t)
{
	sqlite3_stmt *plain = t->prepared[S_ALL];
	int rc = OM_OK;

	memset(t->tokens.state, TOKEN_DEAD, TOKENS);
	if (t->ours == NULL) {
		while (sqlite3_step(plain) == SQLITE_ROW)
			see(t, (const char *)sqlite3_column_text(plain, 0));
		check_plain(t, sqlite3_reset(plain), "living");
		return;
	}
	rc = om_sql_start(t->ours, S_ALL, NULL, 0);
	while (rc == OM_OK && (rc = om_sql_step(t->ours, S_ALL)) == 1) {
		see(t, om_sql_data(t->ours, S_ALL, 0).p);
		rc = OM_OK;
	}
	must(rc, "living");
}

static void
run_kill(struct trial *t, struct sums *sums, bool ours, uint64_t seed)
{
	open_trial(t, ours, seed);
	close_trial(t);
	kill_after(t, ours, KILL_LEAST + any(t, KILL_MORE));
	connect_trial(t, ours);
	if (ours) {
		must(om_sql_check(t->ours), "recovery");
		must(om_sql_flush(t->ours), "flush");
	}
	see_living(t);
	must(om_folder_walk("trial", token_scan, &t->tokens), "scan");
	sums->left += t->tokens.left;
	sums->files_with += t->tokens.left > 0;
	close_trial(t);
	add_dirty(sums, "trial/t.db");
}

static void
print(const char *what, uint64_t n, const struct sums *s)
{
	(void)printf("scrub: %llu %s: %llu erased tokens, %llu left, in %llu; "
		     "%llu dead bytes, %llu not zero, %llu of page numbers\n",
	    (unsigned long long)n, what, (unsigned long long)s->erased,
	    (unsigned long long)s->left, (unsigned long long)s->files_with,
	    (unsigned long long)s->dead, (unsigned long long)s->dirty,
	    (unsigned long long)s->numbers);
}

int
main(int argc, char **argv)
{
	bool short_run = getenv("FAULT_SHORT") != NULL;
	uint64_t seed =
	    argc > 1 ? strtoull(argv[1], NULL, 10) : (uint64_t)om_clock_now();
	uint64_t trials = short_run ? TRIALS / 50 : TRIALS;
	uint64_t kills = short_run ? KILLS / 20 : KILLS;
	struct trial *t = om_new(1, sizeof(*t));
	struct sums ours = { 0 }, control = { 0 }, killed = { 0 };
	struct sums killed_control = { 0 };

	(void)seconds();
	t->tokens.state = om_new(TOKENS, 1);
	for (int i = 0; i < COLUMNS; i++)
		t->texts[i] = OM_BUF(CEILING);
	(void)printf("scrub: seed %llu\n", (unsigned long long)seed);
	(void)fflush(stdout); /* for the child, and should it end early */
	for (uint64_t i = 0; i < trials; i++) {
		run_trial(t, &ours, true, seed + i);
		run_trial(t, &control, false, seed + i);
	}
	for (uint64_t i = 0; i < kills; i++) {
		run_kill(t, &killed, true, seed + i);
		run_kill(t, &killed_control, false, seed + i);
	}
	print("trials", trials, &ours);
	print("trials of the control", trials, &control);
	print("kills", kills, &killed);
	print("kills of the control", kills, &killed_control);
	(void)printf("scrub: %.0f s\n", seconds());
	return ours.left != 0 || ours.dirty != 0 || killed.left != 0 ||
	       killed.dirty != 0 || control.left == 0 || control.dirty == 0 ||
	       killed_control.dirty == 0 ||
	       (!short_run &&
		   (ours.erased < WANTED || killed_control.left == 0));
}
