#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cmd/risk.h"
#include "crypto/hash.h"
#include "policy/risk_read.h"

enum { HASHED = 1 << 20 };

static int
hash_descriptor(struct om_hash *hash, int fd, const char *path)
{
	char *block = om_new(HASHED, 1);
	ssize_t n = 1;
	int rc = OM_OK;

	while (rc == OM_OK && n > 0) {
		n = read(fd, block, HASHED);
		if (n < 0)
			rc = om_file_fail(path, "read");
		else
			rc = om_hash_add(hash, om_span_bytes(block, (size_t)n));
	}
	om_wipe_free(block, HASHED);
	return rc;
}

/* SHA-256 of the file that is measured: what its evidence is about. */
static int
hash_file(struct om_measure *m, const char *path)
{
	struct om_buf text = OM_BUF(OM_POLICY_HASH_SIZE);
	uint8_t digest[OM_HASH_SIZE];
	struct om_hash *hash = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = fd < 0 ? om_file_fail(path, "open") : om_hash_open(&hash);

	if (rc == OM_OK)
		rc = hash_descriptor(hash, fd, path);
	if (rc == OM_OK)
		rc = om_hash_end(hash, digest);
	if (rc == OM_OK) {
		om_buf_hex(&text, om_span_bytes(digest, sizeof(digest)));
		memcpy(m->sha256, text.p, OM_POLICY_HASH_SIZE);
	}
	om_buf_free(&text);
	om_hash_close(hash);
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

static int
read_table(struct om_measure *m, const char *place)
{
	const char *colon = strrchr(place, ':');
	const char *path;
	int rc;

	if (colon == NULL || colon == place || colon[1] == '\0')
		return om_fail(OM_USAGE, "a table is named as DATABASE:TABLE");
	path = om_arena_string(
	    &m->run->arena, om_span_bytes(place, (size_t)(colon - place)));
	rc = om_risk_read_table(&m->table, path, colon + 1);
	return rc == OM_OK ? hash_file(m, path) : rc;
}

/* Of a file only the columns that are measured are kept, where it is known. */
static void
want_columns(struct om_measure *m)
{
	const struct om_run *run = m->run;
	struct om_words quasi = om_option_list(run, "quasi"),
			sensitive = om_option_list(run, "sensitive");
	const char *person = om_option_flag(run, "store")
				 ? OM_RISK_SUBJECT
				 : om_option_text(run, "person");
	struct om_span *wanted;
	size_t n = 0;

	if (quasi.n == 0 || strcmp(quasi.p[0], "auto") == 0 ||
	    om_option_text(run, "generalise") != NULL)
		return;
	wanted = om_arena_new(
	    &m->run->arena, quasi.n + sensitive.n + 1, sizeof(*wanted));
	for (size_t i = 0; i < quasi.n; i++)
		wanted[n++] = om_span_of(quasi.p[i]);
	for (size_t i = 0; i < sensitive.n; i++)
		wanted[n++] = om_span_of(sensitive.p[i]);
	if (person != NULL)
		wanted[n++] = om_span_of(person);
	m->table.wanted = wanted;
	m->table.wanted_count = n;
}

int
om_measure_read(struct om_measure *m)
{
	const char *table = om_option_text(m->run, "table");
	bool store = om_option_flag(m->run, "store");
	const char *file = m->run->words.n > 0 ? m->run->words.p[0] : NULL;
	int rc;

	if ((table != NULL) + store + (file != NULL) != 1)
		return om_fail(OM_USAGE,
		    "one of FILE, --table and --store says what to measure");
	if (store && om_option_text(m->run, "person") != NULL)
		return om_fail(OM_USAGE,
		    "the store knows its persons: --person is for files");
	want_columns(m);
	if (store) {
		m->source = "the store";
		return om_measure_read_store(m);
	}
	m->source = table != NULL ? table : file;
	if (table != NULL)
		return read_table(m, table);
	rc = om_risk_read_file(&m->table, file);
	return rc == OM_OK && strcmp(file, "-") != 0 ? hash_file(m, file) : rc;
}
