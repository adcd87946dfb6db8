#ifndef OM_REQUEST_LETTER_H
#define OM_REQUEST_LETTER_H

#include "render/template.h"
#include "request/inside.h"

/*
 * What every letter to a person shares: its language, its law, and the view
 * that fills its templates, which are in reports/, a workspace's own first.
 */
struct om_letter {
	struct om_case *c; /* loaded */
	struct om_language *language;
	bool california, kingdom; /* the CCPA first; the UK GDPR, too */
	int64_t as_of;
	struct om_view *v;
};

/*
 * language may be NULL: the request's. OM_USAGE for one that there is not. The
 * view knows the controller, the request and its law. om_letter_close in any
 * case.
 */
int om_letter_open(
    struct om_letter *l, struct om_case *c, const char *language) OM_MUST_CHECK;
void om_letter_close(struct om_letter *l);

/* Appends a text of reports/, its places filled. */
int om_letter_render(struct om_buf *out, const struct om_letter *l,
    const char *template, const struct om_view *v) OM_MUST_CHECK;

/* Renders a part from l->v and sets it there as HTML under a name. */
int om_letter_part(const struct om_letter *l, const char *name,
    const char *template) OM_MUST_CHECK;

/*
 * Sets kept_any, and as kept_data what was not granted, item by item, with its
 * ground (GDPR Art. 12(4)).
 */
int om_letter_kept(const struct om_letter *l) OM_MUST_CHECK;

/* The frame around the body that such a template makes, under a title. */
int om_letter_frame(struct om_buf *out, const struct om_letter *l,
    const char *title, const char *body) OM_MUST_CHECK;

/*
 * Names of a view in the language: a sentence without places, a day, an
 * amount (om_language_amount), words as one list, an article.
 */
int om_letter_say(struct om_view *v, const struct om_letter *l,
    const char *name, const char *key) OM_MUST_CHECK;
void om_letter_day(struct om_view *v, const struct om_letter *l,
    const char *name, int32_t day);
void om_letter_amount(
    struct om_view *v, const struct om_letter *l, const char *key, int64_t n);
void om_letter_cite(struct om_view *v, const struct om_letter *l,
    const char *name, const char *cite);

/* The last event of a kind; NULL. */
const struct om_request_event *om_letter_event(
    const struct om_request *r, enum om_state_event kind);

/* Whether the right of a request is among these words. */
bool om_letter_is_right(const struct om_request *r, const char *words);

/* "GROUP.WORD", the key of a word of ours; OM_USAGE where it has none. */
int om_letter_word(struct om_view *v, const struct om_letter *l,
    const char *name, const char *group, const char *word) OM_MUST_CHECK;

/* What was decided and done of the request's right, for its template. */
int om_letter_right(const struct om_letter *l) OM_MUST_CHECK;

/*
 * Rows of the table of letters. The newest of a kind that was not sent is the
 * one that is sent; OM_DENIED where there is none.
 */
int om_letter_list(struct om_request *r, struct om_case *c) OM_MUST_CHECK;
int om_letter_insert(
    struct om_case *c, const struct om_request_letter *letter) OM_MUST_CHECK;
int om_letter_mark(
    struct om_case *c, const struct om_request_letter *letter) OM_MUST_CHECK;

/*
 * The row of a letter that was made just now, its file with that hash, and
 * the entry of it, in the open transaction.
 */
int om_letter_record(struct om_case *c, const char *kind, const char *language,
    const uint8_t hash[OM_HASH_SIZE]) OM_MUST_CHECK;

/*
 * Where the person was looked for, and where not, with the counts of that;
 * the part `where` shows it.
 */
int om_letter_where(const struct om_letter *l) OM_MUST_CHECK;

#endif
