#include "format/json_scan.h"

#include "format/json_string.h"

/* Inside a string: to behind its end, or to the end of the window. */
static const char *
pass_string(struct om_json_scan *s, const char *p, const char *end)
{
	uint64_t seen = 0;

	for (; p < end; p++) {
		if (s->escaped) {
			s->escaped = false;
			continue;
		}
		p = om_json_plain(p, end, &seen);
		if (p == end)
			break;
		s->escaped = *p == '\\';
		if (*p == '"') {
			s->string = false;
			return p + 1;
		}
	}
	return p;
}

static bool
ends_word(char c)
{
	return c == ',' || c == ']' || c == '}' || c == ':' || c == ' ' ||
	       c == '\n' || c == '\r' || c == '\t' || c == '"' || c == '[' ||
	       c == '{';
}

/* One byte outside of strings; true where it closes the value. */
static bool
pass_byte(struct om_json_scan *s, char c)
{
	switch (c) {
	case '"':
		s->string = true;
		return false;
	case '{':
	case '[':
		s->depth++;
		return false;
	case '}':
	case ']':
		return --s->depth == 0;
	default:
		return false;
	}
}

static void
begin(struct om_json_scan *s, char c)
{
	s->began = true;
	s->word = c != '"' && c != '{' && c != '[';
}

bool
om_json_scan(struct om_json_scan *s, struct om_span window)
{
	const char *p = window.p + s->at, *end = window.p + window.n;
	bool found = false;

	if (p < end && !s->began) {
		begin(s, *p);
		if (!s->word)
			(void)pass_byte(s, *p);
		p++;
	}
	while (p < end && s->word && !found) {
		found = ends_word(*p);
		p += !found;
	}
	while (p < end && !found) {
		if (s->string) {
			p = pass_string(s, p, end);
			found = !s->string && s->depth == 0;
		} else {
			found = pass_byte(s, *p++);
		}
	}
	s->at = (size_t)(p - window.p);
	return found;
}
