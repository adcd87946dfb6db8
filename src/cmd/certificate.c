#include "cmd/certificate.h"

#include "base/file.h"
#include "cmd/policies.h"
#include "cmd/workspace.h"
#include "crypto/cosignature.h"
#include "request/certificate.h"

enum { FILE_CEILING = 4 << 20, KEY_CEILING = 4 << 10 };

/* A verifier key, or the name of a file that holds one. */
static int
read_key(
    struct om_note_key *out, const char *text, enum om_note_algorithm algorithm)
{
	struct om_buf file = OM_BUF(KEY_CEILING);
	int rc = om_note_key_read_as(out, om_span_of(text), algorithm);

	if (rc == OM_OK)
		return OM_OK;
	if (strchr(text, '+') != NULL)
		return OM_USAGE;
	rc = om_file_read(&file, text);
	if (rc == OM_OK)
		rc = om_note_key_read_as(out, om_buf_span(&file), algorithm);
	om_buf_free(&file);
	return rc == OM_INPUT || rc == OM_LIMIT
		   ? om_fail(OM_USAGE, "%s: holds no key of the kind", text)
		   : rc;
}

/* The key of the log of the workspace at hand. */
static int
own_key(struct om_note_key *out, const struct om_run *run)
{
	uint8_t public[OM_PUBLIC_KEY_SIZE];
	struct om *om = NULL;
	int rc = om_open_without_store(&om, run->home);

	if (rc == OM_NOTFOUND)
		return om_fail(OM_USAGE,
		    "without the log's key its signature cannot be checked: "
		    "give --key (the organisation publishes it; `audit "
		    "export` writes it as vkey)");
	if (rc != OM_OK)
		return rc;
	om_keys_public(om->keys, public);
	rc = om_note_key_make(out, om_span_of(om->settings.origin), public);
	return om_close(om) == OM_OK ? rc : OM_IO;
}

/* Lines of signatures in a checkpoint beyond the log's own, which is right. */
static size_t
count_others(struct om_span note)
{
	struct om_span line, rest = note;
	size_t n = 0;

	while (om_span_cut(&line, &rest, rest, '\n'))
		n += om_span_starts(line, OM_SPAN("\xe2\x80\x94 "));
	return n - 1;
}

static int
check_identifier(struct om_certificate_result *r, struct om_run *run)
{
	const char *text = om_option_text(run, "identifier");
	struct om_identity_policy *identity = NULL;
	struct om_span identifier;
	int rc;

	r->asked = text != NULL;
	if (text == NULL)
		return OM_OK;
	rc = om_workspace_identifier(&identifier, run, text);
	if (rc == OM_OK)
		rc =
		    om_identity_policy_open(&identity, om_policies_folder(run));
	if (rc == OM_OK)
		rc = om_certificate_concerns(r->file, identity, identifier);
	om_identity_policy_close(identity);
	r->concerns = rc == 1;
	return rc < 0 ? rc : OM_OK;
}

static int
check_witness(struct om_certificate_result *r, const char *text)
{
	struct om_certificate_witness *w = &r->witnesses[r->n];
	int rc;

	if (r->n == OM_CERTIFICATE_WITNESSES)
		return om_fail(
		    OM_USAGE, "at most %d witnesses", OM_CERTIFICATE_WITNESSES);
	rc = read_key(&w->key, text, OM_NOTE_COSIGNATURE);
	if (rc == OM_OK)
		rc = om_cosignature_check(
		    &w->seconds, r->file->parts[0].proof.checkpoint, &w->key);
	if (rc != OM_OK && rc != OM_NOTFOUND)
		return rc;
	w->saw = rc == OM_OK;
	r->n++;
	r->others -= w->saw && r->others > 0;
	return OM_OK;
}

static int
check_witnesses(struct om_certificate_result *r, const struct om_run *run)
{
	struct om_words words = om_option_list(run, "witness");
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < words.n; i++)
		rc = check_witness(r, words.p[i]);
	return rc;
}

/* Whether all that was asked for holds as well. */
static bool
is_enough(const struct om_certificate_result *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (!r->witnesses[i].saw)
			return false;
	return !r->asked || r->concerns;
}

static int
check(struct om_certificate_result *r, struct om_run *run, struct om_span text)
{
	const char *key = om_option_text(run, "key");
	struct om_attestation *file;
	int rc = om_attestation_read(&file, &run->arena, text);

	if (rc == OM_OK)
		rc = key == NULL ? own_key(&r->key, run)
				 : read_key(&r->key, key, OM_NOTE_ED25519);
	if (rc == OM_OK)
		rc = om_attestation_verify(&r->head, file, &r->key);
	if (rc != OM_OK)
		return rc;
	r->file = file;
	r->others = count_others(file->parts[0].proof.checkpoint);
	rc = check_witnesses(r, run);
	return rc == OM_OK ? check_identifier(r, run) : rc;
}

static int
run_verify(struct om_run *run)
{
	struct om_buf text = OM_BUF(FILE_CEILING);
	struct om_certificate_result r = { 0 };
	int rc = om_file_read(&text, run->words.p[0]);

	if (rc == OM_OK)
		rc = check(&r, run, om_buf_span(&text));
	om_buf_free(&text);
	if (rc != OM_OK)
		return rc;
	om_certificate_print(run, &r);
	return is_enough(&r) ? 0 : 1;
}

static const struct om_option options[] = {
	{ "key", 0, OM_OPTION_TEXT, "VKEY|FILE",
	    "the log's key, or its file; else the workspace's", false },
	{ "witness", 0, OM_OPTION_LIST, "VKEY|FILE",
	    "has this one signed the log's head too", false },
	{ "identifier", 0, OM_OPTION_TEXT, "TYPE:VALUE",
	    "is it about this one; - reads standard input", false },
	{ 0 },
};

static const struct om_command cmd_verify = {
	.word = "verify",
	.summary = "check a certificate of erasure, or a receipt",
	.arguments = "FILE",
	.about =
	    "Needs no workspace and no network, only the log's key: "
	    "recomputes the entry's place in the log, checks the signature, "
	    "and that the entry was made for just these statements. Says "
	    "what that proves and what it does not. Exit 0 where it holds, 1 "
	    "where it holds but does not concern the identifier, or a witness "
	    "has not signed it, 7 where it was forged or altered, 3 where FILE is no certificate.",
	.example =
	    "ombud certificate verify certificate.tlog-proof --key vkey\n"
	    "ombud certificate verify certificate.tlog-proof --key vkey "
	    "--identifier -",
	.touches = OM_READS,
	.options = options,
	.run = run_verify,
};

static const struct om_command *const actions[] = { &cmd_verify, NULL };

const struct om_command om_cmd_certificate = {
	.word = "certificate",
	.summary = "certificates of erasure, for whoever holds one",
	.about = "An answer to an erasure holds certificate.html for reading "
		 "and certificate.tlog-proof for checking.",
	.example = "ombud certificate verify certificate.tlog-proof --key vkey",
	.actions = actions,
};
