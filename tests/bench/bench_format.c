#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/clock.h"
#include "format/records.h"

/*
 * Reading NDJSON profiles as Zendesk has them, generated: the lines alone
 * (memchr, the limit), the JSON reader, the record reader as callers use it,
 * CSV with a map, and jansson. BENCH_SHORT=1 takes fewer.
 */
enum { PROFILES = 400000, PROFILES_SHORT = 20000, ROUNDS = 5 };

static struct om_buf profiles = OM_BUF(1 << 30), table = OM_BUF(1 << 30);
static size_t count;

static void
add_profile(unsigned i)
{
	static const char *const cities[] = { "Lisboa", "Berlin", "K\xc3\xb6ln",
		"Porto" };
	static const char *const notes[] = {
		"prefers to be called in the evening",
		"said \\\"never again\\\" once", "moved in March", ""
	};
	const char *city = cities[i % 4];

	om_buf_format(&profiles,
	    "{\"source\":\"shop\",\"type\":\"customer\",\"name\":\"Ana "
	    "Almeida\",\"user_id\":\"%u\",\"identifiers\":[{\"type\":"
	    "\"email\",\"value\":\"ana.almeida%u@mail.example\"},{\"type\":"
	    "\"phone_number\",\"value\":\"+120255501%02u\"},{\"type\":"
	    "\"external_id\",\"value\":\"c-%08u\"}],\"attributes\":{\"city\":"
	    "\"%s\",\"street\":\"%u Example Street\",\"plan\":\"premium\","
	    "\"note\":\"%s\",\"visits\":%u,\"active\":true},\"created_at\":"
	    "\"2026-03-01T10:20:30.000Z\"}\n",
	    i * 7919, i, i % 100, i, city, i % 400, notes[i / 4 % 4], i % 1000);
	om_buf_format(&table,
	    "%u,Ana Almeida,ana.almeida%u@mail.example,+120255501%02u,%s,"
	    "\"%u, Example Street\",premium,%u\n",
	    i * 7919, i, i % 100, city, i % 400, i % 1000);
}

static const char map_text[] =
    "{\"source\":\"crm\",\"type\":\"customer\",\"user_id\":\"id\",\"name\":"
    "\"name\",\"identifiers\":[{\"type\":\"email\",\"column\":\"mail\"},"
    "{\"type\":\"phone_number\",\"column\":\"phone\"}],\"attributes\":\"*\"}";

static size_t
count_lines(void)
{
	const char *p = profiles.p, *end = profiles.p + profiles.n;
	size_t n = 0;

	for (; p < end;
	     p = (const char *)memchr(p, '\n', (size_t)(end - p)) + 1)
		n++;
	return n;
}

/* Calls read for each line; the lines it took. */
static size_t
each_line(bool (*read)(struct om_span line))
{
	struct om_span line, rest = om_buf_span(&profiles);
	size_t n = 0;

	while (om_span_cut(&line, &rest, rest, '\n'))
		n += read(line);
	return n;
}

static struct om_arena arena;

static bool
read_value(struct om_span line)
{
	struct om_value *v;
	bool fine = om_json_read(&v, &arena, line, NULL) == OM_OK;

	om_arena_wipe(&arena);
	return fine;
}

static size_t
read_values(void)
{
	return each_line(read_value);
}

static bool
read_jansson(struct om_span line)
{
	json_t *j = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, NULL);
	bool fine = j != NULL;

	json_decref(j);
	return fine;
}

static size_t
read_with_jansson(void)
{
	return each_line(read_jansson);
}

static size_t
read_stream(struct om_span bytes, const struct om_records_options *options)
{
	struct om_records *r;
	struct om_value *v;
	size_t n = 0;

	if (om_records_open_memory(&r, "bench", bytes, options) != OM_OK)
		return 0;
	while (om_records_next(&v, r, &arena) > 0) {
		n += om_value_member(v, "identifiers") != NULL;
		om_arena_wipe(&arena);
	}
	om_records_close(r);
	return n;
}

static size_t
read_records(void)
{
	return read_stream(om_buf_span(&profiles), NULL);
}

static size_t
read_csv(void)
{
	struct om_records_options options = { 0 };
	struct om_csv_map *map;
	size_t n;

	if (om_csv_map_parse(&map, "map", om_span_of(map_text)) != OM_OK)
		return 0;
	options.map = map;
	n = read_stream(om_buf_span(&table), &options);
	om_csv_map_free(map);
	return n;
}

/* The fastest of some rounds, in nanoseconds a record. */
static double
measure(const char *name, size_t (*run)(void), size_t bytes, double limit)
{
	double best = 0;

	for (int round = 0; round < ROUNDS; round++) {
		int64_t begin = om_clock_steady();
		size_t n = run();
		double ns = (double)(om_clock_steady() - begin);

		if (n != count) {
			(void)fprintf(stderr, "%s: %zu of %zu: %s\n", name, n,
			    count, om_failure());
			exit(1);
		}
		ns /= (double)count;
		if (round == 0 || ns < best)
			best = ns;
	}
	(void)printf("%-14s %8.0f %8.2f %8.1f\n", name, 1e6 / best,
	    (double)bytes / (double)count / best,
	    limit == 0 ? 1 : best / limit);
	return best;
}

int
main(void)
{
	double limit;

	count = getenv("BENCH_SHORT") != NULL ? PROFILES_SHORT : PROFILES;
	om_buf_text(&table, "id,name,mail,phone,city,street,plan,visits\n");
	for (unsigned i = 0; i < count; i++)
		add_profile(i);
	(void)printf("%zu profiles, %.0f bytes each as JSON, %.0f as CSV\n",
	    count, (double)profiles.n / (double)count,
	    (double)table.n / (double)count);
	(void)printf("%-14s %8s %8s %8s\n", "reader", "k/s", "GB/s", "x limit");
	limit = measure("memchr lines", count_lines, profiles.n, 0);
	(void)measure("json_reader", read_values, profiles.n, limit);
	(void)measure("records", read_records, profiles.n, limit);
	(void)measure("records, csv", read_csv, table.n, limit);
	(void)measure("jansson", read_with_jansson, profiles.n, limit);
	om_arena_free(&arena);
	om_buf_free(&profiles);
	om_buf_free(&table);
	return 0;
}
