#include "store/balance.h"

#include "store/audit.h"

static const struct {
	const char *word;
	bool anew;
} tables[OM_BALANCES] = {
#define OM_BALANCE(code, word, anew) { word, anew },
#include "store/balance_list.h"
#undef OM_BALANCE
};

static int
add_entry(void *state, int64_t leaf, struct om_span entry)
{
	(void)leaf;
	return om_balance_add(state, entry);
}

static bool
same(const struct om_balance_sum *a, const struct om_balance_sum *b)
{
	return om_span_equal(
	    om_span_bytes(a, sizeof(*a)), om_span_bytes(b, sizeof(*b)));
}

static int
compare_rows(
    const struct om_balance *told, const struct om_balance *held, int i)
{
	if (told->rows[i] == held->rows[i])
		return OM_OK;
	return om_fail(OM_CORRUPT,
	    "audit: the table %s has %lld rows, but the log tells of %lld",
	    tables[i].word, (long long)held->rows[i], (long long)told->rows[i]);
}

static int
compare(const struct om_balance *told, const struct om_balance *held)
{
	int rc = OM_OK;

	for (int i = 0; rc == OM_OK && i < OM_BALANCES; i++)
		rc = compare_rows(told, held, i);
	if (rc == OM_OK && !same(&told->events, &held->events))
		rc = om_fail(OM_CORRUPT,
		    "audit: the table request_event tells of other events "
		    "than the log");
	if (rc == OM_OK && !same(&told->members, &held->members))
		rc = om_fail(OM_CORRUPT,
		    "audit: the table member has other users or roles than "
		    "the log");
	return rc;
}

static int
read_both(
    struct om_balance *told, struct om_balance *held, struct om_store *store)
{
	int rc;

	*told = (struct om_balance){ 0 };
	rc = om_audit_list(store, INT64_MAX, add_entry, told);
	return rc == OM_OK ? om_balance_count(held, store->sql) : rc;
}

int
om_balance_verify(struct om_store *store)
{
	struct om_balance told, held;
	int rc = read_both(&told, &held, store);

	return rc == OM_OK ? compare(&told, &held) : rc;
}

int
om_balance_verify_ledgers(struct om_store *store)
{
	struct om_balance told, held;
	int rc = read_both(&told, &held, store);

	for (int i = 0; rc == OM_OK && i < OM_BALANCES; i++)
		if (!tables[i].anew)
			rc = compare_rows(&told, &held, i);
	return rc;
}
