/*
 * Why a request may be refused: word, regime ("" for every one), article,
 * what the letter says. One line an entry.
 */
OM_GROUND("not_identified", "", "GDPR Art. 12(2), 11(2); 11 CCR 7024(a)",
    "With what we were given we could not be sure that the person who asks is "
    "the person concerned. You may send us more that shows it; we then look "
    "at the request again.")
OM_GROUND("unfounded", "gdpr", "GDPR Art. 12(5)",
    "The request is manifestly unfounded.")
OM_GROUND("excessive", "gdpr", "GDPR Art. 12(5)",
    "The request is excessive, in particular because it was made repeatedly.")
OM_GROUND("others_rights", "gdpr", "GDPR Art. 15(4)",
    "Answering would adversely affect the rights and freedoms of others.")
OM_GROUND("expression", "gdpr", "GDPR Art. 17(3)(a)",
    "The data is needed for the right of freedom of expression and "
    "information.")
OM_GROUND("legal_obligation", "gdpr", "GDPR Art. 17(3)(b)",
    "A law obliges us to keep the data.")
OM_GROUND("public_health", "gdpr", "GDPR Art. 17(3)(c)",
    "The data is needed for reasons of public interest in public health.")
OM_GROUND("archiving", "gdpr", "GDPR Art. 17(3)(d)",
    "The data is needed for archiving in the public interest, research or "
    "statistics, which erasing it would seriously impair.")
OM_GROUND("legal_claims", "gdpr", "GDPR Art. 17(3)(e)",
    "The data is needed to establish, exercise or defend legal claims.")
OM_GROUND("ccpa_unfounded", "ccpa", "Cal. Civ. Code 1798.145(h)(3)",
    "The request is manifestly unfounded or excessive.")
OM_GROUND("transaction", "ccpa", "Cal. Civ. Code 1798.105(d)(1)",
    "The data is needed to complete a transaction, a warranty, a recall or a "
    "contract with you.")
OM_GROUND("security", "ccpa", "Cal. Civ. Code 1798.105(d)(2)",
    "The data is needed to help to ensure security and integrity.")
OM_GROUND("debug", "ccpa", "Cal. Civ. Code 1798.105(d)(3)",
    "The data is needed to find and repair errors.")
OM_GROUND("free_speech", "ccpa", "Cal. Civ. Code 1798.105(d)(4)",
    "The data is needed to exercise free speech or another right.")
OM_GROUND("calecpa", "ccpa", "Cal. Civ. Code 1798.105(d)(5)",
    "The data is needed to comply with the California Electronic "
    "Communications Privacy Act.")
OM_GROUND("research", "ccpa", "Cal. Civ. Code 1798.105(d)(6)",
    "The data is needed for research in the public interest to which you "
    "consented.")
OM_GROUND("internal_use", "ccpa", "Cal. Civ. Code 1798.105(d)(7)",
    "The data is needed for internal uses that you can expect.")
OM_GROUND("legal_duty", "ccpa", "Cal. Civ. Code 1798.105(d)(8)",
    "A law obliges us to keep the data.")
