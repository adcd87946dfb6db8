#include "context/settings_inside.h"

/*
 * What stands without a word: each night a new epoch, keys of old ones for
 * as long as backups are kept.
 */
enum { ROTATE_DAYS = 1, DESTROY_DAYS = 7, DAYS_MAX = 30 };

static const struct om_config_key epoch_keys[] = {
	{ "rotate_days", OM_CONFIG_INTEGER, false },
	{ "destroy_after_days", OM_CONFIG_INTEGER, false },
};

static const struct om_config_key home_keys[] = {
	{ "epochs", OM_CONFIG_ANY, false },
};

static const struct om_config_key kind_keys[] = {
	{ "pkcs11", OM_CONFIG_OBJECT, true },
};

static const struct om_config_key token_keys[] = {
	{ "module", OM_CONFIG_STRING, true },
	{ "token", OM_CONFIG_STRING, true },
	{ "pin_file", OM_CONFIG_STRING, true },
};

static int64_t
number(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *value = json_object_get(object, key);

	return value == NULL ? otherwise : json_integer_value(value);
}

/* Backups that outlive their keys cannot be restored: nobody wants that. */
static int
check_epochs(const struct om_settings *s)
{
	const struct om_epoch_rules *e = &s->epochs;

	if (e->rotate_days < 1 || e->rotate_days > DAYS_MAX)
		return om_config_fail(&s->config, "epochs.rotate_days",
		    "must be 1 to %d", DAYS_MAX);
	if (e->destroy_after_days < 0 || e->destroy_after_days > DAYS_MAX)
		return om_config_fail(&s->config, "epochs.destroy_after_days",
		    "must be 0 to %d", DAYS_MAX);
	if (s->backup_days > e->destroy_after_days)
		return om_config_fail(&s->config, "backup_days",
		    "is %lld, but the keys that backups need are destroyed "
		    "%lld days after they were replaced, and older backups "
		    "could not be restored: make epochs.destroy_after_days as "
		    "long (at most %d), or keep backups for a shorter time",
		    (long long)s->backup_days, (long long)e->destroy_after_days,
		    DAYS_MAX);
	return OM_OK;
}

static int
read_epochs(struct om_settings *s)
{
	const json_t *o = json_object_get(s->config.root, "epochs");
	int64_t days = DESTROY_DAYS;
	int rc = OM_OK;

	if (o != NULL)
		rc = om_config_check(&s->config, "epochs", o, epoch_keys,
		    sizeof(epoch_keys) / sizeof(epoch_keys[0]));
	if (rc != OM_OK)
		return rc;
	if (s->backup_days > 0 && s->backup_days <= DAYS_MAX)
		days = s->backup_days;
	s->epochs.rotate_days = number(o, "rotate_days", ROTATE_DAYS);
	s->epochs.destroy_after_days = number(o, "destroy_after_days", days);
	return check_epochs(s);
}

static int
read_token(struct om_settings *s, const json_t *kind)
{
	static const char path[] = "keys.epochs.pkcs11";
	const json_t *o = json_object_get(kind, "pkcs11");
	int rc = om_config_check(&s->config, "keys.epochs", kind, kind_keys, 1);

	if (rc == OM_OK)
		rc = om_config_check(&s->config, path, o, token_keys, 3);
	if (rc != OM_OK)
		return rc;
	s->token.module = json_string_value(json_object_get(o, "module"));
	s->token.label = json_string_value(json_object_get(o, "token"));
	s->token.pin_file = json_string_value(json_object_get(o, "pin_file"));
	return OM_OK;
}

int
om_settings_read_keys(struct om_settings *s)
{
	const json_t *o = json_object_get(s->config.root, "keys");
	const json_t *home = json_object_get(o, "epochs");
	const char *word = json_string_value(home);
	int rc = read_epochs(s);

	if (rc == OM_OK && o != NULL)
		rc = om_config_check(&s->config, "keys", o, home_keys, 1);
	if (rc != OM_OK || home == NULL ||
	    (word != NULL && strcmp(word, "file") == 0))
		return rc;
	if (!json_is_object(home))
		return om_config_fail(&s->config, "keys.epochs",
		    "must be \"file\" or {\"pkcs11\": {...}}");
	return read_token(s, home);
}

void
om_settings_write_keys(struct om_json *j, const struct om_keys_token *token)
{
	om_json_object(j, "epochs");
	om_json_int(j, "rotate_days", ROTATE_DAYS);
	om_json_int(j, "destroy_after_days", DESTROY_DAYS);
	om_json_end_object(j);
	om_json_object(j, "keys");
	if (token == NULL) {
		om_json_string(j, "epochs", "file");
	} else {
		om_json_object(j, "epochs");
		om_json_object(j, "pkcs11");
		om_json_string(j, "module", token->module);
		om_json_string(j, "token", token->label);
		om_json_string(j, "pin_file", token->pin_file);
		om_json_end_object(j);
		om_json_end_object(j);
	}
	om_json_end_object(j);
}
