/*
 * Why data is kept and not used: code, word, article, what a letter says.
 * The words are stored and in signed entries: never change one. One line an
 * entry.
 */
OM_RESTRICTION(OM_RESTRICTED_ACCURACY, "accuracy", "GDPR Art. 18(1)(a)",
    "you contest that it is accurate, and we are looking into it")
OM_RESTRICTION(OM_RESTRICTED_UNLAWFUL, "unlawful", "GDPR Art. 18(1)(b)",
    "the processing is unlawful, and you want the data kept, not erased")
OM_RESTRICTION(OM_RESTRICTED_CLAIMS, "claims", "GDPR Art. 18(1)(c)",
    "we need it no longer, but you need it for a legal claim")
OM_RESTRICTION(OM_RESTRICTED_OBJECTION, "objection", "GDPR Art. 18(1)(d)",
    "you object, and it is being weighed whose grounds prevail")
OM_RESTRICTION(OM_RESTRICTED_UPHELD, "upheld", "GDPR Art. 21(1)",
    "you objected, and your grounds prevail")
OM_RESTRICTION(OM_RESTRICTED_KEPT, "kept", "GDPR Art. 17(3), 18",
    "we must keep it although you asked us to erase it")
OM_RESTRICTION(OM_RESTRICTED_CONSENT, "consent", "GDPR Art. 7(3)",
    "you withdrew your consent")
