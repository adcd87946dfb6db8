/*
 * Why a piece of a copy may be left out: word, cite under the GDPR, cite under
 * the CCPA ("" where it is none there), in a sentence (in a few words: the
 * languages' `brief.WORD`). Each is
 * a concrete right of somebody (recital 63; EDPB 01/2022); that a copy is
 * awkward or long is none. The words are stored: never change one.
 */
OM_REDACTION_GROUND("privacy", "GDPR Art. 15(4)", "Cal. Civ. Code 1798.145(k)",
    "It tells of another person, whose privacy would be harmed.")
OM_REDACTION_GROUND("safety", "GDPR Art. 15(4)", "Cal. Civ. Code 1798.145(k)",
    "It would put the safety of another person at risk.")
OM_REDACTION_GROUND("informant", "GDPR Art. 15(4)",
    "Cal. Civ. Code 1798.145(k)",
    "It would name somebody who told us something and whom the law protects.")
OM_REDACTION_GROUND("trade_secret", "GDPR Art. 15(4), recital 63",
    "Cal. Civ. Code 1798.100(f)", "It is a trade secret.")
OM_REDACTION_GROUND("intellectual_property", "GDPR Art. 15(4), recital 63", "",
    "It is a work that is protected, software for example.")
OM_REDACTION_GROUND("privilege", "GDPR Art. 23(1)(i), (j)",
    "Cal. Civ. Code 1798.145(b)",
    "It is between us and our lawyers, which the law keeps confidential.")
