#include "cmd/demo_world.h"

#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"
#include "render/template.h"

/* The company's settings with the log's name that the workspace was given. */
static int
write_settings(struct om_buf *out, const char *origin)
{
	struct om_template t = { .file = "reports/demo.json" };
	struct om_arena arena = { 0 };
	struct om_view *v = om_view_new(&arena);
	int rc = OM_OK;

	om_view_string(v, "origin", origin);
	if (!om_embed_find(&t.text, t.file))
		rc = om_fail(OM_NOTFOUND, "%s: is not built in", t.file);
	if (rc == OM_OK)
		rc = om_template_render(out, &t, v);
	om_arena_free(&arena);
	return rc;
}

static int
set_settings(const char *folder)
{
	char *path = om_path_join(folder, OM_SETTINGS_FILE);
	struct om_buf text = OM_BUF(64 << 10);
	struct om_settings made = { 0 };
	int rc = om_settings_load(&made, path);

	if (rc == OM_OK)
		rc = write_settings(&text, made.origin);
	om_settings_close(&made);
	if (rc == OM_OK)
		rc = om_file_replace(path, om_buf_span(&text), 0600);
	om_buf_free(&text);
	om_free(path);
	return rc;
}

int
om_demo_world_make(struct om **out, const char *folder)
{
	const struct om_init what = { .folder = folder };
	struct om *om = NULL;
	int64_t id;
	int rc = om_init(&what);

	if (rc == OM_OK)
		rc = set_settings(folder);
	if (rc == OM_OK)
		rc = om_open(&om, folder);
	if (rc == OM_OK)
		rc = om_member_add(
		    om->store, &id, OM_DEMO_SECOND, OM_ROLE_APPROVER);
	if (rc == OM_OK)
		*out = om;
	else
		(void)om_close(om);
	return rc;
}

int
om_demo_world_import(
    struct om_import_counts *counts, struct om *om, struct om_span bytes)
{
	const struct om_records_options how = { .format = OM_RECORDS_NDJSON };
	const struct om_import_options options = { .strict = true };
	struct om_records *records = NULL;
	int rc = om_records_open_memory(&records, "demo", bytes, &how);

	if (rc == OM_OK)
		rc = om_import(counts, om->store, records, &options);
	om_records_close(records);
	return rc;
}
