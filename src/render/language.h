#ifndef OM_RENDER_LANGUAGE_H
#define OM_RENDER_LANGUAGE_H

#include "base/buf.h"

/*
 * The sentences of letters in one language: reports/language/CODE.json,
 *
 *	{ "language": "de", "name": "Deutsch", "texts": { "KEY": "SENTENCE" } }
 *
 * A sentence is plain text with places, {{name}}, that a view fills and
 * {{$key}} for another sentence. English is the measure: every language has
 * its keys, and each sentence the same places.
 */
struct om_language;

/*
 * folder, NULL for none, may hold language/CODE.json: single sentences in
 * place of those built in, or all of them in a language that was not.
 * OM_USAGE for a language that there is not, naming those that there are,
 * and where a file errs (a key that is unknown or missing, other places).
 * Close it; NULL is fine.
 */
int om_language_open(struct om_language **out, const char *folder,
    const char *code) OM_MUST_CHECK;
void om_language_close(struct om_language *l);

const char *om_language_code(const struct om_language *l);

/* The sentence of a key; NULL where there is none. */
const char *om_language_find(const struct om_language *l, struct om_span key);

/*
 * What the language calls a kind of the catalogue of kinds; its title there,
 * which is English, where it has no name for it.
 */
const char *om_language_kind(
    const struct om_language *l, const char *kind, const char *title);

/* The same; OM_USAGE, naming file and key, where there is none. */
int om_language_text(const char **out, const struct om_language *l,
    const char *key) OM_MUST_CHECK;

/* Appends in the language's form: "3 March 2026", "3. März 2026". */
void om_language_day(
    struct om_buf *b, const struct om_language *l, int32_t day);

/* "12,000", "12.000". */
void om_language_number(
    struct om_buf *b, const struct om_language *l, int64_t n);

/*
 * "1 record", "12,000 records": by the sentences KEY.one and KEY.many, whose
 * place {{n}} is the number.
 */
void om_language_amount(
    struct om_buf *b, const struct om_language *l, const char *key, int64_t n);

/* The i-th of n words of a list and what stands before it: "a, b and c". */
void om_language_list(struct om_buf *b, const struct om_language *l,
    struct om_span word, size_t i, size_t n);

/*
 * "GDPR Art. 12(5), 15(1)(a); X" as the language cites: "Art. 12 Abs. 5, Art.
 * 15 Abs. 1 Buchst. a DSGVO; X". What is no article of the GDPR or of the
 * United Kingdom's stays as it is.
 */
void om_language_cite(
    struct om_buf *b, const struct om_language *l, struct om_span cite);

/*
 * Whether each sentence of l has the places of the same in the measure, and
 * no key that is not there; with whole also every key that is. OM_USAGE.
 */
struct om_config;
int om_language_check(const struct om_config *l,
    const struct om_config *measure, bool whole) OM_MUST_CHECK;

#endif
