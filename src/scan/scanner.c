#include "scan/scanner.h"

#include "base/memory.h"
#include "scan/sight.h"

static const char *const detected_kinds[] = {
#define OM_DETECTED(code, kind) kind,
#include "scan/detected_list.h"
#undef OM_DETECTED
};

static const float default_least = 0.5F, keen_least = 0.01F;

/* What is looked for, by number. */
static int
choose_kinds(struct om_scanner *s, const struct om_kind_set *only)
{
	for (size_t i = 0; i < s->kinds->n; i++)
		if (only == NULL || om_kind_set_has(only, (int)i))
			om_kind_set_add(&s->only, (int)i);
	for (int i = 0; i < OM_DETECTED_ALL; i++) {
		int kind =
		    om_kinds_find(s->kinds, om_span_of(detected_kinds[i]));

		if (kind < 0)
			return om_fail(OM_USAGE,
			    "kinds.json: %s is missing, which the scanner "
			    "finds",
			    detected_kinds[i]);
		s->detected[i] = om_kind_set_has(&s->only, kind) ? kind : -1;
	}
	return OM_OK;
}

/* Decoys are looked for whatever is asked for: they speak against it. */
static void
choose_decoys(struct om_scanner *s)
{
	for (size_t i = 0; i < s->identifiers->n; i++)
		if (s->identifiers->list[i].evidence >> OM_EVIDENCE_DECOY & 1)
			om_kind_set_add(&s->only, s->identifiers->list[i].kind);
}

static void
sieve_shapes(struct om_scanner *s)
{
	const struct om_identifiers *all = s->identifiers;

	memset(&s->shapes, 0, sizeof(s->shapes));
	s->eager = false;
	for (size_t k = 0; k < all->step_count; k++) {
		const struct om_shape_step *step = &all->steps[k];
		const struct om_identifier *i = &all->list[step->number];

		if (!om_kind_set_has(&s->only, i->kind))
			continue;
		om_shape_sieve_add(&s->shapes, step, i->alone >= s->least);
		s->eager |= i->brief && i->alone >= s->least;
	}
}

static int
gather_cues(struct om_scanner *s)
{
	int rc;

	s->password_kind = om_kinds_find(s->kinds, OM_SPAN("password"));
	s->card_kind = om_kinds_find(s->kinds, OM_SPAN("card_number"));
	s->cues = om_cues_new(&s->arena);
	rc = om_cues_add_known(s->cues);
	if (rc == OM_OK)
		rc = om_secrets_cues(s->secrets, s->cues);
	if (rc == OM_OK)
		rc = om_special_cues(s->special, s->cues);
	return rc;
}

int
om_scanner_open(
    struct om_scanner **out, const struct om_scanner_options *options)
{
	struct om_scanner *s = om_new(1, sizeof(*s));
	int rc;

	s->kinds = options->kinds;
	s->least = options->least > 0 ? options->least : default_least;
	s->marker = om_block_markers();
	rc = choose_kinds(s, options->only);
	if (rc == OM_OK)
		rc = om_identifiers_open(
		    &s->identifiers, options->kinds, options->folder);
	if (rc == OM_OK)
		choose_decoys(s);
	if (rc == OM_OK)
		rc = om_phone_plans_open(&s->phones);
	for (int i = 0; rc == OM_OK && i < OM_DETECTED_ALL; i++)
		s->speech[i] = om_identifiers_speech(s->identifiers,
		    om_kinds_find(s->kinds, om_span_of(detected_kinds[i])));
	if (rc == OM_OK)
		rc = om_lexicon_open(&s->lexicon);
	if (rc == OM_OK)
		rc = om_fields_open(&s->fields, s->kinds, options->folder);
	if (rc == OM_OK)
		rc = om_mailboxes_open(&s->mailboxes, options->folder);
	if (rc == OM_OK)
		rc = om_secrets_open(&s->secrets, s->kinds, options->folder);
	if (rc == OM_OK)
		rc = om_special_open(&s->special, s->kinds, options->folder);
	if (rc == OM_OK)
		rc = gather_cues(s);
	if (rc == OM_OK)
		rc = om_patterns_open(&s->patterns,
		    &(struct om_patterns_source){ .kinds = s->kinds,
			.identifiers = s->identifiers,
			.folder = options->folder,
			.file = options->patterns });
	if (rc == OM_OK) {
		sieve_shapes(s);
		*out = s;
	} else
		om_scanner_close(s);
	return rc;
}

void
om_scanner_close(struct om_scanner *s)
{
	if (s == NULL)
		return;
	if (!s->borrowed) {
		om_identifiers_close(s->identifiers);
		om_phone_plans_close(s->phones);
		om_lexicon_close(s->lexicon);
		om_fields_close(s->fields);
		om_mailboxes_close(s->mailboxes);
		om_secrets_close(s->secrets);
		om_special_close(s->special);
		om_patterns_close(s->patterns);
		om_arena_free(&s->arena);
	}
	om_free(s);
}

int
om_scanner_check(const struct om_scanner *s, size_t *patterns, size_t *examples)
{
	*patterns = *examples = 0;
	return om_patterns_check(s->patterns, patterns, examples);
}

struct om_scanner *
om_scanner_keen(const struct om_scanner *s)
{
	struct om_scanner *keen = om_new(1, sizeof(*keen));

	*keen = *s;
	keen->borrowed = true;
	if (keen->least > keen_least)
		keen->least = keen_least;
	sieve_shapes(keen);
	return keen;
}

const struct om_kinds *
om_scanner_kinds(const struct om_scanner *s)
{
	return s->kinds;
}

float
om_scanner_least(const struct om_scanner *s)
{
	return s->least;
}

bool
om_scanner_field(
    const struct om_scanner *s, struct om_word_set *out, struct om_span name)
{
	om_identifiers_field(s->identifiers, out, name);
	out->entry = om_fields_find(s->fields, name) + 1;
	return out->entry != 0 ||
	       (out->classes & (OM_WORD_FOR_SHAPES | OM_WORD_FOR_KINDS)) != 0;
}

const char *
om_scanner_instructions(const struct om_scanner *s)
{
	return s->marker->name;
}

int
om_scanner_choose(struct om_scanner *s, const char *name)
{
	for (const struct om_block_marker *m = om_block_markers();
	     m->name != NULL; m++)
		if (strcmp(m->name, name) == 0) {
			s->marker = m;
			return OM_OK;
		}
	return om_fail(OM_NOTFOUND, "%s: this processor has no such", name);
}
