/*
 * Every way a step of policies/deadlines.json finds its date: its key, the
 * type of that key, the function in due.c. One line an entry.
 */
OM_STEP("days", INTEGER, step_days)
OM_STEP("months", INTEGER, step_months)
OM_STEP("business_days", INTEGER, step_business_days)
OM_STEP("chained_months", ARRAY, step_chained_months)
OM_STEP("start", BOOLEAN, step_start)
OM_STEP("pause", BOOLEAN, step_pause)
OM_STEP("roll", BOOLEAN, step_roll)
OM_STEP("stays", BOOLEAN, step_stays)
