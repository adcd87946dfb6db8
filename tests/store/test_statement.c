#include "test.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/memory.h"
#include "store/schema.h"
#include "store/statement.h"

/*
 * The tables that can be spread, and what a statement must name of them: a
 * column compared with a parameter, or a column that is inserted.
 */
static const struct {
	const char *table;
	const char *compared[3];
	const char *inserted;
} spread[] = {
	{ "subject", { "where id = $" }, "(id," },
	{ "profile", { "where subject = $" }, "(subject," },
	{ "event", { "where subject = $" }, "(subject," },
	{ "identifier", { "where tag = $" }, "(tag," },
	{ "restriction", { "where subject = $" }, "(subject," },
	{ "alias", { "where alias = $", "where subject = $" }, "(alias," },
};

enum { SPREAD = sizeof(spread) / sizeof(spread[0]) };

/* Lower case, one space between words. */
static void
plain(struct om_buf *out, const char *text)
{
	for (const char *c = text; *c; c++)
		if (*c != ' ' || c[1] != ' ')
			om_buf_byte(out, (char)tolower((unsigned char)*c));
}

static const char *
find(const char *text, const char *before, const char *after)
{
	struct om_buf words = OM_BUF(256);
	const char *at;

	om_buf_format(&words, "%s%s", before, after);
	at = strstr(text, words.p);
	if (at != NULL) {
		char next = at[words.n];

		if (isalnum((unsigned char)next) || next == '_')
			at = find(at + 1, before, after);
	}
	om_buf_free(&words);
	return at;
}

static bool
names_its_key(const char *text, size_t i)
{
	if (find(text, "insert into ", spread[i].table) != NULL)
		return strstr(text, spread[i].inserted) != NULL;
	for (int k = 0; k < 3 && spread[i].compared[k] != NULL; k++)
		if (strstr(text, spread[i].compared[k]) != NULL)
			return true;
	return false;
}

static bool
touches(const char *text, size_t i)
{
	static const char *const before[] = { "from ", "insert into ",
		"update ", "join " };

	for (size_t k = 0; k < sizeof(before) / sizeof(before[0]); k++)
		if (find(text, before[k], spread[i].table) != NULL)
			return true;
	return false;
}

static bool
goes_through_all(const char *name)
{
	size_t n = strlen(name);

	return n > 4 && strcmp(name + n - 4, "_ALL") == 0;
}

/* Whether a statement may run where the tables are spread. */
static bool
is_fit(const struct om_statement *s)
{
	struct om_buf text = OM_BUF(4096);
	bool fit = true;

	plain(&text, s->text);
	for (size_t i = 0; i < SPREAD && !goes_through_all(s->name); i++)
		if (touches(text.p, i) && !names_its_key(text.p, i))
			fit = false;
	om_buf_free(&text);
	return fit;
}

START_TEST(the_checker_knows_bad_statements)
{
	static const struct om_statement bad[] = {
		{ "A", "SELECT sealed FROM profile WHERE id = $1" },
		{ "B", "UPDATE subject SET state = $1" },
		{ "C", "DELETE FROM identifier WHERE subject = $1" },
		{ "D", "INSERT INTO event (id, sealed) VALUES ($1, $2)" },
		{ "ALL", "SELECT id FROM subject ORDER BY id" },
	};
	static const struct om_statement good[] = {
		{ "X_ALL", "SELECT id FROM subject ORDER BY id" },
		{ "Y", "SELECT last FROM subject_count" },
		{ "Z", "SELECT subject FROM  identifier  WHERE tag = $1" },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!is_fit(&bad[i]), "%s", bad[i].name);
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ck_assert_msg(is_fit(&good[i]), "%s", good[i].name);
}
END_TEST

START_TEST(every_statement_of_the_subject_path_names_a_subject_or_a_tag)
{
	for (int i = 0; i < OM_STATEMENTS; i++)
		ck_assert_msg(is_fit(&om_statements[i]), "%s: %s",
		    om_statements[i].name, om_statements[i].text);
}
END_TEST

/* The highest n of $n, all below it present. */
static size_t
parameters(const struct om_statement *s)
{
	size_t most = 0;
	bool seen[OM_SQL_ARGUMENTS + 1] = { false };

	for (const char *c = strchr(s->text, '$'); c; c = strchr(c + 1, '$')) {
		size_t number = strtoul(c + 1, NULL, 10);

		ck_assert_msg(isdigit((unsigned char)c[1]) && number >= 1 &&
				  number <= OM_SQL_ARGUMENTS,
		    "%s", s->name);
		seen[number] = true;
		if (number > most)
			most = number;
	}
	for (size_t i = 1; i <= most; i++)
		ck_assert_msg(seen[i], "%s lacks $%zu", s->name, i);
	return most;
}

START_TEST(every_statement_prepares_on_a_fresh_schema)
{
	char *path = om_path_join(om_test_folder(), "t.db");
	struct om_cell cells[OM_SQL_ARGUMENTS] = { 0 };
	struct om_sql *sql;

	ck_ok(om_sql_open(&sql, path, true, om_statements, OM_STATEMENTS));
	ck_ok(om_schema_migrate(sql));
	for (int i = 0; i < OM_STATEMENTS; i++) {
		ck_ok(
		    om_sql_start(sql, i, cells, parameters(&om_statements[i])));
		om_sql_stop(sql, i);
	}
	om_sql_close(sql);
	om_free(path);
}
END_TEST

START_TEST(every_statement_ends_without_a_semicolon)
{
	for (int i = 0; i < OM_STATEMENTS; i++)
		ck_assert_msg(strchr(om_statements[i].text, ';') == NULL, "%s",
		    om_statements[i].name);
}
END_TEST

OM_SUITE(store_statement)
{
	tcase_add_test(tests, the_checker_knows_bad_statements);
	tcase_add_test(tests,
	    every_statement_of_the_subject_path_names_a_subject_or_a_tag);
	tcase_add_test(tests, every_statement_prepares_on_a_fresh_schema);
	tcase_add_test(tests, every_statement_ends_without_a_semicolon);
}
