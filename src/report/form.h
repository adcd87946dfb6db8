#ifndef OM_REPORT_FORM_H
#define OM_REPORT_FORM_H

#include "base/json.h"
#include "report/run.h"

/* What the files of forms share. */
#define OM_FORM(word) extern const struct om_report_form om_report_form_##word;
#include "report/form_list.h"
#undef OM_FORM

/* Appends a cell as people read it; nothing for one that is empty. */
void om_report_form_cell(struct om_buf *to, const struct om_sql_value *cell);

/* Writes a cell as a member of the open object. */
void om_report_form_json_cell(
    struct om_json *j, const char *key, const struct om_sql_value *cell);

/* Whether a cell is a number. */
bool om_report_form_is_number(const struct om_sql_value *cell);

/* The section's title, or the report's where it has none. */
const char *om_report_form_title(const struct om_report_page *p);

#endif
