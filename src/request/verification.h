#ifndef OM_REQUEST_VERIFICATION_H
#define OM_REQUEST_VERIFICATION_H

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"

/* How it is known who asks, and what speaks for it. */
struct om_case;

/* How sure it is that it is the person who asks; in this order. */
enum om_level {
	OM_LEVEL_NONE,	     /* not verified, or not to be verified */
	OM_LEVEL_NO_DOUBT,   /* there was none (GDPR Art. 12(6)) */
	OM_LEVEL_REASONABLE, /* a reasonable degree (11 CCR 7062(b)) */
	OM_LEVEL_HIGH	     /* a reasonably high one (11 CCR 7062(c)) */
};

const char *om_level_word(enum om_level level);

/* What was recorded of it; documents never are. */
struct om_verification {
	enum om_level level;
	const char *method;    /* NULL: not verified */
	int data_points;       /* that agreed with what is held; 0: unknown */
	bool declared;	       /* signed under penalty of perjury */
	bool reauthenticated;  /* signed in again for this (11 CCR 7061) */
	const char *authority; /* of an agent or parent; NULL: not shown */
};

/* What speaks for the person's identity, and for who asks for her. */
struct om_request_proof {
	const char *method; /* in a few words; NULL for a code */
	const char *authority;
	int data_points; /* 0: not counted */
	bool declared, reauthenticated;
	struct om_span code; /* as the person gave it; none */
};

/*
 * The person's identity was verified (GDPR Art. 12(6); 11 CCR 7060) by a
 * method that is told in a few words: 1 to 60 letters, spaces, hyphens and up
 * to three digits in a row, so that it can hold no identifier; or by the code
 * that was sent (request_code.c). OM_USAGE for another. OM_DENIED where who
 * asks for the person has shown no authority, where the law wants more than
 * that nobody doubts, and for a wrong code.
 */
int om_request_verify_by(
    struct om_case *c, const struct om_request_proof *proof) OM_MUST_CHECK;
int om_request_verify(struct om_case *c, const char *method) OM_MUST_CHECK;

/*
 * Sends a code to the address by which the person is said to be known, by the
 * program that the settings name. The same happens whether anything is held
 * about her or not. OM_USAGE where the settings name none, or she is known by
 * no e-mail address; OM_REMOTE where the program fails.
 */
int om_request_challenge(struct om_case *c) OM_MUST_CHECK;

#endif
