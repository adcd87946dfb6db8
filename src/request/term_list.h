/*
 * How long a closed request stays in the register, in months, where
 * ombud.json does not say (register_months): regime, months, the least that
 * the law demands. California (11 CCR 7101) and Colorado want 24. Others
 * have what limitation periods come to. One line an entry, the last for all
 * others.
 */
OM_TERM("ccpa", 24, 24)
OM_TERM("cpa-colorado", 24, 24)
OM_TERM("vcdpa", 24, 0)
OM_TERM("tdpsa", 24, 0)
OM_TERM("", 36, 0)
