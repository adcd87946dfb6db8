/*
 * What lets data go to a third country: code, word in a record of processing
 * (never change one), article, what it says. One line an entry.
 */
OM_SAFEGUARD(OM_SAFEGUARD_ADEQUACY, "adequacy", "GDPR Art. 45",
    "a decision that the country protects data adequately")
OM_SAFEGUARD(OM_SAFEGUARD_INSTRUMENT, "public_instrument", "GDPR Art. 46(2)(a)",
    "an instrument between public authorities")
OM_SAFEGUARD(OM_SAFEGUARD_BINDING_RULES, "binding_corporate_rules",
    "GDPR Art. 46(2)(b), 47", "binding corporate rules")
OM_SAFEGUARD(OM_SAFEGUARD_STANDARD_CLAUSES, "standard_clauses",
    "GDPR Art. 46(2)(c)", "standard clauses of the European Commission")
OM_SAFEGUARD(OM_SAFEGUARD_AUTHORITY_CLAUSES, "authority_clauses",
    "GDPR Art. 46(2)(d)", "standard clauses of a supervisory authority")
OM_SAFEGUARD(OM_SAFEGUARD_CODE, "code_of_conduct", "GDPR Art. 46(2)(e)",
    "an approved code of conduct")
OM_SAFEGUARD(OM_SAFEGUARD_CERTIFICATION, "certification", "GDPR Art. 46(2)(f)",
    "an approved certification")
OM_SAFEGUARD(OM_SAFEGUARD_OWN_CLAUSES, "own_clauses", "GDPR Art. 46(3)(a)",
    "clauses that the supervisory authority has authorised")
OM_SAFEGUARD(OM_SAFEGUARD_ARRANGEMENT, "administrative_arrangement",
    "GDPR Art. 46(3)(b)", "an arrangement between public bodies")
OM_SAFEGUARD(OM_SAFEGUARD_CONSENT, "derogation_consent", "GDPR Art. 49(1)(a)",
    "explicit consent after information about the risks")
OM_SAFEGUARD(OM_SAFEGUARD_CONTRACT, "derogation_contract", "GDPR Art. 49(1)(b)",
    "a contract with the person")
OM_SAFEGUARD(OM_SAFEGUARD_CONTRACT_FOR, "derogation_contract_in_interest",
    "GDPR Art. 49(1)(c)", "a contract in the person's interest")
OM_SAFEGUARD(OM_SAFEGUARD_PUBLIC_INTEREST, "derogation_public_interest",
    "GDPR Art. 49(1)(d)", "important reasons of public interest")
OM_SAFEGUARD(OM_SAFEGUARD_CLAIMS, "derogation_claims", "GDPR Art. 49(1)(e)",
    "legal claims")
OM_SAFEGUARD(OM_SAFEGUARD_VITAL, "derogation_vital_interests",
    "GDPR Art. 49(1)(f)", "vital interests")
OM_SAFEGUARD(OM_SAFEGUARD_REGISTER, "derogation_public_register",
    "GDPR Art. 49(1)(g)", "a register that is open to the public")
OM_SAFEGUARD(OM_SAFEGUARD_COMPELLING, "derogation_compelling_interests",
    "GDPR Art. 49(1), second subparagraph",
    "compelling legitimate interests, once and for few people")
