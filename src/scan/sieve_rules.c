#include "scan/sieve_rules.h"

#include "base/memory.h"

static const struct {
	const char *word, *done;
} actions[] = {
#define OM_SIEVE_ACTION(name, word, done) { word, done },
#include "scan/sieve_action_list.h"
#undef OM_SIEVE_ACTION
};

static const struct {
	const char *kind;
	enum om_treatment how;
} treatments[] = {
#define OM_SIEVE_KIND(kind, way) { kind, OM_TREATMENT_##way },
#include "scan/sieve_kind_list.h"
#undef OM_SIEVE_KIND
};

const char *
om_sieve_action_word(enum om_sieve_action action)
{
	return actions[action].word;
}

const char *
om_sieve_action_done(enum om_sieve_action action)
{
	return actions[action].done;
}

enum om_sieve_group
om_sieve_group_of(const struct om_kinds *kinds, int kind)
{
	const struct om_kind *k = &kinds->list[kind];

	if (k->class == OM_CLASS_SPECIAL)
		return OM_SIEVE_GROUP_SPECIAL;
	if (k->class == OM_CLASS_CRIMINAL)
		return OM_SIEVE_GROUP_CRIMINAL;
	switch (k->strength) {
	case OM_STRENGTH_SENSITIVE:
		return OM_SIEVE_GROUP_SPECIAL;
	case OM_STRENGTH_SECRET:
		return OM_SIEVE_GROUP_SECRET;
	case OM_STRENGTH_DIRECT:
	case OM_STRENGTH_IN_CONTEXT:
	case OM_STRENGTH_ONLINE:
	case OM_STRENGTH_GROUP:
		return OM_SIEVE_GROUP_IDENTIFIER;
	case OM_STRENGTH_QUASI_STRONG:
	case OM_STRENGTH_QUASI:
		return OM_SIEVE_GROUP_QUASI;
	case OM_STRENGTH_WEAK:
		/* An office's mailbox goes where other mailboxes go. */
		return k->parent < 0 ? OM_SIEVE_GROUP_OTHER
				     : om_sieve_group_of(kinds, k->parent);
	default:
		return OM_SIEVE_GROUP_OTHER;
	}
}

enum om_treatment
om_sieve_treatment(const struct om_kinds *kinds, int kind)
{
	for (; kind >= 0; kind = kinds->list[kind].parent)
		for (size_t i = 0;
		     i < sizeof(treatments) / sizeof(treatments[0]); i++)
			if (strcmp(kinds->list[kind].name,
				treatments[i].kind) == 0)
				return treatments[i].how;
	return OM_TREATMENT_DROP;
}

const char *
om_sieve_change_settle(
    struct om_sieve_change *c, const struct om_kinds *kinds, int kind)
{
	if (c->action == OM_SIEVE_TOKENISE && kind < 0)
		return "tokenise needs the kind that it holds";
	if (c->action != OM_SIEVE_GENERALISE || c->how != OM_TREATMENT_DROP)
		return NULL;
	if (kind >= 0)
		c->how = om_sieve_treatment(kinds, kind);
	return c->how == OM_TREATMENT_DROP
		   ? "generalise needs \"to\": year, prefix, decade, network "
		     "or tenth"
		   : NULL;
}

void
om_sieve_rules_open(struct om_sieve_rules *r, const struct om_kinds *kinds)
{
	*r = (struct om_sieve_rules){ .kinds = kinds };
	r->of_kind = om_new(kinds->n, sizeof(*r->of_kind));
	r->said = om_new(kinds->n, sizeof(*r->said));
}

void
om_sieve_rules_close(struct om_sieve_rules *r)
{
	om_config_close(&r->config);
	om_arena_free(&r->arena);
	om_free(r->of_kind);
	om_free(r->said);
	*r = (struct om_sieve_rules){ 0 };
}

/* A part of a JSON Pointer as its key reads (RFC 6901). */
static struct om_span
unescape(struct om_sieve_rules *r, struct om_span part)
{
	char *to = om_arena_take(&r->arena, part.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < part.n; i++) {
		bool escaped = part.p[i] == '~' && i + 1 < part.n &&
			       (part.p[i + 1] == '0' || part.p[i + 1] == '1');

		to[n++] = !escaped ? part.p[i] : part.p[++i] == '0' ? '~' : '/';
	}
	return om_span_bytes(to, n);
}

static bool
split(struct om_sieve_rules *r, struct om_sieve_field *f)
{
	struct om_span rest = om_span_bytes(f->name.p + 1, f->name.n - 1);
	struct om_span part;

	f->pointer = true;
	for (;;) {
		bool more = om_span_cut(&part, &rest, rest, '/');

		if (!more)
			part = rest;
		if (f->count == OM_SIEVE_PARTS)
			return false;
		f->parts[f->count++] = unescape(r, part);
		if (!more)
			return true;
	}
}

static bool
is_named(const struct om_sieve_rules *r, struct om_span name)
{
	for (size_t i = 0; i < r->field_count; i++)
		if (om_span_equal(r->fields[i].name, name))
			return true;
	return false;
}

/* The kind that a field says it holds, or is called by. */
static int
choose_kind(struct om_sieve_field *f, const struct om_sieve_rules *r,
    struct om_span said)
{
	struct om_span last = f->parts[f->count - 1];

	f->kind = om_kinds_find(r->kinds, said.n > 0 ? said : last);
	if (said.n > 0 && f->kind < 0)
		return om_fail(OM_USAGE,
		    "the field %.*s: there is no kind %.*s",
		    OM_SPAN_ARG(f->name), OM_SPAN_ARG(said));
	return OM_OK;
}

int
om_sieve_rules_field(struct om_sieve_rules *r, const char *text,
    const struct om_sieve_change *change)
{
	struct om_sieve_field *f = &r->fields[r->field_count];
	struct om_span name = om_span_of(text), kind = OM_SPAN_NONE;
	const char *wrong;
	int rc;

	if (r->field_count == OM_SIEVE_FIELDS)
		return om_fail(
		    OM_USAGE, "more than %d fields", OM_SIEVE_FIELDS);
	(void)om_span_cut(&name, &kind, name, '=');
	*f = (struct om_sieve_field){ .name = om_arena_copy(&r->arena, name),
		.change = *change };
	if (name.n == 0 || name.n > OM_SIEVE_NAME || is_named(r, name))
		return om_fail(OM_USAGE,
		    "the field \"%.*s\" is empty, too long or named twice",
		    OM_SPAN_ARG(name));
	if (name.p[0] != '/')
		f->parts[f->count++] = f->name;
	else if (!split(r, f))
		return om_fail(OM_USAGE, "the field %.*s has too many parts",
		    OM_SPAN_ARG(name));
	rc = choose_kind(f, r, kind);
	if (rc != OM_OK)
		return rc;
	wrong = om_sieve_change_settle(&f->change, r->kinds, f->kind);
	if (wrong != NULL)
		return om_fail(
		    OM_USAGE, "the field %.*s: %s", OM_SPAN_ARG(name), wrong);
	if (f->pointer)
		r->pointers |= UINT64_C(1) << r->field_count;
	else
		r->starts |= om_sieve_start(f->name);
	r->field_count++;
	return OM_OK;
}

int
om_sieve_rules_kind(
    struct om_sieve_rules *r, int kind, const struct om_sieve_change *change)
{
	const char *name = r->kinds->list[kind].name, *wrong;
	struct om_sieve_change own = *change;

	if (r->said[kind])
		return om_fail(
		    OM_USAGE, "names %s, of which another rule speaks", name);
	wrong = om_sieve_change_settle(&own, r->kinds, kind);
	if (wrong != NULL)
		return om_fail(OM_USAGE, "%s: %s", name, wrong);
	r->of_kind[kind] = own;
	r->said[kind] = r->seeks = true;
	return OM_OK;
}

/* Changes that a kind cannot have are not for it: it is masked, then. */
static void
set(struct om_sieve_rules *r, int kind, const struct om_sieve_change *change)
{
	struct om_sieve_change own = *change;

	if (om_sieve_change_settle(&own, r->kinds, kind) != NULL)
		own = (struct om_sieve_change){ .action = OM_SIEVE_MASK };
	r->of_kind[kind] = own;
	r->said[kind] = true;
}

void
om_sieve_rules_group(struct om_sieve_rules *r, enum om_sieve_group group,
    const struct om_sieve_change *change)
{
	r->seeks = true;
	for (size_t i = 0; i < r->kinds->n; i++)
		if (!r->said[i] && om_sieve_group_of(r->kinds, (int)i) == group)
			set(r, (int)i, change);
}

void
om_sieve_rules_otherwise(
    struct om_sieve_rules *r, const struct om_sieve_change *change)
{
	r->seeks = true;
	for (size_t i = 0; i < r->kinds->n; i++)
		if (!r->said[i])
			set(r, (int)i, change);
}

bool
om_sieve_rules_do(const struct om_sieve_rules *r, enum om_sieve_action action)
{
	for (size_t i = 0; i < r->field_count; i++)
		if (r->fields[i].change.action == action)
			return true;
	for (size_t i = 0; r->seeks && i < r->kinds->n; i++)
		if (r->of_kind[i].action == action)
			return true;
	return false;
}
