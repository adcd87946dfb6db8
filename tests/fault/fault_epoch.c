/*
 * Keys of erased people are unrecoverable once their epoch ends, from backups
 * too. A thief has a backup, a copy of every file of the workspace from
 * before the erasure, every file of today, and every epoch key that is still
 * held; secrets are looked for at every byte offset. Before the epoch's key
 * is destroyed he must find everybody (the control: rotation alone promises
 * nothing), afterwards nobody who was erased.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "bench/workspace.h"
#include "crypto/base64.h"
#include "fault/offsets.h"
#include "store/backup.h"
#include "store/destruction.h"
#include "store/epoch.h"
#include "store/erase.h"
#include "store/import.h"

enum { ALL = 3000, SHORT = 300, BATCH = 100, FILES_MAX = 4096 };

/* What a thief has got hold of. */
struct loot {
	struct om_buf files[FILES_MAX];
	size_t n, bytes;
};

struct trial {
	struct workspace w;
	int64_t *people; /* the even ones are erased */
	size_t n;
	bool *found;
	struct loot before, now;
};

static int
take(void *state, const char *path)
{
	struct loot *loot = state;
	struct om_buf *b = &loot->files[loot->n];

	if (loot->n == FILES_MAX)
		return om_fail(OM_LIMIT, "too many files");
	*b = OM_BUF((size_t)1 << 30);
	must(om_file_read(b, path), path);
	loot->bytes += b->n;
	loot->n++;
	return OM_OK;
}

/* All files now, but for keys: those of today are the holder's own. */
static int
take_data(void *state, const char *path)
{
	return strstr(path, "/keys/") == NULL ? take(state, path) : OM_OK;
}

static void
drop(struct loot *loot)
{
	for (size_t i = 0; i < loot->n; i++)
		om_buf_free(&loot->files[i]);
	loot->n = loot->bytes = 0;
}

static void
import(struct trial *t)
{
	struct om_records_options options = { 0 };
	struct om_import_options how = { 0 };
	struct om_import_counts counts;
	struct om_records *records;

	write_profiles("people.ndjson", "crm", t->n, 0);
	must(om_records_open(&records, "people.ndjson", &options), "records");
	must(om_import(&counts, t->w.store, records, &how), "import");
	om_records_close(records);
	(void)remove("people.ndjson");
}

static void
list_people(struct trial *t)
{
	size_t n = 0, page = OM_SUBJECT_PAGE;
	int64_t ids[OM_SUBJECT_PAGE];

	t->people = om_new(t->n, sizeof(*t->people));
	t->found = om_new(t->n, sizeof(*t->found));
	while (page == OM_SUBJECT_PAGE && n < t->n) {
		must(om_subject_page(
			 ids, &page, t->w.store, n == 0 ? 0 : t->people[n - 1]),
		    "page");
		for (size_t i = 0; i < page && n < t->n; i++)
			t->people[n++] = ids[i];
	}
	if (n != t->n)
		must(om_fail(OM_CORRUPT, "people are missing"), "import");
}

static void
erase_half(struct trial *t)
{
	struct om_erasure done;

	for (size_t i = 0; i < t->n; i += BATCH) {
		must(om_store_begin(t->w.store), "begin");
		for (size_t k = i; k < i + BATCH && k < t->n; k += 2)
			must(om_erase(&done, t->w.store, t->people[k], 0),
			    "erase");
		must(om_store_commit(t->w.store), "commit");
	}
	must(om_erase_settle(&done, t->w.store), "settle");
}

/* How many of the even (erased) or odd people were found. */
static size_t
count(const struct trial *t, size_t from)
{
	size_t n = 0;

	for (size_t i = from; i < t->n; i += 2)
		n += t->found[i];
	return n;
}

static void
try_all(struct trial *t, struct offsets *o, const struct loot *loot)
{
	for (size_t i = 0; i < loot->n; i++)
		offsets_try(
		    o, t->w.keys, om_buf_span(&loot->files[i]), t->found);
}

/* Under every epoch key that is there, as its file has it. */
static void
search(struct trial *t)
{
	struct om_key_folder folder;
	struct om_key_info info;

	memset(t->found, 0, t->n * sizeof(*t->found));
	must(om_key_folder_open(&folder, "w/keys"), "keys");
	for (size_t i = 0; om_keys_list(t->w.keys, &info, i); i++) {
		struct om_buf name = OM_BUF(64);
		struct offsets *o;
		struct om_key key;

		if (info.kind != OM_KEY_EPOCH)
			continue;
		om_buf_format(&name, "epoch-%u.key", (unsigned)info.version);
		must(om_key_file_read(&key, &folder, name.p), "key");
		offsets_open(&o, &key, t->people, t->n);
		try_all(t, o, &t->before);
		try_all(t, o, &t->now);
		offsets_close(o);
		om_key_free(&key);
		om_buf_free(&name);
	}
	om_key_folder_close(&folder);
}

/* How many files hold the key's bytes, raw or as its file had them. */
static size_t
holding(const struct loot *loot, const struct om_buf forms[2])
{
	size_t n = 0;

	for (size_t i = 0; i < loot->n; i++)
		for (int k = 0; k < 2; k++) {
			const struct om_buf *f = &loot->files[i];
			size_t at = 0;

			while (at + forms[k].n <= f->n &&
			       memcmp(f->p + at, forms[k].p, forms[k].n) != 0)
				at++;
			n += at + forms[k].n <= f->n;
		}
	return n;
}

/* The forms of the first epoch's key, taken while it is there. */
static void
remember_key(struct om_buf forms[2])
{
	struct om_key_folder folder;
	struct om_key key;

	must(om_key_folder_open(&folder, "w/keys"), "keys");
	must(om_key_file_read(&key, &folder, "epoch-1.key"), "key");
	forms[0] = forms[1] = OM_BUF(64);
	om_buf_add(&forms[0], om_span_bytes(key.secret, OM_KEY_SIZE));
	om_base64_encode(&forms[1], om_buf_span(&forms[0]));
	om_key_free(&key);
	om_key_folder_close(&folder);
}

static void
rotate(struct trial *t)
{
	uint32_t version;
	uint64_t n;

	must(om_epoch_rotate(t->w.store, &version), "rotate");
	must(om_store_rewrap(t->w.store, &n), "rewrap");
	(void)printf("epoch: %llu survivors wrapped anew under epoch %u\n",
	    (unsigned long long)n, (unsigned)version);
}

static void
look_now(struct trial *t)
{
	drop(&t->now);
	must(om_folder_walk("w", take, &t->now), "walk");
	search(t);
}

/* 0 where the promise holds and the control was caught. */
static int
judge(struct trial *t, const struct om_buf forms[2])
{
	size_t half = t->n / 2, control, lost, kept, copies;

	look_now(t);
	control = count(t, 0);
	(void)printf("epoch: before its key is destroyed: %zu of %zu erased "
		     "people recoverable (control)\n",
	    control, half);
	must(om_destruction_run(t->w.store, OM_KEY_EPOCH, 1), "destroy");
	look_now(t);
	lost = count(t, 0);
	kept = count(t, 1);
	copies = holding(&t->now, forms);
	(void)printf("epoch: after: %zu of %zu erased people recoverable, %zu "
		     "of %zu others; copies of the key: %zu\n",
	    lost, half, kept, half, copies);
	(void)printf("epoch: %llu tried, %zu lost; %.1f MB, %.0f s\n",
	    (unsigned long long)offsets_tried(), lost,
	    (double)(t->before.bytes + t->now.bytes) / 1e6, seconds());
	return control == half && lost == 0 && kept == half && copies == 0 ? 0
									   : 1;
}

int
main(void)
{
	static struct trial t;
	struct om_buf forms[2];
	int result;

	(void)seconds();
	t.n = getenv("FAULT_SHORT") == NULL ? ALL : SHORT;
	workspace_open(&t.w, "w");
	import(&t);
	list_people(&t);
	must(om_store_backup(t.w.store, "w.backup"), "backup");
	must(take(&t.before, "w.backup"), "backup");
	must(om_folder_walk("w", take_data, &t.before), "copy");
	erase_half(&t);
	remember_key(forms);
	rotate(&t);
	result = judge(&t, forms);
	drop(&t.before);
	drop(&t.now);
	om_buf_free(&forms[0]);
	om_buf_free(&forms[1]);
	workspace_close(&t.w);
	om_free(t.people);
	om_free(t.found);
	return result;
}
