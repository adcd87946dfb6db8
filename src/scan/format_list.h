/*
 * Every format of a document: code, what reads it, the word of --format. One
 * line an entry.
 */
OM_SCAN_FORMAT(TEXT, om_reading_text, "text")
OM_SCAN_FORMAT(CSV, om_reading_table, "csv")
OM_SCAN_FORMAT(TSV, om_reading_tabs, "tsv")
OM_SCAN_FORMAT(JSON, om_reading_json, "json")
OM_SCAN_FORMAT(SQL, om_reading_sql, "sql")
OM_SCAN_FORMAT(FIXED, om_reading_fixed, "fixed")
OM_SCAN_FORMAT(NDJSON, om_reading_ndjson, "ndjson")
OM_SCAN_FORMAT(SQLITE, om_reading_sqlite, "sqlite")
OM_SCAN_FORMAT(MAIL, om_reading_mail, "mail")
OM_SCAN_FORMAT(MARKUP, om_reading_markup, "markup")
OM_SCAN_FORMAT(ARCHIVE, om_reading_archive, "archive")
OM_SCAN_FORMAT(UTF16LE, om_reading_utf16le, "utf-16le")
OM_SCAN_FORMAT(UTF16BE, om_reading_utf16be, "utf-16be")
OM_SCAN_FORMAT(LATIN1, om_reading_latin1, "latin-1")
OM_SCAN_FORMAT(BINARY, om_reading_text, "binary")
