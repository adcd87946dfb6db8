#include "request/certificate.h"

/* What stands in the ledger about the person, told to her alone. */
static int
set_suppressed(const struct om_answer *a)
{
	static const char *const keys[OM_PURPOSE_SLOTS] = {
		[OM_PURPOSE_ERASURE] = "suppressed.erasure",
		[OM_PURPOSE_MARKETING] = "suppressed.marketing",
		[OM_PURPOSE_SALE] = "suppressed.sale",
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
	struct om_view *v = a->letter.v;
	int rc = set_suppressed(a);

	if (rc == OM_OK)
		rc = set_files(a, p);
	if (rc == OM_OK)
		rc = om_certificate_show(v, a);
	if (rc == OM_OK)
		rc = om_answer_show_categories(v, a);
	if (rc == OM_OK)
		rc = om_answer_show_uses(v, a);
	if (rc == OM_OK)
		rc = om_answer_show_data(v, a);
	if (rc == OM_OK)
		rc = om_letter_part(&a->letter, "data", "letter_data.html");
	return rc == OM_OK ? om_letter_frame(
				 out, &a->letter, "title.answer", body_of(a))
			   : rc;
}
