/*
 * What a filter does with something personal: name in C, word in rules, what
 * was done, for counts. Later ones win where two meet in one place. One line
 * an entry.
 */
OM_SIEVE_ACTION(KEEP, "keep", "kept")
OM_SIEVE_ACTION(TOKENISE, "tokenise", "tokenised")
OM_SIEVE_ACTION(GENERALISE, "generalise", "generalised")
OM_SIEVE_ACTION(REPLACE, "replace", "replaced")
OM_SIEVE_ACTION(MASK, "mask", "masked")
OM_SIEVE_ACTION(REMOVE, "remove", "removed")
OM_SIEVE_ACTION(DIVERT, "divert", "diverted")
OM_SIEVE_ACTION(BLOCK, "block", "blocked")
