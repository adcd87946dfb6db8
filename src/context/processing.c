#include "context/processing.h"

#include "base/memory.h"
#include "store/statement.h"

enum { RECORD_CEILING = 16 << 20 };

/* Texts in place of words of lists: all that ombud.json can say. */
static void
add_simple_basis(struct om_activity *a, struct om_arena *arena, const char *why)
{
	if (*why == '\0')
		return;
	a->bases = om_arena_new(arena, 1, sizeof(*a->bases));
	a->bases[0].why = why;
	a->basis_count = 1;
}

static void
add_simple_retention(
    struct om_activity *a, struct om_arena *arena, const char *period)
{
	if (*period == '\0')
		return;
	a->retention = om_arena_new(arena, 1, sizeof(*a->retention));
	a->retention[0] = (struct om_retention){
		.source = "", .criteria = period, .start = "", .statute = ""
	};
	a->retention_count = 1;
}

static void
add_simple_handed(struct om_handed_list *list, struct om_arena *arena,
    struct om_texts categories)
{
	if (categories.n == 0)
		return;
	list->p = om_arena_new(arena, 1, sizeof(*list->p));
	list->p[0] =
	    (struct om_handed){ .categories = categories, .purpose = "" };
	list->n = 1;
	list->stated = true;
}

static void
add_simple_recipients(struct om_processing_record *r, struct om_activity *a,
    struct om_texts names)
{
	r->recipients =
	    om_arena_new(&r->arena, names.n, sizeof(*r->recipients));
	a->recipients = om_arena_new(
	    &r->arena, names.n, sizeof(struct om_processing_recipient *));
	for (size_t i = 0; i < names.n; i++) {
		r->recipients[i] = (struct om_processing_recipient){
			.name = om_texts_get(names, i),
			.category = "",
			.contact = "",
			.country = "",
			.safeguard_copy = "",
		};
		a->recipients[i] = &r->recipients[i];
	}
	r->recipient_count = a->recipient_count = names.n;
	a->recipients_stated = names.n > 0;
}

static void
fill_simple(struct om_processing_record *r, const struct om_processing *p)
{
	struct om_activity *a = om_arena_new(&r->arena, 1, sizeof(*a));

	*a = (struct om_activity){
		.name = "all",
		.title = "",
		.purposes = p->purposes,
		.inferred = p->inferred,
		.origin = p->origin,
		.decisions = *p->automated_decisions == '\0'
				 ? OM_DECISIONS_UNSTATED
				 : OM_DECISIONS,
		.logic = p->automated_decisions,
		.consequences = "",
		.transfers = p->transfers,
	};
	add_simple_basis(a, &r->arena, p->legal_basis);
	add_simple_retention(a, &r->arena, p->storage_period);
	add_simple_recipients(r, a, p->recipients);
	add_simple_handed(&a->sold_or_shared, &r->arena, p->sold_or_shared);
	add_simple_handed(&a->disclosed, &r->arena, p->disclosed);
	r->representative = (struct om_party){ "", "", "", "", "", "" };
	r->simple = true;
	r->activities = a;
	r->n = 1;
}

/* 1 with the text of the newest record, 0 where none was imported. */
static int
read_newest(struct om_buf *out, struct om_store *store)
{
	int rc = om_sql_first(store->sql, S_PROCESSING_LAST, NULL, 0);

	if (rc == 1)
		om_buf_add(out, om_sql_data(store->sql, S_PROCESSING_LAST, 1));
	om_sql_stop(store->sql, S_PROCESSING_LAST);
	return rc;
}

int
om_processing_open(struct om_processing_record **out, struct om *om)
{
	struct om_buf text = OM_BUF(RECORD_CEILING);
	int rc = read_newest(&text, om->store);

	if (rc == 1) {
		rc = om_processing_parse(
		    out, "record of processing", om_buf_span(&text), NULL);
	} else if (rc == 0) {
		*out = om_new(1, sizeof(**out));
		fill_simple(*out, &om->settings.processing);
	}
	om_buf_free(&text);
	return rc;
}

void
om_processing_close(struct om_processing_record *r)
{
	if (r == NULL)
		return;
	if (!r->simple)
		om_config_close(&r->config);
	om_arena_free(&r->arena);
	om_free(r);
}

bool
om_activity_has_source(const struct om_activity *a, struct om_span source)
{
	return a->sources.n == 0 || om_texts_have(a->sources, source);
}

size_t
om_processing_next(
    const struct om_processing_record *r, size_t i, struct om_span source)
{
	while (i < r->n && !om_activity_has_source(&r->activities[i], source))
		i++;
	return i;
}

bool
om_processing_inferred(const struct om_processing_record *r,
    struct om_span source, struct om_span attribute)
{
	for (size_t i = om_processing_next(r, 0, source); i < r->n;
	     i = om_processing_next(r, i + 1, source))
		if (om_texts_have(r->activities[i].inferred, attribute))
			return true;
	return false;
}

const struct om_processing_recipient *
om_processing_recipient(const struct om_processing_record *r, const char *name)
{
	for (size_t i = 0; i < r->recipient_count; i++)
		if (strcmp(r->recipients[i].name, name) == 0)
			return &r->recipients[i];
	return NULL;
}

bool
om_recipient_is_abroad(
    const struct om_processing_recipient *recipient, unsigned areas)
{
	static const char in_union[] =
	    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV "
	    "MT NL NO PL PT RO SE SI SK";
	const char *country = recipient->country;

	return strlen(country) != 2 ||
	       ((areas & OM_AREA_UNION) != 0 &&
		   strstr(in_union, country) == NULL) ||
	       ((areas & OM_AREA_KINGDOM) != 0 && strcmp(country, "GB") != 0);
}

static void
add_unit(struct om_buf *b, int n, const char *unit, size_t before)
{
	if (n > 0)
		om_buf_format(b, "%s%d %s%s", b->n > before ? ", " : "", n,
		    unit, n == 1 ? "" : "s");
}

void
om_retention_text(struct om_buf *b, const struct om_retention *r)
{
	size_t before = b->n;

	add_unit(b, r->years, "year", before);
	add_unit(b, r->months, "month", before);
	add_unit(b, r->days, "day", before);
	if (b->n == before)
		om_buf_text(b, r->criteria);
	if (*r->start != '\0')
		om_buf_format(b, " from the %s", r->start);
	if (*r->statute != '\0')
		om_buf_format(b, " (%s)", r->statute);
}

static const struct om_basis bases[] = {
#define OM_BASIS(code, word, cite, title, special, portable) \
	{ word, cite, title, special, portable },
#include "context/basis_list.h"
#undef OM_BASIS
};

static const struct om_safeguard safeguards[] = {
#define OM_SAFEGUARD(code, word, cite, title) { word, cite, title },
#include "context/safeguard_list.h"
#undef OM_SAFEGUARD
};

static const char *const capacities[] = {
#define OM_CAPACITY(code, word) word,
#include "context/capacity_list.h"
#undef OM_CAPACITY
};

const char *
om_capacity_word(enum om_capacity capacity)
{
	return capacities[capacity];
}

const struct om_basis *
om_basis_at(size_t i)
{
	return i < sizeof(bases) / sizeof(bases[0]) ? &bases[i] : NULL;
}

const struct om_safeguard *
om_safeguard_at(size_t i)
{
	return i < sizeof(safeguards) / sizeof(safeguards[0]) ? &safeguards[i]
							      : NULL;
}
