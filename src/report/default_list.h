/* What a parameter is where nobody says: code, word. One line an entry. */
OM_REPORT_DEFAULT(OM_REPORT_ALWAYS, "always")
OM_REPORT_DEFAULT(OM_REPORT_TODAY, "today")
OM_REPORT_DEFAULT(OM_REPORT_YEAR_START, "year-start")
OM_REPORT_DEFAULT(OM_REPORT_LAST_YEAR_START, "last-year-start")
OM_REPORT_DEFAULT(OM_REPORT_LAST_YEAR_END, "last-year-end")
