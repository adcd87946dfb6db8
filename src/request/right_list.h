/*
 * The rights that can be exercised: a line OM_RIGHT(word) stands for
 * src/request/right_word.c, which defines
 * `const struct om_right om_right_word`.
 */
OM_RIGHT(access)
OM_RIGHT(adm)
OM_RIGHT(admt_access)
OM_RIGHT(admt_optout)
OM_RIGHT(erase)
OM_RIGHT(limit)
OM_RIGHT(object)
OM_RIGHT(object_marketing)
OM_RIGHT(optout)
OM_RIGHT(portability)
OM_RIGHT(pseudonymize)
OM_RIGHT(rectify)
OM_RIGHT(restrict)
OM_RIGHT(withdraw_consent)
