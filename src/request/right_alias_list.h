/*
 * Other words for a right of the list: the word, the right, the law whose
 * word it is, or NULL. One of two words is asked for as WORD --to WORD.
 */
OM_ALIAS("know", "access", "ccpa")
OM_ALIAS("delete", "erase", "ccpa")
OM_ALIAS("correct", "rectify", "ccpa")
OM_ALIAS("opt-out", "optout", "ccpa")
OM_ALIAS("object marketing", "object_marketing", NULL)
OM_ALIAS("object processing", "object", NULL)
OM_ALIAS("admt access", "admt_access", "ccpa")
OM_ALIAS("admt opt-out", "admt_optout", "ccpa")
OM_ALIAS("withdraw", "withdraw_consent", NULL)
