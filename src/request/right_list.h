/*
 * The rights that can be exercised: a line OM_RIGHT(word) stands for
 * src/request/right_word.c, which defines
 * `const struct om_right om_right_word`.
 */
OM_RIGHT(access)
OM_RIGHT(erase)
OM_RIGHT(portability)
OM_RIGHT(pseudonymize)
