#include "scan/dump.h"

#include "scan/dump_inside.h"

/* How far the beginning of a statement is looked for. */
enum { HEAD = 4096 };

bool
om_dump_word(struct om_span *s, const char *word)
{
	struct om_span rest = om_dump_past_space(*s);
	size_t n = strlen(word);

	if (rest.n < n || (rest.n > n && om_dump_is_inner(rest.p[n])))
		return false;
	for (size_t i = 0; i < n; i++)
		if ((rest.p[i] | 0x20) != (word[i] | 0x20))
			return false;
	*s = om_dump_behind(rest, n);
	return true;
}

bool
om_dump_sign(struct om_span *s, char sign)
{
	struct om_span rest = om_dump_past_space(*s);

	if (rest.n == 0 || rest.p[0] != sign)
		return false;
	*s = om_dump_behind(rest, 1);
	return true;
}

static bool
take_name(struct om_span *out, struct om_span *s)
{
	struct om_span rest = om_dump_past_space(*s);
	const char *end;
	size_t n = 0;

	if (rest.n == 0)
		return false;
	if (memchr("\"`[", rest.p[0], 3) != NULL) {
		end = memchr(
		    rest.p + 1, rest.p[0] == '[' ? ']' : rest.p[0], rest.n - 1);
		if (end == NULL)
			return false;
		*out = om_span_bytes(rest.p + 1, (size_t)(end - rest.p) - 1);
		*s = om_dump_behind(rest, out->n + 2);
		return true;
	}
	while (n < rest.n && om_dump_is_inner(rest.p[n]))
		n++;
	if (n == 0)
		return false;
	*out = om_span_bytes(rest.p, n);
	*s = om_dump_behind(rest, n);
	return true;
}

bool
om_dump_name(struct om_span *out, struct om_span *s)
{
	struct om_span rest = *s, name;

	if (!take_name(&name, &rest))
		return false;
	while (rest.n > 0 && rest.p[0] == '.') {
		rest = om_dump_behind(rest, 1);
		if (!take_name(&name, &rest))
			return false;
	}
	*out = name;
	*s = rest;
	return true;
}

size_t
om_dump_string_size(struct om_span s, bool backslashes)
{
	for (size_t i = 1; i < s.n; i++) {
		bool escapes = s.p[i] == '\\' && backslashes;
		bool quotes = s.p[i] == s.p[0] && !escapes;

		if (quotes && (i + 1 == s.n || s.p[i + 1] != s.p[0]))
			return i + 1;
		i += escapes || quotes;
	}
	return 0;
}

bool
om_dump_value_size(size_t *out, struct om_span s, bool backslashes)
{
	unsigned depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (depth == 0 && (s.p[i] == ',' || s.p[i] == ')')) {
			*out = i;
			return true;
		}
		depth += s.p[i] == '(';
		depth -= s.p[i] == ')';
		if (s.p[i] == '\'' || s.p[i] == '"' || s.p[i] == '`') {
			size_t n = om_dump_string_size(
			    om_dump_behind(s, i), backslashes);

			if (n == 0)
				return false;
			i += n - 1;
		}
	}
	return false;
}

/* What stands in the parentheses that s begins with. */
static bool
take_list(struct om_dump_head *out, struct om_span *s)
{
	struct om_span rest = *s, list;
	size_t n;

	if (!om_dump_sign(&rest, '('))
		return false;
	list = rest;
	do {
		out->open = !om_dump_value_size(&n, rest, false);
		if (out->open)
			return false;
		rest = om_dump_behind(rest, n + 1);
	} while (rest.p[-1] == ',');
	out->list = om_span_bytes(list.p, (size_t)(rest.p - list.p) - 1);
	*s = rest;
	return true;
}

static bool
take_table(struct om_dump_head *out, struct om_span *s)
{
	struct om_span before = om_dump_past_space(*s);

	*out = (struct om_dump_head){ .list = OM_SPAN_NONE };
	if (!om_dump_name(&out->table, s))
		return false;
	out->backticks = before.p[0] == '`';
	return true;
}

bool
om_dump_insert(struct om_dump_head *out, struct om_span *s)
{
	struct om_span rest = *s;

	if (!om_dump_word(&rest, "insert") && !om_dump_word(&rest, "replace"))
		return false;
	if (!om_dump_word(&rest, "ignore") && om_dump_word(&rest, "or") &&
	    !om_dump_word(&rest, "ignore"))
		(void)om_dump_word(&rest, "replace");
	if (!om_dump_word(&rest, "into") || !take_table(out, &rest))
		return false;
	(void)take_list(out, &rest);
	if (om_dump_word(&rest, "overriding") &&
	    !(om_dump_word(&rest, "system") && om_dump_word(&rest, "value")))
		return false;
	if (!om_dump_word(&rest, "values"))
		return false;
	*s = rest;
	return true;
}

bool
om_dump_copy(struct om_dump_head *out, struct om_span *s)
{
	struct om_span rest = *s;
	const char *end;

	if (!om_dump_word(&rest, "copy") || !take_table(out, &rest))
		return false;
	(void)take_list(out, &rest);
	if (!om_dump_word(&rest, "from") || !om_dump_word(&rest, "stdin"))
		return false;
	end = memchr(rest.p, '\n', rest.n);
	if (end == NULL)
		return false;
	*s = om_dump_behind(rest, (size_t)(end - rest.p) + 1);
	return true;
}

bool
om_dump_create(struct om_dump_head *out, struct om_span *s)
{
	struct om_span rest = *s;

	if (!om_dump_word(&rest, "create"))
		return false;
	(void)om_dump_word(&rest, "unlogged");
	if (!om_dump_word(&rest, "table"))
		return false;
	if (om_dump_word(&rest, "if") &&
	    !(om_dump_word(&rest, "not") && om_dump_word(&rest, "exists")))
		return false;
	if (!take_table(out, &rest) || !take_list(out, &rest))
		return false;
	*s = rest;
	return true;
}

static bool
is_constraint(struct om_span item)
{
	static const char *const words[] = { "primary", "unique", "constraint",
		"foreign", "check", "key", "index", "fulltext", "spatial",
		"exclude", "like" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (om_dump_word(&item, words[i]))
			return true;
	return false;
}

bool
om_dump_column(struct om_span *out, struct om_span *list)
{
	while (list->n > 0) {
		struct om_span item = *list, rest = OM_SPAN_NONE;
		size_t n;

		if (om_dump_value_size(&n, item, false)) {
			rest = om_dump_behind(item, n + 1);
			item.n = n;
		}
		*list = rest;
		if (!is_constraint(item) && take_name(out, &item))
			return true;
	}
	return false;
}

/* Comments and blank lines before the first statement. */
static struct om_span
past_comments(struct om_span s)
{
	for (;;) {
		const char *end;

		s = om_dump_past_space(s);
		if (s.n > 2 && memcmp(s.p, "--", 2) == 0)
			end = memchr(s.p, '\n', s.n);
		else if (s.n > 2 && memcmp(s.p, "/*", 2) == 0)
			end = memchr(s.p, ';', s.n);
		else
			return s;
		if (end == NULL)
			return OM_SPAN_NONE;
		s = om_dump_behind(s, (size_t)(end - s.p) + 1);
	}
}

bool
om_dump_is_dump(struct om_span head)
{
	static const char *const words[] = { "create", "insert", "copy", "drop",
		"set", "pragma", "begin", "start", "lock", "use", "alter",
		"select", "\\restrict", "\\connect" };
	struct om_span s = past_comments(head), line, rest;
	struct om_dump_head any;
	bool known = false;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		rest = s;
		known |= om_dump_word(&rest, words[i]);
	}
	while (known && s.n > 0) {
		rest = om_span_bytes(s.p, s.n < HEAD ? s.n : HEAD);
		if (om_dump_insert(&any, &rest) || om_dump_copy(&any, &rest) ||
		    om_dump_create(&any, &rest))
			return true;
		if (!om_span_cut(&line, &s, s, '\n'))
			break;
	}
	return false;
}
