#include "request/world.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/event.h"

/* More than the limit of this test, several times, if all were held. */
enum { MANY = 60000, FEW = 2000, LIMIT_KIB = 8 << 10 };

static void
add_event(struct world *w, const struct om_subject *s, int i)
{
	struct om_buf json = OM_BUF(4096);
	bool added;

	om_buf_format(&json,
	    "{\"source\":\"shop\",\"type\":\"visit\",\"properties\":{"
	    "\"page\":\"/basket/%d\",\"note\":\"looked at a blue tea "
	    "mug, then at a green one, and went away again\"}}",
	    i);
	ck_ok(om_event_add(
	    w->om->store, s, s->profiles[0].id, om_buf_span(&json), &added));
	om_buf_free(&json);
}

/* In a process of its own: what it takes is not what is measured. */
static void
add_events(struct world *w, int n)
{
	struct om_query query;
	struct om_subject *s;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		world_open(w);
		ck_ok(om_query_parse(
		    &query, w->om->store, OM_SPAN("email:ana@post.example")));
		ck_ok(om_locate(&s, w->om->store, &w->arena, &query));
		ck_ok(om_store_begin(w->om->store));
		for (int i = 0; i < n; i++)
			add_event(w, s, i);
		ck_ok(om_store_commit(w->om->store));
		world_close(w);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
}

/* The peak of a process that makes the answer, in KiB. */
static long
peak_of_answer(struct world *w, const char *name)
{
	char *path = om_path_join(w->folder, name);
	struct rusage usage;
	int status, ends[2];
	long peak = 0;
	pid_t pid;

	ck_assert_int_eq(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		world_open(w);
		ck_ok(om_request_answer(&w->c, path));
		(void)getrusage(RUSAGE_SELF, &usage);
		peak = usage.ru_maxrss;
		_exit(write(ends[1], &peak, sizeof(peak)) != sizeof(peak));
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(read(ends[0], &peak, sizeof(peak)), sizeof(peak));
	ck_assert(om_file_exists(path));
	om_free(path);
	return peak;
}

/* Sanitizers and valgrind keep what was freed for a while. */
extern void __asan_init(void) __attribute__((weak));

static bool
frees_late(void)
{
	const char *preloaded = getenv("LD_PRELOAD");

	return __asan_init != NULL ||
	       (preloaded != NULL && strstr(preloaded, "vgpreload") != NULL);
}

/* Every event is in it, and none of them stays in memory. */
START_TEST(thirty_times_the_events_need_no_more_memory)
{
	struct om_buf data = OM_BUF((size_t)64 << 20);
	struct world w;
	size_t n = 0;
	char *path;
	long few, many;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "access", "email:ana@post.example");
	world_close(&w);
	add_events(&w, FEW);
	few = peak_of_answer(&w, "few.zip");
	add_events(&w, MANY);
	many = peak_of_answer(&w, "many");
	ck_assert(frees_late() || many < few + LIMIT_KIB);
	path = om_path_join(w.folder, "many/data.json");
	ck_ok(om_file_read(&data, path));
	for (char *at = data.p; (at = strstr(at, "/basket/")) != NULL; at++)
		n++;
	ck_assert_uint_eq(n, MANY); /* those of before are among them */
	om_free(path);
	om_buf_free(&data);
	world_free(&w);
}
END_TEST

OM_SUITE(request_answer_memory)
{
	tcase_add_test(tests, thirty_times_the_events_need_no_more_memory);
}
