#include "report/tables.h"

#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "report/tables_inside.h"
#include "request/ground.h"
#include "request/right.h"
#include "store/id.h"

/* A report that takes longer is in the way of those that work. */
enum { LIMIT_MS = 20000 };

static struct om_sql_value
text(const char *s)
{
	return OM_SQL_VALUE_TEXT(om_span_of(s));
}

static int
insert(struct om_filling *f, const struct om_sql_value *cells, int n)
{
	return om_sql_reader_insert(f->reader, f->table, cells, n);
}

static int
fill_clock(struct om_filling *f)
{
	struct om_buf day = OM_BUF(16);
	struct om_sql_value cells[2];
	int rc;

	om_day_format(&day, f->today);
	cells[0] = OM_SQL_VALUE_TEXT(om_buf_span(&day));
	cells[1] = OM_SQL_VALUE_INT(f->today);
	rc = insert(f, cells, 2);
	om_buf_free(&day);
	return rc;
}

static int
fill_right(struct om_filling *f, const char *asked)
{
	const struct om_right *right;
	const char *regime;
	int rc = om_right_find(&right, &regime, om_span_of(asked));

	if (rc != OM_OK)
		return rc;
	return insert(f,
	    (struct om_sql_value[]){
		text(asked), text(right->word), text(right->title) },
	    3);
}

static int
fill_rights(struct om_filling *f)
{
	static const char *const aliases[] = {
#define OM_ALIAS(word, right, regime) word,
#include "request/right_alias_list.h"
#undef OM_ALIAS
	};
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && om_right_at(i) != NULL; i++)
		rc = fill_right(f, om_right_at(i)->word);
	for (size_t i = 0;
	     rc == OM_OK && i < sizeof(aliases) / sizeof(aliases[0]); i++)
		rc = fill_right(f, aliases[i]);
	return rc;
}

static int
fill_grounds(struct om_filling *f)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && om_ground_at(i) != NULL; i++) {
		const struct om_ground *g = om_ground_at(i);

		rc = insert(f,
		    (struct om_sql_value[]){
			text(g->regime), text(g->word), text(g->cite) },
		    3);
	}
	return rc;
}

static int
add_setting(struct om_filling *f, const char *name, struct om_sql_value value)
{
	return insert(f, (struct om_sql_value[]){ text(name), value }, 2);
}

static int
fill_settings(struct om_filling *f)
{
	const struct om_settings *s;
	int rc = OM_OK;

	if (f->om == NULL)
		return OM_OK;
	s = &f->om->settings;
	{
		const struct {
			const char *name;
			struct om_sql_value value;
		} all[] = {
			{ "organisation", text(s->organisation.name) },
			{ "address", text(s->organisation.address) },
			{ "contact", text(s->organisation.contact) },
			{ "dpo", text(s->dpo.name) },
			{ "dpo_contact", text(s->dpo.contact) },
			{ "authority", text(s->authority.name) },
			{ "regime", text(s->regime) },
			{ "country", text(s->country) },
			{ "two_person", OM_SQL_VALUE_INT(s->two_person) },
			{ "backup_days", OM_SQL_VALUE_INT(s->backup_days) },
			{ "rotate_days",
			    OM_SQL_VALUE_INT(s->epochs.rotate_days) },
			{ "destroy_after_days",
			    OM_SQL_VALUE_INT(s->epochs.destroy_after_days) },
		};

		for (size_t i = 0;
		     rc == OM_OK && i < sizeof(all) / sizeof(all[0]); i++)
			rc = add_setting(f, all[i].name, all[i].value);
	}
	return rc;
}

static int
fill_activities(struct om_filling *f)
{
	return f->om == NULL ? OM_OK : om_tables_fill_activities(f);
}

/* One of the list: what it is made of, the other NULL. */
struct table {
	const char *name, *columns;
	const char *select;
	bool copied;
	int (*fill)(struct om_filling *f);
};

static const struct table tables[] = {
#define OM_TABLE_VIEW(name, columns, select) \
	{ name, columns, select, false, NULL },
#define OM_TABLE_COPY(name, columns, select) \
	{ name, columns, select, true, NULL },
#define OM_TABLE_MADE(name, columns, fill) { name, columns, NULL, true, fill },
#include "report/table_list.h"
#undef OM_TABLE_MADE
#undef OM_TABLE_COPY
#undef OM_TABLE_VIEW
};

static int
define(struct om_filling *f, const struct table *t)
{
	struct om_buf sql = OM_BUF(16 << 10);
	bool is_view = !t->copied && f->om != NULL;
	int rc;

	om_buf_format(&sql, "CREATE TEMP %s \"%s\" (%s)",
	    is_view ? "VIEW" : "TABLE", t->name, t->columns);
	if (is_view)
		om_buf_format(&sql, " AS %s;", t->select);
	else if (t->select != NULL && f->om != NULL)
		om_buf_format(
		    &sql, "; INSERT INTO temp.\"%s\" %s;", t->name, t->select);
	rc = om_sql_reader_define(f->reader, sql.p);
	om_buf_free(&sql);
	f->table = t->name;
	if (rc == OM_OK && t->fill != NULL)
		rc = t->fill(f);
	return rc == OM_OK ? om_sql_reader_show(f->reader, t->name) : rc;
}

static void
write_day(struct om_buf *to, int64_t day)
{
	om_day_format(to, (int32_t)day);
}

static int
define_all(struct om_filling *f, const char *const *given, size_t n)
{
	int rc = om_sql_reader_function(f->reader, "id", om_id_format);

	if (rc == OM_OK)
		rc = om_sql_reader_function(f->reader, "day", write_day);
	for (size_t i = 0;
	     rc == OM_OK && i < sizeof(tables) / sizeof(tables[0]); i++)
		rc = define(f, &tables[i]);
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		rc = om_sql_reader_define(f->reader, given[i]);
	return rc;
}

int
om_tables_open(struct om_sql_reader **out, struct om *om, int32_t today,
    const char *const *given, size_t given_count)
{
	struct om_filling f = { .om = om, .today = today };
	char *path = NULL;
	int rc;

	if (om != NULL && om->settings.database != NULL)
		return om_fail(OM_USAGE,
		    "reports read a store in a file; this one is on a server");
	if (om != NULL)
		path = om_path_join(om->store->folder, OM_STORE_DATABASE);
	rc = om_sql_reader_open(&f.reader, path);
	if (rc == OM_OK)
		rc = define_all(&f, given, given_count);
	if (rc == OM_OK)
		rc = om_sql_reader_hold(f.reader, LIMIT_MS);
	if (rc == OM_OK)
		*out = f.reader;
	else
		om_sql_reader_close(f.reader);
	om_free(path);
	return rc;
}
