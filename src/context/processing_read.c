#include "context/processing_inside.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/memory.h"

#define LENGTH(table) (sizeof(table) / sizeof((table)[0]))

enum { PATH_CEILING = 256, WORD_MAX = 40 };

static const struct om_config_key root_keys[] = {
	{ "$schema", OM_CONFIG_STRING, false },
	{ "about", OM_CONFIG_STRINGS, false },
	{ "representative", OM_CONFIG_OBJECT, false },
	{ "security", OM_CONFIG_STRINGS, false },
	{ "recipients", OM_CONFIG_ARRAY, true },
	{ "activities", OM_CONFIG_ARRAY, true },
};

static const struct om_config_key recipient_keys[] = {
	{ "name", OM_CONFIG_STRING, true },
	{ "category", OM_CONFIG_STRING, true },
	{ "role", OM_CONFIG_STRING, true },
	{ "country", OM_CONFIG_STRING, true },
	{ "contact", OM_CONFIG_STRING, false },
	{ "identities", OM_CONFIG_ARRAY, false },
	{ "safeguard", OM_CONFIG_STRING, false },
	{ "safeguard_copy", OM_CONFIG_STRING, false },
};

static const struct om_config_key identity_keys[] = {
	{ "type", OM_CONFIG_STRING, true },
	{ "format", OM_CONFIG_STRING, true },
	{ "as", OM_CONFIG_STRING, false },
};

static const struct om_config_key party_keys[] = {
	{ "name", OM_CONFIG_STRING, true },
	{ "address", OM_CONFIG_STRING, false },
	{ "contact", OM_CONFIG_STRING, false },
	{ "representative", OM_CONFIG_STRING, false },
	{ "dpo", OM_CONFIG_STRING, false },
	{ "arrangement", OM_CONFIG_STRING, false },
};

void
om_processing_at(struct om_processing_reader *p, const char *format, ...)
{
	char text[PATH_CEILING];
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	om_buf_reset(&p->path);
	om_buf_text(&p->path, text);
}

int
om_processing_fail(
    struct om_processing_reader *p, const char *key, const char *message)
{
	struct om_buf full = OM_BUF(2 * PATH_CEILING);
	int rc;

	om_buf_add(&full, om_buf_span(&p->path));
	om_buf_format(
	    &full, "%s%s", full.n > 0 && *key != '\0' ? "." : "", key);
	rc = om_config_fail(&p->r->config, full.p, "%s", message);
	om_buf_free(&full);
	return rc;
}

/* A text of nothing looks like an answer and is none. */
static int
check_filled(struct om_processing_reader *p, const json_t *object,
    const struct om_config_key *key)
{
	const json_t *value = json_object_get(object, key->name), *item;
	size_t i;

	if (key->type == OM_CONFIG_STRING && value != NULL &&
	    om_span_trim(om_span_of(json_string_value(value))).n == 0)
		return om_processing_fail(p, key->name, "must not be empty");
	if (key->type != OM_CONFIG_STRINGS)
		return OM_OK;
	json_array_foreach ((json_t *)value, i, item)
		if (om_span_trim(om_span_of(json_string_value(item))).n == 0)
			return om_processing_fail(
			    p, key->name, "must not have empty texts");
	return OM_OK;
}

int
om_processing_keys(struct om_processing_reader *p, const json_t *object,
    const struct om_config_key *keys, size_t n)
{
	int rc = om_config_check(
	    &p->r->config, p->path.p == NULL ? "" : p->path.p, object, keys, n);

	for (size_t i = 0; rc == OM_OK && i < n; i++)
		rc = check_filled(p, object, &keys[i]);
	return rc;
}

const char *
om_processing_text(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s == NULL ? "" : s;
}

struct om_texts
om_processing_texts(const json_t *object, const char *key)
{
	const json_t *array = json_object_get(object, key);

	return (struct om_texts){ array, json_array_size(array) };
}

bool
om_processing_is_word(const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_");

	return n > 0 && n <= WORD_MAX && text[n] == '\0';
}

int
om_processing_read_capacity(
    enum om_capacity *out, struct om_processing_reader *p, const json_t *object)
{
	const char *word = om_processing_text(object, "role");

	for (int i = 0; i < OM_CAPACITIES; i++)
		if (strcmp(word, om_capacity_word((enum om_capacity)i)) == 0) {
			*out = (enum om_capacity)i;
			return OM_OK;
		}
	return om_processing_fail(
	    p, "role", "must be controller, joint or processor");
}

int
om_processing_read_party(
    struct om_party *out, struct om_processing_reader *p, const json_t *object)
{
	int rc = om_processing_keys(p, object, party_keys, LENGTH(party_keys));

	if (rc == OM_OK)
		*out = (struct om_party){
			.name = om_processing_text(object, "name"),
			.address = om_processing_text(object, "address"),
			.contact = om_processing_text(object, "contact"),
			.representative =
			    om_processing_text(object, "representative"),
			.dpo = om_processing_text(object, "dpo"),
			.arrangement =
			    om_processing_text(object, "arrangement"),
		};
	return rc;
}

static int
read_identity(struct om_recipient_identity *out, struct om_processing_reader *p,
    const json_t *object)
{
	const char *format = om_processing_text(object, "format");
	const char *as = om_processing_text(object, "as");
	int rc =
	    om_processing_keys(p, object, identity_keys, LENGTH(identity_keys));

	if (rc != OM_OK)
		return rc;
	out->type = om_processing_text(object, "type");
	out->as = *as == '\0' ? out->type : as;
	out->hashed = strcmp(format, "sha256") == 0;
	return out->hashed || strcmp(format, "raw") == 0
		   ? OM_OK
		   : om_processing_fail(p, "format", "must be raw or sha256");
}

static int
read_identities(struct om_processing_recipient *to,
    struct om_processing_reader *p, size_t number, const json_t *array)
{
	size_t i;
	json_t *object;

	to->identities = om_arena_new(
	    &p->r->arena, json_array_size(array), sizeof(*to->identities));
	json_array_foreach ((json_t *)array, i, object) {
		int rc;

		om_processing_at(
		    p, "recipients[%zu].identities[%zu]", number, i);
		rc = read_identity(&to->identities[i], p, object);
		if (rc != OM_OK)
			return rc;
		to->identity_count++;
	}
	return OM_OK;
}

static int
read_safeguard(struct om_processing_recipient *to,
    struct om_processing_reader *p, const json_t *object)
{
	const char *word = om_processing_text(object, "safeguard");

	for (size_t i = 0; *word != '\0' && to->safeguard == NULL; i++) {
		const struct om_safeguard *s = om_safeguard_at(i);

		if (s == NULL)
			return om_processing_fail(p, "safeguard",
			    "is not one of those of Art. 45 to 49 that "
			    "schema/processing lists");
		if (strcmp(word, s->word) == 0)
			to->safeguard = s;
	}
	return OM_OK;
}

static int
check_recipient(
    struct om_processing_reader *p, const struct om_processing_recipient *to)
{
	if (om_processing_recipient(p->r, to->name) != NULL)
		return om_processing_fail(p, "name", "stands there twice");
	if (strlen(to->country) != 2 || !isupper((unsigned char)*to->country) ||
	    !isupper((unsigned char)to->country[1]))
		return om_processing_fail(
		    p, "country", "must be two capital letters (ISO 3166)");
	return OM_OK;
}

static int
read_recipient(struct om_processing_reader *p, size_t i, const json_t *object)
{
	struct om_processing_recipient *to = &p->r->recipients[i];
	int rc;

	om_processing_at(p, "recipients[%zu]", i);
	rc = om_processing_keys(
	    p, object, recipient_keys, LENGTH(recipient_keys));
	if (rc != OM_OK)
		return rc;
	to->name = om_processing_text(object, "name");
	to->category = om_processing_text(object, "category");
	to->country = om_processing_text(object, "country");
	to->contact = om_processing_text(object, "contact");
	to->safeguard_copy = om_processing_text(object, "safeguard_copy");
	rc = om_processing_read_capacity(&to->capacity, p, object);
	if (rc == OM_OK)
		rc = check_recipient(p, to);
	if (rc == OM_OK)
		rc = read_safeguard(to, p, object);
	return rc == OM_OK ? read_identities(to, p, i,
				 json_object_get(object, "identities"))
			   : rc;
}

int
om_processing_read_recipients(
    struct om_processing_reader *p, const json_t *array)
{
	struct om_processing_record *r = p->r;
	size_t i;
	json_t *object;

	r->recipients = om_arena_new(
	    &r->arena, json_array_size(array), sizeof(*r->recipients));
	json_array_foreach ((json_t *)array, i, object) {
		int rc = read_recipient(p, i, object);

		if (rc != OM_OK)
			return rc;
		r->recipient_count++;
	}
	return OM_OK;
}

static int
read_root(struct om_processing_reader *p)
{
	const json_t *root = p->r->config.root;
	const json_t *party = json_object_get(root, "representative");
	int rc = om_processing_keys(p, root, root_keys, LENGTH(root_keys));

	p->r->representative = (struct om_party){ "", "", "", "", "", "" };
	if (rc == OM_OK && party != NULL) {
		om_processing_at(p, "representative");
		rc = om_processing_read_party(&p->r->representative, p, party);
	}
	if (rc == OM_OK)
		rc = om_processing_read_recipients(
		    p, json_object_get(root, "recipients"));
	if (rc == OM_OK)
		rc = om_processing_read_activities(
		    p, json_object_get(root, "activities"));
	return rc;
}

int
om_processing_parse(struct om_processing_record **out, const char *file,
    struct om_span text, const struct om_kinds *kinds)
{
	struct om_processing_record *r = om_new(1, sizeof(*r));
	struct om_processing_reader p = { r, kinds, OM_BUF(PATH_CEILING) };
	int rc = om_config_parse(&r->config, file, text);

	if (rc == OM_OK)
		rc = om_policy_hash(r->hash, text);
	if (rc == OM_OK)
		rc = read_root(&p);
	om_buf_free(&p.path);
	if (rc == OM_OK)
		*out = r;
	else
		om_processing_close(r);
	return rc;
}
