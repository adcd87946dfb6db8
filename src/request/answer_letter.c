#include "base/clock.h"
#include "base/date.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"
#include "ombud.h"
#include "render/template.h"
#include "request/certificate.h"

enum { TEMPLATE_CEILING = 1 << 20 };

#define LETTER_CEILING ((size_t)256 << 20)

/* Of the controller's own making what only the controller can know. */
#define MISSING                                                       \
	"<strong class=\"missing\">Not yet stated by the controller." \
	"</strong>"

/* The workspace's own text, else the one that was built in. */
static int
load(struct om_buf *out, const struct om *om, const char *name)
{
	char *path =
	    om->reports == NULL ? NULL : om_path_join(om->reports, name);
	struct om_buf full = OM_BUF(256);
	struct om_span text;
	int rc = OM_OK;

	om_buf_format(&full, "reports/%s", name);
	if (path != NULL && om_file_exists(path))
		rc = om_file_read(out, path);
	else if (om_embed_find(&text, full.p))
		om_buf_add(out, text);
	else
		rc = om_fail(OM_NOTFOUND, "%s: there is no such text", full.p);
	om_buf_free(&full);
	om_free(path);
	return rc == OM_OK ? om_buf_check(out, name) : rc;
}

int
om_answer_render(struct om_buf *out, const struct om_answer *a,
    const char *name, const struct om_view *v)
{
	struct om_buf text = OM_BUF(TEMPLATE_CEILING);
	int rc = load(&text, a->c->om, name);

	if (rc == OM_OK) {
		const struct om_template t = { name, om_buf_span(&text), true };

		rc = om_template_render(out, &t, v);
	}
	om_buf_free(&text);
	return rc;
}

/* Renders a part and sets it as HTML under a name of the view. */
static int
set_part(struct om_view *v, const struct om_answer *a, const char *name,
    const char *template)
{
	struct om_buf html = OM_BUF(LETTER_CEILING);
	int rc = om_answer_render(&html, a, template, v);

	if (rc == OM_OK)
		om_view_set(v, name, om_buf_span(&html));
	om_buf_free(&html);
	return rc;
}

static void
set_day(struct om_view *v, const char *name, int32_t day)
{
	struct om_buf text = OM_BUF(32);

	om_day_format(&text, day);
	om_view_set(v, name, om_buf_span(&text));
	om_buf_free(&text);
}

static void
set_day_of(
    struct om_view *v, const char *name, const struct om_request_event *e)
{
	if (e == NULL)
		om_view_string(v, name, "");
	else
		set_day(v, name, om_clock_day(e->at));
}

/* A list of texts under name, and whether there is one under name_any. */
static void
set_texts(
    struct om_view *v, const char *name, const char *any, struct om_texts texts)
{
	om_view_list(v, name);
	om_view_flag(v, any, texts.n > 0);
	for (size_t i = 0; i < texts.n; i++)
		om_view_string(
		    om_view_add(v, name), "text", om_texts_get(texts, i));
}

static void
set_controller(struct om_view *v, const struct om_settings *s)
{
	const struct om_processing *p = &s->processing;

	om_view_string(v, "organisation", s->organisation.name);
	om_view_string(v, "organisation_address", s->organisation.address);
	om_view_string(v, "organisation_contact", s->organisation.contact);
	om_view_flag(v, "dpo", *s->dpo.name != '\0' || *s->dpo.contact != '\0');
	om_view_string(v, "dpo_name", s->dpo.name);
	om_view_string(v, "dpo_contact", s->dpo.contact);
	om_view_string(v, "first_contact",
	    *s->dpo.contact != '\0' ? s->dpo.contact : s->organisation.contact);
	om_view_string(v, "authority", s->authority.name);
	om_view_string(v, "authority_contact", s->authority.contact);
	set_texts(v, "purposes", "purposes_any", p->purposes);
	om_view_string(v, "legal_basis", p->legal_basis);
	set_texts(v, "recipients", "recipients_any", p->recipients);
	om_view_string(v, "storage_period", p->storage_period);
	om_view_string(v, "origin", p->origin);
	om_view_string(v, "automated_decisions", p->automated_decisions);
	om_view_string(v, "transfers", p->transfers);
	set_texts(v, "sold_or_shared", "sold_or_shared_any", p->sold_or_shared);
	set_texts(v, "disclosed", "disclosed_any", p->disclosed);
	om_view_flag(v, "inferred_any", p->inferred.n > 0);
	om_view_string(v, "missing", MISSING);
	om_view_string(v, "missing_backups",
	    "<strong class=\"missing\">Until when they are kept is not yet "
	    "stated by the controller.</strong>");
}

static const char *
extension_reason(const struct om_request *r)
{
	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_EXTENDED)
			return om_request_reason_text(r->events[i].detail);
	return "";
}

/* What is said of the law, and what of it only under some of the rights. */
static void
set_law(struct om_view *v, const struct om_answer *a)
{
	const struct om_right *right = a->c->request->right;

	om_view_flag(v, "gdpr", !a->california);
	om_view_flag(v, "kingdom", a->kingdom);
	om_view_flag(v, "union", !a->california && !a->kingdom);
	om_view_flag(v, "ccpa", a->california);
	om_view_string(v, "law", a->kingdom ? "UK GDPR" : "GDPR");
	om_view_string(v, "home",
	    a->kingdom ? "the United Kingdom" : "the European Economic Area");
	om_view_string(v, "cite",
	    om_case_cite(a->c, om_right_cite(right, a->c->request->regime)));
	om_view_flag(v, "removes", right->removes);
	om_view_flag(v, "copies", right->copies);
	om_view_flag(v, "keeps", !right->removes && !right->copies);
	om_view_flag(v, "article_15",
	    !a->california && strcmp(right->word, "access") == 0);
}

static void
set_request(struct om_view *v, const struct om_answer *a)
{
	const struct om_request *r = a->c->request;
	struct om_buf as_of = OM_BUF(40);

	om_view_string(v, "id", om_case_id(a->c, r->id));
	om_view_string(v, "right_title", r->right->title);
	set_law(v, a);
	set_day(v, "received", r->received);
	om_view_string(v, "due", "");
	if (r->has_due)
		set_day(v, "due", r->due);
	om_view_string(v, "extension_reason", extension_reason(r));
	om_view_string(
	    v, "verification", r->verified == NULL ? "" : r->verified->detail);
	set_day(v, "made", om_clock_day(a->as_of));
	set_day_of(v, "executed", r->executed);
	set_day_of(v, "denied", r->denied);
	om_time_format(&as_of, a->as_of);
	om_view_set(v, "as_of", om_buf_span(&as_of));
	om_view_string(v, "version", om_version());
	om_buf_free(&as_of);
}

static void
set_ground(struct om_view *v, const struct om_answer *a)
{
	const struct om_request *r = a->c->request;
	const struct om_ground *g =
	    r->denied == NULL ? NULL
			      : om_ground_of(r->denied->detail, r->regime);

	om_view_string(v, "ground_text", g == NULL ? "" : g->text);
	om_view_string(
	    v, "ground_cite", g == NULL ? "" : om_case_cite(a->c, g->cite));
	om_view_flag(v, "unidentified",
	    g != NULL && strcmp(g->word, "not_identified") == 0);
}

static void
set_suppressed(struct om_view *v, const struct om_answer *a)
{
	static const char *const texts[OM_PURPOSE_SLOTS] = {
		[OM_PURPOSE_ERASURE] =
		    "An entry that says that your data was erased and must "
		    "not come back.",
		[OM_PURPOSE_MARKETING] =
		    "An entry that says that you want no advertising.",
		[OM_PURPOSE_SALE] =
		    "An entry that says that your data must not be sold or "
		    "shared.",
	};
	bool any = false;

	om_view_list(v, "suppressed");
	for (int p = 0; p < OM_PURPOSE_SLOTS; p++)
		if (a->suppressed[p]) {
			om_view_string(
			    om_view_add(v, "suppressed"), "text", texts[p]);
			any = true;
		}
	om_view_flag(v, "suppressed_any", any);
}

static void
set_files(struct om_view *v, const struct om_package *p)
{
	om_view_list(v, "files");
	for (size_t i = 0; i < p->n; i++) {
		struct om_view *row = om_view_add(v, "files");

		om_view_string(row, "name", p->files[i].name);
		om_view_string(row, "what", p->files[i].what);
	}
}

/* Nobody was found, or she was erased on another request of hers. */
static bool
had_nothing(const struct om_answer *a)
{
	const struct om_request *r = a->c->request;
	const struct om_request_step *s =
	    om_request_step_of(r, OM_SYSTEM_STORE);

	return r->nobody || (r->right->copies && a->subject == NULL) ||
	       s == NULL || s->acted == 0;
}

/* The template of what this letter has to say. */
static const char *
body_of(const struct om_answer *a)
{
	const struct om_request *r = a->c->request;

	if (r->denied != NULL)
		return "letter_denied.html";
	if (had_nothing(a))
		return "letter_nobody.html";
	return a->california && r->right->ccpa_template != NULL
		   ? r->right->ccpa_template
		   : r->right->template;
}

int
om_answer_letter(
    struct om_buf *out, const struct om_answer *a, const struct om_package *p)
{
	struct om_view *v = om_view_new(a->arena);
	struct om_buf title = OM_BUF(256);
	int rc;

	om_buf_format(&title, "Our answer to your request for %s",
	    a->c->request->right->title);
	om_view_set(v, "title", om_buf_span(&title));
	om_buf_free(&title);
	set_controller(v, &a->c->om->settings);
	set_request(v, a);
	set_ground(v, a);
	om_answer_show_where(v, a);
	set_suppressed(v, a);
	set_files(v, p);
	rc = om_certificate_show(v, a);
	if (rc == OM_OK)
		rc = om_answer_show_categories(v, a);
	if (rc == OM_OK)
		rc = om_answer_show_uses(v, a);
	if (rc == OM_OK)
		rc = om_answer_show_data(v, a);
	if (rc == OM_OK)
		rc = set_part(v, a, "data", "letter_data.html");
	if (rc == OM_OK)
		rc = set_part(v, a, "body", body_of(a));
	return rc == OM_OK ? om_answer_render(out, a, "letter.html", v) : rc;
}
