#include "crypto/random.h"
#include "request/certificate.h"

/* What stands in the ledger about the person, told to her alone. */
static int
set_suppressed(const struct om_answer *a)
{
	static const char *const keys[OM_PURPOSE_SLOTS] = {
		[OM_PURPOSE_ERASURE] = "suppressed.erasure",
		[OM_PURPOSE_MARKETING] = "suppressed.marketing",
		[OM_PURPOSE_SALE] = "suppressed.sale",
		[OM_PURPOSE_SENSITIVE] = "suppressed.sensitive",
		[OM_PURPOSE_AUTOMATED] = "suppressed.automated",
	};
	struct om_view *v = a->letter.v;
	bool any = false;
	int rc = OM_OK;

	om_view_list(v, "suppressed");
	for (int p = 0; rc == OM_OK && p < OM_PURPOSE_SLOTS; p++)
		if (a->suppressed[p]) {
			rc = om_letter_say(om_view_add(v, "suppressed"),
			    &a->letter, "text", keys[p]);
			any = true;
		}
	om_view_flag(v, "suppressed_any", any);
	return rc;
}

static int
set_files(const struct om_answer *a, const struct om_package *p)
{
	int rc = OM_OK;

	om_view_flag(a->letter.v, "files_any", p->n > 0);
	for (size_t i = 0; rc == OM_OK && i < p->n; i++) {
		struct om_view *row = om_view_add(a->letter.v, "files");

		om_view_string(row, "name", p->files[i].name);
		rc = om_letter_say(row, &a->letter, "what", p->files[i].what);
	}
	return rc;
}

/* Nobody was found, or she was erased on another request of hers. */
static bool
had_nothing(const struct om_answer *a)
{
	const struct om_request *r = a->c->request;
	const struct om_request_step *s =
	    om_request_step_of(r, OM_SYSTEM_STORE);

	if (r->right->blocks != 0)
		return false;
	return r->nobody || (r->right->copies && a->subject == NULL) ||
	       s == NULL || s->acted == 0;
}

/* The template of what this letter has to say. */
static const char *
body_of(const struct om_answer *a)
{
	const struct om_request *r = a->c->request;

	if (r->denied != NULL)
		return "letter_refusal.html";
	if (had_nothing(a))
		return "letter_nobody.html";
	return a->california && r->right->ccpa_template != NULL
		   ? r->right->ccpa_template
		   : r->right->template;
}

/* The number that a record has on the page; its source with it. */
static void
set_record(struct om_view *row, const struct om_answer *a, const char *item)
{
	om_view_string(row, "number", "");
	om_view_string(row, "source", "");
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->profiles[i].reference, item) == 0) {
			om_view_int(row, "number", (int64_t)i + 1);
			om_view_set(
			    row, "source", a->profiles[i].profile.source);
		}
}

static int
show_redaction(struct om_view *row, const struct om_answer *a,
    const struct om_redaction *r)
{
	int kind = om_kinds_find(a->kinds, om_span_of(r->kind));

	set_record(row, a, r->item);
	om_view_string(row, "path", r->path);
	om_view_string(
	    row, "only", kind < 0 ? "" : om_answer_kind_title(a, kind));
	om_letter_cite(row, &a->letter, "cite", r->cite);
	return om_letter_word(row, &a->letter, "text", r->group, r->word);
}

static int
set_redactions(const struct om_answer *a)
{
	struct om_view *v = a->letter.v;
	int rc = OM_OK;

	om_view_list(v, "redactions");
	om_view_flag(v, "redactions_any", a->redactions.n > 0);
	for (size_t i = 0; rc == OM_OK && i < a->redactions.n; i++)
		rc = show_redaction(
		    om_view_add(v, "redactions"), a, &a->redactions.list[i]);
	return rc == OM_OK ? om_letter_part(
				 &a->letter, "left_out", "letter_left_out.html")
			   : rc;
}

/* Who refuses says why at once, not when asked (Art. 12(4)). */
static int
set_facts(const struct om_answer *a)
{
	struct om_span facts = OM_SPAN_NONE;
	int rc = OM_OK;

	if (a->c->request->denied != NULL)
		rc = om_request_facts(&facts, a->c, OM_FACTS_DENIED);
	om_view_set(a->letter.v, "fact", facts);
	return rc;
}

/* What the page says beside the records themselves, in the letter's view. */
static int
fill_view(const struct om_package *p, const struct om_answer *a)
{
	const struct om_subject *s = a->subject;
	struct om_view *v = a->letter.v;
	int rc = set_suppressed(a);

	om_view_flag(v, "show_kept", a->c->request->denied == NULL);
	om_view_flag(v, "pseudonymous",
	    s != NULL && s->state == OM_SUBJECT_PSEUDONYMOUS);
	if (rc == OM_OK)
		rc = set_facts(a);
	if (rc == OM_OK)
		rc = om_answer_show_categories(v, a);
	if (rc == OM_OK)
		rc = set_files(a, p);
	if (rc == OM_OK)
		rc = om_letter_right(&a->letter);
	if (rc == OM_OK)
		rc = om_certificate_show(v, a);
	if (rc == OM_OK)
		rc = set_redactions(a);
	if (rc == OM_OK)
		rc = om_answer_show_processing(v, a);
	return rc == OM_OK ? om_answer_show_own(v, a) : rc;
}

/* One behind the other, each in memory only while it is made. */
static int
add_records(struct om_package *p, struct om_answer *a, struct om_buf *out)
{
	struct om_arena arena = { 0 };
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && a->pieces && i < a->n; i++) {
		struct om_view *v = om_view_new(&arena);

		v->parent = a->letter.v;
		rc = om_answer_show_profile(v, a, i);
		if (rc == OM_OK)
			rc = om_letter_render(
			    out, &a->letter, "letter_record.html", v);
		if (rc == OM_OK)
			rc = om_package_flow(p);
		om_arena_wipe(&arena);
	}
	om_arena_free(&arena);
	return rc;
}

/* Where a mark stands in a page; at its end where it does not. */
static size_t
find_mark(struct om_span page, const struct om_buf *mark)
{
	size_t at = 0;

	while (at < page.n &&
	       !om_span_starts(
		   om_span_bytes(page.p + at, page.n - at), om_buf_span(mark)))
		at++;
	return at;
}

/* The page is made with a mark in the place of the records. */
static int
add_page(struct om_package *p, struct om_answer *a, struct om_buf *out,
    const struct om_buf *mark)
{
	struct om_buf page = OM_BUF((size_t)64 << 20);
	const char *title =
	    a->c->request->denied != NULL ? "title.refusal" : "title.answer";
	int rc = om_letter_frame(&page, &a->letter, title, body_of(a));
	size_t at;

	if (rc == OM_OK)
		rc = om_buf_check(&page, "a letter");
	if (rc == OM_OK) {
		at = find_mark(om_buf_span(&page), mark);
		om_buf_add(out, om_span_bytes(page.p, at));
		if (at < page.n) {
			rc = add_records(p, a, out);
			at += mark->n;
			om_buf_add(
			    out, om_span_bytes(page.p + at, page.n - at));
		}
	}
	om_buf_free(&page);
	return rc;
}

int
om_answer_letter(struct om_package *p, struct om_answer *a)
{
	struct om_buf *out, mark = OM_BUF(64);
	uint8_t random[16]; /* so that no text of anybody's can be it */
	int rc = om_package_begin(p, &out, "index.html", "file.letter");

	om_random(random, sizeof(random));
	om_buf_hex(&mark, om_span_bytes(random, sizeof(random)));
	om_view_set(a->letter.v, "every_record", om_buf_span(&mark));
	if (rc == OM_OK)
		rc = fill_view(p, a);
	if (rc == OM_OK)
		rc = om_letter_part(&a->letter, "data", "letter_data.html");
	if (rc == OM_OK)
		rc = add_page(p, a, out, &mark);
	om_buf_free(&mark);
	return rc;
}
