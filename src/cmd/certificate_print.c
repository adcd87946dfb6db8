#include "cmd/certificate.h"

#include "base/clock.h"
#include "render/terminal.h"

/* What nobody must read into it; in this order, for people and programs. */
static const char *const limits[] = {
	"that what was stated is true: it proves who stated it, and that it "
	"was not changed since",
	"that no copy exists elsewhere: in other systems, on paper, with "
	"others, in backups before the day that is named",
	"that the key is the organisation's: compare it with the one that it "
	"publishes",
	"that everybody is shown the same log, unless somebody independent "
	"has signed it too; no such signature was checked",
};

/* The year 9999, beyond which no time is written. */
#define MAX_SECONDS UINT64_C(253402300799)

enum { LIMITS = sizeof(limits) / sizeof(limits[0]) };

/* The last holds where no witness was asked, or none has signed. */
static size_t
limits_of(const struct om_certificate_result *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->witnesses[i].saw)
			return LIMITS - 1;
	return LIMITS;
}

static void
print_places(struct om_json *j, const struct om_attestation *file)
{
	om_json_array(j, "statements");
	for (size_t i = 0; i < file->n; i++) {
		om_json_object(j, "");
		om_json_int(j, "index", (int64_t)file->parts[i].proof.index);
		om_value_write(j, "statement", file->parts[i].says);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
print_witnesses(struct om_json *j, const struct om_certificate_result *r)
{
	om_json_array(j, "witnesses");
	for (size_t i = 0; i < r->n; i++) {
		const struct om_certificate_witness *w = &r->witnesses[i];

		om_json_object(j, "");
		om_json_string(j, "name", w->key.name);
		om_json_bool(j, "signed", w->saw);
		if (w->saw)
			om_json_int(j, "seconds", (int64_t)w->seconds);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
print_json(struct om_run *run, const struct om_certificate_result *r)
{
	struct om_json *j = om_output_json(&run->out);
	struct om_buf key = OM_BUF(1024);

	om_note_key_write(&key, &r->key);
	om_json_object(j, NULL);
	om_json_bool(j, "genuine", true);
	if (r->asked)
		om_json_bool(j, "concerns", r->concerns);
	om_json_string(j, "log", r->key.name);
	om_json_text(j, "key", om_buf_span(&key));
	om_json_int(j, "size", (int64_t)r->head.size);
	om_json_hex(
	    j, "root", om_span_bytes(r->head.root.b, sizeof(r->head.root.b)));
	om_json_int(j, "signatures_not_checked", (int64_t)r->others);
	print_witnesses(j, r);
	print_places(j, r->file);
	om_json_array(j, "not_proven");
	for (size_t i = 0; i < limits_of(r); i++)
		om_json_string(j, "", limits[i]);
	om_json_end_array(j);
	om_json_end_object(j);
	om_output_next(&run->out);
	om_buf_free(&key);
}

static void print_value(struct om_buf *b, const struct om_value *v);

/* "name crm, searched false": the members of an object on one line. */
static void
print_members(struct om_buf *b, const struct om_value *object)
{
	for (const struct om_value *m = object->first; m != NULL; m = m->next) {
		if (m->key.n > 0) {
			om_terminal_add(b, m->key);
			om_buf_byte(b, ' ');
		}
		print_value(b, m);
		if (m->next != NULL)
			om_buf_text(
			    b, object->type == OM_VALUE_ARRAY ? "; " : ", ");
	}
}

static void
print_value(struct om_buf *b, const struct om_value *v)
{
	bool nested = v->type == OM_VALUE_OBJECT || v->type == OM_VALUE_ARRAY;

	if (nested && v->first != NULL)
		print_members(b, v);
	else
		om_terminal_add(
		    b, v->text.n > 0 && !nested ? v->text : OM_SPAN("-"));
}

static void
print_statement(struct om_run *run, const struct om_attestation_part *part)
{
	struct om_buf b = OM_BUF(8 << 20);

	om_output_format(&run->out, "\nEntry %llu of the log states:\n",
	    (unsigned long long)part->proof.index);
	for (const struct om_value *m = part->says->first; m != NULL;
	     m = m->next) {
		om_buf_text(&b, "  ");
		om_terminal_add(&b, m->key);
		om_buf_text(&b, ": ");
		print_value(&b, m);
		om_buf_byte(&b, '\n');
	}
	om_output_text(&run->out, om_buf_span(&b));
	om_buf_free(&b);
}

static void
print_identifier(struct om_run *run, const struct om_certificate_result *r)
{
	if (!r->asked)
		return;
	om_output_format(&run->out, "\n%s\n",
	    r->concerns ? "It concerns the identifier that you gave."
			: "It does not concern the identifier that you gave.");
}

static void
print_seen(struct om_run *run, const struct om_certificate_result *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct om_certificate_witness *w = &r->witnesses[i];
		struct om_buf b = OM_BUF(8 << 10);

		om_buf_text(
		    &b, w->saw ? "\nSeen and signed by " : "\nNot signed by ");
		om_terminal_add(&b, om_span_of(w->key.name));
		if (w->saw) {
			om_buf_text(&b, ", by its clock at ");
			om_time_format(&b, w->seconds > MAX_SECONDS
					       ? 0
					       : (int64_t)w->seconds * 1000);
		}
		om_buf_text(&b, ".\n");
		om_output_text(&run->out, om_buf_span(&b));
		om_buf_free(&b);
	}
}

static void
print_text(struct om_run *run, const struct om_certificate_result *r)
{
	struct om_output *o = &run->out;
	struct om_buf key = OM_BUF(1024), shown = OM_BUF(8 << 10);

	om_note_key_write(&key, &r->key);
	om_terminal_add(&shown, om_buf_span(&key));
	om_output_format(o,
	    "Genuine: the log with this key held what follows when it had "
	    "%llu entries, and none of it was changed since.\n  %s\n",
	    (unsigned long long)r->head.size, shown.p);
	for (size_t i = 0; i < r->file->n; i++)
		print_statement(run, &r->file->parts[i]);
	print_seen(run, r);
	print_identifier(run, r);
	om_output_format(o, "\nWhat this does not prove:\n");
	for (size_t i = 0; i < limits_of(r); i++)
		om_output_format(o, "  - %s\n", limits[i]);
	om_buf_free(&key);
	om_buf_free(&shown);
}

void
om_certificate_print(struct om_run *run, const struct om_certificate_result *r)
{
	if (run->out.shape == OM_SHAPE_TABLE)
		print_text(run, r);
	else
		print_json(run, r);
}
