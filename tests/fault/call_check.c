#include "fault/call_acts.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "base/file.h"

enum { TEXT_CEILING = 1 << 20 };

/* The database is read past the program, whose word is not taken for it. */
static sqlite3 *
open_database(void)
{
	sqlite3 *db = NULL;

	if (sqlite3_open_v2("w/ombud.db", &db, SQLITE_OPEN_READWRITE, NULL) !=
	    SQLITE_OK)
		give_up("w/ombud.db cannot be opened");
	return db;
}

/* Each row's first column, with a space behind it. */
static void
ask(struct om_buf *b, sqlite3 *db, const char *text)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(db, text, -1, &s, NULL);

	while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
		const char *got = (const char *)sqlite3_column_text(s, 0);

		om_buf_format(b, "%s ", got == NULL ? "-" : got);
		code = SQLITE_OK;
	}
	if (code != SQLITE_DONE)
		om_buf_format(b, "%s: %s ", text, sqlite3_errmsg(db));
	(void)sqlite3_finalize(s);
}

int64_t
acts_number(const char *text)
{
	struct om_buf b = OM_BUF(TEXT_CEILING);
	sqlite3 *db = open_database();
	int64_t n;

	ask(&b, db, text);
	(void)sqlite3_close(db);
	n = b.n == 0 ? 0 : strtoll(b.p, NULL, 10);
	om_buf_free(&b);
	return n;
}

#define POSTPONED "'a reader was in the way'"

void
acts_data(struct om_buf *b, bool people_only)
{
	static const char *const people[] = {
		"SELECT count(*) || ':' || state FROM subject GROUP BY state",
		"SELECT count(DISTINCT epoch) FROM subject",
		"SELECT count(*) FROM profile GROUP BY subject ORDER BY 1",
		"SELECT count(*) FROM event",
		"SELECT count(*) FROM identifier",
		"SELECT count(*) FROM alias",
		"SELECT count(*) || ':' || purpose || ':' || lifted FROM"
		" suppression GROUP BY purpose, lifted",
		"SELECT name || ':' || role || ':' || (removed IS NULL) FROM"
		" member ORDER BY name",
	};
	static const char *const requests[] = {
		"SELECT right_name || ':' || (claim IS NULL) || ':' ||"
		" (epoch IS NULL) FROM request ORDER BY id",
		/* A reader that put a run off stays told of, and the run is
		 * started once more: neither is in a run that went through. */
		"SELECT kind || ':' || detail FROM request_event e WHERE"
		" detail <> " POSTPONED " AND NOT (kind = 'started' AND EXISTS"
		" (SELECT 1 FROM request_event p WHERE p.request = e.request"
		" AND p.number = e.number - 1 AND p.detail = " POSTPONED "))"
		" ORDER BY request, number",
		"SELECT count(*) FROM request_item",
		"SELECT count(*) FROM fact",
		"SELECT system || ':' || state || ':' || remaining FROM"
		" request_step ORDER BY request, system",
	};
	sqlite3 *db = open_database();

	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		ask(b, db, people[i]);
		om_buf_text(b, "| ");
	}
	for (size_t i = 0;
	     !people_only && i < sizeof(requests) / sizeof(requests[0]); i++) {
		ask(b, db, requests[i]);
		om_buf_text(b, "| ");
	}
	(void)sqlite3_close(db);
}

void
acts_log(struct om_buf *b)
{
	sqlite3 *db = open_database();

	ask(b, db,
	    "SELECT json_extract(CAST(entry AS TEXT), '$.act') || ':' ||"
	    " coalesce(json_extract(CAST(entry AS TEXT), '$.detail'), '')"
	    " FROM audit_entry ORDER BY number");
	(void)sqlite3_close(db);
}

#define ENTRY "CAST(entry AS TEXT)"
#define WITH(act) \
	" FROM audit_entry WHERE json_extract(" ENTRY ", '$.act') = '" act "'"
#define DONE(act) "(SELECT count(*)" WITH(act) ")"
#define SUM(name, act)                                                 \
	"(SELECT coalesce(sum(json_extract(" ENTRY ", '$.counts." name \
	"')), 0)" WITH(act) ")"

/*
 * Rows of the tables, and what the entries say there are. The entries of
 * what came after a backup outlive it, unlike the rows.
 */
static const struct {
	const char *what, *rows, *entries;
	bool outlives;
} pairs[] = {
	{ "profiles", "SELECT count(*) FROM profile",
	    "SELECT " SUM("new", "profile.import") " + " SUM("ambiguous",
		"profile.import") " - " SUM("profiles", "subject.erase"),
	    false },
	{ "events", "SELECT count(*) FROM event",
	    "SELECT " SUM("events", "profile.import") " - " SUM(
		"events", "subject.erase"),
	    false },
	{ "suppressions", "SELECT count(*) FROM suppression",
	    "SELECT " SUM("suppressed", "subject.erase") " + " DONE(
		"suppression.add") " + " DONE("suppression.lift"),
	    true },
	{ "people pseudonymised",
	    "SELECT count(*) FROM subject WHERE state = 1",
	    "SELECT " DONE("subject.pseudonymize") " / 2", false },
	{ "people linked", "SELECT count(*) FROM alias",
	    "SELECT " DONE("profile.link"), false },
	{ "members", "SELECT count(*) FROM member",
	    "SELECT " DONE("member.add"), false },
	{ "members removed",
	    "SELECT count(*) FROM member WHERE removed IS NOT NULL",
	    "SELECT " DONE("member.remove"), false },
	{ "events of requests", "SELECT count(*) FROM request_event",
	    "SELECT " DONE("request.event"), false },
};

/* What may be there only once the log tells of it. */
static const struct {
	const char *path, *entries;
} copies[] = {
	{ "answer", "SELECT " DONE("subject.export") },
	{ "copy.db", "SELECT " DONE("store.backup") " - 1" },
};

const char *
acts_split(void)
{
	bool restored = acts_number("SELECT " DONE("store.restore")) > 0;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if ((!restored || pairs[i].outlives) &&
		    acts_number(pairs[i].rows) != acts_number(pairs[i].entries))
			return pairs[i].what;
	for (size_t i = 0; i < sizeof(copies) / sizeof(copies[0]); i++)
		if (om_file_exists(copies[i].path) &&
		    acts_number(copies[i].entries) == 0)
			return copies[i].path;
	if (act_run("audit verify\n") != 0)
		return "audit verify";
	return act_run("db check --full\n") != 0 ? "db check" : NULL;
}
