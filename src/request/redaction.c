#include "request/redaction.h"

#include "request/inside.h"
#include "store/statement.h"

static const struct om_redaction_ground grounds[] = {
#define OM_REDACTION_GROUND(word, gdpr, ccpa, brief, text) \
	{ word, gdpr, ccpa, brief, text },
#include "request/redaction_ground_list.h"
#undef OM_REDACTION_GROUND
};

enum { GROUNDS = sizeof(grounds) / sizeof(grounds[0]) };

const struct om_redaction_ground *
om_redaction_ground_at(size_t i)
{
	return i < GROUNDS ? &grounds[i] : NULL;
}

const char *
om_redaction_cite(const struct om_redaction_ground *ground, const char *regime)
{
	return strcmp(regime, "ccpa") == 0 ? ground->ccpa : ground->gdpr;
}

int
om_redaction_ground_find(const struct om_redaction_ground **out,
    struct om_span word, const char *regime)
{
	struct om_buf words = OM_BUF(1024);
	int rc;

	for (size_t i = 0; i < GROUNDS; i++) {
		if (*om_redaction_cite(&grounds[i], regime) == '\0')
			continue;
		if (om_span_is(word, grounds[i].word)) {
			om_buf_free(&words);
			*out = &grounds[i];
			return OM_OK;
		}
		om_buf_format(
		    &words, "%s%s", words.n == 0 ? "" : ", ", grounds[i].word);
	}
	rc = om_fail(OM_USAGE,
	    "there is no such ground to leave a value out; there are: %s",
	    words.p);
	om_buf_free(&words);
	return rc;
}

static int
read_one(struct om_redaction *r, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;

	r->item = om_case_string(c, om_sql_data(sql, S_REDACTION_OF, 0));
	r->path = om_case_string(c, om_sql_data(sql, S_REDACTION_OF, 1));
	r->kind = om_case_string(c, om_sql_data(sql, S_REDACTION_OF, 2));
	r->member = om_sql_integer(sql, S_REDACTION_OF, 4);
	r->at = om_sql_integer(sql, S_REDACTION_OF, 5);
	return om_redaction_ground_find(&r->ground,
	    om_sql_data(sql, S_REDACTION_OF, 3), c->request->regime);
}

int
om_redactions_load(struct om_redactions *out, struct om_case *c)
{
	struct om_redactions all = { NULL, 0 };
	struct om_sql *sql = c->om->store->sql;
	int rc = OM_SQL_START(sql, S_REDACTION_OF, OM_INT(c->id));

	while (rc == OM_OK && (rc = om_sql_step(sql, S_REDACTION_OF)) == 1) {
		if ((all.n & (all.n - 1)) == 0) { /* 0, 1, 2, 4, 8 ... */
			struct om_redaction *list = om_arena_new(c->arena,
			    all.n == 0 ? 1 : 2 * all.n, sizeof(*list));

			if (all.n > 0)
				memcpy(list, all.list, all.n * sizeof(*list));
			all.list = list;
		}
		rc = read_one(&all.list[all.n++], c);
	}
	om_sql_stop(sql, S_REDACTION_OF);
	if (rc == OM_OK)
		*out = all;
	return rc;
}

bool
om_redactions_touch(const struct om_redactions *r, const char *item)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->list[i].item, item) == 0)
			return true;
	return false;
}

struct om_redaction *
om_redactions_at(
    const struct om_redactions *r, const char *item, struct om_span path)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->list[i].item, item) == 0 &&
		    om_span_is(path, r->list[i].path))
			return &r->list[i];
	return NULL;
}
