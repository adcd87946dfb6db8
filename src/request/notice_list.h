/*
 * Which right, once it is carried out, must be told to those who have the
 * data from us: the right, the law, to whom, what it is called in the message
 * (OpenDSR's subject_request_type where that knows it), the article, what the
 * message asks for. One line an entry.
 */
OM_NOTICE("erase", "gdpr", OM_NOTICE_ALL, "erasure", "GDPR Art. 17, 19",
    "The person's data was erased. Erase what you have of it from us, and "
    "confirm that you did.")
OM_NOTICE("rectify", "gdpr", OM_NOTICE_ALL, "rectification", "GDPR Art. 16, 19",
    "The person's data was corrected. Correct what you have of it from us, "
    "and confirm that you did.")
OM_NOTICE("restrict", "gdpr", OM_NOTICE_ALL, "restriction", "GDPR Art. 18, 19",
    "The person's data was restricted. Store what you have of it from us and "
    "do nothing else with it, and confirm that you do so.")
OM_NOTICE("object", "gdpr", OM_NOTICE_PROCESSORS, "objection",
    "GDPR Art. 21, 28(3)(a)",
    "The person objected. Stop to use the data for us as was objected to, and "
    "confirm that you did.")
OM_NOTICE("object_marketing", "gdpr", OM_NOTICE_PROCESSORS, "objection",
    "GDPR Art. 21(3), 28(3)(a)",
    "The person objected to direct marketing. Stop it for us at once, also "
    "the profiling for it, and confirm that you did.")
OM_NOTICE("withdraw_consent", "gdpr", OM_NOTICE_PROCESSORS, "withdrawal",
    "GDPR Art. 7(3), 28(3)(a)",
    "The person withdrew consent. Stop to use the data for us, and confirm "
    "that you did.")
OM_NOTICE("erase", "ccpa", OM_NOTICE_PROCESSORS | OM_NOTICE_BUYERS, "erasure",
    "Cal. Civ. Code 1798.105(c)(1); 11 CCR 7022(b)",
    "The consumer asked for deletion. Delete the consumer's personal "
    "information that you have from us, tell those to whom you gave it, and "
    "confirm that you did.")
OM_NOTICE("rectify", "ccpa", OM_NOTICE_PROCESSORS, "rectification",
    "Cal. Civ. Code 1798.106; 11 CCR 7023(c)",
    "The consumer's personal information was corrected. Make the same "
    "correction, and confirm that you did.")
OM_NOTICE("optout", "ccpa", OM_NOTICE_BUYERS, "opt_out",
    "Cal. Civ. Code 1798.120; 11 CCR 7026(f)",
    "The consumer opted out of sale and sharing. Neither sell nor share the "
    "consumer's personal information that you have from us, tell those to "
    "whom you gave it, and confirm that you did.")
OM_NOTICE("admt_optout", "ccpa", OM_NOTICE_PROCESSORS, "opt_out", "11 CCR 7221",
    "The consumer opted out of automated decisionmaking. Do not use the "
    "consumer's personal information for it on our behalf, and confirm that "
    "you do so.")
OM_NOTICE("limit", "ccpa", OM_NOTICE_PROCESSORS | OM_NOTICE_BUYERS, "limit",
    "Cal. Civ. Code 1798.121; 11 CCR 7027(g)",
    "The consumer limits the use of sensitive personal information. Use what "
    "you have of it from us for nothing but what 11 CCR 7027(m) permits, and "
    "confirm that you do so.")
