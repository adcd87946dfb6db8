#ifndef OM_TEST_STORE_FIXTURE_H
#define OM_TEST_STORE_FIXTURE_H

#include "test.h"

#include "store/import.h"
#include "store/people.h"
#include "store/store.h"

/* A workspace's store in the test's own folder, open. */
struct fixture {
	char *folder;
	struct om_keys *keys;
	struct om_identity_policy *identity;
	struct om_treatment_policy *treatment;
	struct om_store_options options;
	struct om_store *store;
	struct om_arena arena; /* for what the functions below give */
};

/* Profiles as NDJSON: PROFILE("crm", "c1", EMAIL("a@x.example"), ""). */
#define ID(type, value) "{\"type\":\"" type "\",\"value\":\"" value "\"}"
#define EMAIL(value) ID("email", value)
#define PHONE(value) ID("phone_number", value)
#define EXTERNAL(value) ID("external_id", value)
#define TYPED(source, type, id, identifiers, rest)                      \
	"{\"source\":\"" source "\",\"type\":\"" type "\",\"id\":\"" id \
	"\",\"identifiers\":[" identifiers "]"                          \
	"" rest "}\n"
#define PROFILE(source, id, identifiers, rest) \
	TYPED(source, "customer", id, identifiers, rest)

/* Keys and policies without a store, below the test's folder. */
void fixture_prepare(struct fixture *f, const char *name);

/* As fixture_prepare, with a new store, open. */
void fixture_open_at(struct fixture *f, const char *name);

/* The same in a test's folder made anew. */
void fixture_open(struct fixture *f);
void fixture_close(struct fixture *f);

/* Closes the store and opens it again: the code of the opening. */
int fixture_reopen(struct fixture *f);

/* A path below the workspace, in the arena. */
char *fixture_path(struct fixture *f, const char *name);

/* Imports records; the second needs them to be taken without a fault. */
int fixture_import_with(struct om_import_counts *counts, struct fixture *f,
    const char *text, const struct om_import_options *options);
struct om_import_counts fixture_import(struct fixture *f, const char *text);

/* The code of om_locate; *out is written where it is OM_OK. */
int fixture_locate(
    struct om_subject **out, struct fixture *f, const char *query);

/* The one subject a query leads to. */
struct om_subject *fixture_subject(struct fixture *f, const char *query);
int64_t fixture_id(struct fixture *f, const char *query);

/*
 * All that the store holds of people, as JSON: subjects with ids, profiles
 * and events, in the order of their ids.
 */
const char *fixture_export(struct fixture *f);

/*
 * Who belongs together, by the ids that sources gave profiles: sorted, those
 * of one person joined by '+', people by a space: "a1+a2 b1".
 */
const char *fixture_partition(struct fixture *f);

/* SQL past the store, on a connection of its own. */
void fixture_sql(struct fixture *f, const char *text);
int64_t fixture_number(struct fixture *f, const char *query);

/*
 * How many files of the workspace hold a value: as it is, as JSON would
 * escape it, in base64 at any of three alignments, or in hexadecimal.
 */
unsigned fixture_files_with(struct fixture *f, const char *value);

bool fixture_holds(struct om_span hay, struct om_span needle);

void fixture_write(struct fixture *f, const char *name, struct om_span bytes);
struct om_span fixture_read(struct fixture *f, const char *name);
void fixture_copy(struct fixture *f, const char *to, const char *from);

#endif
