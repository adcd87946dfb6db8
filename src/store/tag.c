#include "store/tag.h"

#include "base/memory.h"
#include "crypto/mac.h"

/* One type of identifier with the keyed functions made so far. */
struct type_macs {
	char *type;
	struct om_mac *index;
	struct om_mac *suppression[OM_PURPOSE_SLOTS];
};

/* A file of records has a few types; the ceiling bounds hostile ones. */
enum { TYPES_MAX = 64 };

struct om_tagger {
	const struct om_keys *keys;
	const struct om_identity_policy *identity;
	struct type_macs types[TYPES_MAX];
	size_t n;
	struct om_mac *scratch; /* keyed anew for each use */
	struct om_buf canonical;
};

static const char *const purposes[OM_PURPOSE_SLOTS] = {
#define OM_PURPOSE(code, number, word) [number] = (word),
#include "store/purpose_list.h"
#undef OM_PURPOSE
};
static const char domain[] = "store";

int
om_tagger_open(struct om_tagger **out, const struct om_keys *keys,
    const struct om_identity_policy *identity)
{
	static const uint8_t no_key[OM_KEY_SIZE];
	struct om_tagger *t = om_new(1, sizeof(*t));
	int rc;

	t->keys = keys;
	t->identity = identity;
	t->canonical = OM_BUF(8 << 10);
	rc = om_mac_open(&t->scratch, no_key);
	if (rc != OM_OK) {
		om_tagger_close(t);
		return rc;
	}
	*out = t;
	return OM_OK;
}

static void
close_type(struct type_macs *m)
{
	om_free(m->type);
	om_mac_close(m->index);
	for (int p = 1; p < OM_PURPOSE_SLOTS; p++)
		om_mac_close(m->suppression[p]);
	*m = (struct type_macs){ 0 };
}

void
om_tagger_close(struct om_tagger *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->n; i++)
		close_type(&t->types[i]);
	om_mac_close(t->scratch);
	om_buf_free(&t->canonical);
	om_free(t);
}

static struct type_macs *
macs_of(struct om_tagger *t, struct om_span type)
{
	for (size_t i = 0; i < t->n; i++)
		if (om_span_is(type, t->types[i].type))
			return &t->types[i];
	if (t->n == TYPES_MAX)
		close_type(&t->types[--t->n]);
	t->types[t->n].type = om_new(type.n + 1, 1);
	if (type.n > 0)
		memcpy(t->types[t->n].type, type.p, type.n);
	return &t->types[t->n++];
}

static int
keyed(struct om_mac **mac, const struct om_tagger *t,
    enum om_key_purpose purpose, struct om_span label)
{
	uint8_t key[OM_KEY_SIZE];
	int rc = OM_OK;

	if (*mac != NULL)
		return OM_OK;
	rc = om_keys_derive(t->keys, key, purpose, label);
	if (rc == OM_OK)
		rc = om_mac_open(mac, key);
	om_wipe(key, sizeof(key));
	return rc;
}

/* The type that is matched: an identity made as `google` is an e-mail. */
static struct om_span
matched(const struct om_identity *identity, struct om_span type)
{
	return identity->type == NULL ? type : om_span_of(identity->type);
}

/* The parts of a message: the scope's source, type and canonical value. */
static int
message(struct om_tagger *t, struct om_span parts[3], struct om_span source,
    const struct om_identity *identity, struct om_span value)
{
	int rc;

	om_buf_reset(&t->canonical);
	rc = om_token_canonical(&t->canonical, identity->normaliser, value);
	parts[0] = identity->scope == OM_SCOPE_SOURCE ? source : OM_SPAN_NONE;
	parts[2] = om_buf_span(&t->canonical);
	return rc;
}

static int
tag(struct om_mac *mac, struct om_tag *out, const struct om_span *parts,
    size_t n)
{
	uint8_t full[OM_HASH_SIZE];
	int rc = om_mac_tag(mac, full, parts, n);

	if (rc == OM_OK)
		memcpy(out->b, full, OM_TAG_SIZE);
	return rc;
}

int
om_tag_index(struct om_tagger *t, struct om_tag *out, struct om_span source,
    const struct om_identifier *id)
{
	const struct om_identity *identity =
	    om_identity_find(t->identity, id->type);
	struct om_span parts[3] = { [1] = matched(identity, id->type) };
	struct type_macs *macs = macs_of(t, parts[1]);
	int rc = keyed(&macs->index, t, OM_KEY_FOR_INDEX, parts[1]);

	if (rc == OM_OK)
		rc = message(t, parts, source, identity, id->value);
	return rc == OM_OK ? tag(macs->index, out, parts, 3) : rc;
}

static int
suppression_label(
    struct om_buf *label, enum om_purpose purpose, struct om_span type)
{
	om_buf_format(label, "%s/", purposes[purpose]);
	om_buf_add(label, type);
	return om_buf_check(label, "a key's label");
}

int
om_tag_suppression(struct om_tagger *t, struct om_tag *out,
    enum om_purpose purpose, struct om_span source,
    const struct om_identifier *id)
{
	const struct om_identity *identity =
	    om_identity_find(t->identity, id->type);
	struct om_span parts[3] = { [1] = matched(identity, id->type) };
	struct type_macs *macs = macs_of(t, parts[1]);
	struct om_buf label = OM_BUF(512);
	int rc = suppression_label(&label, purpose, parts[1]);

	if (rc == OM_OK)
		rc = keyed(&macs->suppression[purpose], t,
		    OM_KEY_FOR_SUPPRESSION, om_buf_span(&label));
	if (rc == OM_OK)
		rc = message(t, parts, source, identity, id->value);
	if (rc == OM_OK)
		rc = tag(macs->suppression[purpose], out, parts, 3);
	om_buf_free(&label);
	return rc;
}

/* A suppression tag of what is no identifier; no type begins with \x01. */
static int
tag_parts(struct om_tagger *t, struct om_tag *out, const char *type,
    const struct om_span *parts, size_t n)
{
	struct type_macs *macs = macs_of(t, om_span_of(type));
	struct om_mac **mac = &macs->suppression[OM_PURPOSE_ERASURE];
	int rc = keyed(mac, t, OM_KEY_FOR_SUPPRESSION, om_span_of(type));

	return rc == OM_OK ? tag(*mac, out, parts, n) : rc;
}

int
om_tag_subject(struct om_tagger *t, struct om_tag *out, int64_t subject)
{
	struct om_buf bytes = OM_BUF(8);
	struct om_span part;
	int rc;

	om_buf_u64(&bytes, (uint64_t)subject);
	part = om_buf_span(&bytes);
	rc = tag_parts(t, out, "\x01subject", &part, 1);
	om_buf_free(&bytes);
	return rc;
}

int
om_tag_part(struct om_tagger *t, struct om_tag *out, int64_t profile,
    struct om_span path)
{
	struct om_buf bytes = OM_BUF(8);
	struct om_span parts[2] = { [1] = path };
	int rc;

	om_buf_u64(&bytes, (uint64_t)profile);
	parts[0] = om_buf_span(&bytes);
	rc = tag_parts(t, out, "\x01part", parts, 2);
	om_buf_free(&bytes);
	return rc;
}

int
om_tag_record(struct om_tagger *t, struct om_tag *out,
    const struct om_record *of, const struct om_identifier *id)
{
	const struct om_identity *identity =
	    om_identity_find(t->identity, id->type);
	struct om_span parts[3], all[4];
	int rc = message(t, parts, of->source, identity, id->value);

	all[0] = of->source;
	all[1] = of->type;
	all[2] = matched(identity, id->type);
	all[3] = parts[2];
	return rc == OM_OK ? tag_parts(t, out, "\x01record", all, 4) : rc;
}

int
om_tag_pseudonym(struct om_tagger *t, struct om_buf *out, uint32_t version,
    struct om_span source, const struct om_identifier *id)
{
	const struct om_identity *identity =
	    om_identity_find(t->identity, id->type);
	struct om_span parts[3] = { [1] = matched(identity, id->type) };
	uint8_t key[OM_KEY_SIZE];
	int rc;

	if (om_token_is(id->value)) {
		om_buf_add(out, id->value);
		return OM_OK;
	}
	rc = om_keys_pseudonym(
	    t->keys, key, version, om_span_of(domain), parts[1]);
	if (rc == OM_OK)
		rc = om_mac_set_key(t->scratch, key);
	if (rc == OM_OK)
		rc = message(t, parts, source, identity, id->value);
	if (rc == OM_OK)
		rc = om_token_add(out, t->scratch, version,
		    &(struct om_token_parts){
			om_span_of(domain), parts[0], parts[1], parts[2] });
	om_wipe(key, sizeof(key));
	return rc;
}
