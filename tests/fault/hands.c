#include "fault/hands_inside.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "crypto/keys.h"
#include "request/request.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/erase.h"
#include "store/import.h"
#include "store/link.h"
#include "store/member.h"
#include "store/pseudonym.h"
#include "store/store_inside.h"
#include "store/people.h"
#include "store/suppression.h"

static char *
path_in(const struct hands *h, const char *format, uint32_t number)
{
	struct om_buf name = OM_BUF(64);
	char *path;

	om_buf_text(&name, format);
	om_buf_format(&name, "%u", (unsigned)number);
	path = om_path_join(h->folder, name.p);
	om_buf_free(&name);
	return path;
}

char *
answer_path(const struct hands *h, uint32_t number)
{
	return path_in(h, "answer.", number);
}

char *
backup_path(const struct hands *h, uint32_t number)
{
	return path_in(h, "backup.", number);
}

int
hands_make(const char *folder)
{
	const struct om_init what = { .folder = folder, .one_person = true };

	return om_init(&what);
}

int
hands_begin(struct hands *h, const char *folder)
{
	*h = (struct hands){ .folder = om_strdup(folder) };
	return om_open_without_store(&h->om, folder);
}

void
hands_end(struct hands *h)
{
	hands_drop(h);
	(void)om_close(h->om);
	om_free(h->folder);
	*h = (struct hands){ 0 };
}

void
hands_move(struct hands *h, const char *folder)
{
	om_free(h->folder);
	om_free(h->om->folder);
	h->folder = om_strdup(folder);
	h->om->folder = om_strdup(folder);
}

/* As context.c does it, but for what was read already. */
static int
open_store(struct hands *h)
{
	struct om *om = h->om;
	struct om_store_options options = om_open_options(om);
	struct om_buf name = OM_BUF(256);
	int rc = om_store_open(&om->store, &options);

	if (rc == OM_OK)
		rc = om_user_name(&name);
	if (rc == OM_OK)
		rc = om_member_find(&om->member, om->store, name.p);
	if (rc == OM_OK)
		om->store->member = om->member.id;
	om_buf_free(&name);
	return rc;
}

int
hands_open(struct hands *h)
{
	char *path = om_path_join(h->folder, "keys");
	int rc;

	hands_drop(h);
	om_keys_close(h->om->keys);
	h->om->keys = NULL;
	rc = om_keys_open(&h->om->keys, path);
	om_free(path);
	return rc == OM_OK ? open_store(h) : rc;
}

void
hands_drop(struct hands *h)
{
	om_arena_free(&h->arena);
	if (h->om == NULL)
		return;
	om_store_close_parts(h->om->store);
	h->om->store = NULL;
}

int
hands_promise(struct promise *out, struct hands *h)
{
	out->entries = h->om->store->ledger.mirrors[OM_LEDGER_AUDIT].last;
	return om_audit_check_head(&out->size, h->om->store);
}

static void
add_person(struct om_buf *b, uint32_t number, uint32_t version)
{
	om_buf_format(b,
	    "{\"source\":\"crm\",\"type\":\"customer\",\"name\":\"Person %u\","
	    "\"identifiers\":[{\"type\":\"email\",\"value\":\"p%u@mail.example"
	    "\"},{\"type\":\"external_id\",\"value\":\"c-%u\"}],"
	    "\"attributes\":{\"version\":%u,\"city\":\"Lower Quay\"}}\n",
	    (unsigned)number, (unsigned)number, (unsigned)number,
	    (unsigned)version);
}

static int
import(struct hands *h, const struct om_buf *text, bool merge)
{
	const struct om_records_options how = { .format = OM_RECORDS_NDJSON };
	const struct om_import_options options = { .merge = merge,
		.strict = true };
	struct om_import_counts n = { 0 };
	struct om_records *records;
	int rc =
	    om_records_open_memory(&records, "people", om_buf_span(text), &how);

	if (rc != OM_OK)
		return rc;
	rc = om_import(&n, h->om->store, records, &options);
	om_records_close(records);
	return rc;
}

DO(import)
{
	struct om_buf text = OM_BUF(64 << 10);
	int rc;

	for (uint32_t i = 0; i < act->a; i++)
		add_person(&text, w->next + i, 1);
	if (act->b != 0)
		add_person(&text, act->b, 1);
	rc = import(h, &text, false);
	om_buf_free(&text);
	return rc;
}

DO(merge)
{
	const struct profile *p = &w->profiles[act->a];
	struct om_buf text = OM_BUF(64 << 10);
	int rc;

	add_person(&text, p->number, p->version + 1);
	rc = import(h, &text, true);
	om_buf_free(&text);
	return rc;
}

/* The subject at a place of the world, who must be there. */
static int
find(struct om_subject **out, struct hands *h, uint32_t number)
{
	int rc = look_up(out, h, number);

	return rc == OM_OK && *out == NULL
		   ? om_fail(OM_CORRUPT, "person %u is gone", (unsigned)number)
		   : rc;
}

DO(link)
{
	struct om_subject *into, *from;
	int rc = find(&into, h, w->profiles[act->a].number);

	if (rc == OM_OK)
		rc = find(&from, h, w->profiles[act->b].number);
	return rc == OM_OK ? om_link(h->om->store, into->id, from->id) : rc;
}

DO(unlink)
{
	uint32_t number = w->profiles[act->a].number;
	struct om_held_profile *held;
	struct om_subject *s;
	int64_t out;
	int rc = find(&s, h, number);

	if (rc != OM_OK)
		return rc;
	held = look_profile(s, number);
	return held == NULL
		   ? om_fail(OM_CORRUPT, "profile %u is gone", (unsigned)number)
		   : om_unlink(&out, h->om->store, s->id, held->id);
}

DO(erase)
{
	struct om_erasure done = { 0 };
	struct om_subject *s;
	int rc = find(&s, h, w->profiles[act->a].number);

	if (rc == OM_OK)
		rc = om_erase(&done, h->om->store, s->id, 0);
	return rc == OM_OK ? om_erase_settle(&done, h->om->store) : rc;
}

DO(pseudonymise)
{
	struct om_pseudonymisation done;
	struct om_subject *s;
	int rc = find(&s, h, w->profiles[act->a].number);

	return rc == OM_OK ? om_pseudonymise(&done, h->om->store, s->id, 0)
			   : rc;
}

static int
list(struct hands *h, uint32_t number, bool lifted)
{
	struct om_buf value = OM_BUF(64);
	struct om_identifier id = { OM_SPAN("email"), OM_SPAN_NONE };
	int rc;

	om_buf_format(&value, "list%u@mail.example", (unsigned)number);
	id.value = om_buf_span(&value);
	rc =
	    om_suppression_set(h->om->store, &id, OM_PURPOSE_MARKETING, lifted);
	om_buf_free(&value);
	return rc;
}

DO(suppress)
{
	(void)w;
	return list(h, act->a, false);
}

DO(lift)
{
	(void)w;
	return list(h, act->a, true);
}

DO(member)
{
	struct om_buf name = OM_BUF(64);
	int64_t id;
	int rc;

	(void)act;
	om_buf_format(&name, "member%u", (unsigned)w->members);
	rc = om_member_add(h->om->store, &id, name.p, OM_ROLE_CASEWORKER);
	om_buf_free(&name);
	return rc;
}

DO(integrate)
{
	(void)w;
	(void)act;
	return om_audit_integrate(h->om->store, NULL);
}

DO(backup)
{
	char *path = backup_path(h, w->backups + 1);
	int rc = om_store_backup(h->om->store, path);

	(void)act;
	om_free(path);
	return rc;
}

DO(restore)
{
	struct om_store_options options = om_open_options(h->om);
	char *path = backup_path(h, act->a);
	struct om_restoration done;
	int rc;

	(void)w;
	om_store_close_parts(h->om->store);
	h->om->store = NULL;
	options.user = h->om->member.name;
	rc = om_store_restore(&done, &options, path);
	om_free(path);
	return rc == OM_OK ? open_store(h) : rc;
}

static int (*const kinds[KINDS])(
    struct hands *, const struct world *, const struct act *) = {
#define KIND(code, word, weight, may, name) do_##name,
#include "fault/kind_list.h"
#undef KIND
};

int
hands_do(struct hands *h, const struct world *w, const struct act *act)
{
	om_arena_wipe(&h->arena);
	return kinds[act->kind](h, w, act);
}
