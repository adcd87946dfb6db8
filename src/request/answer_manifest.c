#include "crypto/base64.h"
#include "ombud.h"
#include "policy/source.h"
#include "request/answer.h"

/* The bytes before an Ed25519 key in its PEM form (RFC 8410). */
static const uint8_t pem_head[] = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b,
	0x65, 0x70, 0x03, 0x21, 0x00 };

static void
add_key(struct om_json *j, const struct om_answer *a)
{
	uint8_t key[sizeof(pem_head) + OM_PUBLIC_KEY_SIZE];
	struct om_buf pem = OM_BUF(256);

	memcpy(key, pem_head, sizeof(pem_head));
	om_keys_public(a->c->om->keys, key + sizeof(pem_head));
	om_buf_text(&pem, "-----BEGIN PUBLIC KEY-----\n");
	om_base64_encode(&pem, om_span_bytes(key, sizeof(key)));
	om_buf_text(&pem, "\n-----END PUBLIC KEY-----\n");
	om_json_text(j, "public_key", om_buf_span(&pem));
	om_json_string(j, "how_to_verify",
	    "save public_key as key.pem; openssl base64 -A -d -in manifest.sig "
	    "-out sig; openssl pkeyutl -verify -pubin -inkey key.pem -rawin "
	    "-in manifest.json -sigfile sig; then compare each file with "
	    "sha256sum. The key is genuine where it is the one that the "
	    "organisation publishes.");
	om_buf_free(&pem);
}

static void
add_file(struct om_json *j, const struct om_package_file *f)
{
	om_json_object(j, "");
	om_json_string(j, "name", f->name);
	om_json_int(j, "bytes", (int64_t)f->size);
	om_json_hex(j, "sha256", om_span_bytes(f->hash, sizeof(f->hash)));
	om_json_end_object(j);
}

static bool
was_searched(const struct om_request_step *s)
{
	return strcmp(s->system, OM_SYSTEM_STORE) == 0;
}

static void
add_searched(struct om_json *j, const struct om_request *r)
{
	om_json_array(j, "searched");
	for (size_t i = 0; i < r->step_count; i++) {
		const struct om_request_step *s = &r->steps[i];

		if (!was_searched(s))
			continue;
		om_json_object(j, "");
		om_json_string(j, "name", s->system);
		om_json_int(j, "located", s->located);
		om_json_int(j, "acted", s->acted);
		om_json_int(j, "remaining", s->remaining);
		om_json_string(j, "grade", s->grade);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
add_not_searched(struct om_json *j, const struct om_request *r)
{
	om_json_array(j, "not_searched");
	for (size_t i = 0; i < r->step_count; i++) {
		const struct om_request_step *s = &r->steps[i];

		if (was_searched(s))
			continue;
		om_json_object(j, "");
		om_json_string(j, "name", s->system);
		om_json_string(j, "reason",
		    "it delivered data to us but is not connected, so it was "
		    "not searched itself");
		om_json_string(j, "grade", s->grade);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
add_head(struct om_json *j, const struct om_answer *a)
{
	const struct om_request *r = a->c->request;

	om_json_string(j, "request", om_case_id(a->c, r->id));
	om_json_string(j, "right", r->right->word);
	om_json_string(j, "regime", r->regime);
	om_json_time(j, "as_of", a->as_of);
	om_json_string(j, "program", "ombud");
	om_json_string(j, "version", om_version());
	om_json_string(
	    j, "policy_hash", om_identity_policy_hash(a->c->om->identity));
	om_json_string(j, "kinds_hash", a->kinds->hash);
}

static int
sign(struct om_package *p, const struct om_answer *a, struct om_span text)
{
	uint8_t signature[OM_SIGNATURE_SIZE];
	struct om_buf *out;
	int rc = om_keys_sign(a->c->om->keys, signature, text);

	if (rc == OM_OK)
		rc =
		    om_package_begin(p, &out, "manifest.sig", "file.signature");
	if (rc != OM_OK)
		return rc;
	om_base64_encode(out, om_span_bytes(signature, sizeof(signature)));
	om_buf_byte(out, '\n');
	return OM_OK;
}

static void
write_manifest(
    struct om_buf *out, const struct om_package *p, const struct om_answer *a)
{
	struct om_json j = OM_JSON(out, true);

	om_json_object(&j, NULL);
	add_head(&j, a);
	om_json_array(&j, "files");
	for (size_t i = 0; i < p->n; i++)
		add_file(&j, &p->files[i]);
	om_json_end_array(&j);
	/* A refusal must not tell whether there is anything. */
	if (a->c->request->denied == NULL) {
		add_searched(&j, a->c->request);
		add_not_searched(&j, a->c->request);
	}
	add_key(&j, a);
	om_json_end_object(&j);
	om_buf_byte(out, '\n');
}

int
om_answer_manifest(struct om_package *p, const struct om_answer *a)
{
	struct om_buf text = OM_BUF(1 << 20), *out;
	int rc = om_package_end(p);

	if (rc == OM_OK) {
		write_manifest(&text, p, a);
		rc = om_buf_check(&text, "the manifest");
	}
	if (rc == OM_OK)
		rc =
		    om_package_begin(p, &out, "manifest.json", "file.manifest");
	if (rc == OM_OK) {
		om_buf_add(out, om_buf_span(&text));
		rc = sign(p, a, om_buf_span(&text));
	}
	om_buf_free(&text);
	return rc;
}
