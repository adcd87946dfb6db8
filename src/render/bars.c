#include "render/bars.h"

#include "render/html.h"
#include "render/terminal.h"

/* In pixels, but for the characters of a label. */
enum { HEIGHT = 22, WIDTH = 380, LABEL = 300, SHOWN = 110, CHARACTERS = 40 };

static void
add_text(struct om_buf *out, unsigned x, unsigned y, struct om_span s)
{
	om_buf_format(out, "<text x=\"%u\" y=\"%u\">", x, y);
	om_html_add(out, s);
	om_buf_text(out, "</text>");
}

static void
add_bar(struct om_buf *out, const struct om_bar *bar, double most, unsigned row)
{
	unsigned y = row * HEIGHT, base = y + HEIGHT - 6;
	unsigned width =
	    most > 0 ? (unsigned)(bar->value * WIDTH / most) + 1 : 1;
	struct om_buf label = OM_BUF(CHARACTERS * 8);

	(void)om_terminal_cut(&label, bar->label, CHARACTERS);
	add_text(out, 0, base, om_buf_span(&label));
	om_buf_format(out,
	    "<rect x=\"%d\" y=\"%u\" width=\"%u\" height=\"%d\" "
	    "fill=\"#22577a\"/>",
	    LABEL, y + 4, width, HEIGHT - 6);
	add_text(out, LABEL + width + 6, base, bar->shown);
	om_buf_byte(out, '\n');
	om_buf_free(&label);
}

void
om_bars_add(struct om_buf *out, const char *id, const char *title,
    const struct om_bar *bars, size_t n)
{
	double most = 0;

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		most = bars[i].value > most ? bars[i].value : most;
	om_buf_format(out,
	    "<svg role=\"img\" viewBox=\"0 0 %d %zu\" "
	    "aria-labelledby=\"%s\"><title id=\"%s\">",
	    LABEL + WIDTH + SHOWN, n * HEIGHT, id, id);
	om_html_add(out, om_span_of(title));
	om_buf_text(out, "</title>\n");
	for (size_t i = 0; i < n; i++)
		add_bar(out, &bars[i], most, (unsigned)i);
	om_buf_text(out, "</svg>\n");
}
