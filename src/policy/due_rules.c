#include "policy/due_rules.h"

#include "base/memory.h"
#include "policy/deadlines.h"

struct opened {
	struct opened *next;
	char *code;
	struct om_calendar *calendar;
	char hash[OM_POLICY_HASH_SIZE];
};

struct om_due_rules {
	struct om_config file;
	const char *folder;
	struct opened *calendars;
	struct om_due_memory *memory;
};

int
om_due_rules_open(struct om_due_rules **out, const char *folder)
{
	struct om_due_rules *r = om_new(1, sizeof(*r));
	int rc = om_deadlines_open(&r->file, folder);

	r->folder = folder;
	if (rc == OM_OK)
		*out = r;
	else
		om_free(r);
	return rc;
}

static void
close_calendar(struct opened *o)
{
	om_calendar_close(o->calendar);
	om_free(o->code);
	om_free(o);
}

void
om_due_rules_close(struct om_due_rules *r)
{
	if (r == NULL)
		return;
	while (r->calendars != NULL) {
		struct opened *first = r->calendars;

		r->calendars = first->next;
		close_calendar(first);
	}
	om_config_close(&r->file);
	om_free(r->memory);
	om_free(r);
}

struct om_due_memory **
om_due_rules_memory(struct om_due_rules *r)
{
	return &r->memory;
}

const struct om_config *
om_due_rules_file(const struct om_due_rules *r)
{
	return &r->file;
}

static int
hash_both(struct opened *o, const struct om_due_rules *r)
{
	struct om_buf text = OM_BUF(32 << 20);
	int rc;

	om_buf_add(&text, om_policy_text(&r->file));
	om_buf_text(&text, om_calendar_hash(o->calendar));
	rc = om_buf_check(&text, "deadlines.json");
	if (rc == OM_OK)
		rc = om_policy_hash(o->hash, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

static int
open_calendar(struct om_due_rules *r, const char *code)
{
	struct opened *o = om_new(1, sizeof(*o));
	int rc = om_calendar_open(&o->calendar, r->folder, code);

	if (rc == OM_OK)
		rc = hash_both(o, r);
	if (rc != OM_OK) {
		close_calendar(o);
		return rc;
	}
	o->code = om_strdup(code);
	o->next = r->calendars;
	r->calendars = o;
	return OM_OK;
}

int
om_due_rules_calendar(const struct om_calendar **out, const char **hash,
    struct om_due_rules *r, const char *code)
{
	struct opened *o = r->calendars;
	int rc = OM_OK;

	while (o != NULL && strcmp(o->code, code) != 0)
		o = o->next;
	if (o == NULL) {
		rc = open_calendar(r, code);
		o = r->calendars;
	}
	if (rc == OM_OK) {
		*out = o->calendar;
		*hash = o->hash;
	}
	return rc;
}

struct whole {
	const char *folder;
	struct om_buf text;
};

static int
add_calendar(void *state, const char *code)
{
	struct whole *w = state;
	struct om_buf name = OM_BUF(64);
	struct om_config file;
	int rc;

	om_buf_format(&name, "holidays/%s.json", code);
	rc = om_policy_load(&file, w->folder, name.p);
	if (rc == OM_OK) {
		om_buf_add(&w->text, om_policy_text(&file));
		om_config_close(&file);
	}
	om_buf_free(&name);
	return rc;
}

int
om_due_rules_hash(char out[OM_POLICY_HASH_SIZE], const struct om_due_rules *r)
{
	struct whole w = { r->folder, OM_BUF(64 << 20) };
	int rc;

	om_buf_add(&w.text, om_policy_text(&r->file));
	rc = om_calendar_each(r->folder, add_calendar, &w);
	if (rc == OM_OK)
		rc = om_buf_check(&w.text, "the deadlines and calendars");
	if (rc == OM_OK)
		rc = om_policy_hash(out, om_buf_span(&w.text));
	om_buf_free(&w.text);
	return rc;
}
