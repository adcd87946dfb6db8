#include "cmd/key.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/file.h"
#include "cmd/list.h"
#include "cmd/trial.h"
#include "context/place.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/destruction.h"

void
om_key_warn(struct om *om)
{
	uint64_t n = 0;

	if (!om_keys_locked())
		(void)fprintf(stderr,
		    "ombud: warning: keys could be swapped to disk: raise the "
		    "limit of locked memory (RLIMIT_MEMLOCK, ulimit -l)\n");
	if (om_epoch_overdue(
		&n, om->store, &om->settings.epochs, om_clock_now()) == OM_OK &&
	    n > 0)
		(void)fprintf(stderr,
		    "ombud: warning: %llu old epoch keys should have been "
		    "destroyed, people who were erased can be read in backups "
		    "still: run `ombud key tend` every day\n",
		    (unsigned long long)n);
}

/* One row; only epochs are needed by rows and have an end. */
static int
list_key(struct om_list *list, struct om *om, const struct om_key_info *key,
    size_t *epochs)
{
	struct om_epoch e = { 0 };
	bool is_epoch = key->kind == OM_KEY_EPOCH;
	int rc = OM_OK;

	if (is_epoch)
		rc = om_epoch_get(&e, om->store, &om->settings.epochs,
		    (*epochs)++, om_clock_now());
	if (rc < 0)
		return rc;
	om_list_string(list, om_key_kind_name(key->kind));
	om_list_int(list, key->version);
	om_list_time(list, key->created);
	om_list_bool(list, key->current);
	if (is_epoch)
		om_list_int(list, e.rows);
	else
		om_list_null(list);
	om_list_string(list, key->home);
	if (is_epoch)
		om_list_time(list, e.due);
	else
		om_list_null(list);
	return OM_OK;
}

static int
work_list(struct om_run *run, struct om *om)
{
	static const struct om_column columns[] = {
		{ "kind", "KIND", false },
		{ "version", "VERSION", true },
		{ "created", "CREATED", false },
		{ "current", "CURRENT", false },
		{ "needed_by", "NEEDED BY", true },
		{ "home", "HOME", false },
		{ "gone_by", "GONE BY", false },
	};
	struct om_key_info key;
	struct om_list list;
	size_t epochs = 0;
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc != OM_OK)
		return rc;
	om_list_begin(&list, &run->out, "keys", columns, 7);
	for (size_t i = 0; rc == OM_OK && om_keys_list(om->keys, &key, i); i++)
		rc = list_key(&list, om, &key, &epochs);
	om_list_end(&list);
	om_key_warn(om);
	return rc;
}

static int
run_list(struct om_run *run)
{
	return om_workspace_run(run, work_list);
}

/* Of an argument: the two kinds that have versions. */
static int
read_kind(enum om_key_kind *out, const char *word)
{
	if (strcmp(word, om_key_kind_name(OM_KEY_EPOCH)) == 0)
		*out = OM_KEY_EPOCH;
	else if (strcmp(word, om_key_kind_name(OM_KEY_PSEUDONYM)) == 0)
		*out = OM_KEY_PSEUDONYM;
	else
		return om_fail(OM_USAGE,
		    "KIND is epoch or pseudonym: other keys have no versions");
	return OM_OK;
}

static int
rotate_pseudonym(struct om *om, uint32_t *version)
{
	int rc = om_keys_add(om->keys, version, OM_KEY_PSEUDONYM);
	const struct om_audit_entry entry = { .act = OM_ACT_KEY_ROTATE,
		.counts = { { "pseudonym", *version } } };

	if (rc == OM_OK)
		rc = om_store_begin(om->store);
	return rc == OM_OK
		   ? om_store_end(om->store, om_audit_add(om->store, &entry))
		   : rc;
}

static int
rotate(struct om_run *run, struct om *om, enum om_key_kind kind)
{
	uint32_t version = 0;
	uint64_t count = 0;
	int rc = kind == OM_KEY_EPOCH ? om_epoch_rotate(om->store, &version)
				      : rotate_pseudonym(om, &version);

	if (rc == OM_OK && kind == OM_KEY_EPOCH)
		rc = om_store_rewrap(om->store, &count);
	if (rc != OM_OK)
		return rc;
	om_output_format(&run->out, "%s %u is current now\n",
	    om_key_kind_name(kind), (unsigned)version);
	if (kind == OM_KEY_EPOCH)
		om_output_format(&run->out,
		    "%llu keys of people and requests were wrapped anew; the "
		    "old epoch can be destroyed\n",
		    (unsigned long long)count);
	return OM_OK;
}

static int
work_rotate(struct om_run *run, struct om *om)
{
	enum om_key_kind kind = OM_KEY_EPOCH;
	uint32_t current;
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc == OM_OK)
		rc = read_kind(&kind, run->words.p[0]);
	if (rc != OM_OK)
		return rc;
	if (!run->dry_run)
		return rotate(run, om, kind);
	current = kind == OM_KEY_EPOCH ? om_keys_epoch_current(om->keys)
				       : om_keys_pseudonym_current(om->keys);
	om_output_format(&run->out, "%s %u is current now%s\n",
	    om_key_kind_name(kind), (unsigned)current + 1, om_trial_note(run));
	return OM_OK;
}

static int
run_rotate(struct om_run *run)
{
	return om_workspace_run(run, work_rotate);
}

/* Before the key goes, not after. */
static int
check_receipt(const struct om_run *run)
{
	const char *path = om_option_text(run, "receipt");

	if (path != NULL && om_file_exists(path))
		return om_fail(OM_EXISTS, "%s: is there already", path);
	return OM_OK;
}

/* The receipt, in its folder and where --receipt says. */
static int
write_receipt(struct om_run *run, struct om *om, const struct om_key_info *key)
{
	const char *path = om_option_text(run, "receipt");
	struct om_buf text = OM_BUF(1 << 20);
	uint64_t n = 0;
	int rc = om_destruction_file(&n, om->store);

	if (rc == OM_OK && path != NULL)
		rc = om_destruction_receipt(
		    &text, om->store, key->kind, key->version);
	if (rc == OM_OK && path != NULL)
		rc = om_file_create(path, om_buf_span(&text), 0644);
	om_buf_free(&text);
	return rc;
}

static int
work_destroy(struct om_run *run, struct om *om)
{
	struct om_key_info key = { 0 };
	uint64_t version = 0;
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc == OM_OK)
		rc = read_kind(&key.kind, run->words.p[0]);
	if (rc == OM_OK &&
	    (!om_span_u64(&version, om_span_of(run->words.p[1])) ||
		version > UINT32_MAX))
		rc = om_fail(OM_USAGE, "VERSION is a number");
	key.version = (uint32_t)version;
	if (rc == OM_OK)
		rc = check_receipt(run);
	if (rc == OM_OK && om_option_text(run, "receipt") != NULL)
		rc = om_place_check(om, om_option_text(run, "receipt"));
	if (rc == OM_OK)
		rc = om_destruction_check(om->store, key.kind, key.version);
	if (rc == OM_OK && !run->dry_run)
		rc = om_destruction_run(om->store, key.kind, key.version);
	if (rc == OM_OK && !run->dry_run)
		rc = write_receipt(run, om, &key);
	if (rc != OM_OK)
		return rc;
	om_output_format(&run->out, "%s %u is destroyed%s\n%s\n",
	    om_key_kind_name(key.kind), (unsigned)key.version,
	    om_trial_note(run),
	    key.kind == OM_KEY_EPOCH
		? "backups of the time before it was replaced cannot be read "
		  "or restored any more"
		: "people who were pseudonymised under it cannot be found by "
		  "their identifiers any more, nor recognised by imports");
	return OM_OK;
}

static int
run_destroy(struct om_run *run)
{
	return om_workspace_run(run, work_destroy);
}

static const struct om_option destroy_options[] = {
	{ "receipt", 0, OM_OPTION_TEXT, "FILE",
	    "write the signed receipt here, too", false },
	{ 0 },
};

static const struct om_command cmd_list = {
	.word = "list",
	.summary = "the keys, how many rows need each epoch, until when",
	.example = "ombud key list",
	.touches = OM_READS | OM_WORKSPACE,
	.run = run_list,
};
static const struct om_command cmd_rotate = {
	.word = "rotate",
	.summary = "begin to use a new key",
	.arguments = "KIND",
	.about = "epoch: wraps everybody's keys anew under it. pseudonym: "
		 "what is pseudonymised from now on; what was goes on being "
		 "found.",
	.example = "ombud key rotate epoch",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.run = run_rotate,
};
static const struct om_command cmd_destroy = {
	.word = "destroy",
	.summary = "destroy an old key for ever",
	.arguments = "KIND VERSION",
	.about = "epoch: backups that need it become unreadable, which is how "
		 "erased people leave them; refused while a row of the store "
		 "needs it. pseudonym: people who were pseudonymised under it "
		 "can no longer be found by their identifiers. A signed "
		 "receipt is left in the workspace's keys-destroyed/.",
	.example = "ombud key destroy epoch 1",
	.options = destroy_options,
	.touches = OM_CHANGES | OM_WORKSPACE,
	.run = run_destroy,
};

static const struct om_command *const actions[] = {
	&cmd_list,
	&cmd_rotate,
	&cmd_destroy,
	&om_cmd_key_tend,
	NULL,
};

const struct om_command om_cmd_key = {
	.word = "key",
	.summary = "the keys of the workspace",
	.about = "Each person's data is encrypted under a key of its own; an "
		 "epoch key wraps those, a pseudonym key makes pseudonyms, "
		 "the root key index tags, the signing key signs the log.",
	.example = "ombud key list",
	.actions = actions,
};
