#include "base/clock.h"
#include "base/date.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"
#include "ombud.h"
#include "policy/source.h"
#include "request/certificate.h"
#include "request/inside.h"
#include "request/item.h"
#include "request/kept.h"
#include "store/id.h"

#define IDENTIFIER_DOMAIN "ombud identifier v1\n"

static const char *const forms[] = {
#define OM_NORMALISER(name, word, function) [OM_NORMALISE_##name] = (word),
#include "policy/normaliser_list.h"
#undef OM_NORMALISER
};

const char *
om_certificate_form(enum om_normaliser form)
{
	return forms[form];
}

int
om_certificate_hash(uint8_t out[OM_HASH_SIZE], const uint8_t salt[OM_SALT_SIZE],
    const struct om_span parts[3])
{
	struct om_buf b = OM_BUF(1 << 20);
	int rc;

	om_buf_text(&b, IDENTIFIER_DOMAIN);
	om_buf_add(&b, om_span_bytes(salt, OM_SALT_SIZE));
	for (int i = 0; i < 3; i++) {
		om_buf_u32(&b, (uint32_t)parts[i].n);
		om_buf_add(&b, parts[i]);
	}
	rc = om_buf_check(&b, "an identifier");
	if (rc == OM_OK)
		rc = om_sha256(out, om_buf_span(&b));
	om_buf_free(&b);
	return rc;
}

static void
add_day(struct om_json *j, const char *key, int32_t day)
{
	struct om_buf text = OM_BUF(32);

	om_day_format(&text, day);
	om_json_text(j, key, om_buf_span(&text));
	om_buf_free(&text);
}

/* An identifier that has not its type's form was found as it stands. */
static int
bring_to_form(
    struct om_buf *out, enum om_normaliser *form, struct om_span value)
{
	int rc = om_normalise(out, *form, value);

	if (rc != OM_INPUT)
		return rc;
	om_buf_reset(out);
	*form = OM_NORMALISE_FOLD;
	return om_normalise(out, *form, value);
}

/* One that the policies cannot read any more keeps nobody from being erased. */
static int
add_identifier(struct om_json *j, const struct om_certificate_facts *facts,
    const uint8_t salt[OM_SALT_SIZE])
{
	const struct om_store *store = facts->c->om->store;
	const struct om_identity *identity;
	struct om_buf value = OM_BUF(8 << 10);
	uint8_t hash[OM_HASH_SIZE];
	enum om_normaliser form;
	struct om_query q;
	int rc;

	if (om_query_parse(&q, store, facts->claim) != OM_OK)
		return OM_OK;
	identity = om_identity_find(store->identity, q.type);
	form = identity->normaliser;
	rc = bring_to_form(&value, &form, q.value);
	if (rc == OM_OK) {
		const struct om_span parts[3] = {
			identity->scope == OM_SCOPE_SOURCE ? q.source
							   : OM_SPAN_NONE,
			identity->type == NULL ? q.type
					       : om_span_of(identity->type),
			om_buf_span(&value),
		};

		rc = om_certificate_hash(hash, salt, parts);
	}
	if (rc == OM_OK) {
		om_json_object(j, "");
		om_json_string(j, "form", om_certificate_form(form));
		om_json_hex(j, "sha256", om_span_bytes(hash, sizeof(hash)));
		om_json_end_object(j);
	}
	om_buf_free(&value);
	return rc == OM_INPUT ? OM_OK : rc;
}

static void
add_hash(struct om_json *j, const char *name, const char *hash)
{
	om_json_object(j, "");
	om_json_string(j, "name", name);
	om_json_string(j, "sha256", hash);
	om_json_end_object(j);
}

/* The text alone: to read what it says would take longer than to erase. */
static int
add_text(
    struct om_json *j, const struct om *om, const char *name, const char *file)
{
	char *path =
	    om->policies == NULL ? NULL : om_path_join(om->policies, file);
	struct om_buf bytes = OM_BUF(16 << 20), embedded = OM_BUF(256);
	char hash[OM_POLICY_HASH_SIZE];
	struct om_span text = OM_SPAN_NONE;
	int rc = OM_OK;

	om_buf_format(&embedded, "policies/%s", file);
	if (path != NULL && om_file_exists(path))
		rc = om_file_read(&bytes, path);
	else if (om_embed_find(&text, embedded.p))
		om_buf_add(&bytes, text);
	if (rc == OM_OK)
		rc = om_policy_hash(hash, om_buf_span(&bytes));
	if (rc == OM_OK)
		add_hash(j, name, hash);
	om_buf_free(&bytes);
	om_buf_free(&embedded);
	om_free(path);
	return rc;
}

enum { EXTENDS_MAX = 4 };

/* A law, and those that it extends. */
static int
add_law(struct om_json *j, const struct om *om, const char *name, int depth)
{
	struct om_config file = { 0 };
	char hash[OM_POLICY_HASH_SIZE];
	struct om_buf path = OM_BUF(256);
	const char *base;
	int rc;

	om_buf_format(&path, "%s.json", name);
	rc = om_policy_load(&file, om->policies, path.p);
	if (rc == OM_OK)
		rc = om_policy_hash(hash, om_policy_text(&file));
	if (rc == OM_OK) {
		add_hash(j, name, hash);
		base = json_string_value(json_object_get(file.root, "extends"));
		if (base != NULL && depth < EXTENDS_MAX)
			rc = add_law(j, om, base, depth + 1);
	}
	om_config_close(&file);
	om_buf_free(&path);
	/* One that left since the request came in is not in force. */
	return rc == OM_NOTFOUND ? OM_OK : rc;
}

/* Who is one person, what the law says, by when. */
static int
add_policies(struct om_json *j, const struct om_case *c)
{
	int rc;

	om_json_array(j, "policies");
	rc = add_law(j, c->om, c->request->regime, 0);
	if (rc == OM_OK)
		add_hash(
		    j, "identifiers", om_identity_policy_hash(c->om->identity));
	if (rc == OM_OK)
		rc = add_text(j, c->om, "kinds", "kinds.json");
	if (rc == OM_OK)
		rc = add_text(j, c->om, "deadlines", "deadlines.json");
	om_json_end_array(j);
	return rc;
}

static void
add_request(struct om_json *j, const struct om_case *c, enum om_act act)
{
	struct om_buf id = OM_BUF(32);

	om_id_format(&id, c->id);
	om_json_int(j, "version", 1);
	om_json_string(j, "act", om_act_word(act));
	om_json_text(j, "request", om_buf_span(&id));
	om_buf_free(&id);
}

static void
add_store(struct om_json *j, const struct om_certificate_facts *facts)
{
	const struct om_request_step *step =
	    om_request_step_of(facts->c->request, OM_SYSTEM_STORE);

	om_json_array(j, "systems");
	om_json_object(j, "");
	om_json_string(j, "name", OM_SYSTEM_STORE);
	om_json_int(j, "found", step->located);
	om_json_object(j, "erased");
	om_json_int(j, "profiles", (int64_t)facts->done->profiles);
	om_json_int(j, "events", (int64_t)facts->done->events);
	om_json_int(j, "identifiers", (int64_t)facts->done->identifiers);
	if (facts->done->parts > 0)
		om_json_int(j, "parts", (int64_t)facts->done->parts);
	om_json_end_object(j);
	/* A mask is no erasure, and is not counted as one. */
	if (facts->done->masked > 0)
		om_json_int(j, "masked", (int64_t)facts->done->masked);
	om_json_int(j, "remaining", (int64_t)facts->done->remaining);
	om_json_string(j, "grade", "re-read within the erasing transaction");
	om_json_end_object(j);
	om_json_end_array(j);
}

/* What stays, and why: the law is per item. */
static void
add_kept(struct om_json *j, const struct om_request *r)
{
	if (!om_kept_any(r))
		return;
	om_json_array(j, "kept");
	for (size_t i = 0; i < r->item_count; i++) {
		const struct om_request_item *item = &r->items[i];

		if (!om_item_is_record(item) || !om_item_stays(item))
			continue;
		om_json_object(j, "");
		om_json_string(j, "source", item->source);
		om_json_string(j, "type", item->type);
		if (*item->part != '\0')
			om_json_string(j, "part", item->part);
		om_json_string(j, "action", item->action);
		om_json_string(j, "ground", item->ground);
		if (*item->statute != '\0')
			om_json_string(j, "statute", item->statute);
		if (item->until != 0)
			add_day(j, "until", item->until);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

/* Her own key is gone; this one could still open a copy of it. */
static void
add_key(struct om_json *j, const struct om_certificate_facts *facts)
{
	om_json_object(j, "key");
	om_json_int(j, "epoch", facts->done->epoch);
	if (facts->gone_by == 0)
		om_json_null(j, "destroyed_by");
	else
		add_day(j, "destroyed_by", om_clock_day(facts->gone_by));
	om_json_end_object(j);
}

static void
add_program(struct om_json *j)
{
	om_json_object(j, "program");
	om_json_string(j, "name", "ombud");
	om_json_string(j, "version", om_version());
	om_json_end_object(j);
}

int
om_certificate_erased(struct om_buf *b,
    const struct om_certificate_facts *facts, const uint8_t salt[OM_SALT_SIZE])
{
	const struct om_case *c = facts->c;
	const struct om_request *r = c->request;
	struct om_json j = OM_JSON(b, false);
	int rc = OM_OK;

	om_json_object(&j, NULL);
	add_request(&j, c, OM_ACT_ERASE);
	om_json_string(&j, "controller", c->om->settings.organisation.name);
	om_json_string(&j, "right", r->right->word);
	om_json_array(&j, "regimes");
	om_json_string(&j, "", r->regime);
	om_json_end_array(&j);
	add_day(&j, "received", r->received);
	om_json_time(&j, "erased", om_clock_now());
	add_store(&j, facts);
	add_kept(&j, r);
	om_json_int(&j, "suppressed", (int64_t)facts->done->suppressed);
	add_key(&j, facts);
	om_json_array(&j, "identifiers");
	if (facts->claim.n > 0)
		rc = add_identifier(&j, facts, salt);
	om_json_end_array(&j);
	if (rc == OM_OK)
		rc = add_policies(&j, c);
	add_program(&j);
	om_json_end_object(&j);
	return rc == OM_OK ? om_buf_check(b, "a statement") : rc;
}

static void
add_system(struct om_json *j, const struct om_request_step *s)
{
	bool own = strcmp(s->system, OM_SYSTEM_STORE) == 0;

	om_json_object(j, "");
	om_json_string(j, "name", s->system);
	om_json_bool(j, "searched", own);
	if (own) {
		om_json_int(j, "found", s->located);
		om_json_int(j, "acted", s->acted);
		om_json_int(j, "remaining", s->remaining);
	}
	om_json_string(j, "state", s->state);
	om_json_string(j, "grade", s->grade);
	om_json_end_object(j);
}

/*
 * The search of the files. One that found something is not passed over where
 * it was not done again: then it is said that nobody showed these gone.
 */
static void
add_search(struct om_json *j, const struct om_case *c,
    const struct om_remains *searched)
{
	om_json_bool(j, "swept", searched != NULL);
	if (searched != NULL) {
		const struct om_sweep_sum sum = om_sweep_sum(searched->sweep);

		om_json_object(j, "search");
		om_json_int(j, "files", (int64_t)sum.files);
		om_json_int(j, "values", (int64_t)(sum.values - sum.refused));
		om_json_int(j, "too_short", (int64_t)sum.refused);
		om_json_int(j, "findings", (int64_t)sum.findings);
		om_json_end_object(j);
	} else if (om_request_searched_badly(c->request)) {
		om_json_bool(j, "search_failed_before", true);
	}
}

int
om_certificate_settled(struct om_buf *b, const struct om_case *c,
    const struct om_remains *searched)
{
	const struct om_request *r = c->request;
	struct om_json j = OM_JSON(b, false);

	om_json_object(&j, NULL);
	add_request(&j, c, OM_ACT_SETTLE);
	om_json_time(&j, "executed", om_clock_now());
	om_json_bool(&j, "log_emptied", om_sql_scrubs(c->om->store->sql));
	add_search(&j, c, searched);
	om_json_array(&j, "systems");
	for (size_t i = 0; i < r->step_count; i++)
		add_system(&j, &r->steps[i]);
	om_json_end_array(&j);
	add_program(&j);
	om_json_end_object(&j);
	return om_buf_check(b, "a statement");
}
