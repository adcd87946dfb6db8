/*
 * Every kind of key that is kept as a file: code, name, whether it has
 * numbered versions that come and go. One line an entry.
 */
OM_KEY(OM_KEY_ROOT, "root", false)
OM_KEY(OM_KEY_EPOCH, "epoch", true)
OM_KEY(OM_KEY_PSEUDONYM, "pseudonym", true)
OM_KEY(OM_KEY_SIGNING, "signing", false)
