#ifndef OM_RENDER_TEMPLATE_H
#define OM_RENDER_TEMPLATE_H

#include "base/buf.h"
#include "render/language.h"
#include "render/view.h"

/*
 * A text with places to fill, in the manner of Mustache:
 *
 *	{{name}}		the value, escaped where the text is HTML
 *	{{{name}}}		the value as it is: HTML that we made
 *	{{#name}}...{{/name}}	once for each entry of a list; once for a text
 *				that is not empty
 *	{{^name}}...{{/name}}	where the list or the text is empty
 *	{{$key}}		the language's sentence of that key, its places
 *				filled
 *	{{$Art. 6(1)(f)}}	that article of the law that the name `law` has,
 *				"GDPR" or "UK GDPR", as the language cites
 *	{{! a remark }}		nothing
 *
 * A section's tag or a remark that is alone on its line takes the line with
 * it. A name that the view does not know is an error, not an empty place: a
 * letter with a hole in it must not go out.
 */
struct om_template {
	const char *file; /* for messages */
	struct om_span text;
	bool html;
	const struct om_language *language; /* NULL where no key is used */
};

/*
 * Appends the filled text. OM_USAGE, "FILE:LINE: ...", where the template is
 * wrong or a name unknown; what was appended until then is of no use.
 */
int om_template_render(struct om_buf *to, const struct om_template *t,
    const struct om_view *view) OM_MUST_CHECK;

#endif
