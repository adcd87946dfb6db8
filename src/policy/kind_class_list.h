/*
 * What a kind of data is under the GDPR: name in C, word in
 * policies/kinds.json, what it means. One line an entry.
 */
OM_KIND_CLASS(PERSONAL, "personal", "identifies or describes a person")
OM_KIND_CLASS(ATTACHED, "attached", "personal once attached to an identifier")
OM_KIND_CLASS(SPECIAL, "special", "special category (Art. 9)")
OM_KIND_CLASS(CRIMINAL, "criminal", "convictions and offences (Art. 10)")
OM_KIND_CLASS(PSEUDONYM, "pseudonym", "personal for who holds the key")
OM_KIND_CLASS(NONE, "none", "of an organisation")
