/*
 * The remarks of a report: word, the function of report_parse.c that takes
 * it. One line an entry.
 */
OM_REMARK("title", take_title)
OM_REMARK("about", take_about)
OM_REMARK("law", take_law)
OM_REMARK("parameter", take_parameter)
OM_REMARK("section", take_section)
OM_REMARK("chart", take_chart)
OM_REMARK("today", take_today)
OM_REMARK("with", take_with)
OM_REMARK("given", take_given)
OM_REMARK("expect", take_expect)
