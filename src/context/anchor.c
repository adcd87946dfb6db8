#include "context/anchor.h"

#include "context/anchor_inside.h"
#include "crypto/checkpoint.h"
#include "store/audit.h"

static const struct {
	const char *key; /* in ombud.json, and the entry's word */
	int (*check)(struct om *om, const struct om_anchor *anchor);
	int (*put)(struct om *om, const struct om_anchor *anchor,
	    struct om_span checkpoint);
} kinds[] = {
	[OM_ANCHOR_FILE] = { "file", om_anchor_file_check, om_anchor_file_put },
	[OM_ANCHOR_URL] = { "url", NULL, om_anchor_url_put },
	[OM_ANCHOR_WITNESS] = { "witness", om_anchor_witness_check,
	    om_anchor_witness_put },
};

static const struct om_config_key keys[] = {
	{ "file", OM_CONFIG_STRING, false },
	{ "url", OM_CONFIG_STRING, false },
	{ "witness", OM_CONFIG_STRING, false },
	{ "key", OM_CONFIG_STRING, false },
	{ "private", OM_CONFIG_BOOLEAN, false },
};

int
om_anchor_get(struct om_anchor *out, const struct om *om, size_t i)
{
	const struct om_config *c = &om->settings.config;
	const json_t *object =
	    json_array_get(json_object_get(c->root, "anchors"), i);
	struct om_anchor a = { 0 };
	struct om_buf path = OM_BUF(64);
	int found = 0, rc;

	if (object == NULL)
		return om_fail(OM_NOTFOUND, "there is no such anchor");
	om_buf_format(&path, "anchors[%zu]", i);
	rc = om_config_check(
	    c, path.p, object, keys, sizeof(keys) / sizeof(keys[0]));
	for (int k = 0; rc == OM_OK && k <= OM_ANCHOR_WITNESS; k++) {
		const json_t *target = json_object_get(object, kinds[k].key);

		if (target == NULL)
			continue;
		a.kind = (enum om_anchor_kind)k;
		a.target = json_string_value(target);
		found++;
	}
	a.key = json_string_value(json_object_get(object, "key"));
	a.private_allowed = json_is_true(json_object_get(object, "private"));
	if (rc == OM_OK && found != 1)
		rc = om_config_fail(
		    c, path.p, "must have one of file, url and witness");
	if (rc == OM_OK && (a.kind == OM_ANCHOR_WITNESS) != (a.key != NULL))
		rc = om_config_fail(
		    c, path.p, "a witness has a key, and nothing else has one");
	om_buf_free(&path);
	if (rc == OM_OK)
		*out = a;
	return rc;
}

/* Begun and failed are entries; a head that holds both tells of neither. */
static int
record(struct om *om, const char *detail)
{
	const struct om_audit_entry entry = { .act = OM_ACT_ANCHOR,
		.detail = detail };
	int rc = om_audit_defer(om->store, &entry);

	if (rc == OM_OK)
		rc = om_audit_flush(om->store);
	return rc == OM_OK ? om_audit_integrate(om->store, NULL) : rc;
}

static int
publish(uint64_t *size, struct om *om, const struct om_anchor *anchor)
{
	struct om_buf checkpoint = OM_BUF(OM_NOTE_MAX);
	struct om_tree_head head = { 0 };
	int rc = om_audit_checkpoint(om->store, &checkpoint);

	if (rc == OM_OK)
		rc = om_audit_open_head(
		    &head, om->store, om_buf_span(&checkpoint));
	if (rc == OM_OK)
		rc = kinds[anchor->kind].put(
		    om, anchor, om_buf_span(&checkpoint));
	if (rc == OM_OK)
		*size = head.size;
	om_buf_free(&checkpoint);
	return rc;
}

int
om_anchor(uint64_t *size, struct om *om, const struct om_anchor *anchor)
{
	struct om_failure why;
	int rc = OM_OK;

	if (kinds[anchor->kind].check != NULL)
		rc = kinds[anchor->kind].check(om, anchor);
	if (rc == OM_OK && om->dry_run)
		return OM_OK;
	if (rc == OM_OK)
		rc = record(om, kinds[anchor->kind].key);
	if (rc == OM_OK)
		rc = publish(size, om, anchor);
	if (rc == OM_OK || om->dry_run)
		return rc;
	why = om_failure_keep();
	if (record(om, "failed") != OM_OK)
		return rc;
	om_failure_return(&why);
	return rc;
}
