#include <stdio.h>

#include "base/text.h"
#include "cmd/db_sweep.h"
#include "cmd/list.h"
#include "render/terminal.h"

/* A name on the disk may be any bytes; JSON is UTF-8. */
static struct om_span
show_path(struct om_run *run, const char *path)
{
	struct om_buf b = OM_BUF(1 << 20);
	struct om_span shown = om_span_of(path);

	if (path == NULL || om_text_is_utf8(shown))
		return shown;
	om_terminal_add(&b, shown);
	shown = om_arena_copy(&run->arena, om_buf_span(&b));
	om_buf_free(&b);
	return shown;
}

/* "x.zip: data.json" */
static struct om_span
show_place(struct om_run *run, const char *path, const char *member)
{
	struct om_buf b = OM_BUF(1 << 20);
	struct om_span shown;

	if (member == NULL)
		return show_path(run, path);
	om_buf_add(&b, show_path(run, path));
	om_buf_text(&b, ": ");
	om_buf_add(&b, show_path(run, member));
	shown = om_arena_copy(&run->arena, om_buf_span(&b));
	om_buf_free(&b);
	return shown;
}

static void
add_place(
    struct om_run *run, struct om_json *j, const char *path, const char *member)
{
	om_json_text(j, "path", show_path(run, path));
	if (member == NULL)
		om_json_null(j, "member");
	else
		om_json_text(j, "member", show_path(run, member));
}

static void
add_finding(struct om_run *run, struct om_json *j,
    const struct om_sweep_finding *f, const struct om_needles *needles)
{
	om_json_object(j, j->depth == 0 ? NULL : "");
	add_place(run, j, f->path, f->member);
	om_json_string(j, "where", f->where);
	om_json_int(j, "offset", (int64_t)f->offset);
	if (f->page == 0)
		om_json_null(j, "page");
	else
		om_json_int(j, "page", f->page);
	om_json_string(j, "form", om_needle_form_word(f->form));
	om_json_int(j, "value", (int64_t)f->value + 1);
	om_json_string(j, "type", needles->values[f->value].type);
	om_json_int(j, "count", (int64_t)f->count);
	om_json_end_object(j);
}

static void
add_total(struct om_json *j, enum om_sqlite_place place,
    enum om_sqlite_class class, const struct om_sqlite_total *total)
{
	bool dead = om_sqlite_class_is_dead(class);

	om_json_object(j, "");
	om_json_string(j, "place", place == OM_SQLITE_LOG ? "log" : "file");
	om_json_string(j, "class", om_sqlite_class_word(class));
	om_json_bool(j, "dead", dead);
	om_json_int(j, "bytes", (int64_t)total->bytes);
	if (dead)
		om_json_int(j, "dirty", (int64_t)total->dirty);
	if (dead && total->dirty > 0)
		om_json_int(j, "first", (int64_t)total->first);
	om_json_end_object(j);
}

static void
add_database(struct om_run *run, struct om_json *j, const char *key,
    const struct om_sweep_database *d)
{
	om_json_object(j, key);
	add_place(run, j, d->path, d->member);
	om_json_bool(j, "strict", d->strict);
	om_json_array(j, "classes");
	for (int p = 0; p < OM_SQLITE_PLACES; p++)
		for (int c = 0; c < OM_SQLITE_CLASSES; c++)
			if (d->map.total[p][c].bytes > 0)
				add_total(j, (enum om_sqlite_place)p,
				    (enum om_sqlite_class)c,
				    &d->map.total[p][c]);
	om_json_end_array(j);
	om_json_end_object(j);
}

static void
add_problem(struct om_run *run, struct om_json *j, const char *key,
    const struct om_sweep_problem *p)
{
	om_json_object(j, key);
	add_place(run, j, p->path, p->member);
	om_json_string(j, "reason", p->reason);
	om_json_end_object(j);
}

/* Which number stands for what, and whether it could be looked for. */
static void
add_values(struct om_json *j, const struct om_needles *needles)
{
	om_json_array(j, "values");
	for (size_t i = 0; i < needles->value_count; i++) {
		om_json_object(j, "");
		om_json_int(j, "value", (int64_t)i + 1);
		om_json_string(j, "type", needles->values[i].type);
		om_json_bool(j, "refused", needles->values[i].refused);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
add_sum(struct om_json *j, const struct om_sweep_sum *sum,
    const struct om_needles *needles)
{
	om_json_object(j, "summary");
	add_values(j, needles);
	om_json_int(j, "files", (int64_t)sum->files);
	om_json_int(j, "bytes", (int64_t)sum->bytes);
	om_json_int(j, "findings", (int64_t)sum->findings);
	om_json_int(j, "dirty", (int64_t)sum->dirty);
	om_json_bool(j, "clean", sum->clean);
	om_json_bool(j, "complete", sum->complete);
	om_json_end_object(j);
}

static void
print_json(struct om_run *run, const struct om_sweep *s,
    const struct om_needles *needles, const struct om_sweep_sum *sum)
{
	struct om_json *j = om_output_json(&run->out);

	om_json_object(j, NULL);
	om_json_array(j, "findings");
	for (size_t i = 0; i < s->finding_count; i++) {
		add_finding(run, j, &s->findings[i], needles);
		(void)om_output_flow(&run->out);
	}
	om_json_end_array(j);
	om_json_array(j, "databases");
	for (size_t i = 0; i < s->database_count; i++)
		add_database(run, j, "", &s->databases[i]);
	om_json_end_array(j);
	om_json_array(j, "problems");
	for (size_t i = 0; i < s->problem_count; i++)
		add_problem(run, j, "", &s->problems[i]);
	om_json_end_array(j);
	add_sum(j, sum, needles);
	om_json_end_object(j);
	om_output_next(&run->out);
}

static struct om_json *
begin_line(struct om_run *run)
{
	struct om_json *j = om_output_json(&run->out);

	om_json_object(j, NULL);
	return j;
}

static void
end_line(struct om_run *run, struct om_json *j)
{
	om_json_end_object(j);
	om_output_next(&run->out);
}

static void
print_lines(struct om_run *run, const struct om_sweep *s,
    const struct om_needles *needles, const struct om_sweep_sum *sum)
{
	struct om_json *j;

	for (size_t i = 0; i < s->finding_count; i++) {
		j = om_output_json(&run->out);
		add_finding(run, j, &s->findings[i], needles);
		om_output_next(&run->out);
	}
	for (size_t i = 0; i < s->database_count; i++) {
		j = begin_line(run);
		add_database(run, j, "database", &s->databases[i]);
		end_line(run, j);
	}
	for (size_t i = 0; i < s->problem_count; i++) {
		j = begin_line(run);
		add_problem(run, j, "problem", &s->problems[i]);
		end_line(run, j);
	}
	j = begin_line(run);
	add_sum(j, sum, needles);
	end_line(run, j);
}

static void
print_findings(struct om_run *run, const struct om_sweep *s,
    const struct om_needles *needles)
{
	static const struct om_column columns[] = {
		{ "path", "FILE", false },
		{ "where", "WHERE", false },
		{ "offset", "OFFSET", true },
		{ "page", "PAGE", true },
		{ "form", "FORM", false },
		{ "value", "VALUE", true },
		{ "type", "TYPE", false },
		{ "count", "COUNT", true },
	};
	struct om_list list;

	om_list_begin(&list, &run->out, "findings", columns, 8);
	for (size_t i = 0; i < s->finding_count; i++) {
		const struct om_sweep_finding *f = &s->findings[i];

		om_list_text(&list, show_place(run, f->path, f->member));
		om_list_string(&list, f->where);
		om_list_int(&list, (int64_t)f->offset);
		if (f->page == 0)
			om_list_null(&list);
		else
			om_list_int(&list, f->page);
		om_list_string(&list, om_needle_form_word(f->form));
		om_list_int(&list, (int64_t)f->value + 1);
		om_list_string(&list, needles->values[f->value].type);
		om_list_int(&list, (int64_t)f->count);
	}
	om_list_end(&list);
}

static void
add_dead(struct om_run *run, struct om_list *list,
    const struct om_sweep_database *d, enum om_sqlite_place place)
{
	for (int c = 0; c < OM_SQLITE_CLASSES; c++) {
		const struct om_sqlite_total *t = &d->map.total[place][c];

		if (t->dirty == 0)
			continue;
		om_list_text(list, show_place(run, d->path, d->member));
		om_list_string(list, place == OM_SQLITE_LOG ? "log" : "file");
		om_list_string(
		    list, om_sqlite_class_word((enum om_sqlite_class)c));
		om_list_int(list, (int64_t)t->bytes);
		om_list_int(list, (int64_t)t->dirty);
		om_list_int(list, (int64_t)t->first);
	}
}

/* Only the classes that hold something. */
static void
print_dead(struct om_run *run, const struct om_sweep *s)
{
	static const struct om_column columns[] = {
		{ "path", "DATABASE", false },
		{ "place", "IN", false },
		{ "class", "DEAD BYTES", false },
		{ "bytes", "BYTES", true },
		{ "dirty", "NOT ZERO", true },
		{ "first", "FIRST AT", true },
	};
	struct om_list list;

	om_list_begin(&list, &run->out, "databases", columns, 6);
	for (size_t i = 0; i < s->database_count; i++) {
		add_dead(run, &list, &s->databases[i], OM_SQLITE_MAIN);
		add_dead(run, &list, &s->databases[i], OM_SQLITE_LOG);
	}
	om_list_end(&list);
}

/* Of all databases, also where they are no finding. */
static uint64_t
dirty_bytes(const struct om_sweep *s)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < s->database_count; i++)
		sum +=
		    om_sqlite_map_dirty(&s->databases[i].map, OM_SQLITE_MAIN) +
		    om_sqlite_map_dirty(&s->databases[i].map, OM_SQLITE_LOG);
	return sum;
}

static void
print_people(struct om_run *run, const struct om_sweep *s,
    const struct om_needles *needles, const struct om_sweep_sum *sum)
{
	print_findings(run, s, needles);
	print_dead(run, s);
	om_output_format(&run->out,
	    "%llu files, %llu bytes, %llu values: %llu findings\n",
	    (unsigned long long)sum->files, (unsigned long long)sum->bytes,
	    (unsigned long long)sum->values, (unsigned long long)sum->findings);
	if (s->database_count > 0)
		om_output_format(&run->out,
		    "%zu databases; dead bytes that are not zero: %llu\n",
		    s->database_count, (unsigned long long)dirty_bytes(s));
}

/* On stderr whatever the shape: nobody overlooks what was not searched. */
static void
tell_problems(struct om_run *run, const struct om_sweep *s,
    const struct om_needles *needles)
{
	for (size_t i = 0; i < s->problem_count; i++) {
		const struct om_sweep_problem *p = &s->problems[i];
		struct om_buf line = OM_BUF(1 << 20);

		om_terminal_add(&line, show_place(run, p->path, p->member));
		(void)fprintf(stderr, "ombud: not searched: %s: %s\n",
		    line.p == NULL ? "" : line.p, p->reason);
		om_buf_free(&line);
	}
	for (size_t i = 0; i < needles->value_count; i++)
		if (needles->values[i].refused)
			(void)fprintf(stderr,
			    "ombud: not looked for, or not in all forms: value "
			    "%zu: too short to be told from chance (%d bytes at "
			    "least, 5 digits), or no text\n",
			    i + 1, OM_NEEDLE_LEAST);
}

void
om_db_sweep_print(struct om_run *run, const struct om_sweep *sweep,
    const struct om_needles *needles)
{
	const struct om_sweep_sum sum = om_sweep_sum(sweep);

	if (run->out.shape == OM_SHAPE_TABLE)
		print_people(run, sweep, needles, &sum);
	else if (run->out.shape == OM_SHAPE_JSON)
		print_json(run, sweep, needles, &sum);
	else
		print_lines(run, sweep, needles, &sum);
	tell_problems(run, sweep, needles);
}
