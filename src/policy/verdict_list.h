/*
 * What a policy may say of a record, the weakest first: name in C, word,
 * who it holds for. Rules establish the last two only; `anonymous` is said
 * after a measured gate and a named person's assessment. One line an entry.
 */
OM_VERDICT(ANONYMOUS, "anonymous", "nobody can single anyone out")
OM_VERDICT(NOT_ESTABLISHED, "not-established", "no rule speaks")
OM_VERDICT(PERSONAL_FOR_HOLDER, "personal-for-holder", "holder of the key")
OM_VERDICT(PERSONAL, "personal", "whoever holds the record")
