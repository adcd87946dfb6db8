/*
 * What the answer to an access request takes: a person with 10,000 and one
 * with 1,000,000 items, of which every text is searched for what must be
 * withheld. Making the data and answering are processes of their own, so
 * that the peak is that of the answer alone. Time is of the processor, which
 * other programs do not change.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "bench/workspace.h"
#include "request/request.h"
#include "store/event.h"
#include "store/import.h"
#include "store/locate.h"

static const double limit_seconds = 1; /* for 10,000 */
static const double limit_mib = 64;    /* for any number */

static const char record[] =
    "{\"source\":\"shop\",\"type\":\"customer\",\"name\":\"Ana Ruiz\","
    "\"identifiers\":[{\"type\":\"email\",\"value\":\"ana@post.example\"}],"
    "\"attributes\":{\"city\":\"Lower Quay\",\"note\":\"calls on Fridays\"}}\n";

static void
import(struct om *om)
{
	const struct om_records_options how = { .format = OM_RECORDS_NDJSON };
	const struct om_import_options options = { .strict = true };
	struct om_import_counts n;
	struct om_records *records;

	must(
	    om_records_open_memory(&records, "bench", om_span_of(record), &how),
	    "records");
	must(om_import(&n, om->store, records, &options), "import");
	om_records_close(records);
}

static void
add_events(struct om *om, long n)
{
	struct om_arena arena = { 0 };
	struct om_query query;
	struct om_subject *s;
	bool added;

	must(om_query_parse(
		 &query, om->store, OM_SPAN("email:ana@post.example")),
	    "query");
	must(om_locate(&s, om->store, &arena, &query), "locate");
	must(om_store_begin(om->store), "begin");
	for (long i = 0; i < n; i++) {
		struct om_buf json = OM_BUF(4096);

		om_buf_format(&json,
		    "{\"source\":\"shop\",\"type\":\"visit\",\"properties\":{"
		    "\"page\":\"/basket/%ld\",\"seconds\":%ld,\"note\":"
		    "\"looked at a blue tea mug and went away again\"},"
		    "\"created_at\":\"2026-01-02T03:04:05Z\"}",
		    i, i % 600);
		must(om_event_add(om->store, s, s->profiles[0].id,
			 om_buf_span(&json), &added),
		    "event");
		om_buf_free(&json);
	}
	must(om_store_commit(om->store), "commit");
	om_arena_free(&arena);
}

/* A request up to its execution; its id to the parent by a file. */
static void
prepare(const char *folder, long n)
{
	const struct om_init init = { .folder = folder, .one_person = true };
	const struct om_request_new what = { .right = "access",
		.claim = OM_SPAN("email:ana@post.example"),
		.received = om_clock_today() };
	struct om_arena arena = { 0 };
	struct om_case c = { 0 };
	struct om *om;
	char *path = om_path_join(folder, "bench-id");

	must(om_folder_remove(folder), "remove");
	must(om_init(&init), "init");
	must(om_open(&om, folder), "open");
	import(om);
	add_events(om, n);
	c = (struct om_case){ om, &arena, 0, NULL };
	must(om_request_new(&c, &what), "new");
	must(om_request_verify(&c, "signed in"), "verify");
	must(om_request_plan(&c), "plan");
	must(om_request_approve(&c, om->member.name), "approve");
	must(om_request_run(&c), "run");
	must(om_file_create(
		 path, om_span_bytes((const char *)&c.id, sizeof(c.id)), 0600),
	    "write");
	must(om_close(om), "close");
	om_free(path);
	om_arena_free(&arena);
}

static int
answer(const char *folder, long n)
{
	struct om_arena arena = { 0 };
	struct om_buf id = OM_BUF(64);
	struct om_case c = { 0 };
	struct om *om;
	char *path = om_path_join(folder, "bench-id");
	double begun, took;

	must(om_open(&om, folder), "open");
	must(om_file_read(&id, path), "read");
	om_free(path);
	c = (struct om_case){ om, &arena, 0, NULL };
	memcpy(&c.id, id.p, sizeof(c.id));
	path = om_path_join(folder, "answer.zip");
	begun = cpu_seconds();
	must(om_request_answer(&c, path), "answer");
	took = cpu_seconds() - begun;
	(void)printf("answer: %ld items in %.2f s%s, peak %.0f MiB (limit "
		     "%.0f)\n",
	    n, took, n <= 10000 ? " (limit 1)" : "", peak_mib(), limit_mib);
	must(om_close(om), "close");
	om_free(path);
	om_buf_free(&id);
	om_arena_free(&arena);
	return (n <= 10000 && took > limit_seconds) || peak_mib() > limit_mib;
}

/* In a process of its own; its exit status. */
static int
apart(const char *folder, long n, bool answers)
{
	int status = 0;
	pid_t pid;

	(void)fflush(stdout);
	pid = fork();
	if (pid == 0) {
		int code = 0;

		if (answers)
			code = answer(folder, n);
		else
			prepare(folder, n);
		(void)fflush(stdout);
		_exit(code);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return 1;
	return WEXITSTATUS(status);
}

int
main(void)
{
	long sizes[] = { 10000,
		getenv("BENCH_SHORT") != NULL ? 100000 : 1000000 };
	int bad = 0;

	for (int i = 0; i < 2; i++) {
		bad |= apart("answer", sizes[i], false);
		bad |= apart("answer", sizes[i], true);
	}
	return bad;
}
