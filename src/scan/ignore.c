#include "scan/ignore.h"

#include "base/memory.h"

enum { PATTERNS_MAX = 10000 };

void
om_ignore_add(struct om_ignore *g, struct om_span line)
{
	struct om_ignore_pattern p = { .text = line };

	while (p.text.n > 0 && strchr(" \t\r", p.text.p[p.text.n - 1]) != NULL)
		p.text.n--;
	if (p.text.n == 0 || p.text.p[0] == '#' || g->n == PATTERNS_MAX)
		return;
	if (p.text.p[0] == '!') {
		p.back = true;
		p.text = om_span_bytes(p.text.p + 1, p.text.n - 1);
	}
	if (p.text.n > 0 && p.text.p[p.text.n - 1] == '/') {
		p.folder = true;
		p.text.n--;
	}
	if (p.text.n == 0)
		return;
	p.rooted = memchr(p.text.p, '/', p.text.n) != NULL;
	if (p.text.p[0] == '/')
		p.text = om_span_bytes(p.text.p + 1, p.text.n - 1);
	p.text = om_arena_copy(&g->arena, p.text);
	g->list = om_resize(g->list, g->n + 1, sizeof(*g->list));
	g->list[g->n++] = p;
}

void
om_ignore_lines(struct om_ignore *g, struct om_span text)
{
	struct om_span line;

	while (om_span_cut(&line, &text, text, '\n'))
		om_ignore_add(g, line);
	om_ignore_add(g, text);
}

void
om_ignore_close(struct om_ignore *g)
{
	om_free(g->list);
	om_arena_free(&g->arena);
	*g = (struct om_ignore){ 0 };
}

/* A set "[a-z]" at pattern i: whether c is in it; *i behind it. */
static bool
in_set(struct om_span pattern, size_t *i, char c)
{
	size_t k = *i + 1;
	bool outside = k < pattern.n && strchr("!^", pattern.p[k]) != NULL;
	bool in = false;

	k += outside;
	for (bool first = true; k < pattern.n && (first || pattern.p[k] != ']');
	     first = false) {
		char low = pattern.p[k++], high = low;

		if (k + 1 < pattern.n && pattern.p[k] == '-' &&
		    pattern.p[k + 1] != ']') {
			high = pattern.p[k + 1];
			k += 2;
		}
		in |= c >= low && c <= high;
	}
	*i = k + 1;
	return in != outside && c != '/';
}

/* One place of the pattern that is no star; false where it does not fit. */
static bool
fits_one(struct om_span pattern, size_t *i, char c)
{
	if (pattern.p[*i] == '[')
		return in_set(pattern, i, c);
	if (pattern.p[*i] == '\\' && *i + 1 < pattern.n)
		++*i;
	else if (pattern.p[*i] == '?') {
		++*i;
		return c != '/';
	}
	return pattern.p[(*i)++] == c;
}

/* The last star and the last double star are the places to come back to. */
struct stars {
	size_t pattern, path;
	bool any;
};

static bool
come_back(struct stars *s, struct om_span path, size_t *i, size_t *k)
{
	if (!s->any || s->path >= path.n)
		return false;
	*i = s->pattern;
	*k = ++s->path;
	return true;
}

bool
om_ignore_fits(struct om_span pattern, struct om_span path)
{
	struct stars one = { 0 }, two = { 0 };
	size_t i = 0, k = 0;

	while (k < path.n || i < pattern.n) {
		if (i < pattern.n && pattern.p[i] == '*') {
			bool both =
			    i + 1 < pattern.n && pattern.p[i + 1] == '*';
			struct stars *s = both ? &two : &one;

			i += both ? 2 : 1;
			if (both && i < pattern.n && pattern.p[i] == '/')
				i++;
			*s = (struct stars){ i, k, true };
			one.any = both ? false : one.any;
			continue;
		}
		if (i < pattern.n && k < path.n &&
		    fits_one(pattern, &i, path.p[k])) {
			k++;
			continue;
		}
		if (one.any && one.path < path.n && path.p[one.path] != '/' &&
		    come_back(&one, path, &i, &k))
			continue;
		one.any = false;
		if (!come_back(&two, path, &i, &k))
			return false;
	}
	return true;
}

int
om_ignore_ask(const struct om_ignore *g, struct om_span path, bool folder)
{
	struct om_span name = path, head;

	while (om_span_cut(&head, &name, name, '/'))
		continue;
	for (size_t i = g->n; i > 0; i--) {
		const struct om_ignore_pattern *p = &g->list[i - 1];

		if (p->folder && !folder)
			continue;
		if (om_ignore_fits(p->text, p->rooted ? path : name))
			return !p->back;
	}
	return -1;
}
