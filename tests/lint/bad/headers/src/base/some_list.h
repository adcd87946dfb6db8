OM_ENTRY(one)
