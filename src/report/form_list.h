/*
 * The forms in which a report is written: a line OM_FORM(word) stands for
 * src/report/form_word.c, which defines
 * `const struct om_report_form om_report_form_word`.
 */
OM_FORM(table)
OM_FORM(csv)
OM_FORM(json)
OM_FORM(ndjson)
OM_FORM(html)
OM_FORM(xlsx)
