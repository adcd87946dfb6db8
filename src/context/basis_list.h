/*
 * On what ground data may be processed: code, word in a record of processing
 * (never change one), article, what it says, whether it lifts the ban on
 * special categories (Art. 9(2)), whether data held on it is portable (Art.
 * 20(1)(a)). One line an entry.
 */
OM_BASIS(
    OM_BASIS_CONSENT, "consent", "GDPR Art. 6(1)(a)", "consent", false, true)
OM_BASIS(OM_BASIS_CONTRACT, "contract", "GDPR Art. 6(1)(b)",
    "a contract, or steps before one that the person asked for", false, true)
OM_BASIS(OM_BASIS_LEGAL_OBLIGATION, "legal_obligation", "GDPR Art. 6(1)(c)",
    "a legal obligation", false, false)
OM_BASIS(OM_BASIS_VITAL_INTERESTS, "vital_interests", "GDPR Art. 6(1)(d)",
    "somebody's vital interests", false, false)
OM_BASIS(OM_BASIS_PUBLIC_TASK, "public_task", "GDPR Art. 6(1)(e)",
    "a task in the public interest or official authority", false, false)
OM_BASIS(OM_BASIS_LEGITIMATE_INTERESTS, "legitimate_interests",
    "GDPR Art. 6(1)(f)", "legitimate interests", false, false)
OM_BASIS(OM_BASIS_EXPLICIT_CONSENT, "explicit_consent", "GDPR Art. 9(2)(a)",
    "explicit consent", true, true)
OM_BASIS(OM_BASIS_EMPLOYMENT_LAW, "employment_law", "GDPR Art. 9(2)(b)",
    "employment, social security and social protection law", true, false)
OM_BASIS(OM_BASIS_SPECIAL_VITAL, "special_vital_interests", "GDPR Art. 9(2)(c)",
    "vital interests of somebody who cannot give consent", true, false)
OM_BASIS(OM_BASIS_MEMBERS, "members_of_body", "GDPR Art. 9(2)(d)",
    "members of a political, religious, philosophical or union body", true,
    false)
OM_BASIS(OM_BASIS_MADE_PUBLIC, "made_public", "GDPR Art. 9(2)(e)",
    "the person has manifestly made it public", true, false)
OM_BASIS(OM_BASIS_LEGAL_CLAIMS, "legal_claims", "GDPR Art. 9(2)(f)",
    "legal claims, or courts in their judicial capacity", true, false)
OM_BASIS(OM_BASIS_PUBLIC_INTEREST, "substantial_public_interest",
    "GDPR Art. 9(2)(g)", "substantial public interest by law", true, false)
OM_BASIS(OM_BASIS_HEALTH_CARE, "health_care", "GDPR Art. 9(2)(h)",
    "health or social care, or occupational medicine", true, false)
OM_BASIS(OM_BASIS_PUBLIC_HEALTH, "public_health", "GDPR Art. 9(2)(i)",
    "public health", true, false)
OM_BASIS(OM_BASIS_RESEARCH, "research", "GDPR Art. 9(2)(j)",
    "archiving, research or statistics by law", true, false)
