#include "scan/sarif.h"

#include "base/json.h"
#include "crypto/hash.h"
#include "ombud.h"

static const char schema[] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/"
			     "errata01/os/schemas/sarif-schema-2.1.0.json";

/* A path as a URI reference (RFC 3986): what is not allowed as %XX. */
static void
add_uri(struct om_json *j, const char *path)
{
	static const char plain[] = "-._~/!$&'()*+,;=@";
	struct om_buf uri = OM_BUF(64 << 10);

	if (*path == '/')
		om_buf_text(&uri, "file://");
	for (const char *p = path; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;
		bool letter = (c >= '0' && c <= '9') ||
			      ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');

		if (letter || strchr(plain, c) != NULL)
			om_buf_byte(&uri, (char)c);
		else
			om_buf_format(&uri, "%%%02X", c);
	}
	om_json_text(j, "uri", om_buf_span(&uri));
	om_buf_free(&uri);
}

/*
 * Text and bytes of one region are the same range (3.30.1): lines are all
 * that text has, so the very bytes are said in the region's property bag.
 */
static void
add_region(struct om_json *j, const struct om_finding *f)
{
	om_json_object(j, "region");
	if (f->line > 0)
		om_json_int(j, "startLine", (int64_t)f->line);
	if (f->line > 0 && f->offset >= 0)
		om_json_object(j, "properties");
	if (f->offset >= 0) {
		om_json_int(j, "byteOffset", f->offset);
		om_json_int(j, "byteLength", (int64_t)(f->end - f->start));
	}
	if (f->line > 0 && f->offset >= 0)
		om_json_end_object(j);
	om_json_end_object(j);
}

static void
add_artifact(struct om_json *j, const char *path)
{
	om_json_object(j, "artifactLocation");
	add_uri(j, path);
	om_json_end_object(j);
}

static void
add_location(struct om_json *j, const struct om_finding *f)
{
	om_json_array(j, "locations");
	om_json_object(j, "");
	om_json_object(j, "physicalLocation");
	add_artifact(j, f->path);
	if (f->line > 0 || f->offset >= 0)
		add_region(j, f);
	om_json_end_object(j);
	if (f->field.p != NULL) {
		om_json_array(j, "logicalLocations");
		om_json_object(j, "");
		om_json_text(j, "fullyQualifiedName", f->field);
		om_json_string(j, "kind", "member");
		om_json_end_object(j);
		om_json_end_array(j);
	}
	om_json_end_object(j);
	om_json_end_array(j);
}

/* What stands for the finding from run to run. */
static int
add_prints(struct om_json *j, const struct om_kinds *kinds,
    const struct om_sarif_result *r)
{
	const struct om_finding *f = r->finding;
	struct om_buf place = OM_BUF(1 << 20);
	uint8_t hash[OM_HASH_SIZE];
	int rc;

	om_buf_format(&place, "%s\n%.*s\n%s\n%llu", f->path,
	    OM_SPAN_ARG(f->field), kinds->list[f->hit.kind].name,
	    (unsigned long long)r->number);
	rc = om_sha256(hash, om_buf_span(&place));
	om_buf_free(&place);
	if (rc != OM_OK)
		return rc;
	om_json_object(j, "partialFingerprints");
	om_json_hex(j, "place/v1", om_span_bytes(hash, 16));
	if (r->print != NULL)
		om_json_string(j, "value/v1", r->print);
	om_json_end_object(j);
	return OM_OK;
}

int
om_sarif_add(struct om_buf *results, const struct om_kinds *kinds,
    const struct om_sarif_result *r)
{
	const struct om_finding *f = r->finding;
	const struct om_kind *kind = &kinds->list[f->hit.kind];
	struct om_json j = OM_JSON(results, false);
	struct om_buf text = OM_BUF(4096);
	int rc;

	if (results->n > 0)
		om_buf_text(results, ",\n");
	om_json_object(&j, NULL);
	om_json_string(&j, "ruleId", kind->name);
	om_json_string(&j, "level",
	    (double)f->hit.confidence >= 0.8 ? "error" : "warning");
	om_buf_format(&text, "%s, with confidence %.2f.",
	    kind->title == NULL ? kind->name : kind->title,
	    (double)f->hit.confidence);
	om_json_object(&j, "message");
	om_json_text(&j, "text", om_buf_span(&text));
	om_json_end_object(&j);
	add_location(&j, f);
	rc = add_prints(&j, kinds, r);
	om_json_end_object(&j);
	om_buf_free(&text);
	return rc;
}

static void
add_rules(struct om_json *j, const struct om_kinds *kinds,
    const struct om_kind_set *used)
{
	om_json_array(j, "rules");
	for (int i = om_kind_set_next(used, 0); i >= 0 && i < (int)kinds->n;
	     i = i + 1 < OM_KINDS_MAX ? om_kind_set_next(used, i + 1) : -1) {
		const struct om_kind *kind = &kinds->list[i];

		om_json_object(j, "");
		om_json_string(j, "id", kind->name);
		om_json_object(j, "shortDescription");
		om_json_string(
		    j, "text", kind->title == NULL ? kind->name : kind->title);
		om_json_end_object(j);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

void
om_sarif_skip(struct om_buf *skipped, const char *path, const char *reason)
{
	struct om_json j = OM_JSON(skipped, false);

	if (skipped->n > 0)
		om_buf_text(skipped, ",\n");
	om_json_object(&j, NULL);
	om_json_string(&j, "level", "error");
	om_json_object(&j, "message");
	om_json_string(&j, "text", reason);
	om_json_end_object(&j);
	om_json_array(&j, "locations");
	om_json_object(&j, "");
	om_json_object(&j, "physicalLocation");
	add_artifact(&j, path);
	om_json_end_object(&j);
	om_json_end_object(&j);
	om_json_end_array(&j);
	om_json_end_object(&j);
}

static void
add_list(struct om_json *j, const char *key, struct om_span items)
{
	om_json_array(j, key);
	if (items.n > 0)
		om_json_raw(j, "", items);
	om_json_end_array(j);
}

void
om_sarif_write(struct om_buf *out, const struct om_kinds *kinds,
    const struct om_sarif_log *log)
{
	struct om_json j = OM_JSON(out, false);

	om_json_object(&j, NULL);
	om_json_string(&j, "$schema", schema);
	om_json_string(&j, "version", "2.1.0");
	om_json_array(&j, "runs");
	om_json_object(&j, "");
	om_json_object(&j, "tool");
	om_json_object(&j, "driver");
	om_json_string(&j, "name", "Ombud");
	om_json_string(&j, "version", om_version());
	add_rules(&j, kinds, log->used);
	om_json_end_object(&j);
	om_json_end_object(&j);
	om_json_array(&j, "invocations");
	om_json_object(&j, "");
	om_json_bool(&j, "executionSuccessful", log->skipped.n == 0);
	add_list(&j, "toolExecutionNotifications", log->skipped);
	om_json_end_object(&j);
	om_json_end_array(&j);
	om_json_string(&j, "columnKind", "utf16CodeUnits");
	add_list(&j, "results", log->results);
	om_json_end_object(&j);
	om_json_end_array(&j);
	om_json_end_object(&j);
	om_buf_byte(out, '\n');
}
