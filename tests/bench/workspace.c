#include "bench/workspace.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"

void
must(int rc, const char *what)
{
	if (rc == OM_OK)
		return;
	(void)fprintf(stderr, "%s: %s\n", what, om_failure());
	exit(1);
}

double
seconds(void)
{
	static int64_t begun;

	if (begun == 0)
		begun = om_clock_steady();
	return (double)(om_clock_steady() - begun) / 1e9;
}

double
cpu_seconds(void)
{
	struct rusage u;

	(void)getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

double
peak_mib(void)
{
	struct rusage usage;

	(void)getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_maxrss / 1024;
}

void
workspace_open(struct workspace *w, const char *folder)
{
	struct om_store_options options = { .origin = "bench.example/log" };
	char *keys = om_path_join(folder, "keys");

	must(om_folder_remove(folder), "remove");
	must(om_folder_make(folder, 0700), "make");
	must(om_keys_create(keys), "keys");
	must(om_keys_open(&w->keys, keys), "keys");
	must(om_identity_policy_open(&w->identity, NULL), "policy");
	must(om_treatment_open(&w->treatment, NULL), "policy");
	w->folder = om_strdup(folder);
	options.folder = w->folder;
	options.keys = w->keys;
	options.identity = w->identity;
	options.treatment = w->treatment;
	must(om_store_create(&options), "store");
	must(om_store_open(&w->store, &options), "store");
	om_free(keys);
}

void
workspace_close(struct workspace *w)
{
	must(om_store_close(w->store), "close");
	om_treatment_close(w->treatment);
	om_identity_policy_close(w->identity);
	om_keys_close(w->keys);
	om_free(w->folder);
}

void
write_profiles(
    const char *path, const char *source, size_t n, size_t first_person)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		must(om_fail(OM_IO, "cannot create"), path);
	for (size_t i = first_person; i < first_person + n; i++)
		(void)fprintf(f,
		    "{\"source\":\"%s\",\"type\":\"customer\",\"identifiers\":"
		    "[{\"type\":\"email\",\"value\":\"person.%zu@mail%zu."
		    "example\"},{\"type\":\"phone_number\",\"value\":"
		    "\"+1202555%07zu\"},{\"type\":\"external_id\",\"value\":"
		    "\"c-%zu\"},{\"type\":\"twitter\",\"value\":\"tw_%zu\"}],"
		    "\"attributes\":{\"city\":\"Town %zu\",\"language\":\"en\","
		    "\"plan\":\"gold\",\"birth_year\":%zu,\"newsletter\":true},"
		    "\"name\":\"Given%zu Family%zu\",\"created_at\":"
		    "\"2026-01-02T03:04:05Z\"}\n",
		    source, i, i % 50, i, i, i, i % 1000, 1950 + i % 50,
		    i % 5000, i % 7000);
	if (fclose(f) != 0)
		must(om_fail(OM_IO, "cannot write"), path);
}
