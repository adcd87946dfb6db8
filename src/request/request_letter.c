#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "context/place.h"
#include "request/letter_kind.h"
#include "store/audit.h"

enum { EVIDENCE_MAX = 60 };

#define LETTER_CEILING ((size_t)16 << 20)

/* One letter on its way from the templates to its place. */
struct writing {
	const struct om_request_writing *what;
	const struct om_letter_kind *kind;
	struct om_letter letter;
	struct om_buf text;
	uint8_t hash[OM_HASH_SIZE];
	char *path, *beside;
};

/* What was erased, or not found, is told as in the answer. */
static void
name_body(struct om_buf *name, const struct writing *w)
{
	const struct om_right *right = w->letter.c->request->right;
	bool own = w->letter.california && right->ccpa_template != NULL;

	if (strcmp(w->kind->word, "nothing") == 0)
		om_buf_text(name, "letter_nobody.html");
	else if ((w->kind->needs & OM_LETTER_ANSWER) != 0)
		om_buf_text(name, own ? right->ccpa_template : right->template);
	else
		om_buf_format(name, "letter_%s.html", w->kind->word);
}

static int
write_text(struct writing *w, struct om_case *c)
{
	struct om_buf title = OM_BUF(128), body = OM_BUF(128);
	int rc = om_letter_open(&w->letter, c, w->what->language);

	om_buf_format(&title, "title.%s", w->kind->word);
	name_body(&body, w);
	if (rc == OM_OK)
		rc = om_letter_fill(&w->letter, w->kind, w->what);
	if (rc == OM_OK)
		rc = om_letter_frame(&w->text, &w->letter, title.p, body.p);
	if (rc == OM_OK)
		rc = om_sha256(w->hash, om_buf_span(&w->text));
	om_buf_free(&title);
	om_buf_free(&body);
	return rc;
}

static bool
is_file(const char *path)
{
	struct om_span s = om_span_of(path), end = OM_SPAN(".html");

	return s.n > end.n && memcmp(s.p + s.n - end.n, end.p, end.n) == 0;
}

/* "DIR/extension-de.html", and where it is prepared beside that. */
static int
name_files(struct writing *w)
{
	struct om_buf name = OM_BUF(256), beside = OM_BUF(8192);
	const char *path = w->what->path;
	int rc = OM_OK;

	om_buf_format(&name, "%s-%s.html", w->kind->word,
	    om_language_code(w->letter.language));
	w->path = is_file(path) ? om_strdup(path) : om_path_join(path, name.p);
	om_buf_format(&beside, "%s.part", w->path);
	rc = om_buf_check(&beside, "the path of a letter");
	if (rc == OM_OK)
		w->beside = om_strdup(beside.p);
	if (rc == OM_OK && om_file_exists(w->path))
		rc = om_fail(OM_EXISTS, "%s is there already", w->path);
	om_buf_free(&name);
	om_buf_free(&beside);
	return rc;
}

/* Nothing of an earlier letter that was cut off stays beside this one. */
static int
prepare(const struct writing *w)
{
	int rc = is_file(w->what->path) ? OM_OK
					: om_folder_make(w->what->path, 0700);

	return rc == OM_OK
		   ? om_file_replace(w->beside, om_buf_span(&w->text), 0600)
		   : rc;
}

static int
record(struct om_case *c, const void *state)
{
	const struct writing *w = state;
	int rc = om_letter_kind_check(w->kind, c, w->what);

	if (rc == OM_OK)
		rc = om_letter_record(c, w->kind->word,
		    om_language_code(w->letter.language), w->hash);
	return rc == OM_OK ? om_request_load(c) : rc;
}

/* As an answer: it appears only once the log says that it was made. */
static int
hand_out(struct om_case *c, struct writing *w)
{
	int rc = name_files(w);

	if (rc == OM_OK && !c->om->dry_run)
		rc = prepare(w);
	if (rc == OM_OK)
		rc = om_case_act(c, OM_MAY_WORK, record, w);
	if (rc == OM_OK && !c->om->dry_run)
		rc = om_audit_flush(c->om->store);
	if (rc == OM_OK && !c->om->dry_run)
		rc = om_file_move(w->path, w->beside);
	return rc;
}

int
om_request_letter(struct om_case *c, const struct om_request_writing *what)
{
	struct writing w = { .what = what, .text = OM_BUF(LETTER_CEILING) };
	int rc = om_permit(c->om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = om_letter_kind_find(&w.kind, what->kind);
	if (rc == OM_OK)
		rc = om_place_check(c->om, what->path);
	if (rc == OM_OK)
		rc = om_request_load(c);
	if (rc == OM_OK)
		rc = om_letter_kind_check(w.kind, c, what);
	if (rc == OM_OK)
		rc = write_text(&w, c);
	if (rc == OM_OK)
		rc = hand_out(c, &w);
	om_letter_close(&w.letter);
	om_buf_free(&w.text);
	om_free(w.path);
	om_free(w.beside);
	return rc;
}

int
om_request_check_whole(const struct om_request *r)
{
	static const char *const names[] = { "organisation.name",
		"authority.name" };

	for (size_t i = 0;
	     r->answered != NULL && i < sizeof(names) / sizeof(names[0]); i++)
		if (strstr(r->answered->detail, names[i]) != NULL)
			return om_fail(OM_USAGE,
			    "the answer does not state %s: fill it in in "
			    "ombud.json, and answer again before it is sent",
			    names[i]);
	return OM_OK;
}

static int
send(struct om_case *c, const void *state)
{
	const struct om_request_sending *what = state;
	const struct om_request_letter sent = { .kind = what->kind,
		.sent = what->day == 0 ? om_clock_today() : what->day,
		.channel = what->channel,
		.address = what->address,
		.evidence = what->evidence };
	bool confirms = strcmp(what->kind, "acknowledgement") == 0 &&
			c->request->acknowledged == NULL;
	bool answers = strcmp(what->kind, "answer") == 0;
	int rc = answers ? om_request_check_whole(c->request) : OM_OK;

	if (rc == OM_OK)
		rc = om_letter_mark(c, &sent);
	if (rc == OM_OK)
		rc = om_case_event_on(c, OM_EVENT_SENT, sent.sent, what->kind);
	return rc == OM_OK && confirms
		   ? om_case_event_on(c, OM_EVENT_ACKNOWLEDGED, sent.sent, "")
		   : rc;
}

static bool
is_word(const char *word, const char *const list[])
{
	while (*list != NULL && strcmp(word, *list) != 0)
		list++;
	return *list != NULL;
}

int
om_request_send(struct om_case *c, const struct om_request_sending *what)
{
	static const char *const channels[] = { "post", "mail", "portal",
		"hand", NULL };
	static const char *const sources[] = { "request", "profile", "register",
		NULL };

	if (!is_word(what->channel, channels) ||
	    !is_word(what->address, sources))
		return om_fail(OM_USAGE,
		    "a letter goes by post, mail, portal or hand, to an "
		    "address from the request, the profile or the register");
	if (!om_case_is_plain(
		om_span_trim(om_span_of(what->evidence)), EVIDENCE_MAX))
		return om_fail(OM_USAGE,
		    "the evidence is told in a few letters, spaces and "
		    "hyphens; it is not the place for names and numbers");
	return om_case_act(c, OM_MAY_WORK, send, what);
}
