/*
 * How far a kind of data singles a person out by itself: name in C, word in
 * policies/kinds.json. One line an entry.
 */
OM_KIND_STRENGTH(DIRECT, "direct")	       /* a number, an address */
OM_KIND_STRENGTH(IN_CONTEXT, "in_context")     /* a name */
OM_KIND_STRENGTH(ONLINE, "online")	       /* recital 30 */
OM_KIND_STRENGTH(QUASI_STRONG, "quasi_strong") /* nearly so alone */
OM_KIND_STRENGTH(QUASI, "quasi")	       /* with others */
OM_KIND_STRENGTH(WEAK, "weak")
OM_KIND_STRENGTH(PSEUDONYM, "pseudonym")
OM_KIND_STRENGTH(SECRET, "secret")
OM_KIND_STRENGTH(SENSITIVE, "sensitive")
OM_KIND_STRENGTH(CONTENT, "content")
OM_KIND_STRENGTH(ATTRIBUTE, "attribute")
OM_KIND_STRENGTH(GROUP, "group") /* a household */
OM_KIND_STRENGTH(NONE, "none")
