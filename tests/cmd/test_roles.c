#include "cmd/capture.h"

#include <sqlite3.h>

#include "base/memory.h"
#include "context/context.h"

/* @R is a request that is planned, @S her id, @F a folder for files. */
static const struct {
	const char *name, *rest;
	enum om_permit permit;
} commands[] = {
	{ "profile import", "@F/people.ndjson", OM_MAY_IMPORT },
	{ "profile show", "email:ana@post.example", OM_MAY_LOCATE },
	{ "profile find", "email:ana@post.example", OM_MAY_LOCATE },
	{ "profile link", "@S @S", OM_MAY_WORK },
	{ "profile unlink", "@S @S", OM_MAY_WORK },
	{ "request new", "erase --subject email:ana@post.example",
	    OM_MAY_RECEIVE },
	{ "request list", "", OM_MAY_LIST },
	{ "request show", "@R", OM_MAY_LIST },
	{ "request explain", "@R", OM_MAY_LIST },
	{ "request acknowledge", "@R", OM_MAY_RECEIVE },
	{ "request challenge", "@R", OM_MAY_RECEIVE },
	{ "request resume", "@R", OM_MAY_RECEIVE },
	{ "request recompute", "", OM_MAY_WORK },
	{ "request complaint", "@R --from person", OM_MAY_RECEIVE },
	{ "request purge", "", OM_MAY_MANAGE },
	{ "request verify", "@R --method seen", OM_MAY_RECEIVE },
	{ "request pause", "@R", OM_MAY_RECEIVE },
	{ "request hold", "@R --ground legal_claims", OM_MAY_WORK },
	{ "request plan", "@R", OM_MAY_WORK },
	{ "request approve", "@R --by @U", OM_MAY_APPROVE },
	{ "request deny", "@R --ground not_identified", OM_MAY_WORK },
	{ "request item", "@R 1 --action keep --ground legal_claims",
	    OM_MAY_WORK },
	{ "request fee",
	    "@R --amount 5 --currency EUR --because @F/people.ndjson",
	    OM_MAY_WORK },
	{ "request redact", "@R", OM_MAY_WORK },
	{ "request weigh", "@R --result upheld", OM_MAY_WORK },
	{ "request correct", "@R --with @F/people.ndjson", OM_MAY_WORK },
	{ "request lift", "@R", OM_MAY_WORK },
	{ "request extend", "@R --reason number", OM_MAY_WORK },
	{ "request letter", "@R acknowledgement --out @F/letters",
	    OM_MAY_WORK },
	{ "request sent",
	    "@R acknowledgement --channel post --address-from request "
	    "--evidence registered",
	    OM_MAY_WORK },
	{ "request run", "@R", OM_MAY_WORK },
	{ "request answer", "@R --out @F/answer", OM_MAY_WORK },
	{ "request certificate", "@R --out @F/proof", OM_MAY_WORK },
	{ "request attest", "@R --system crm", OM_MAY_WORK },
	{ "request withdraw", "@R", OM_MAY_RECEIVE },
	{ "request forward", "@R --out @F/on", OM_MAY_RECEIVE },
	{ "request notify", "@R --out @F/notice", OM_MAY_WORK },
	{ "request notified", "@R --recipient X --state sent", OM_MAY_WORK },
	{ "request close", "@R", OM_MAY_WORK },
	{ "processing import", "@F/record", OM_MAY_RECORD },
	{ "processing show", "", OM_MAY_LIST },
	{ "processing check", "", OM_MAY_MEASURE },
	{ "locate", "email:ana@post.example", OM_MAY_LOCATE },
	{ "export", "email:ana@post.example --by @U --out @F/copy",
	    OM_MAY_WORK },
	{ "erase",
	    "email:ana@post.example --by @U --confirm email:ana@post.example",
	    OM_MAY_WORK },
	{ "report", "overdue", OM_MAY_REPORT },
	{ "hold place", "--system crm --ground legal_claims", OM_MAY_WORK },
	{ "hold list", "", OM_MAY_LIST },
	{ "hold release", "@R", OM_MAY_WORK },
	{ "hold tend", "", OM_MAY_WORK },
	{ "suppress list", "", OM_MAY_LIST },
	{ "suppress check", "email:x@post.example --purpose sale",
	    OM_MAY_LOCATE },
	{ "suppress add", "email:x@post.example --purpose sale", OM_MAY_WORK },
	{ "suppress lift", "email:x@post.example --purpose sale", OM_MAY_WORK },
	{ "suppress pending", "", OM_MAY_LIST },
	{ "suppress decide", "@S --result admit", OM_MAY_WORK },
	{ "suppress expire", "", OM_MAY_MANAGE },
	{ "suppress replay", "", OM_MAY_MANAGE },
	{ "audit list", "", OM_MAY_AUDIT },
	{ "audit verify", "", OM_MAY_AUDIT },
	{ "audit checkpoint", "", OM_MAY_AUDIT },
	{ "audit prove", "0", OM_MAY_AUDIT },
	{ "audit export", "@F/log", OM_MAY_AUDIT },
	{ "audit anchor", "", OM_MAY_AUDIT },
	{ "risk", "--store", OM_MAY_MEASURE },
	{ "user add", "eve --role dpo", OM_MAY_MANAGE },
	{ "user list", "", OM_MAY_LIST },
	{ "user remove", "second", OM_MAY_MANAGE },
	{ "key list", "", OM_MAY_MANAGE },
	{ "key rotate", "epoch", OM_MAY_MANAGE },
	{ "key destroy", "epoch 1", OM_MAY_MANAGE },
	{ "key tend", "", OM_MAY_MANAGE },
	{ "db check", "", OM_MAY_MANAGE },
	{ "db backup", "@F/copy.db", OM_MAY_MANAGE },
	{ "db restore", "@F/old.db", OM_MAY_MANAGE },
	{ "db migrate", "", OM_MAY_MANAGE },
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static char *folder, *home;
static struct om_buf request = OM_BUF(64), subject = OM_BUF(64),
		     user = OM_BUF(256);

/* A command that works on a workspace and stands in no line above. */
static void
check_listed(const struct om_command *c, const char *before)
{
	struct om_buf name = OM_BUF(256);
	bool listed = c->run == NULL || (c->touches & OM_WORKSPACE) == 0;

	om_buf_format(
	    &name, "%s%s%s", before, *before == '\0' ? "" : " ", c->word);
	for (size_t i = 0; i < COMMANDS; i++)
		listed = listed || strcmp(commands[i].name, name.p) == 0;
	ck_assert_msg(listed, "which right does `%s` want?", name.p);
	for (size_t i = 0; c->actions != NULL && c->actions[i] != NULL; i++)
		check_listed(c->actions[i], name.p);
	om_buf_free(&name);
}

START_TEST(every_command_on_a_workspace_wants_a_right)
{
	for (size_t i = 0; om_commands[i] != NULL; i++)
		check_listed(om_commands[i], "");
}
END_TEST

/* Runs `ombud -C HOME ...` with its places filled. */
static struct capture
run(const char *name, const char *rest)
{
	struct om_buf line = OM_BUF(8 << 10);
	struct capture c;

	om_buf_format(&line, "ombud -C %s %s", home, name);
	if (*rest != '\0')
		om_buf_byte(&line, ' ');
	for (; *rest != '\0'; rest++) {
		const char *place = *rest != '@'     ? NULL
				    : rest[1] == 'R' ? request.p
				    : rest[1] == 'S' ? subject.p
				    : rest[1] == 'U' ? user.p
				    : rest[1] == 'F' ? folder
						     : NULL;

		if (place == NULL) {
			om_buf_byte(&line, *rest);
			continue;
		}
		om_buf_text(&line, place);
		rest++;
	}
	c = capture_run(line.p);
	om_buf_free(&line);
	return c;
}

static struct om_span
must(struct om_buf *out, const char *name, const char *rest)
{
	struct capture c = run(name, rest);

	ck_assert_msg(c.status == 0, "%s: %d %s", name, c.status,
	    c.err.p == NULL ? "" : c.err.p);
	if (out != NULL)
		om_buf_add(out, om_span_trim(om_buf_span(&c.out)));
	capture_free(&c);
	return out == NULL ? OM_SPAN_NONE : om_buf_span(out);
}

static void
sql(const char *text, int (*each)(void *, int, char **, char **), void *state)
{
	char *path = om_path_join(home, "ombud.db");
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, text, each, state, NULL) == SQLITE_OK,
	    "%s", sqlite3_errmsg(db));
	(void)sqlite3_close(db);
	om_free(path);
}

static int
add_row(void *state, int n, char **values, char **names)
{
	(void)names;
	for (int i = 0; i < n; i++)
		om_buf_format(state, "%s|", values[i] == NULL ? "" : values[i]);
	return 0;
}

static int
add_file(void *state, const char *path)
{
	if (strstr(path, "ombud.db") != NULL)
		return OM_OK;
	om_buf_text(state, path);
	return om_file_read(state, path);
}

/* All that the tables hold, and all files but the database's. */
static void
take_all(struct om_buf *b)
{
	static const char *const tables[] = { "subject", "profile", "event",
		"identifier", "suppression", "member", "request",
		"request_event", "request_item", "request_step", "fact", "hold",
		"letter", "destruction", "audit_entry" };

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		struct om_buf text = OM_BUF(256);

		om_buf_format(
		    &text, "SELECT * FROM %s ORDER BY 1, 2", tables[i]);
		sql(text.p, add_row, b);
		om_buf_free(&text);
	}
	ck_ok(om_folder_walk(home, add_file, b));
	ck_assert(!b->failed);
}

static void
prepare(void)
{
	static const char person[] =
	    "{\"source\":\"crm\",\"type\":\"c\",\"identifiers\":[{\"type\":"
	    "\"email\",\"value\":\"ana@post.example\"}]}\n";
	struct om_buf json = OM_BUF(8 << 10);
	const char *id;
	char *path;

	folder = om_strdup(om_test_folder());
	home = om_path_join(folder, "w");
	path = om_path_join(folder, "people.ndjson");
	ck_ok(om_file_create(path, om_span_of(person), 0600));
	om_free(path);
	ck_ok(om_init(&(struct om_init){ .folder = home, .one_person = true }));
	ck_ok(om_user_name(&user));
	(void)must(NULL, "user add", "second --role approver");
	(void)must(NULL, "profile import", "@F/people.ndjson");
	(void)must(&json, "profile show", "email:ana@post.example --json");
	id = strstr(json.p, "\"subject\": \"");
	ck_assert_msg(id != NULL, "%s", json.p);
	om_buf_add(&subject, om_span_bytes(id + 12, 13));
	(void)must(
	    &request, "request new", "erase --subject email:ana@post.example");
	(void)must(NULL, "request verify", "@R --method seen");
	(void)must(NULL, "request plan", "@R");
	(void)must(NULL, "db backup", "@F/old.db");
	om_buf_free(&json);
}

static void
finish(void)
{
	om_buf_free(&request);
	om_buf_free(&subject);
	om_buf_free(&user);
	om_free(home);
	om_free(folder);
}

/* Each command that the member may not give is refused. */
static void
refused_all(const char *who, int role)
{
	struct om_buf before = OM_BUF(64 << 20), after = OM_BUF(64 << 20);
	size_t n = 0;

	take_all(&before);
	for (size_t i = 0; i < COMMANDS; i++) {
		struct capture c;

		if (role >= 0 &&
		    om_role_may((enum om_role)role, commands[i].permit))
			continue;
		c = run(commands[i].name, commands[i].rest);
		ck_assert_msg(c.status == 5, "%s: %s: exit %d %s", who,
		    commands[i].name, c.status, c.err.p);
		ck_assert_msg(
		    c.out.n == 0, "%s: %s prints", who, commands[i].name);
		capture_free(&c);
		n++;
	}
	take_all(&after);
	ck_assert_msg(om_span_equal(om_buf_span(&before), om_buf_span(&after)),
	    "something changed by hand of %s", who);
	ck_assert_uint_gt(n, 0);
	om_buf_free(&before);
	om_buf_free(&after);
}

START_TEST(who_has_not_the_right_is_refused_and_changes_nothing)
{
	static const struct {
		const char *word;
		int role;
	} roles[] = { { "intake", OM_ROLE_INTAKE },
		{ "caseworker", OM_ROLE_CASEWORKER },
		{ "approver", OM_ROLE_APPROVER },
		{ "auditor", OM_ROLE_AUDITOR },
		{ "machine", OM_ROLE_MACHINE } };

	prepare();
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		struct om_buf text = OM_BUF(512);

		om_buf_format(&text,
		    "UPDATE member SET role = '%s' WHERE name = '%s'",
		    roles[i].word, user.p);
		sql(text.p, NULL, NULL);
		refused_all(roles[i].word, roles[i].role);
		om_buf_free(&text);
	}
	sql("UPDATE member SET removed = 1 WHERE name <> 'second'", NULL, NULL);
	refused_all("nobody", -1);
	finish();
}
END_TEST

OM_SUITE(cmd_roles)
{
	tcase_add_test(tests, every_command_on_a_workspace_wants_a_right);
	tcase_add_test(
	    tests, who_has_not_the_right_is_refused_and_changes_nothing);
}
