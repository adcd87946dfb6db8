#include "request/redaction.h"

#include "request/ground.h"
#include "request/inside.h"
#include "store/statement.h"

static const struct om_redaction_ground grounds[] = {
#define OM_REDACTION_GROUND(word, gdpr, ccpa, text) { word, gdpr, ccpa, text },
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

static struct om_redaction *
add(struct om_redactions *all, struct om_case *c)
{
	size_t n = all->n++;

	if ((n & (n - 1)) == 0) { /* 0, 1, 2, 4, 8 ... */
		struct om_redaction *list =
		    om_arena_new(c->arena, n == 0 ? 1 : 2 * n, sizeof(*list));

		if (n > 0)
			memcpy(list, all->list, n * sizeof(*list));
		all->list = list;
	}
	return &all->list[n];
}

static int
read_one(struct om_redaction *r, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;
	const struct om_redaction_ground *ground;
	int rc = om_redaction_ground_find(
	    &ground, om_sql_data(sql, S_REDACTION_OF, 3), c->request->regime);

	if (rc != OM_OK)
		return rc;
	*r = (struct om_redaction){
		.item = om_case_string(c, om_sql_data(sql, S_REDACTION_OF, 0)),
		.path = om_case_string(c, om_sql_data(sql, S_REDACTION_OF, 1)),
		.kind = om_case_string(c, om_sql_data(sql, S_REDACTION_OF, 2)),
		.word = ground->word,
		.group = "redaction",
		.cite = om_redaction_cite(ground, c->request->regime),
		.brief = ground->word,
		.text = ground->text,
		.member = om_sql_integer(sql, S_REDACTION_OF, 4),
	};
	return OM_OK;
}

/* What the plan itself withholds, on a ground against the right. */
static void
add_items(struct om_redactions *all, struct om_case *c)
{
	const struct om_request *r = c->request;
	bool california = strcmp(r->regime, "ccpa") == 0;

	for (size_t i = 0; i < r->item_count; i++) {
		const struct om_request_item *item = &r->items[i];
		const struct om_ground *ground =
		    om_ground_of(item->code, r->regime);

		if (strcmp(item->action, "withhold") != 0)
			continue;
		*add(all, c) = (struct om_redaction){
			.item = item->reference,
			.path = item->part,
			.kind = "",
			.word = item->code,
			.group = california ? "ground.ccpa" : "ground.gdpr",
			.cite = item->ground,
			.brief = "refused",
			.text = ground == NULL ? "" : ground->text,
		};
	}
}

int
om_redactions_load(struct om_redactions *out, struct om_case *c)
{
	struct om_redactions all = { NULL, 0 };
	struct om_sql *sql = c->om->store->sql;
	int rc = OM_SQL_START(sql, S_REDACTION_OF, OM_INT(c->id));

	while (rc == OM_OK && (rc = om_sql_step(sql, S_REDACTION_OF)) == 1)
		rc = read_one(add(&all, c), c);
	om_sql_stop(sql, S_REDACTION_OF);
	if (rc != OM_OK)
		return rc;
	add_items(&all, c);
	*out = all;
	return OM_OK;
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
