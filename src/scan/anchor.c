#include "scan/anchor.h"

/* A walk over a regular expression. */
struct walk {
	const char *p;
	size_t n, at;
	char run[OM_ANCHOR_MAX]; /* the literal that is being gathered */
	size_t size;
	char best[OM_ANCHOR_MAX];
	size_t best_size;
};

static void
end_run(struct walk *w)
{
	if (w->size > w->best_size) {
		memcpy(w->best, w->run, w->size);
		w->best_size = w->size;
	}
	w->size = 0;
}

static void
add(struct walk *w, char c)
{
	if (w->size == OM_ANCHOR_MAX)
		end_run(w);
	w->run[w->size++] = c;
}

/* Behind a set, [...]; a ] that comes first is in it. */
static void
skip_set(struct walk *w)
{
	w->at++;
	if (w->at < w->n && w->p[w->at] == '^')
		w->at++;
	if (w->at < w->n && w->p[w->at] == ']')
		w->at++;
	while (w->at < w->n && w->p[w->at] != ']')
		w->at += w->p[w->at] == '\\' ? 2 : 1;
	w->at++;
}

/* Behind a group, (...), with all that is in it. */
static void
skip_group(struct walk *w)
{
	unsigned depth = 0;

	do {
		char c = w->p[w->at];

		if (c == '[') {
			skip_set(w);
			continue;
		}
		depth += c == '(';
		depth -= c == ')';
		w->at += c == '\\' ? 2 : 1;
	} while (depth > 0 && w->at < w->n);
}

/* What may be left out or repeated takes its last byte with it. */
static void
quantify(struct walk *w)
{
	if (w->p[w->at] == '{')
		while (w->at < w->n && w->p[w->at] != '}')
			w->at++;
	w->at++;
	while (
	    w->size > 0 && ((unsigned char)w->run[w->size - 1] & 0xc0) == 0x80)
		w->size--;
	if (w->size > 0)
		w->size--;
	end_run(w);
}

/* Signs that stand for themselves behind a backslash. */
static void
escape(struct walk *w)
{
	char c = w->at + 1 < w->n ? w->p[w->at + 1] : '\0';
	bool letter = (unsigned)((c | 0x20) - 'a') < 26 ||
		      (c >= '0' && c <= '9') || c == '\0';

	if (!letter)
		add(w, c);
	else if (c != 'b')
		end_run(w);
	w->at += 2;
}

/* Escapes that take an argument, and what changes the meaning of all. */
static bool
is_plain(struct om_span regex)
{
	for (size_t i = 0; i + 1 < regex.n; i++) {
		const char *p = regex.p + i;

		if (p[0] == '\\' && strchr("QEpPxoNgkcK", p[1]) != NULL)
			return false;
		if (p[0] == '\\')
			i++;
		else if (p[0] == '(' &&
			 (p[1] == '*' ||
			     (p[1] == '?' && i + 2 < regex.n &&
				 strchr("imsxnJU^-&R+0123456789|#C(", p[2]) !=
				     NULL)))
			return false;
	}
	return true;
}

size_t
om_anchor_literal(char out[OM_ANCHOR_MAX], struct om_span regex)
{
	struct walk w = { .p = regex.p, .n = regex.n };

	if (!is_plain(regex))
		return 0;
	while (w.at < w.n) {
		char c = w.p[w.at];

		char next = w.at + 1 < w.n ? w.p[w.at + 1] : '\0';

		if (c == '|' || (c == '{' && (next < '0' || next > '9')))
			return 0;
		if (c == '\\')
			escape(&w);
		else if (c == '[' || c == '(') {
			end_run(&w);
			if (c == '[')
				skip_set(&w);
			else
				skip_group(&w);
		} else if (strchr("*?+{", c) != NULL)
			quantify(&w);
		else if (strchr(".^$)", c) != NULL) {
			end_run(&w);
			w.at++;
		} else {
			add(&w, c);
			w.at++;
		}
	}
	end_run(&w);
	memcpy(out, w.best, w.best_size);
	return w.best_size;
}
