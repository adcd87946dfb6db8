/*
 * What a byte of a database file or its log can be: name, word, whether it
 * is dead, that is of no meaning to SQLite. One line an entry.
 */
OM_SQLITE_CLASS(HEADER, "header", false)
OM_SQLITE_CLASS(LIVE, "live", false)
OM_SQLITE_CLASS(GAP, "gap", true)
OM_SQLITE_CLASS(FREEBLOCK, "free block", true)
OM_SQLITE_CLASS(FRAGMENT, "fragment", true)
OM_SQLITE_CLASS(FREELIST, "freelist leaf", true)
OM_SQLITE_CLASS(TRUNK_SLACK, "trunk slack", true)
OM_SQLITE_CLASS(OVERFLOW_SLACK, "overflow slack", true)
OM_SQLITE_CLASS(RESERVED, "reserved", true)
OM_SQLITE_CLASS(UNREFERENCED, "unreferenced page", true)
OM_SQLITE_CLASS(SUPERSEDED, "superseded page", true)
OM_SQLITE_CLASS(FRAME, "log header", false)
OM_SQLITE_CLASS(REMNANT, "log remnant", true)
