/*
 * Everything a key is derived for from the root key: code, name. The name is
 * hashed into the key: never change one.
 */
OM_KEY_PURPOSE(OM_KEY_FOR_INDEX, "index") /* label: identifier type */
OM_KEY_PURPOSE(OM_KEY_FOR_SUPPRESSION, "suppression") /* purpose/type */
OM_KEY_PURPOSE(OM_KEY_FOR_OPERATOR, "operator")
OM_KEY_PURPOSE(OM_KEY_FOR_REGISTER, "register")
OM_KEY_PURPOSE(OM_KEY_FOR_FINGERPRINT, "fingerprint")
