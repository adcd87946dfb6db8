#include "base/file.h"
#include "cmd/list.h"
#include "cmd/scan.h"
#include "render/terminal.h"
#include "scan/sarif.h"

/* A line for people: kind, confidence, place, field. */
static void
add_plain(
    struct om_buf *line, const struct om_scan *s, const struct om_finding *f)
{
	const char *kind = s->kinds->list[f->hit.kind].name;

	om_buf_format(line, "%-20s %.2f  ", kind, (double)f->hit.confidence);
	om_terminal_add(line, om_span_of(f->path));
	if (f->line > 0)
		om_buf_format(line, ":%llu", (unsigned long long)f->line);
	else
		om_buf_format(line, " #%llu", (unsigned long long)f->record);
	if (f->field.n > 0) {
		om_buf_text(line, "  ");
		om_terminal_add(line, f->field);
	}
	if (s->show) {
		om_buf_text(line, "  ");
		om_terminal_add(line, f->value);
	}
	om_buf_byte(line, '\n');
}

bool
om_scan_is_lines(const struct om_scan *s)
{
	return s->mac == NULL && s->accepting == NULL && s->accepted == NULL &&
	       s->numbered == NULL;
}

void
om_scan_line(struct om_buf *out, const struct om_scan *s,
    const struct om_finding *f, const char *fingerprint)
{
	enum om_shape shape = s->run->out.shape;

	if (shape == OM_SHAPE_TABLE) {
		add_plain(out, s, f);
		return;
	}
	if (shape == OM_SHAPE_JSON)
		om_buf_text(out, ",\n");
	if (fingerprint != NULL && !om_option_flag(s->run, "fingerprint"))
		fingerprint = NULL;
	om_finding_json(out, s->kinds, f, fingerprint, s->show);
	if (shape == OM_SHAPE_NDJSON)
		om_buf_byte(out, '\n');
}

int
om_scan_put(struct om_scan *s, struct om_span lines, uint64_t n)
{
	struct om_output *out = &s->run->out;

	if (out->shape == OM_SHAPE_JSON && s->printed == 0 && lines.n > 0)
		lines = om_span_bytes(lines.p + 1, lines.n - 1);
	s->printed += n;
	om_buf_add(&out->pending, lines);
	return om_output_flow(out);
}

static int
print(struct om_scan *s, const struct om_finding *f, const char *fingerprint)
{
	struct om_buf *out = &s->run->out.pending;
	size_t before = out->n;

	om_scan_line(out, s, f, fingerprint);
	if (s->printed++ == 0 && s->run->out.shape == OM_SHAPE_JSON) {
		memmove(out->p + before, out->p + before + 1, out->n - before);
		out->n--;
	}
	return om_output_flow(&s->run->out);
}

int
om_scan_finding(void *state, const struct om_finding *f)
{
	struct om_scan *s = state;
	char fingerprint[OM_FINGERPRINT + 1];
	const char *given = NULL;
	int rc = OM_OK;

	if (s->mac != NULL) {
		rc = om_finding_fingerprint(fingerprint, s->mac, s->kinds, f);
		given = fingerprint;
	}
	if (rc == OM_OK && s->accepting != NULL)
		rc = om_baseline_add(s->accepting, s->kinds, f, given);
	if (rc != OM_OK)
		return rc;
	if (s->accepted != NULL &&
	    om_baseline_take(s->accepted, s->kinds, f, given))
		return OM_OK;
	s->new ++;
	if (s->numbered != NULL) {
		uint64_t number = 0;

		om_kind_set_add(&s->used, f->hit.kind);
		rc = om_baseline_number(&number, s->numbered, s->kinds, f);
		if (rc == OM_OK)
			rc = om_sarif_add(&s->sarif, s->kinds,
			    &(struct om_sarif_result){ f, given, number });
	}
	return rc == OM_OK && s->lines ? print(s, f, given) : rc;
}

int
om_scan_skip(void *state, const char *path, const char *reason)
{
	struct om_scan *s = state;
	struct om_arena *arena = &s->run->arena;

	if (s->skipped_count < OM_SCAN_LISTED)
		s->skipped[s->skipped_count] = (struct om_scan_skipped){
			om_arena_string(arena, om_span_of(path)),
			om_arena_string(arena, om_span_of(reason)),
		};
	s->skipped_count++;
	return OM_OK;
}

int
om_scan_share(void *state, const char *path, const struct om_share *share)
{
	struct om_scan *s = state;
	struct om_scan_share *to = &s->shares[s->share_count];

	if (s->share_count == OM_SCAN_LISTED)
		return OM_OK;
	to->path = om_arena_string(&s->run->arena, om_span_of(path));
	to->share = *share;
	to->share.field = om_arena_copy(&s->run->arena, share->field);
	s->share_count++;
	return OM_OK;
}

static double
part(const struct om_share *share)
{
	return share->records == 0
		   ? 0
		   : (double)share->found / (double)share->records;
}

static void
map_json(struct om_json *j, const struct om_scan *s)
{
	om_json_array(j, "map");
	for (size_t i = 0; i < s->share_count; i++) {
		const struct om_scan_share *share = &s->shares[i];
		const struct om_kind *kind = &s->kinds->list[share->share.kind];
		struct om_buf text = OM_BUF(64);

		om_buf_format(&text, "%.4f", part(&share->share));
		om_json_object(j, "");
		om_json_string(j, "path", share->path);
		om_json_text(j, "field", share->share.field);
		om_json_string(j, "kind", kind->name);
		om_json_string(j, "class", om_kind_class_word(kind->class));
		om_json_raw(j, "share", om_buf_span(&text));
		om_json_end_object(j);
		om_buf_free(&text);
	}
	om_json_end_array(j);
}

static void
rules_json(struct om_json *j, const struct om_scan *s)
{
	om_json_array(j, "combinations");
	for (size_t i = 0; i < s->rule_count; i++) {
		const struct om_scan_rule *r = &s->rules[i];

		om_json_object(j, "");
		om_json_string(j, "path", r->path);
		om_json_string(j, "policy", s->policy->name);
		om_json_string(j, "rule", r->rule->id);
		om_json_string(j, "cite", r->rule->cite);
		om_kind_set_json(j, "kinds", s->kinds, &r->kinds);
		om_json_int(j, "records", (int64_t)r->records);
		om_json_int(j, "first", (int64_t)r->first);
		om_json_end_object(j);
	}
	om_json_end_array(j);
	if (s->sets.dropped)
		om_json_bool(j, "combinations_complete", false);
}

static void
skipped_json(struct om_json *j, const struct om_scan *s)
{
	om_json_array(j, "skipped");
	for (size_t i = 0; i < s->skipped_count && i < OM_SCAN_LISTED; i++) {
		om_json_object(j, "");
		om_json_string(j, "path", s->skipped[i].path);
		om_json_string(j, "reason", s->skipped[i].reason);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
summary_json(struct om_json *j, const struct om_scan *s)
{
	const struct om_reading *r = &s->reading;

	om_json_object(j, "summary");
	om_json_int(j, "bytes", (int64_t)r->bytes);
	om_json_int(j, "records", (int64_t)r->records);
	om_json_int(j, "findings", (int64_t)r->findings);
	if (s->accepted != NULL)
		om_json_int(j, "new", (int64_t)s->new);
	om_json_object(j, "by_kind");
	for (size_t i = 0; i < s->kinds->n; i++)
		if (r->by_kind[i] > 0)
			om_json_int(
			    j, s->kinds->list[i].name, (int64_t)r->by_kind[i]);
	om_json_end_object(j);
	map_json(j, s);
	rules_json(j, s);
	skipped_json(j, s);
	om_json_bool(j, "complete", s->skipped_count == 0);
	om_json_end_object(j);
}

/* What each field holds, as a table. */
static void
map_plain(const struct om_scan *s)
{
	static const struct om_column columns[] = {
		{ NULL, "PATH", false },
		{ NULL, "FIELD", false },
		{ NULL, "KIND", false },
		{ NULL, "CLASS", false },
		{ NULL, "SHARE", true },
	};
	struct om_list list;

	if (s->share_count == 0)
		return;
	om_output_text(&s->run->out,
	    s->printed > 0 || s->new > 0 ? OM_SPAN("\n") : OM_SPAN_NONE);
	om_list_begin(&list, &s->run->out, "map", columns, 5);
	for (size_t i = 0; i < s->share_count; i++) {
		const struct om_scan_share *share = &s->shares[i];
		const struct om_kind *kind = &s->kinds->list[share->share.kind];
		struct om_buf text = OM_BUF(64);

		om_buf_format(&text, "%.1f %%", 100 * part(&share->share));
		om_list_string(&list, share->path);
		om_list_text(&list, share->share.field);
		om_list_string(&list, kind->name);
		om_list_string(&list, om_kind_class_word(kind->class));
		om_list_text(&list, om_buf_span(&text));
		om_buf_free(&text);
	}
	om_list_end(&list);
	om_output_text(&s->run->out, OM_SPAN("\n"));
}

/* What stands together in a record, and the rule that makes much of it. */
static void
rules_plain(const struct om_scan *s)
{
	static const struct om_column columns[] = {
		{ NULL, "PATH", false },
		{ NULL, "RULE", false },
		{ NULL, "CITE", false },
		{ NULL, "RECORDS", true },
	};
	struct om_list list;

	if (s->rule_count == 0)
		return;
	om_list_begin(&list, &s->run->out, "combinations", columns, 4);
	for (size_t i = 0; i < s->rule_count; i++) {
		const struct om_scan_rule *r = &s->rules[i];
		struct om_buf text = OM_BUF(64);

		om_buf_format(&text, "%llu", (unsigned long long)r->records);
		om_list_string(&list, r->path);
		om_list_string(&list, r->rule->id);
		om_list_string(&list, r->rule->cite);
		om_list_text(&list, om_buf_span(&text));
		om_buf_free(&text);
	}
	om_list_end(&list);
	om_output_text(&s->run->out, OM_SPAN("\n"));
}

static void
summary_plain(struct om_scan *s)
{
	const struct om_reading *r = &s->reading;
	struct om_output *out = &s->run->out;

	map_plain(s);
	rules_plain(s);
	om_output_format(out, "bytes %llu  records %llu  findings %llu",
	    (unsigned long long)r->bytes, (unsigned long long)r->records,
	    (unsigned long long)r->findings);
	if (s->accepted != NULL)
		om_output_format(out, "  new %llu", (unsigned long long)s->new);
	om_output_text(out, OM_SPAN("\n"));
	for (size_t i = 0; i < s->kinds->n; i++)
		if (r->by_kind[i] > 0)
			om_output_format(out, "%-20s %llu\n",
			    s->kinds->list[i].name,
			    (unsigned long long)r->by_kind[i]);
	for (size_t i = 0; i < s->skipped_count && i < OM_SCAN_LISTED; i++)
		om_output_format(out, "skipped: %s\n", s->skipped[i].reason);
}

void
om_scan_summary(struct om_scan *s)
{
	struct om_output *out = &s->run->out;
	struct om_json *j;

	if (out->shape == OM_SHAPE_TABLE) {
		summary_plain(s);
		return;
	}
	j = om_output_json(out);
	if (out->shape == OM_SHAPE_JSON && s->lines) {
		/* The findings stand there already, in an open object. */
		om_buf_text(&out->pending, s->printed > 0 ? "\n]," : "],");
		j->depth = 1;
	} else
		om_json_object(j, NULL);
	summary_json(j, s);
	om_json_end_object(j);
	om_output_next(out);
}

static int
write_file(const char *path, const struct om_buf *text)
{
	int rc = om_buf_check(text, path);

	return rc == OM_OK ? om_file_replace(path, om_buf_span(text), 0644)
			   : rc;
}

static void
write_sarif(struct om_buf *out, const struct om_scan *s)
{
	struct om_buf skipped = OM_BUF((size_t)1 << 30);

	for (size_t i = 0; i < s->skipped_count && i < OM_SCAN_LISTED; i++)
		om_sarif_skip(
		    &skipped, s->skipped[i].path, s->skipped[i].reason);
	om_sarif_write(out, s->kinds,
	    &(struct om_sarif_log){
		&s->used, om_buf_span(&s->sarif), om_buf_span(&skipped) });
	om_buf_free(&skipped);
}

int
om_scan_write(struct om_scan *s)
{
	const char *sarif = om_option_text(s->run, "sarif");
	const char *html = om_option_text(s->run, "html");
	const char *baseline = om_option_text(s->run, "write-baseline");
	struct om_buf text = OM_BUF((size_t)2 << 30);
	int rc = om_buf_check(&s->sarif, "the SARIF log");

	if (rc == OM_OK && sarif != NULL) {
		write_sarif(&text, s);
		rc = write_file(sarif, &text);
	}
	om_buf_reset(&text);
	if (rc == OM_OK && html != NULL) {
		om_scan_page(&text, s);
		rc = write_file(html, &text);
	}
	om_buf_reset(&text);
	if (rc == OM_OK && baseline != NULL) {
		om_baseline_write(&text, s->accepting);
		rc = write_file(baseline, &text);
	}
	om_buf_free(&text);
	return rc;
}
