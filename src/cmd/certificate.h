#ifndef OM_CMD_CERTIFICATE_H
#define OM_CMD_CERTIFICATE_H

#include "cmd/command.h"
#include "store/attestation.h"

enum { OM_CERTIFICATE_WITNESSES = 8 };

/* Somebody who may have seen and signed the log's head too. */
struct om_certificate_witness {
	struct om_note_key key;
	bool saw;
	uint64_t seconds; /* when, by its clock */
};

/* A file of statements that was checked, and what came of it. */
struct om_certificate_result {
	const struct om_attestation *file;
	struct om_note_key key;
	struct om_tree_head head;
	size_t others; /* signatures that were not checked */
	size_t n;
	struct om_certificate_witness witnesses[OM_CERTIFICATE_WITNESSES];
	bool asked;    /* whether it concerns an identifier ... */
	bool concerns; /* ... and it does */
};

/* What is proven and what is not, for people or in JSON. */
void om_certificate_print(
    struct om_run *run, const struct om_certificate_result *r);

#endif
