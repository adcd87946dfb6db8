#include "context/settings.h"

#include "base/json.h"
#include "context/settings_inside.h"

static const struct om_config_key root_keys[] = {
	{ "organisation", OM_CONFIG_OBJECT, true },
	{ "dpo", OM_CONFIG_OBJECT, false },
	{ "authority", OM_CONFIG_OBJECT, false },
	{ "signatory", OM_CONFIG_STRING, false },
	{ "regime", OM_CONFIG_STRING, false },
	{ "country", OM_CONFIG_STRING, false },
	{ "two_person", OM_CONFIG_BOOLEAN, false },
	{ "sweep_after_erasure", OM_CONFIG_BOOLEAN, false },
	{ "mail_hook", OM_CONFIG_STRING, false },
	{ "code_minutes", OM_CONFIG_INTEGER, false },
	{ "origin", OM_CONFIG_STRING, true },
	{ "database", OM_CONFIG_STRING, false },
	{ "backup_days", OM_CONFIG_INTEGER, false },
	{ "register_months", OM_CONFIG_INTEGER, false },
	{ "epochs", OM_CONFIG_OBJECT, false },
	{ "keys", OM_CONFIG_OBJECT, false },
	{ "anchors", OM_CONFIG_ARRAY, false }, /* context/anchor.h */
	{ "processing", OM_CONFIG_OBJECT, false },
};

static const struct om_config_key party_keys[] = {
	{ "name", OM_CONFIG_STRING, false },
	{ "address", OM_CONFIG_STRING, false },
	{ "contact", OM_CONFIG_STRING, false },
};

static const struct om_config_key processing_keys[] = {
	{ "purposes", OM_CONFIG_STRINGS, false },
	{ "legal_basis", OM_CONFIG_STRING, false },
	{ "recipients", OM_CONFIG_STRINGS, false },
	{ "storage_period", OM_CONFIG_STRING, false },
	{ "origin", OM_CONFIG_STRING, false },
	{ "automated_decisions", OM_CONFIG_STRING, false },
	{ "transfers", OM_CONFIG_STRING, false },
	{ "inferred", OM_CONFIG_STRINGS, false },
	{ "sold_or_shared", OM_CONFIG_STRINGS, false },
	{ "disclosed", OM_CONFIG_STRINGS, false },
};

enum { CODE_MINUTES = 30 };

#define LENGTH(table) (sizeof(table) / sizeof((table)[0]))

/* Both are "" and none where the object or the key is missing. */
static const char *
text(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s == NULL ? "" : s;
}

static struct om_texts
texts(const json_t *object, const char *key)
{
	const json_t *array = json_object_get(object, key);

	return (struct om_texts){ array, json_array_size(array) };
}

static int
check_objects(const struct om_config *c)
{
	static const struct {
		const char *name;
		const struct om_config_key *keys;
		size_t n;
	} objects[] = {
		{ "organisation", party_keys, LENGTH(party_keys) },
		{ "dpo", party_keys, LENGTH(party_keys) },
		{ "authority", party_keys, LENGTH(party_keys) },
		{ "processing", processing_keys, LENGTH(processing_keys) },
	};
	int rc = om_config_check(c, "", c->root, root_keys, LENGTH(root_keys));

	for (size_t i = 0; rc == OM_OK && i < LENGTH(objects); i++) {
		const json_t *o = json_object_get(c->root, objects[i].name);

		if (o != NULL)
			rc = om_config_check(c, objects[i].name, o,
			    objects[i].keys, objects[i].n);
	}
	return rc;
}

static void
read_processing(struct om_processing *p, const json_t *object)
{
	p->purposes = texts(object, "purposes");
	p->legal_basis = text(object, "legal_basis");
	p->recipients = texts(object, "recipients");
	p->storage_period = text(object, "storage_period");
	p->origin = text(object, "origin");
	p->automated_decisions = text(object, "automated_decisions");
	p->transfers = text(object, "transfers");
	p->inferred = texts(object, "inferred");
	p->sold_or_shared = texts(object, "sold_or_shared");
	p->disclosed = texts(object, "disclosed");
}

static void
read_all(struct om_settings *s)
{
	const json_t *root = s->config.root;
	const json_t *organisation = json_object_get(root, "organisation");
	const json_t *dpo = json_object_get(root, "dpo");
	const json_t *authority = json_object_get(root, "authority");

	s->organisation.name = text(organisation, "name");
	s->organisation.address = text(organisation, "address");
	s->organisation.contact = text(organisation, "contact");
	s->dpo.name = text(dpo, "name");
	s->dpo.contact = text(dpo, "contact");
	s->authority.name = text(authority, "name");
	s->authority.contact = text(authority, "contact");
	s->signatory = text(root, "signatory");
	s->regime = text(root, "regime");
	if (*s->regime == '\0')
		s->regime = "gdpr";
	s->country = text(root, "country");
	if (*s->country == '\0')
		s->country = "none";
	s->mail_hook = text(root, "mail_hook");
	s->code_minutes =
	    json_integer_value(json_object_get(root, "code_minutes"));
	if (s->code_minutes == 0)
		s->code_minutes = CODE_MINUTES;
	s->origin = text(root, "origin");
	s->database = json_string_value(json_object_get(root, "database"));
	/* Two persons unless the file says otherwise in so many words. */
	s->two_person = !json_is_false(json_object_get(root, "two_person"));
	s->sweep_after_erasure =
	    json_is_true(json_object_get(root, "sweep_after_erasure"));
	s->register_months =
	    json_integer_value(json_object_get(root, "register_months"));
	s->backup_days =
	    json_integer_value(json_object_get(root, "backup_days"));
	read_processing(&s->processing, json_object_get(root, "processing"));
}

int
om_settings_load(struct om_settings *out, const char *path)
{
	struct om_settings s = { 0 };
	int rc = om_config_load(&s.config, path);

	if (rc != OM_OK)
		return rc;
	rc = check_objects(&s.config);
	if (rc == OM_OK) {
		read_all(&s);
		if (*s.origin == '\0')
			rc = om_config_fail(
			    &s.config, "origin", "must not be empty");
		else if (s.database != NULL &&
			 !om_span_starts(
			     om_span_of(s.database), OM_SPAN("postgresql://")))
			rc = om_config_fail(&s.config, "database",
			    "must begin with postgresql://");
		else if (s.backup_days < 0 || s.backup_days > 36500)
			rc = om_config_fail(
			    &s.config, "backup_days", "must be 0 to 36500");
		else if (s.code_minutes < 1 || s.code_minutes > 1440)
			rc = om_config_fail(
			    &s.config, "code_minutes", "must be 1 to 1440");
		else if (s.register_months < 0 || s.register_months > 1200)
			rc = om_config_fail(
			    &s.config, "register_months", "must be 0 to 1200");
	}
	if (rc == OM_OK)
		rc = om_settings_read_keys(&s);
	if (rc == OM_OK)
		*out = s;
	else
		om_config_close(&s.config);
	return rc;
}

void
om_settings_close(struct om_settings *s)
{
	om_config_close(&s->config);
}

const char *
om_texts_get(struct om_texts list, size_t i)
{
	return json_string_value(json_array_get(list.array, i));
}

bool
om_texts_have(struct om_texts list, struct om_span s)
{
	for (size_t i = 0; i < list.n; i++)
		if (om_span_is(s, om_texts_get(list, i)))
			return true;
	return false;
}

static void
write_party(struct om_json *j, const char *key, const char *name, bool address)
{
	om_json_object(j, key);
	om_json_string(j, "name", name == NULL ? "" : name);
	if (address)
		om_json_string(j, "address", "");
	om_json_string(j, "contact", "");
	om_json_end_object(j);
}

static void
write_processing(struct om_json *j)
{
	om_json_object(j, "processing");
	for (size_t i = 0; i < LENGTH(processing_keys); i++) {
		const struct om_config_key *key = &processing_keys[i];

		if (key->type == OM_CONFIG_STRINGS) {
			om_json_array(j, key->name);
			om_json_end_array(j);
		} else {
			om_json_string(j, key->name, "");
		}
	}
	om_json_end_object(j);
}

void
om_settings_write(struct om_buf *b, const struct om_settings_new *s)
{
	struct om_json j = OM_JSON(b, true);

	om_json_object(&j, NULL);
	write_party(&j, "organisation", s->organisation, true);
	write_party(&j, "dpo", NULL, false);
	write_party(&j, "authority", NULL, false);
	om_json_string(&j, "signatory", "");
	om_json_string(&j, "regime", s->regime == NULL ? "gdpr" : s->regime);
	om_json_string(&j, "country", s->country == NULL ? "none" : s->country);
	om_json_bool(&j, "two_person", s->two_person);
	om_json_bool(&j, "sweep_after_erasure", false);
	om_json_string(&j, "mail_hook", "");
	om_json_int(&j, "code_minutes", CODE_MINUTES);
	om_json_string(&j, "origin", s->origin);
	if (s->database != NULL)
		om_json_string(&j, "database", s->database);
	om_json_int(&j, "backup_days", 0);
	om_json_array(&j, "anchors");
	om_json_end_array(&j);
	om_settings_write_keys(&j, s->token);
	write_processing(&j);
	om_json_end_object(&j);
	om_buf_byte(b, '\n');
}
