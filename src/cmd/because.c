#include "cmd/because.h"

#include "base/file.h"
#include "base/text.h"
#include "store/fact.h"

int
om_because(struct om_span *out, struct om_run *run, const char *option)
{
	const char *path = om_option_text(run, option);
	struct om_buf text = OM_BUF(OM_FACT_MAX);
	int rc = path == NULL ? OM_OK : om_file_read(&text, path);

	if (rc == OM_OK && path != NULL) {
		*out = om_arena_copy(
		    &run->arena, om_span_trim(om_buf_span(&text)));
		if (out->n == 0 || !om_text_is_utf8(*out))
			rc = om_fail(OM_USAGE,
			    "--%s: the file has no facts, or is not UTF-8",
			    option);
	} else if (rc == OM_OK)
		*out = OM_SPAN_NONE;
	om_buf_free(&text);
	return rc;
}
