#include "cmd/restricted.h"

#include "base/clock.h"
#include "base/date.h"
#include "store/id.h"

int
om_restricted_read(struct om_restricted_list *out, struct om_run *run,
    struct om_store *store, int64_t subject)
{
	return om_restriction_list(
	    &out->p, &out->n, store, &run->arena, subject);
}

void
om_restricted_json(struct om_json *j, const struct om_restricted_list *list)
{
	om_json_array(j, "restrictions");
	for (size_t i = 0; i < list->n; i++) {
		const struct om_restriction *r = &list->p[i];
		struct om_buf id = OM_BUF(32);

		om_id_format(&id, r->request);
		om_json_object(j, "");
		om_json_string(j, "ground", om_restriction_word(r->ground));
		om_json_string(j, "cite", om_restriction_cite(r->ground));
		if (*r->purpose != '\0')
			om_json_string(j, "purpose", r->purpose);
		om_json_text(j, "request", om_buf_span(&id));
		om_json_time(j, "since", r->at);
		om_json_end_object(j);
		om_buf_free(&id);
	}
	om_json_end_array(j);
}

void
om_restricted_print(struct om_run *run, const struct om_restricted_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct om_restriction *r = &list->p[i];
		struct om_buf id = OM_BUF(32), day = OM_BUF(32);
		bool all = *r->purpose == '\0';

		om_id_format(&id, r->request);
		om_day_format(&day, om_clock_day(r->at));
		om_output_format(&run->out,
		    "restricted since %s (%s, request %s): %s%s\n", day.p,
		    om_restriction_cite(r->ground), id.p,
		    all ? "kept, and not to be used" : "not to be used for: ",
		    r->purpose);
		om_buf_free(&id);
		om_buf_free(&day);
	}
}
