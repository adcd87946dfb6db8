/*
 * Every way to bring an identifier into the one form in which it is
 * compared: name in C, word in policies/identifiers.json, its function in
 * normalise.c. One line an entry.
 */
OM_NORMALISER(EMAIL, "email", normalise_email)
OM_NORMALISER(PHONE, "phone", om_normalise_phone)
OM_NORMALISER(COMPACT, "compact", om_normalise_compact)
OM_NORMALISER(FOLD, "fold", normalise_fold)
OM_NORMALISER(EXACT, "exact", normalise_exact)
