#include "base/date.h"
#include "format/json_reader.h"
#include "ombud.h"
#include "request/certificate.h"

#define PROOF_CEILING ((size_t)16 << 20)

static struct om_span
text_of(const struct om_value *object, const char *member)
{
	const struct om_value *v = om_value_member(object, member);

	return v == NULL || v->type == OM_VALUE_NULL ? OM_SPAN_NONE : v->text;
}

static void
set_member(struct om_view *v, const struct om_value *object, const char *member)
{
	om_view_set(v, member, text_of(object, member));
}

/* "2026-11-23 12:00:00 UTC" of a time as statements have it. */
static void
set_time(struct om_view *v, const struct om_value *object, const char *member)
{
	struct om_span time = text_of(object, member);
	struct om_buf text = OM_BUF(64);

	if (time.n > 19) {
		om_buf_add(&text, om_span_bytes(time.p, 10));
		om_buf_byte(&text, ' ');
		om_buf_add(&text, om_span_bytes(time.p + 11, 8));
		om_buf_text(&text, " UTC");
	}
	om_view_set(v, member, om_buf_span(&text));
	om_buf_free(&text);
}

static const struct om_value *
first_of(const struct om_value *object, const char *member)
{
	const struct om_value *v = om_value_member(object, member);

	return v == NULL ? NULL : v->first;
}

static void
show_erased(struct om_view *v, const struct om_value *says)
{
	const struct om_value *store = first_of(says, "systems");
	const struct om_value *erased = om_value_member(store, "erased");

	set_member(v, says, "controller");
	set_member(v, says, "request");
	set_member(v, says, "received");
	set_time(v, says, "erased");
	set_member(v, store, "found");
	set_member(v, erased, "profiles");
	set_member(v, erased, "events");
	om_view_set(v, "handles", text_of(erased, "identifiers"));
	set_member(v, store, "remaining");
	set_member(v, says, "suppressed");
	set_member(v, om_value_member(says, "key"), "destroyed_by");
	om_view_flag(v, "concerns", first_of(says, "identifiers") != NULL);
	om_view_list(v, "policies");
	for (const struct om_value *p = first_of(says, "policies"); p != NULL;
	     p = p->next) {
		struct om_view *row = om_view_add(v, "policies");

		set_member(row, p, "name");
		set_member(row, p, "sha256");
	}
}

static void
show_settled(struct om_view *v, const struct om_value *says)
{
	const struct om_value *search = om_value_member(says, "search");
	bool any = false;

	set_time(v, says, "executed");
	om_view_flag(v, "log_emptied",
	    om_value_is(om_value_member(says, "log_emptied"), OM_VALUE_TRUE));
	om_view_flag(v, "swept",
	    om_value_is(om_value_member(says, "swept"), OM_VALUE_TRUE));
	om_view_flag(v, "search_failed",
	    om_value_is(
		om_value_member(says, "search_failed_before"), OM_VALUE_TRUE));
	set_member(v, search, "files");
	set_member(v, search, "values");
	set_member(v, search, "too_short");
	om_view_flag(v, "some_too_short",
	    search != NULL && !om_span_is(text_of(search, "too_short"), "0"));
	om_view_list(v, "elsewhere");
	for (const struct om_value *s = first_of(says, "systems"); s != NULL;
	     s = s->next) {
		const struct om_value *searched =
		    om_value_member(s, "searched");
		struct om_view *row;

		if (om_value_is(searched, OM_VALUE_TRUE))
			continue;
		row = om_view_add(v, "elsewhere");
		set_member(row, s, "name");
		any = true;
	}
	om_view_flag(v, "elsewhere_any", any);
}

static void
show_places(struct om_view *v, const struct om_attestation *a)
{
	struct om_buf text = OM_BUF(256);

	for (size_t i = 0; i < a->n; i++)
		om_buf_format(&text, "%s%llu", i == 0 ? "" : " and ",
		    (unsigned long long)a->parts[i].proof.index);
	om_view_set(v, "places", om_buf_span(&text));
	om_buf_free(&text);
}

static void
show_key(struct om_view *v, const struct om_note_key *key)
{
	struct om_buf text = OM_BUF(1024);

	om_note_key_write(&text, key);
	om_view_set(v, "vkey", om_buf_span(&text));
	om_view_string(v, "log", key->name);
	om_buf_free(&text);
}

/* What goes out is checked as the person will check it. */
static int
check(struct om_attestation **out, struct om_view *v, const struct om_answer *a,
    struct om_span proof)
{
	const struct om *om = a->c->om;
	uint8_t public[OM_PUBLIC_KEY_SIZE];
	struct om_note_key key;
	struct om_tree_head head;
	int rc = om_attestation_read(out, a->arena, proof);

	om_keys_public(om->keys, public);
	if (rc == OM_OK)
		rc = om_note_key_make(
		    &key, om_span_of(om->settings.origin), public);
	if (rc == OM_OK)
		rc = om_attestation_verify(&head, *out, &key);
	if (rc != OM_OK)
		return rc;
	show_key(v, &key);
	om_view_int(v, "size", (int64_t)head.size);
	return OM_OK;
}

/* What was erased last: where a duty ended since, that is the supplement. */
static const struct om_value *
last_erased(const struct om_attestation *file)
{
	size_t i = file->n - 1;

	while (i > 0 && om_value_member(file->parts[i].says, "erased") == NULL)
		i--;
	return file->parts[i].says;
}

static int
add_page(struct om_package *p, const struct om_answer *a,
    const struct om_attestation *file, struct om_view *v)
{
	struct om_buf *page;
	int rc =
	    om_package_begin(p, &page, OM_CERTIFICATE_PAGE, "file.certificate");

	if (rc != OM_OK)
		return rc;
	show_erased(v, last_erased(file));
	show_settled(v, file->parts[file->n - 1].says);
	show_places(v, file);
	om_view_string(v, "version", om_version());
	return om_letter_render(page, &a->letter, "certificate.html", v);
}

static int
fill(struct om_package *p, const struct om_answer *a,
    const struct om_certificate *kept)
{
	struct om_buf *out, proof = OM_BUF(PROOF_CEILING);
	struct om_view *v = om_view_new(a->arena);
	struct om_attestation *file;
	int rc =
	    om_attestation_write(&proof, a->c->om->store, kept->said, kept->n);

	if (rc == OM_OK)
		rc = check(&file, v, a, om_buf_span(&proof));
	if (rc == OM_OK)
		rc = om_package_begin(
		    p, &out, OM_CERTIFICATE_PROOF, "file.proof");
	if (rc == OM_OK) {
		om_buf_add(out, om_buf_span(&proof));
		rc = add_page(p, a, file, v);
	}
	om_buf_free(&proof);
	return rc;
}

static int
load(struct om_certificate *out, const struct om_answer *a)
{
	const struct om_request *r = a->c->request;

	*out = (struct om_certificate){ 0 };
	return r->right->removes && r->denied == NULL
		   ? om_certificate_load(out, a->c)
		   : OM_OK;
}

int
om_certificate_fill(struct om_package *p, const struct om_answer *a)
{
	struct om_certificate kept;
	int rc = load(&kept, a);

	return rc == OM_OK && kept.n > 0 ? fill(p, a, &kept) : rc;
}

/* A day as statements have it, in the words of the letter. */
static void
set_day(struct om_view *v, const struct om_answer *a,
    const struct om_value *object, const char *member)
{
	int32_t day;

	om_view_string(v, member, "");
	if (om_day_parse(&day, text_of(object, member)) == OM_OK)
		om_letter_day(v, &a->letter, member, day);
}

int
om_certificate_show(struct om_view *v, const struct om_answer *a)
{
	struct om_certificate kept;
	struct om_value *says = NULL;
	int rc = load(&kept, a);

	if (rc == OM_OK && kept.n > 0)
		rc =
		    om_json_read(&says, a->arena, kept.said[0].statement, NULL);
	om_view_flag(v, "certificate", says != NULL);
	set_day(v, a, om_value_member(says, "key"), "destroyed_by");
	om_view_set(v, "codes", text_of(says, "suppressed"));
	return rc;
}
