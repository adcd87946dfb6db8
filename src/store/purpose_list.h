/*
 * Why somebody must not come back: code, number, word. The numbers, 1, 2, 3
 * ..., are stored and the words are labels of keys: never change one. One
 * line an entry.
 */
OM_PURPOSE(OM_PURPOSE_ERASURE, 1, "erasure")
OM_PURPOSE(OM_PURPOSE_MARKETING, 2, "marketing")
OM_PURPOSE(OM_PURPOSE_SALE, 3, "sale")
OM_PURPOSE(OM_PURPOSE_SENSITIVE, 4, "sensitive")
OM_PURPOSE(OM_PURPOSE_AUTOMATED, 5, "automated")
