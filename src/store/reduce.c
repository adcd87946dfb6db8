#include "store/reduce.h"

#include "format/json_reader.h"

#define MASK "***"

struct reducing {
	struct om_arena *arena;
	const struct om_reducer *how;
	struct om_reduction *done;
};

static void
note_gone(struct reducing *r, struct om_span path)
{
	struct om_reduction *d = r->done;

	if (d->gone_count == d->gone_room) {
		size_t room = d->gone_room == 0 ? 16 : 2 * d->gone_room;
		struct om_span *all =
		    om_arena_new(r->arena, room, sizeof(*all));

		if (d->gone_count > 0)
			memcpy(all, d->gone, d->gone_count * sizeof(*all));
		d->gone = all;
		d->gone_room = room;
	}
	d->gone[d->gone_count++] = om_arena_copy(r->arena, path);
}

/* Asks what becomes of a part that is there, and counts it. */
static int
ask(struct reducing *r, struct om_span path)
{
	int action = r->how->at(r->how->state, path);

	if (action == OM_PART_ERASE)
		note_gone(r, path);
	r->done->kept += action == OM_PART_KEEP;
	r->done->masked += action == OM_PART_MASK;
	return action;
}

static int
reduce_text(struct reducing *r, struct om_span *text, const char *path)
{
	int action = text->n == 0 ? OM_PART_KEEP : OM_PART_ERASE;

	if (text->n > 0)
		action = ask(r, om_span_of(path));
	if (action == OM_PART_ERASE)
		*text = OM_SPAN_NONE;
	else if (action == OM_PART_MASK)
		*text = OM_SPAN(MASK);
	return action < 0 ? action : OM_OK;
}

/* The same type twice is asked of once for each: both share a fate. */
static int
reduce_identifiers(struct reducing *r, struct om_profile *p)
{
	struct om_identifier *all = om_arena_new(r->arena, p->n, sizeof(*all));
	struct om_buf path = OM_BUF(1024);
	size_t n = 0;
	int action = OM_PART_KEEP;

	for (size_t i = 0; action >= 0 && i < p->n; i++) {
		om_buf_reset(&path);
		om_buf_text(&path, "/identifiers/");
		om_buf_add(&path, p->identifiers[i].type);
		action = ask(r, om_buf_span(&path));
		if (action != OM_PART_ERASE)
			all[n++] = p->identifiers[i];
	}
	om_buf_free(&path);
	p->identifiers = all;
	p->n = n;
	return action < 0 ? action : OM_OK;
}

/* A name as JSON Pointer has it (RFC 6901). */
static void
add_name(struct om_buf *path, struct om_span name)
{
	om_buf_byte(path, '/');
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '~')
			om_buf_text(path, "~0");
		else if (name.p[i] == '/')
			om_buf_text(path, "~1");
		else
			om_buf_byte(path, name.p[i]);
}

static int reduce_members(struct reducing *r, struct om_json *j,
    struct om_buf *path, const struct om_value *object);

static int
reduce_value(struct reducing *r, struct om_json *j, struct om_buf *path,
    const struct om_value *v)
{
	int action = OM_PART_KEEP;

	if (v->type == OM_VALUE_OBJECT && v->count > 0) {
		om_json_key(j, v->key);
		om_json_object(j, NULL);
		action = reduce_members(r, j, path, v);
		om_json_end_object(j);
		return action;
	}
	action = ask(r, om_buf_span(path));
	if (action < 0 || action == OM_PART_ERASE)
		return action;
	om_json_key(j, v->key);
	if (action == OM_PART_MASK)
		om_json_string(j, NULL, MASK);
	else
		om_value_write(j, NULL, v);
	return action;
}

static int
reduce_members(struct reducing *r, struct om_json *j, struct om_buf *path,
    const struct om_value *object)
{
	size_t n = path->n;
	int rc = OM_OK;

	for (const struct om_value *m = object->first; rc >= 0 && m != NULL;
	     m = m->next) {
		add_name(path, m->key);
		rc = om_buf_check(path, "a path");
		if (rc == OM_OK)
			rc = reduce_value(r, j, path, m);
		path->n = n;
	}
	return rc < 0 ? rc : OM_OK;
}

static int
reduce_attributes(struct reducing *r, struct om_profile *p)
{
	/* "***" may stand for a single digit. */
	struct om_buf text = OM_BUF(5 * p->attributes.n + (4 << 10));
	struct om_buf path = OM_BUF(64 << 10);
	struct om_json j = OM_JSON(&text, false);
	struct om_value *object;
	int rc = om_json_read(&object, r->arena, p->attributes, NULL);

	om_buf_text(&path, "/attributes");
	if (rc == OM_OK) {
		om_json_object(&j, NULL);
		rc = reduce_members(r, &j, &path, object);
		om_json_end_object(&j);
	}
	if (rc == OM_OK)
		rc = om_buf_check(&text, "attributes");
	if (rc == OM_OK)
		p->attributes = om_arena_copy(r->arena, om_buf_span(&text));
	om_buf_free(&path);
	om_buf_free(&text);
	return rc;
}

int
om_reduce(struct om_profile *out, struct om_reduction *done,
    struct om_arena *arena, const struct om_profile *p,
    const struct om_reducer *how)
{
	struct om_profile left = *p;
	struct om_reduction sum = { 0 };
	struct reducing r = { arena, how, &sum };
	struct om_span *const texts[] = { &left.name, &left.user_id,
		&left.outer_id, &left.created_at, &left.updated_at };
	static const char *const paths[] = { "/name", "/user_id", "/id",
		"/created_at", "/updated_at" };
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < 5; i++)
		rc = reduce_text(&r, texts[i], paths[i]);
	if (rc == OM_OK)
		rc = reduce_identifiers(&r, &left);
	if (rc == OM_OK)
		rc = reduce_attributes(&r, &left);
	if (rc == OM_OK) {
		int action = how->at(how->state, OM_SPAN("/events"));

		rc = action < 0 ? action : OM_OK;
		sum.events = action != OM_PART_ERASE;
	}
	if (rc != OM_OK)
		return rc;
	*out = left;
	*done = sum;
	return OM_OK;
}
