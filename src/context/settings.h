#ifndef OM_CONTEXT_SETTINGS_H
#define OM_CONTEXT_SETTINGS_H

#include "base/config.h"
#include "store/epoch.h"

/* Texts that people wrote, borrowed from the settings. */
struct om_texts {
	const json_t *array; /* of strings, or NULL */
	size_t n;
};

/* What a reply under GDPR Art. 15(1), (2) must state and only the controller
 * knows. A text that is "" and a list of none was not stated. */
struct om_processing {
	struct om_texts purposes;	 /* Art. 15(1)(a) */
	const char *legal_basis;	 /* good practice, not in Art. 15 */
	struct om_texts recipients;	 /* Art. 15(1)(c), by name */
	const char *storage_period;	 /* Art. 15(1)(d) */
	const char *origin;		 /* Art. 15(1)(g) */
	const char *automated_decisions; /* Art. 15(1)(h) */
	const char *transfers;		 /* Art. 15(2) */
	struct om_texts inferred;	 /* attributes that it worked out */
	struct om_texts sold_or_shared;	 /* Civ. Code 1798.130(a)(4) */
	struct om_texts disclosed;	 /* the other list there */
};

/* ombud.json, read and checked; strings live as long as it is open. */
struct om_settings {
	struct om_config config;
	struct {
		const char *name, *address, *contact;
	} organisation;
	struct {
		const char *name, *contact;
	} dpo, authority;
	const char *regime;  /* of requests that name none */
	const char *country; /* of the holidays; "none" */
	/* The program that sends a code: the code, then the address below it.
	 */
	const char *mail_hook; /* "" for none; below the workspace */
	int64_t code_minutes;  /* for which a code is worth something */
	const char *origin;    /* the audit log's name for ever */
	const char *database;  /* postgresql://...; NULL: ombud.db */
	bool two_person;       /* erasure wants two different persons */
	const char *signatory; /* who signs letters: name and function */
	/* An erasure ends with a search of the workspace's files. */
	bool sweep_after_erasure;
	/* How long closed requests are kept; 0: as the law has it. */
	int64_t register_months;
	int64_t backup_days; /* until backups are gone; 0: not stated */
	struct om_epoch_rules epochs;
	/*
	 * Where epoch keys live: a token's module is NULL for files. Its paths
	 * are as the file has them, below the workspace where not absolute.
	 */
	struct om_keys_token token;
	struct om_processing processing;
};

#define OM_SETTINGS_FILE "ombud.json"

/* OM_NOTFOUND without the file, OM_USAGE (file, line, path) where it errs. */
int om_settings_load(struct om_settings *out, const char *path) OM_MUST_CHECK;
void om_settings_close(struct om_settings *s);

/* The i-th text. */
const char *om_texts_get(struct om_texts texts, size_t i);

/* Whether one of the texts is exactly s. */
bool om_texts_have(struct om_texts texts, struct om_span s);

/* What a new workspace's file is filled with; NULL where nobody said. */
struct om_settings_new {
	const char *organisation;
	const char *regime;
	const char *country;
	const char *origin;
	const char *database;
	bool two_person;
	const struct om_keys_token *token; /* NULL for files */
};

/* Appends a settings file that names every key, for people to fill in. */
void om_settings_write(struct om_buf *b, const struct om_settings_new *s);

#endif
