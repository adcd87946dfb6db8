#ifndef OM_STORE_JOURNAL_H
#define OM_STORE_JOURNAL_H

#include "base/json.h"
#include "store/store.h"

/*
 * What befell requests, and what their people's data may not be used for: a
 * ledger, kept in a file beside the store too, so that an older backup loses
 * neither (GDPR Art. 5(2), 18). A line holds fixed and plain words, days and
 * the keyed tag of a subject's id; whom a request is about, and what it says
 * of her, stands in no line.
 */
struct om_journal {
	struct om_json j; /* the members of this line are added here */
	struct om_buf line;
	int64_t number;
};

/* Begins a line about a request, within the open transaction. */
int om_journal_begin(struct om_journal *l, struct om_store *store,
    int64_t request, const char *what) OM_MUST_CHECK;
/* Ends and writes it; frees it in any case. */
int om_journal_end(struct om_journal *l, struct om_store *store) OM_MUST_CHECK;

/* One event of a request, by its number. */
struct om_journal_event {
	int64_t number, at, member, typed;
	int32_t day;
	const char *kind, *detail;
};

/* Writes an event: its row, and its line. */
int om_journal_event(struct om_store *store, int64_t request,
    const struct om_journal_event *e) OM_MUST_CHECK;

#endif
