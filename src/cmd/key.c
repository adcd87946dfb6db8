#include "cmd/list.h"
#include "cmd/trial.h"
#include "store/audit.h"
#include "store/backup.h"

static int
work_list(struct om_run *run, struct om *om)
{
	static const struct om_column columns[] = {
		{ "kind", "KIND", false },
		{ "version", "VERSION", true },
		{ "created", "CREATED", false },
		{ "current", "CURRENT", false },
		{ "needed_by", "NEEDED BY", true },
	};
	struct om_key_info key;
	struct om_list list;
	int64_t rows = 0;
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc != OM_OK)
		return rc;
	om_list_begin(&list, &run->out, "keys", columns, 5);
	for (size_t i = 0; rc == OM_OK && om_keys_list(om->keys, &key, i);
	     i++) {
		if (key.kind == OM_KEY_EPOCH)
			rc = om_store_epoch_use(&rows, om->store, key.version);
		om_list_string(&list, om_key_kind_name(key.kind));
		om_list_int(&list, key.version);
		om_list_time(&list, key.created);
		om_list_bool(&list, key.current);
		if (key.kind == OM_KEY_EPOCH)
			om_list_int(&list, rows);
		else
			om_list_null(&list);
	}
	om_list_end(&list);
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
record(struct om *om, enum om_act act, const struct om_key_info *key,
    const char *detail)
{
	const struct om_audit_entry entry = { .act = act,
		.detail = detail,
		.counts = { { om_key_kind_name(key->kind), key->version } } };
	int rc = om_store_begin(om->store);

	return rc == OM_OK
		   ? om_store_end(om->store, om_audit_add(om->store, &entry))
		   : rc;
}

static int
rotate(struct om_run *run, struct om *om, enum om_key_kind kind)
{
	struct om_key_info key = { .kind = kind };
	uint64_t count = 0;
	int rc = om_keys_add(om->keys, &key.version, kind);

	if (rc == OM_OK)
		rc = record(om, OM_ACT_KEY_ROTATE, &key, NULL);
	if (rc == OM_OK && kind == OM_KEY_EPOCH)
		rc = om_store_rewrap(om->store, &count);
	if (rc != OM_OK)
		return rc;
	om_output_format(&run->out, "%s %u is current now\n",
	    om_key_kind_name(kind), (unsigned)key.version);
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

/* Whether it is there, is old, and no row needs it. */
static int
check_destroy(struct om *om, const struct om_key_info *which)
{
	struct om_key_info key;
	int64_t rows = 0;
	size_t i = 0;
	int rc = OM_OK;

	while (om_keys_list(om->keys, &key, i) &&
	       (key.kind != which->kind || key.version != which->version))
		i++;
	if (!om_keys_list(om->keys, &key, i))
		return om_fail(OM_NOTFOUND, "there is no key %s %u",
		    om_key_kind_name(which->kind), (unsigned)which->version);
	if (key.current)
		return om_fail(OM_DENIED,
		    "the current key cannot be destroyed: `ombud key rotate "
		    "%s` first",
		    om_key_kind_name(which->kind));
	if (key.kind == OM_KEY_EPOCH)
		rc = om_store_epoch_use(&rows, om->store, key.version);
	if (rc == OM_OK && rows > 0)
		rc = om_fail(OM_DENIED,
		    "%lld keys of people and requests still need it: `ombud "
		    "key rotate epoch` wraps them anew",
		    (long long)rows);
	return rc;
}

/* Nobody can write while the file goes: no row comes to need the key. */
static int
destroy(struct om *om, const struct om_key_info *key)
{
	int rc = record(om, OM_ACT_KEY_DESTROY, key, "begun");

	if (rc == OM_OK)
		rc = om_store_begin(om->store);
	if (rc != OM_OK)
		return rc;
	rc = check_destroy(om, key);
	if (rc == OM_OK)
		rc = om_keys_destroy(om->keys, key->kind, key->version);
	if (rc == OM_OK)
		rc = record(om, OM_ACT_KEY_DESTROY, key, "done");
	return om_store_end(om->store, rc);
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
		rc = check_destroy(om, &key);
	if (rc == OM_OK && !run->dry_run)
		rc = destroy(om, &key);
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

static const struct om_command cmd_list = {
	.word = "list",
	.summary = "the keys, and how many rows need each epoch",
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
		 "can no longer be found by their identifiers.",
	.example = "ombud key destroy epoch 1",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.run = run_destroy,
};

static const struct om_command *const actions[] = {
	&cmd_list,
	&cmd_rotate,
	&cmd_destroy,
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
