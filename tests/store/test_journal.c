#include "store/journal.h"

#include <stdio.h>
#include <string.h>

#include "store/backup.h"
#include "store/balance.h"
#include "store/fixture.h"
#include "store/store_inside.h"

static struct fixture f;

/* A row that no act made: the log of rows tells of it all the same. */
static void
write_event(int64_t number, const char *kind)
{
	const struct om_journal_event e = { .number = number,
		.at = 1000,
		.member = 1,
		.typed = 1,
		.day = 20000,
		.kind = kind,
		.detail = "" };

	ck_ok(om_store_begin(f.store));
	ck_ok(om_journal_event(f.store, 7, &e));
	ck_ok(om_store_commit(f.store));
}

START_TEST(a_line_is_in_the_file_once_it_is_committed)
{
	struct om_span text;

	fixture_open(&f);
	write_event(1, "received");
	text = fixture_read(&f, "ledger/journal.ndjson");
	ck_span_eq(text,
	    "{\"number\":1,\"request\":7,\"what\":\"event\",\"event\":1,"
	    "\"at\":1000,\"member\":1,\"kind\":\"received\",\"detail\":\"\","
	    "\"day\":20000,\"typed\":1}\n");
	fixture_close(&f);
}
END_TEST

/* The log says how many lines there must be. */
START_TEST(a_journal_that_was_cut_stops_a_restore)
{
	struct om_restoration r;
	const char *backup;

	fixture_open(&f);
	backup = fixture_path(&f, "backup.db");
	ck_ok(om_store_backup(f.store, backup));
	write_event(1, "received");
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	/* The store it was made from would mend it. */
	ck_assert_int_eq(remove(fixture_path(&f, "ombud.db")), 0);
	fixture_write(&f, "ledger/journal.ndjson", OM_SPAN(""));
	ck_code(om_store_restore(&r, &f.options, backup), OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "journal"));
	fixture_close(&f);
}
END_TEST

START_TEST(a_damaged_line_stops_a_restore)
{
	static const char *const lines[] = {
		"{\"number\":1,\"request\":7}\n",
		"{\"number\":1,\"what\":\"lift\"}\n",
		"{\"number\":1,\"request\":7,\"what\":\"x\"}\n",
		"{\"number\":1,\"request\":7,\"what\":\"restrict\",\"at\":1}\n",
		("{\"number\":1,\"request\":7,\"what\":\"event\",\"event\":1,"
		 "\"at\":1,\"member\":1,\"kind\":\"received\",\"day\":1}\n"),
		"{\"number\":1,\"request\":7,\"what\":\"request\"}\n",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct om_restoration r;
		const char *backup;

		fixture_open(&f);
		backup = fixture_path(&f, "backup.db");
		ck_ok(om_store_backup(f.store, backup));
		write_event(1, "received");
		ck_ok(om_store_close(f.store));
		f.store = NULL;
		fixture_write(
		    &f, "ledger/journal.ndjson", om_span_of(lines[i]));
		ck_assert_msg(
		    om_store_restore(&r, &f.options, backup) == OM_CORRUPT,
		    "%s", lines[i]);
		ck_assert_ptr_nonnull(strstr(om_failure(), "journal"));
		fixture_close(&f);
	}
}
END_TEST

OM_SUITE(store_journal)
{
	tcase_add_test(tests, a_line_is_in_the_file_once_it_is_committed);
	tcase_add_test(tests, a_journal_that_was_cut_stops_a_restore);
	tcase_add_test(tests, a_damaged_line_stops_a_restore);
}
