/*
 * How well what a rule says is known: name in C, word in policies, what it
 * means for who relies on it. One line an entry.
 */
OM_CONFIDENCE(PRIMARY, "primary", "read in the law or on an official page")
OM_CONFIDENCE(SECONDARY, "secondary", "read in what others wrote of the law")
OM_CONFIDENCE(UNCONFIRMED, "unconfirmed", "a parameter: have it confirmed")
