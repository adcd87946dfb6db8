#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "cmd/policies.h"
#include "cmd/scan.h"
#include "crypto/keys.h"

enum { SARIF_MAX = 1 << 30, KEY_LEAST = 16, KEY_MOST = 64 << 10 };

/* A kind speaks for those that also are it: national_id for es_nif. */
static int
choose_kinds(struct om_scan *s, struct om_words words)
{
	struct om_kind_set named;
	int rc = om_policies_set(&named, s->kinds, &words);

	for (size_t i = 0; rc == OM_OK && i < s->kinds->n; i++)
		if (words.n == 0 ||
		    om_kind_set_meets(&s->kinds->list[i].above, &named))
			om_kind_set_add(&s->only, (int)i);
	return rc;
}

/* The key of --key FILE: its bytes, hashed. */
static int
read_key(uint8_t key[OM_HASH_SIZE], const char *path)
{
	struct om_buf text = OM_BUF(KEY_MOST);
	int rc = om_file_read(&text, path);

	if (rc == OM_OK && om_span_trim(om_buf_span(&text)).n < KEY_LEAST)
		rc = om_fail(OM_USAGE, "%s: a key has at least %d bytes", path,
		    KEY_LEAST);
	if (rc == OM_OK)
		rc = om_sha256(key, om_span_trim(om_buf_span(&text)));
	om_buf_free(&text);
	return rc;
}

static int
derive_key(uint8_t key[OM_HASH_SIZE], struct om_run *run)
{
	char *folder = om_path_join(run->home, "keys");
	struct om_keys *keys = NULL;
	int rc = om_keys_open(&keys, folder);

	if (rc == OM_NOTFOUND)
		rc = om_fail(OM_USAGE,
		    "--fingerprint needs a key: a workspace's, or --key FILE");
	if (rc == OM_OK)
		rc = om_keys_derive(
		    keys, key, OM_KEY_FOR_FINGERPRINT, OM_SPAN("scan"));
	om_keys_close(keys);
	om_free(folder);
	return rc;
}

int
om_scan_key(struct om_scan *s)
{
	const char *path = om_option_text(s->run, "key");
	uint8_t key[OM_HASH_SIZE];
	int rc;

	if (path == NULL && !om_option_flag(s->run, "fingerprint"))
		return OM_OK;
	rc = path != NULL ? read_key(key, path) : derive_key(key, s->run);
	if (rc == OM_OK)
		rc = om_mac_open(&s->mac, key);
	om_wipe(key, sizeof(key));
	return rc;
}

/* --columns of tables of fixed width. */
static int
choose_columns(struct om_scan *s)
{
	struct om_words words = om_option_list(s->run, "columns");
	int rc = OM_OK;

	for (size_t i = 0; i < words.n && rc == OM_OK; i++)
		rc = om_fixed_add(&s->fixed, words.p[i]);
	return rc;
}

static int
open_scanner(struct om_scan *s)
{
	const struct om_scanner_options options = {
		.kinds = s->kinds,
		.folder = om_policies_folder(s->run),
		.least =
		    (float)om_option_decimal(s->run, "min-confidence", 0.5),
		.only = &s->only,
		.patterns = om_option_text(s->run, "patterns"),
	};

	return om_scanner_open(&s->scanner, &options);
}

int
om_scan_begin(struct om_scan *s, struct om_run *run)
{
	const char *format = om_option_text(run, "format");
	int rc;

	*s = (struct om_scan){ .run = run, .sarif = OM_BUF(SARIF_MAX) };
	rc = om_kinds_open(&s->kinds, om_policies_folder(run));
	if (rc == OM_OK)
		rc = choose_kinds(s, om_option_list(run, "kinds"));
	if (rc == OM_OK)
		rc = choose_columns(s);
	if (rc == OM_OK)
		rc = open_scanner(s);
	if (rc != OM_OK)
		return rc;
	s->shares = om_new(OM_SCAN_LISTED, sizeof(s->shares[0]));
	s->sink.skipped = om_scan_skip;
	s->sink.share = om_scan_share;
	s->sink.state = s;
	s->keen = om_scanner_keen(s->scanner);
	s->reading = (struct om_reading){ .scanner = s->scanner,
		.keen = s->keen,
		.kinds = s->kinds,
		.sink = &s->sink,
		.only = om_option_text(run, "field"),
		.given = om_scan_format_find(om_span_of(format)),
		.fixed = &s->fixed };
	s->reading.by_kind = om_new(s->kinds->n, sizeof(uint64_t));
	return OM_OK;
}

void
om_scan_leave(struct om_scan *s)
{
	om_hits_free(&s->reading.hits);
	om_free(s->reading.by_kind);
	om_free(s->shares);
	om_buf_free(&s->sarif);
	om_baseline_close(s->accepted);
	om_baseline_close(s->accepting);
	om_mac_close(s->mac);
	om_baseline_close(s->numbered);
	om_scanner_close(s->keen);
	om_scanner_close(s->scanner);
	om_policy_close(s->policy);
	om_scan_sets_free(&s->sets);
	om_kinds_close(s->kinds);
}

/* Adds up what there is to come, for the progress bar. */
static int
add_size(void *state, const char *path, uint64_t size)
{
	uint64_t *total = state;

	(void)path;
	*total += size;
	return OM_OK;
}

static int
add_nothing(void *state, const char *path)
{
	(void)state;
	(void)path;
	return OM_OK;
}

static void
show_progress(void *state, uint64_t bytes)
{
	struct om_scan *s = state;

	om_progress_set(&s->progress, bytes, s->reading.records);
}

static int
visit(void *state, const char *path, uint64_t size)
{
	struct om_scan *s = state;

	(void)size;
	return om_reading_file(&s->reading, path);
}

static int
skip_folder(void *state, const char *path)
{
	struct om_scan *s = state;

	return om_reading_skip(&s->reading, path);
}

int
om_scan_walk(const struct om_scan *s, const struct om_walk *walk)
{
	int rc = OM_OK;

	for (size_t i = 0; i < s->run->words.n && rc == OM_OK; i++)
		rc = om_walk(walk, s->run->words.p[i]);
	return rc;
}

/* The bar of what is to be scanned; its bytes, where it is shown. */
static int
start_progress(struct om_scan *s, const struct om_ignore *exclude)
{
	uint64_t total = 0;
	const struct om_walk sizes = { exclude, add_size, add_nothing, &total };
	int rc;

	om_progress_start(&s->progress, s->run, 0, "scanning");
	rc = s->progress.shown ? om_scan_walk(s, &sizes) : OM_OK;
	s->progress.total = total;
	return rc;
}

static int
walk_in_turn(struct om_scan *s, const struct om_ignore *exclude)
{
	const struct om_walk walk = { exclude, visit, skip_folder, s };

	if (s->progress.shown && s->sink.state == s)
		s->sink.progress = show_progress;
	return om_scan_walk(s, &walk);
}

int
om_scan_paths(struct om_scan *s, size_t threads)
{
	struct om_words words = om_option_list(s->run, "exclude");
	struct om_ignore exclude = { 0 };
	int rc;

	for (size_t i = 0; i < words.n; i++)
		om_ignore_add(&exclude, om_span_of(words.p[i]));
	rc = start_progress(s, &exclude);
	if (rc == OM_OK && threads > 1 && !s->sink.all)
		rc = om_scan_parallel(s, &exclude, threads);
	else if (rc == OM_OK)
		rc = walk_in_turn(s, &exclude);
	om_progress_end(&s->progress);
	om_ignore_close(&exclude);
	return rc;
}
