#include "policy/retention.h"

#include "base/date.h"
#include "base/memory.h"
#include "policy/part.h"
#include "policy/source.h"

struct om_retention {
	const char *folder;
	struct om_config *files; /* which hold the texts */
	size_t file_count;
	struct om_duty *duties;
	size_t n;
};

enum { YEARS_MAX = 100, MONTHS = 12 };

static const struct om_config_key keys[] = {
	{ "source", OM_CONFIG_STRING, true },
	{ "type", OM_CONFIG_STRING, true },
	{ "part", OM_CONFIG_STRING, false },
	{ "statute", OM_CONFIG_STRING, true },
	{ "why", OM_CONFIG_STRING, true },
	{ "years", OM_CONFIG_INTEGER, true },
	{ "from", OM_CONFIG_STRING, true },
	{ "end_of_year", OM_CONFIG_BOOLEAN, false },
};

static const char *
text_of(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s == NULL ? "" : s;
}

static bool
is_beginning(const char *from)
{
	return strcmp(from, "created_at") == 0 ||
	       strcmp(from, "updated_at") == 0 ||
	       (om_span_starts(om_span_of(from), OM_SPAN("/attributes/")) &&
		   om_part_fits(from));
}

static int
check(const struct om_config *c, const char *path, const struct om_duty *d)
{
	if (*d->source == '\0' || *d->type == '\0' || *d->statute == '\0')
		return om_config_fail(
		    c, path, "source, type and statute must not be empty");
	if (d->years < 1 || d->years > YEARS_MAX)
		return om_config_fail(
		    c, path, "years must be 1 to %d", YEARS_MAX);
	if (!is_beginning(d->from))
		return om_config_fail(c, path,
		    "from is created_at, updated_at or /attributes/NAME");
	/* A part that no record has would keep nothing, and nobody knew. */
	if (*d->part != '\0' && !om_part_fits(d->part))
		return om_config_fail(c, path, "part is " OM_PARTS);
	return OM_OK;
}

static int
read_duty(struct om_duty *out, const struct om_config *c, size_t i,
    const json_t *object)
{
	struct om_buf path = OM_BUF(64);
	int rc;

	om_buf_format(&path, "duties[%zu]", i);
	rc = om_config_check(
	    c, path.p, object, keys, sizeof(keys) / sizeof(keys[0]));
	*out = (struct om_duty){
		.source = text_of(object, "source"),
		.type = text_of(object, "type"),
		.part = text_of(object, "part"),
		.statute = text_of(object, "statute"),
		.why = text_of(object, "why"),
		.years =
		    (int)json_integer_value(json_object_get(object, "years")),
		.from = text_of(object, "from"),
		.end_of_year =
		    json_is_true(json_object_get(object, "end_of_year")),
	};
	if (rc == OM_OK)
		rc = check(c, path.p, out);
	om_buf_free(&path);
	return rc;
}

static int
read_file(struct om_retention *r, const struct om_config *c)
{
	static const struct om_config_key root[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "duties", OM_CONFIG_ARRAY, true },
	};
	const json_t *list = json_object_get(c->root, "duties");
	int rc = om_config_check(
	    c, "", c->root, root, sizeof(root) / sizeof(root[0]));

	for (size_t i = 0; rc == OM_OK && i < json_array_size(list); i++) {
		r->duties = om_resize(r->duties, r->n + 1, sizeof(*r->duties));
		rc = read_duty(&r->duties[r->n], c, i, json_array_get(list, i));
		r->n += rc == OM_OK;
	}
	return rc;
}

static int
visit(void *state, const char *name)
{
	struct om_retention *r = state;
	struct om_buf path = OM_BUF(1024);
	int rc;

	r->files = om_resize(r->files, r->file_count + 1, sizeof(*r->files));
	r->files[r->file_count] = (struct om_config){ 0 };
	om_buf_format(&path, "retention/%s.json", name);
	rc = om_policy_load(&r->files[r->file_count], r->folder, path.p);
	if (rc == OM_OK)
		rc = read_file(r, &r->files[r->file_count++]);
	om_buf_free(&path);
	return rc;
}

int
om_retention_open(struct om_retention **out, const char *folder)
{
	struct om_retention *r = om_new(1, sizeof(*r));
	int rc;

	r->folder = folder;
	rc = om_policy_each_file(folder, "retention/", visit, r);
	if (rc != OM_OK) {
		om_retention_close(r);
		return rc;
	}
	*out = r;
	return OM_OK;
}

void
om_retention_close(struct om_retention *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->file_count; i++)
		om_config_close(&r->files[i]);
	om_free(r->files);
	om_free(r->duties);
	om_free(r);
}

const struct om_duty *
om_retention_at(const struct om_retention *r, size_t i)
{
	return i < r->n ? &r->duties[i] : NULL;
}

int32_t
om_retention_until(const struct om_duty *d, int32_t day)
{
	int year;

	if (d->end_of_year) {
		om_day_civil(day, &year, NULL, NULL);
		day = om_day_of(year, 12, 31);
	}
	return om_day_add_months(day, MONTHS * d->years);
}
