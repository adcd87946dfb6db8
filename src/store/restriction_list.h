/*
 * Why data is kept and not used: code, word, article.
 * The words are stored and in signed entries: never change one. One line an
 * entry.
 */
OM_RESTRICTION(OM_RESTRICTED_ACCURACY, "accuracy", "GDPR Art. 18(1)(a)")
OM_RESTRICTION(OM_RESTRICTED_UNLAWFUL, "unlawful", "GDPR Art. 18(1)(b)")
OM_RESTRICTION(OM_RESTRICTED_CLAIMS, "claims", "GDPR Art. 18(1)(c)")
OM_RESTRICTION(OM_RESTRICTED_OBJECTION, "objection", "GDPR Art. 18(1)(d)")
OM_RESTRICTION(OM_RESTRICTED_UPHELD, "upheld", "GDPR Art. 21(1)")
OM_RESTRICTION(OM_RESTRICTED_KEPT, "kept", "GDPR Art. 17(3), 18")
OM_RESTRICTION(OM_RESTRICTED_CONSENT, "consent", "GDPR Art. 7(3)")
