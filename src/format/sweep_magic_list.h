/*
 * Files whose bytes do not show what they hold: offset and bytes of their
 * mark, kind, word. One line an entry.
 */
OM_SWEEP_MAGIC(0, "SQLite format 3\0", SQLITE, "a SQLite database")
OM_SWEEP_MAGIC(0, "PK\3\4", ARCHIVE, "zip")
OM_SWEEP_MAGIC(0, "\x1f\x8b", ARCHIVE, "gzip")
OM_SWEEP_MAGIC(0, "\x28\xb5\x2f\xfd", ARCHIVE, "zstd")
OM_SWEEP_MAGIC(0, "\xfd\x37zXZ\0", ARCHIVE, "xz")
OM_SWEEP_MAGIC(0, "BZh", ARCHIVE, "bzip2")
OM_SWEEP_MAGIC(0, "\x04\x22\x4d\x18", ARCHIVE, "lz4")
OM_SWEEP_MAGIC(0, "LZIP", ARCHIVE, "lzip")
OM_SWEEP_MAGIC(0, "7z\xbc\xaf\x27\x1c", ARCHIVE, "7z")
OM_SWEEP_MAGIC(0, "Rar!\x1a\x07", ARCHIVE, "rar")
OM_SWEEP_MAGIC(257, "ustar", ARCHIVE, "tar")
OM_SWEEP_MAGIC(0, "\x1f\x9d", OPAQUE, "a file of compress")
OM_SWEEP_MAGIC(0, "\x89LZO", OPAQUE, "a file of lzop")
OM_SWEEP_MAGIC(0, "%PDF-", OPAQUE, "a PDF")
OM_SWEEP_MAGIC(0, "PGDMP", OPAQUE, "a dump of PostgreSQL")
OM_SWEEP_MAGIC(0, "PAR1", OPAQUE, "a Parquet file")
OM_SWEEP_MAGIC(0, "Obj\1", OPAQUE, "an Avro file")
OM_SWEEP_MAGIC(0, "ORC", OPAQUE, "an ORC file")
OM_SWEEP_MAGIC(0, "hsqs", OPAQUE, "a squashfs image")
OM_SWEEP_MAGIC(0, "LUKS\xba\xbe", OPAQUE, "an encrypted volume")
OM_SWEEP_MAGIC(0, "age-encryption.org/", OPAQUE, "a file encrypted by age")
OM_SWEEP_MAGIC(
    0, "-----BEGIN PGP MESSAGE", OPAQUE, "a file encrypted by OpenPGP")
OM_SWEEP_MAGIC(0, "-----BEGIN AGE ENCRYPTED", OPAQUE, "a file encrypted by age")
