/* What a law calls a right of the list: its word, the right, the law. */
OM_ALIAS("know", "access", "ccpa")
OM_ALIAS("delete", "erase", "ccpa")
