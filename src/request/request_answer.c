#include "base/clock.h"
#include "context/place.h"
#include "request/certificate.h"

static int
add_data(struct om_package *p, struct om_answer *a)
{
	const struct om_right *right = a->c->request->right;
	bool portable = strcmp(right->word, "portability") == 0;
	int rc = OM_OK;

	if (a->subject == NULL)
		return OM_OK;
	if (!a->pieces)
		return om_answer_survey(a);
	/* Portability is not the access dump (law: Art. 15 is not Art. 20). */
	if (!portable)
		rc = om_answer_data(p, a);
	return rc == OM_OK ? om_answer_portability(p, a) : rc;
}

/* What somebody decided must be done, or the plan is looked at again. */
static int
check_redactions(const struct om_answer *a)
{
	for (size_t i = 0; a->subject != NULL && i < a->redactions.n; i++)
		if (a->redactions.list[i].used == 0)
			return om_fail(OM_DENIED,
			    "what was to be left out of record %s is not "
			    "there any more: plan again (request plan), and "
			    "look at it again (request redact)",
			    a->redactions.list[i].item);
	return OM_OK;
}

/* The hash of the letter among the files. */
static void
note_letter(struct om_answer *a, const struct om_package *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->files[i].name, "index.html") == 0)
			memcpy(a->letter_hash, p->files[i].hash, OM_HASH_SIZE);
}

int
om_answer_fill(struct om_package *p, struct om_answer *a)
{
	int rc = add_data(p, a);

	if (rc == OM_OK)
		rc = check_redactions(a);
	if (rc == OM_OK)
		rc = om_certificate_fill(p, a);
	if (rc == OM_OK)
		rc = om_answer_letter(p, a);
	if (rc == OM_OK)
		rc = om_answer_manifest(p, a);
	note_letter(a, p);
	return rc;
}

/* That it was copied, whether or not it is the answer. */
static int
record_copy(struct om_case *c, const struct om_answer *a)
{
	struct om_audit_entry entry = { .act = OM_ACT_EXPORT,
		.request = c->id,
		.detail = a->draft ? "draft" : NULL,
		.counts = { { "profiles", (int64_t)a->n } } };
	uint8_t reference[OM_HASH_SIZE];
	int rc;

	if (a->subject == NULL)
		return OM_OK;
	rc = om_subject_reference(reference, a->subject);
	entry.reference = om_span_bytes(reference, sizeof(reference));
	return rc == OM_OK ? om_audit_add(c->om->store, &entry) : rc;
}

static int
record(struct om_case *c, const void *what)
{
	const struct om_answer *a = what;
	struct om_buf detail = OM_BUF(16 << 10);
	int rc = OM_OK;

	if (a->downgraded)
		om_buf_text(&detail, OM_SCOPE_CATEGORIES);
	if (a->missing.n > 0)
		om_buf_format(&detail, "%sincomplete answer: %s not stated",
		    detail.n > 0 ? "; " : "", a->missing.p);
	if (!a->draft)
		rc = om_letter_record(c, "answer",
		    om_language_code(a->letter.language), a->letter_hash);
	if (rc == OM_OK && !a->draft)
		rc = om_case_event(
		    c, OM_EVENT_ANSWERED, 0, detail.n > 0 ? detail.p : "");
	om_buf_free(&detail);
	return rc == OM_OK ? record_copy(c, a) : rc;
}

/*
 * The copy is made durable beside its place, the log says that it was made
 * and to whom it belongs, and only then does it appear.
 */
static int
hand_out(struct om_case *c, struct om_answer *a, struct om_package *p)
{
	int rc = om_answer_fill(p, a);

	if (rc == OM_OK && !c->om->dry_run)
		rc = om_package_prepare(p);
	if (rc == OM_OK)
		rc = om_case_act(c, OM_MAY_WORK, record, a);
	if (rc == OM_OK && !c->om->dry_run)
		rc = om_audit_flush(c->om->store);
	if (rc == OM_OK && !c->om->dry_run)
		rc = om_package_place(p);
	return rc;
}

/* An answer with a hole in it goes out only where nobody keeps a record. */
static int
check_missing(struct om_answer *a)
{
	bool record = false;
	int rc = om_answer_missing(&a->missing, &record, a);

	if (rc == OM_OK)
		rc = om_buf_check(&a->missing, "what is not stated");
	if (rc != OM_OK || !record || a->draft)
		return rc;
	return om_fail(OM_USAGE,
	    "the answer must state what the record of processing and "
	    "ombud.json do not: %s (processing import; or answer --draft)",
	    a->missing.p);
}

static int
make(struct om_case *c, struct om_answer *a, struct om_package *p,
    const struct om_request_answering *how)
{
	int rc = om_answer_open(a, c);

	if (rc == OM_OK)
		rc = om_answer_scope(a, how);
	if (rc == OM_OK && a->subject != NULL)
		rc = om_case_check_plan(c, a->subject);
	if (rc == OM_OK)
		rc = check_missing(a);
	return rc == OM_OK ? hand_out(c, a, p) : rc;
}

int
om_request_answer_as(struct om_case *c, const struct om_request_answering *how)
{
	const struct om_package_options options = {
		.path = how->path, .time = om_clock_now(), .dry = c->om->dry_run
	};
	struct om_package package = { 0 };
	struct om_answer answer = { 0 };
	enum om_state unused;
	int rc = om_permit(c->om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = om_request_load(c);
	if (rc == OM_OK)
		rc = om_state_after(
		    &unused, c->request->state, OM_EVENT_ANSWERED);
	if (rc == OM_OK)
		rc = om_place_check(c->om, how->path);
	if (rc == OM_OK)
		rc = om_package_open(&package, &options);
	if (rc == OM_OK)
		rc = make(c, &answer, &package, how);
	om_answer_close(&answer);
	om_package_close(&package);
	return rc;
}

int
om_request_answer(struct om_case *c, const char *path)
{
	const struct om_request_answering how = { .path = path };

	return om_request_answer_as(c, &how);
}

static int
record_certificate(struct om_case *c, const void *what)
{
	const struct om_audit_entry entry = {
		.act = OM_ACT_EXPORT, .request = c->id, .detail = "certificate"
	};

	(void)what;
	return om_audit_add(c->om->store, &entry);
}

static int
make_certificate(struct om_case *c, struct om_package *p)
{
	struct om_answer answer = { 0 };
	int rc = om_answer_open(&answer, c);

	if (rc == OM_OK)
		rc = om_certificate_fill(p, &answer);
	if (rc == OM_OK && p->n == 0)
		rc = om_fail(OM_DENIED,
		    "the request has no certificate: nothing was erased, or it "
		    "was forgotten when all was done");
	if (rc == OM_OK)
		rc = om_package_end(p);
	if (rc == OM_OK && !c->om->dry_run)
		rc = om_package_prepare(p);
	if (rc == OM_OK)
		rc = om_case_act(c, OM_MAY_WORK, record_certificate, NULL);
	if (rc == OM_OK && !c->om->dry_run)
		rc = om_package_place(p);
	om_answer_close(&answer);
	return rc;
}

int
om_request_certificate(struct om_case *c, const char *path)
{
	const struct om_package_options options = {
		.path = path, .time = om_clock_now(), .dry = c->om->dry_run
	};
	struct om_package package = { 0 };
	int rc = om_permit(c->om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = om_request_load(c);
	if (rc == OM_OK)
		rc = om_place_check(c->om, path);
	if (rc == OM_OK)
		rc = om_package_open(&package, &options);
	if (rc == OM_OK)
		rc = make_certificate(c, &package);
	om_package_close(&package);
	return rc;
}
