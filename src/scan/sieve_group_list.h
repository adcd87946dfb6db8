/*
 * Groups of kinds that a rule of a filter may name: name in C, word. A kind
 * is in the first that fits it (sieve_rules.c). One line an entry.
 */
OM_SIEVE_GROUP(SPECIAL, "special")	 /* GDPR Art. 9, and what is near it */
OM_SIEVE_GROUP(CRIMINAL, "criminal")	 /* Art. 10 */
OM_SIEVE_GROUP(SECRET, "secret")	 /* passwords, codes of cards */
OM_SIEVE_GROUP(IDENTIFIER, "identifier") /* names, numbers, addresses */
OM_SIEVE_GROUP(QUASI, "quasi")		 /* singles out with others */
OM_SIEVE_GROUP(OTHER, "other")
