#define _DEFAULT_SOURCE
#include "fuzz/file.h"

#include <unistd.h>

#include "policy/attributes.h"
#include "policy/due.h"
#include "policy/identity.h"
#include "policy/policy.h"
#include "policy/treatment.h"

static struct om_kinds *kinds; /* those built in */

static int
try_kinds(void)
{
	struct om_kinds *k;
	int rc = om_kinds_open(&k, fuzz_folder);

	for (size_t i = 0; rc == OM_OK && i < k->n; i++)
		if (om_kinds_find(k, om_span_of(k->list[i].name)) != (int)i)
			abort();
	if (rc == OM_OK)
		om_kinds_close(k);
	return rc;
}

static int
try_law(void)
{
	struct om_policy *p;
	int rc = om_policy_open(&p, kinds, fuzz_folder, "gdpr");

	if (rc == OM_OK) {
		rc = om_policy_check(p);
		if (p->n > OM_RULES_MAX)
			abort();
		om_policy_close(p);
	}
	return rc;
}

static int
try_attributes(void)
{
	struct om_attributes *a;
	int rc = om_attributes_open(&a, kinds, fuzz_folder);

	if (rc == OM_OK) {
		if (om_attributes_find(a, OM_SPAN("City")) >= (int)kinds->n)
			abort();
		om_attributes_close(a);
	}
	return rc;
}

static int
try_identity(void)
{
	struct om_identity_policy *p;
	int rc = om_identity_policy_open(&p, fuzz_folder);

	if (rc == OM_OK) {
		if (om_identity_find(p, OM_SPAN("?"))->kind == NULL ||
		    om_identity_is_role_mailbox(p, OM_SPAN("info")))
			abort();
		om_identity_policy_close(p);
	}
	return rc;
}

static int
try_treatment(void)
{
	struct om_treatment_policy *p;
	int rc = om_treatment_open(&p, fuzz_folder);

	if (rc == OM_OK) {
		if (om_treatment_of(p, OM_SPAN("?")) != OM_TREATMENT_DROP)
			abort();
		om_treatment_close(p);
	}
	return rc;
}

/* Of deadlines and of a calendar; the received day is in 2026. */
static int
try_due(void)
{
	struct om_due_query q = { .regime = "gdpr",
		.country = "DE-BY",
		.received = 20500,
		.folder = fuzz_folder };
	struct om_due due;
	int rc = om_due(&due, &q);

	if (rc == OM_OK) {
		if (due.n == 0 || due.n > OM_DUE_STEPS_MAX)
			abort();
		om_due_close(&due);
	}
	return rc;
}

static const struct {
	char letter;
	const char *file;
	int (*try)(void);
} loaders[] = {
	{ 'k', "kinds.json", try_kinds },
	{ 'l', "gdpr.json", try_law },
	{ 'a', "attributes.json", try_attributes },
	{ 'i', "identifiers.json", try_identity },
	{ 't', "pseudonym.json", try_treatment },
	{ 'd', "deadlines.json", try_due },
	{ 'h', "holidays/DE.json", try_due },
};

/* A letter that says which file, and the file. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path;
	int rc;

	if (kinds == NULL && om_kinds_open(&kinds, NULL) != OM_OK)
		abort();
	for (size_t i = 0; size > 0 && i < 7; i++) {
		if (data[0] != (uint8_t)loaders[i].letter)
			continue;
		path = fuzz_file(
		    loaders[i].file, om_span_bytes(data + 1, size - 1));
		rc = loaders[i].try();
		if (rc != OM_OK)
			fuzz_failed(rc);
		if (unlink(path) != 0)
			abort();
	}
	return 0;
}
