/*
 * Why a request may be refused: word, reference law, the rights that it is a
 * ground against ("" for every one: these need no look at the data, so that
 * they can be told to somebody whose identity is not verified), article, what
 * the letter says. A word stands once a law. One line an entry.
 */
OM_GROUND("not_identified", "gdpr", "", "GDPR Art. 12(6), 12(2)",
    "With what we were given we could not be sure that the person who asks is "
    "the person concerned. You may send us more that shows it; we then look "
    "at the request again.")
OM_GROUND("unfounded", "gdpr", "", "GDPR Art. 12(5)",
    "The request is manifestly unfounded.")
OM_GROUND("excessive", "gdpr", "", "GDPR Art. 12(5)",
    "The request is excessive. A request can be so although it is the first "
    "one; it is for us to show it, and you may ask us how.")
OM_GROUND("abuse", "gdpr", "", "GDPR Art. 12(5)",
    "The request is made with an abusive intent and therefore excessive, "
    "although it may be the first one (Court of Justice, C-526/24); it is for "
    "us to show both that its purpose is not that of the law and that this is "
    "intended.")
OM_GROUND("others_rights", "gdpr", "access portability",
    "GDPR Art. 15(4), 20(4)",
    "Answering would adversely affect the rights and freedoms of others.")
OM_GROUND("no_ground", "gdpr", "erase", "GDPR Art. 17(1)",
    "None of the grounds on which the law asks for erasure applies to the "
    "data.")
OM_GROUND("expression", "gdpr", "erase", "GDPR Art. 17(3)(a)",
    "The data is needed for the right of freedom of expression and "
    "information.")
OM_GROUND("legal_obligation", "gdpr", "erase", "GDPR Art. 17(3)(b)",
    "A law obliges us to keep the data.")
OM_GROUND("public_health", "gdpr", "erase", "GDPR Art. 17(3)(c)",
    "The data is needed for reasons of public interest in public health.")
OM_GROUND("archiving", "gdpr", "erase", "GDPR Art. 17(3)(d)",
    "The data is needed for archiving in the public interest, research or "
    "statistics, which erasing it would seriously impair.")
OM_GROUND("legal_claims", "gdpr", "erase", "GDPR Art. 17(3)(e)",
    "The data is needed to establish, exercise or defend legal claims.")
OM_GROUND("not_identified", "ccpa", "",
    "Cal. Civ. Code 1798.140(ak); 11 CCR 7022(a), 7024(a)",
    "With what we were given we could not verify that the person who asks is "
    "the person concerned. You may send us more that shows it; we then look "
    "at the request again.")
OM_GROUND("ccpa_unfounded", "ccpa", "", "Cal. Civ. Code 1798.145(h)(3)",
    "The request is manifestly unfounded or excessive.")
OM_GROUND("exempt", "ccpa", "access portability erase",
    "Cal. Civ. Code 1798.145, 1798.146",
    "The law exempts the data from this right.")
OM_GROUND("not_collected_from_you", "ccpa", "erase",
    "Cal. Civ. Code 1798.105(a)",
    "The data was not collected from you; the right is to the deletion of "
    "what was.")
OM_GROUND("transaction", "ccpa", "erase", "Cal. Civ. Code 1798.105(d)(1)",
    "The data is needed to complete a transaction, a warranty, a recall or a "
    "contract with you.")
OM_GROUND("security", "ccpa", "erase", "Cal. Civ. Code 1798.105(d)(2)",
    "The data is needed to help to ensure security and integrity.")
OM_GROUND("debug", "ccpa", "erase", "Cal. Civ. Code 1798.105(d)(3)",
    "The data is needed to find and repair errors.")
OM_GROUND("free_speech", "ccpa", "erase", "Cal. Civ. Code 1798.105(d)(4)",
    "The data is needed to exercise free speech or another right.")
OM_GROUND("calecpa", "ccpa", "erase", "Cal. Civ. Code 1798.105(d)(5)",
    "The data is needed to comply with the California Electronic "
    "Communications Privacy Act.")
OM_GROUND("research", "ccpa", "erase", "Cal. Civ. Code 1798.105(d)(6)",
    "The data is needed for research in the public interest to which you "
    "consented.")
OM_GROUND("internal_use", "ccpa", "erase", "Cal. Civ. Code 1798.105(d)(7)",
    "The data is needed for internal uses that you can expect.")
OM_GROUND("legal_duty", "ccpa", "erase", "Cal. Civ. Code 1798.105(d)(8)",
    "A law obliges us to keep the data.")
