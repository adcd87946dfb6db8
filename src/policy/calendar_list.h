/*
 * Every way a file of holidays says on which day of a year one falls: its
 * key, the type of that key, the function in calendar_rule.c. One line an
 * entry.
 */
OM_HOLIDAY_RULE("on", STRING, on_date)
OM_HOLIDAY_RULE("easter", INTEGER, on_easter)
OM_HOLIDAY_RULE("orthodox_easter", INTEGER, on_orthodox_easter)
OM_HOLIDAY_RULE("nth", INTEGER, on_nth)
OM_HOLIDAY_RULE("on_or_after", STRING, on_or_after)
OM_HOLIDAY_RULE("on_or_before", STRING, on_or_before)
