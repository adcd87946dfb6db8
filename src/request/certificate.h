#ifndef OM_REQUEST_CERTIFICATE_H
#define OM_REQUEST_CERTIFICATE_H

#include "context/remains.h"
#include "request/answer.h"
#include "store/attestation.h"
#include "store/erase.h"

/*
 * The certificate of an erasure, for the person: what was found, erased and
 * re-read, by whose log (store/attestation.h). The first statement is
 * committed to by the very entry of the erasure, the second by one that is
 * made when what lies outside that transaction is done too. Until the request
 * is closed both lie in its row, sealed under a new key of the request's own;
 * then nobody but the person can show what the entries stand for. The person
 * stands in them only as salted hashes of the identifiers that she gave.
 */

#define OM_CERTIFICATE_PROOF "certificate.tlog-proof"
#define OM_CERTIFICATE_PAGE "certificate.html"

/*
 * Erases the person whom the request concerns, in the open transaction, and
 * keeps the first statement. Codes as om_erase.
 */
int om_certificate_erase(
    struct om_erasure *out, struct om_case *c) OM_MUST_CHECK;

/*
 * The second statement, in the transaction that ends the request: where was
 * looked again, where not, that the write-ahead log was emptied; what a
 * search of the files came to, where there was one (else NULL). Nothing
 * where there was no erasure.
 */
int om_certificate_settle(
    struct om_case *c, const struct om_remains *searched) OM_MUST_CHECK;

/*
 * The supplement: erases by the items as they are now, wholly where nothing
 * stays, and adds a statement to what is kept of the request; when what lies
 * outside that transaction is done too, om_certificate_settle adds another.
 */
int om_certificate_supplement(
    struct om_erasure *out, struct om_case *c, bool whole) OM_MUST_CHECK;

/* What is kept of a request: statements in an arena. */
struct om_certificate {
	size_t n; /* 0: nothing was erased, or the request is closed */
	struct om_attested said[OM_ATTESTED_MAX];
};

/* OM_CORRUPT where it cannot be opened. */
int om_certificate_load(
    struct om_certificate *out, struct om_case *c) OM_MUST_CHECK;

/* Puts it in place of what was kept, under a new key. */
int om_certificate_keep(
    struct om_case *c, const struct om_certificate *certificate) OM_MUST_CHECK;

/* Adds the proof, and the page that shows it, where there is one. */
int om_certificate_fill(
    struct om_package *p, const struct om_answer *a) OM_MUST_CHECK;

/* Says in a letter whether there is one, and from when backups are noise. */
int om_certificate_show(
    struct om_view *v, const struct om_answer *a) OM_MUST_CHECK;

/* The two statements, into an empty buffer. */
struct om_certificate_facts {
	struct om_case *c;
	const struct om_erasure *done;
	struct om_span claim; /* what the person gave; or none */
	int64_t gone_by;      /* ms; when backups are unreadable; 0 unknown */
};
int om_certificate_erased(struct om_buf *b,
    const struct om_certificate_facts *facts,
    const uint8_t salt[OM_SALT_SIZE]) OM_MUST_CHECK;
int om_certificate_settled(struct om_buf *b, const struct om_case *c,
    const struct om_remains *searched) OM_MUST_CHECK;

/*
 * The hash that stands for an identifier: SHA-256("ombud identifier v1", LF,
 * salt, source, type, value), each of the three behind its length (u32,
 * little-endian); source is none where the type counts everywhere. The value
 * is in the form that the statement names.
 */
int om_certificate_hash(uint8_t out[OM_HASH_SIZE],
    const uint8_t salt[OM_SALT_SIZE],
    const struct om_span parts[3]) OM_MUST_CHECK;

/* "email" etc., the word of policies/identifiers.json. */
const char *om_certificate_form(enum om_normaliser form);

/*
 * Whether a certificate is about an identifier, written as in a request: 1,
 * 0. OM_USAGE where it is none.
 */
int om_certificate_concerns(const struct om_attestation *a,
    const struct om_identity_policy *identity,
    struct om_span identifier) OM_MUST_CHECK;

#endif
