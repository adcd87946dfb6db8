#include "store/fixture.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "crypto/base64.h"
#include "store/event.h"
#include "store/locate.h"
#include "store/statement.h"

enum { FILE_CEILING = 256 << 20, TEXT_CEILING = 16 << 20, PEOPLE_MAX = 512 };

static const char *root;

void
fixture_prepare(struct fixture *f, const char *name)
{
	char *keys;

	*f = (struct fixture){ 0 };
	f->folder = om_path_join(root, name);
	keys = om_path_join(f->folder, "keys");
	ck_ok(om_folder_make(f->folder, 0700));
	ck_ok(om_keys_create(keys));
	ck_ok(om_keys_open(&f->keys, keys));
	om_free(keys);
	ck_ok(om_identity_policy_open(&f->identity, NULL));
	ck_ok(om_treatment_open(&f->treatment, NULL));
	f->options = (struct om_store_options){
		.folder = f->folder,
		.origin = "audit.example/log",
		.keys = f->keys,
		.identity = f->identity,
		.treatment = f->treatment,
	};
}

void
fixture_open_at(struct fixture *f, const char *name)
{
	fixture_prepare(f, name);
	ck_ok(om_store_create(&f->options));
	ck_ok(om_store_open(&f->store, &f->options));
}

void
fixture_open(struct fixture *f)
{
	root = om_test_folder();
	fixture_open_at(f, "w");
}

void
fixture_close(struct fixture *f)
{
	ck_ok(om_store_close(f->store));
	om_treatment_close(f->treatment);
	om_identity_policy_close(f->identity);
	om_keys_close(f->keys);
	om_arena_free(&f->arena);
	om_free(f->folder);
}

int
fixture_reopen(struct fixture *f)
{
	ck_ok(om_store_close(f->store));
	f->store = NULL;
	return om_store_open(&f->store, &f->options);
}

char *
fixture_path(struct fixture *f, const char *name)
{
	char *path = om_path_join(f->folder, name);
	char *kept = om_arena_string(&f->arena, om_span_of(path));

	om_free(path);
	return kept;
}

int
fixture_import_with(struct om_import_counts *counts, struct fixture *f,
    const char *text, const struct om_import_options *options)
{
	struct om_records_options how = { .format = OM_RECORDS_NDJSON };
	struct om_records *records;
	int rc;

	ck_ok(om_records_open_memory(&records, "test", om_span_of(text), &how));
	rc = om_import(counts, f->store, records, options);
	om_records_close(records);
	return rc;
}

struct om_import_counts
fixture_import(struct fixture *f, const char *text)
{
	static const struct om_import_options plain = { 0 };
	struct om_import_counts counts;

	ck_ok(fixture_import_with(&counts, f, text, &plain));
	ck_assert_msg(
	    counts.refused == 0, "a record was refused: %s", om_failure());
	return counts;
}

int
fixture_locate(struct om_subject **out, struct fixture *f, const char *query)
{
	struct om_query q;

	ck_ok(om_query_parse(&q, f->store, om_span_of(query)));
	return om_locate(out, f->store, &f->arena, &q);
}

struct om_subject *
fixture_subject(struct fixture *f, const char *query)
{
	struct om_subject *s = NULL;
	int rc = fixture_locate(&s, f, query);

	ck_assert_msg(rc == OM_OK, "%s: %s", query, om_failure());
	return s;
}

int64_t
fixture_id(struct fixture *f, const char *query)
{
	return fixture_subject(f, query)->id;
}

/* Everybody, loaded, in the order of ids. */
static size_t
everybody(struct om_subject **all, struct fixture *f)
{
	struct om_people *people = om_people_new(f->store, &f->arena);
	int64_t ids[PEOPLE_MAX];
	size_t n = 0;
	struct om_sql *sql = f->store->sql;

	ck_ok(OM_SQL_START(
	    sql, S_SUBJECT_AFTER_ALL, OM_INT(0), OM_INT(PEOPLE_MAX)));
	while (om_sql_step(sql, S_SUBJECT_AFTER_ALL) == 1)
		ids[n++] = om_sql_integer(sql, S_SUBJECT_AFTER_ALL, 0);
	ck_assert_uint_lt(n, PEOPLE_MAX);
	for (size_t i = 0; i < n; i++)
		ck_ok(om_people_get(people, &all[i], ids[i]));
	return n;
}

static int
export_event(void *state, struct om_span json)
{
	om_json_raw(state, "", json);
	return OM_OK;
}

static void
export_profile(struct om_json *j, struct fixture *f, const struct om_subject *s,
    const struct om_held_profile *held)
{
	om_json_object(j, "");
	om_json_int(j, "number", held->id);
	om_profile_json(j, &held->profile);
	om_json_array(j, "events");
	ck_ok(om_event_list(f->store, s, held->id, export_event, j));
	om_json_end_array(j);
	om_json_end_object(j);
}

const char *
fixture_export(struct fixture *f)
{
	struct om_subject *all[PEOPLE_MAX];
	size_t n = everybody(all, f);
	struct om_buf text = OM_BUF(TEXT_CEILING);
	struct om_json j = OM_JSON(&text, false);
	char *kept;

	om_json_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		om_json_object(&j, "");
		om_json_int(&j, "subject", all[i]->id);
		om_json_array(&j, "profiles");
		for (size_t k = 0; k < all[i]->profile_count; k++)
			export_profile(&j, f, all[i], &all[i]->profiles[k]);
		om_json_end_array(&j);
		om_json_end_object(&j);
	}
	om_json_end_array(&j);
	ck_ok(om_buf_check(&text, "the export"));
	kept = om_arena_string(&f->arena, om_buf_span(&text));
	om_buf_free(&text);
	return kept;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *
joined(struct fixture *f, char **words, size_t n, char between)
{
	struct om_buf text = OM_BUF(TEXT_CEILING);
	char *kept;

	qsort(words, n, sizeof(*words), by_text);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			om_buf_byte(&text, between);
		om_buf_text(&text, words[i]);
	}
	kept = om_arena_string(&f->arena, om_buf_span(&text));
	om_buf_free(&text);
	return kept;
}

const char *
fixture_partition(struct fixture *f)
{
	struct om_subject *all[PEOPLE_MAX];
	char *people[PEOPLE_MAX];
	size_t n = everybody(all, f);

	for (size_t i = 0; i < n; i++) {
		size_t count = all[i]->profile_count;
		char **ids = om_arena_new(&f->arena, count, sizeof(*ids));

		for (size_t k = 0; k < count; k++)
			ids[k] = om_arena_string(
			    &f->arena, all[i]->profiles[k].profile.outer_id);
		people[i] = joined(f, ids, count, '+');
	}
	return joined(f, people, n, ' ');
}

static sqlite3 *
raw(struct fixture *f)
{
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open_v2(fixture_path(f, "ombud.db"), &db,
			     SQLITE_OPEN_READWRITE, NULL),
	    SQLITE_OK);
	return db;
}

void
fixture_sql(struct fixture *f, const char *text)
{
	sqlite3 *db = raw(f);
	int rc = sqlite3_exec(db, text, NULL, NULL, NULL);

	ck_assert_msg(rc == SQLITE_OK, "%s: %s", text, sqlite3_errmsg(db));
	ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

int64_t
fixture_number(struct fixture *f, const char *query)
{
	sqlite3 *db = raw(f);
	sqlite3_stmt *s;
	int64_t value;

	ck_assert_int_eq(
	    sqlite3_prepare_v2(db, query, -1, &s, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
	value = sqlite3_column_int64(s, 0);
	(void)sqlite3_finalize(s);
	ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
	return value;
}

struct om_span
fixture_read(struct fixture *f, const char *name)
{
	struct om_buf b = OM_BUF(FILE_CEILING);
	struct om_span kept;

	ck_ok(om_file_read(&b, fixture_path(f, name)));
	kept = om_arena_copy(&f->arena, om_buf_span(&b));
	om_buf_free(&b);
	return kept;
}

void
fixture_write(struct fixture *f, const char *name, struct om_span bytes)
{
	ck_ok(om_file_replace(fixture_path(f, name), bytes, 0600));
}

void
fixture_copy(struct fixture *f, const char *to, const char *from)
{
	fixture_write(f, to, fixture_read(f, from));
}

/* ---- the search for a value in every file --------------------------------*/

enum { NEEDLES = 7 };

struct search {
	struct om_buf needles[NEEDLES];
	unsigned files;
};

bool
fixture_holds(struct om_span hay, struct om_span needle)
{
	while (hay.n >= needle.n) {
		const char *at =
		    memchr(hay.p, needle.p[0], hay.n - needle.n + 1);

		if (at == NULL)
			return false;
		if (memcmp(at, needle.p, needle.n) == 0)
			return true;
		hay.n -= (size_t)(at + 1 - hay.p);
		hay.p = at + 1;
	}
	return false;
}

static int
search_file(void *state, const char *path)
{
	struct search *s = state;
	struct om_buf b = OM_BUF(FILE_CEILING);
	bool found = false;

	ck_ok(om_file_read(&b, path));
	for (int i = 0; i < NEEDLES; i++)
		found = found || fixture_holds(om_buf_span(&b),
				     om_buf_span(&s->needles[i]));
	s->files += found;
	om_buf_free(&b);
	return OM_OK;
}

/* The digits that stand for the value alone, whatever is around it. */
static void
base64_needle(struct om_buf *out, struct om_span value, size_t before)
{
	struct om_buf plain = OM_BUF(4096), text = OM_BUF(8192);
	size_t from = (before * 8 + 5) / 6, end = (before + value.n) * 8 / 6;

	for (size_t i = 0; i < before; i++)
		om_buf_byte(&plain, '\0');
	om_buf_add(&plain, value);
	om_base64_encode(&text, om_buf_span(&plain));
	om_buf_add(out, om_span_bytes(text.p + from, end - from));
	om_buf_free(&plain);
	om_buf_free(&text);
}

static void
json_needle(struct om_buf *out, struct om_span value)
{
	struct om_buf text = OM_BUF(8192);

	om_json_quote(&text, value);
	om_buf_add(out, om_span_bytes(text.p + 1, text.n - 2));
	om_buf_free(&text);
}

unsigned
fixture_files_with(struct fixture *f, const char *value)
{
	struct om_span v = om_span_of(value);
	struct search s = { .files = 0 };
	struct om_buf *n = s.needles;

	for (int i = 0; i < NEEDLES; i++)
		n[i] = OM_BUF(8192);
	om_buf_add(&n[0], v);
	json_needle(&n[1], v);
	om_buf_hex(&n[2], v);
	om_buf_hex(&n[3], v);
	for (size_t i = 0; i < n[3].n; i++)
		if (n[3].p[i] >= 'a')
			n[3].p[i] = (char)(n[3].p[i] - 32);
	for (size_t i = 0; i < 3; i++)
		base64_needle(&n[4 + i], v, i);
	ck_ok(om_folder_walk(f->folder, search_file, &s));
	for (int i = 0; i < NEEDLES; i++)
		om_buf_free(&n[i]);
	return s.files;
}

/* ---- the fixture's own test ----------------------------------------------*/

static const char secret[] = "Zo\xc3\xab \"Q\" <q@mail.example>";

START_TEST(a_file_that_has_the_value_is_found_in_every_form)
{
	static const char *const forms[] = {
		"..Zo\xc3\xab \"Q\" <q@mail.example>..",
		"{\"n\":\"Zo\xc3\xab \\\"Q\\\" \\u003cq@mail.example\\u003e\"}",
		"5a6fc3ab202251223c203c",
		/* base64(1) of it, of it behind "x", of it behind "xy" */
		"Wm/DqyAiUSIgPHFAbWFpbC5leGFtcGxlPg==",
		"eFpvw6sgIlEiIDxxQG1haWwuZXhhbXBsZT4=",
		"eHlab8OrICJRIiA8cUBtYWlsLmV4YW1wbGU+",
		"5A6FC3AB20225122203C71406D61696C2E6578616D706C653E",
		"5a6fc3ab20225122203c71406d61696c2e6578616d706c653e",
	};
	static const bool found[] = { 1, 1, 0, 1, 1, 1, 1, 1 };
	struct fixture f;

	fixture_open(&f);
	ck_assert_uint_eq(fixture_files_with(&f, secret), 0);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		fixture_write(&f, "bad", om_span_of(forms[i]));
		ck_assert_msg(
		    fixture_files_with(&f, secret) == found[i], "form %zu", i);
	}
	fixture_close(&f);
}
END_TEST

START_TEST(the_partition_is_sorted)
{
	struct fixture f;

	fixture_open(&f);
	ck_assert_str_eq(fixture_partition(&f), "");
	fixture_import(&f,
	    PROFILE("crm", "c2", EMAIL("b@mail.example"), "")
		PROFILE("crm", "c1", EMAIL("a@mail.example"), "")
		    PROFILE("app", "b1", EMAIL("a@mail.example"), ""));
	ck_assert_str_eq(fixture_partition(&f), "b1+c1 c2");
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_fixture)
{
	tcase_add_test(tests, a_file_that_has_the_value_is_found_in_every_form);
	tcase_add_test(tests, the_partition_is_sorted);
}
