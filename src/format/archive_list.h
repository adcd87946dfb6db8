/*
 * The functions of libarchive that are used: result, name, arguments. One
 * line an entry.
 */
OM_ARCHIVE(struct archive *, archive_write_new, (void))
OM_ARCHIVE(int, archive_write_set_format_zip, (struct archive *))
OM_ARCHIVE(int, archive_write_set_bytes_in_last_block, (struct archive *, int))
OM_ARCHIVE(int, archive_write_open,
    (struct archive *, void *, archive_open_callback *,
	archive_write_callback *, archive_close_callback *))
OM_ARCHIVE(
    int, archive_write_header, (struct archive *, struct archive_entry *))
OM_ARCHIVE(
    la_ssize_t, archive_write_data, (struct archive *, const void *, size_t))
OM_ARCHIVE(int, archive_write_close, (struct archive *))
OM_ARCHIVE(int, archive_write_free, (struct archive *))
OM_ARCHIVE(struct archive_entry *, archive_entry_new, (void))
OM_ARCHIVE(void, archive_entry_free, (struct archive_entry *))
OM_ARCHIVE(
    void, archive_entry_set_pathname, (struct archive_entry *, const char *))
OM_ARCHIVE(
    void, archive_entry_set_filetype, (struct archive_entry *, unsigned int))
OM_ARCHIVE(void, archive_entry_set_perm, (struct archive_entry *, __LA_MODE_T))
OM_ARCHIVE(
    void, archive_entry_set_mtime, (struct archive_entry *, time_t, long))
OM_ARCHIVE(const char *, archive_entry_pathname, (struct archive_entry *))
OM_ARCHIVE(__LA_MODE_T, archive_entry_filetype, (struct archive_entry *))
OM_ARCHIVE(struct archive *, archive_read_new, (void))
OM_ARCHIVE(int, archive_read_free, (struct archive *))
OM_ARCHIVE(int, archive_read_open_fd, (struct archive *, int, size_t))
OM_ARCHIVE(
    int, archive_read_next_header, (struct archive *, struct archive_entry **))
OM_ARCHIVE(la_ssize_t, archive_read_data, (struct archive *, void *, size_t))
OM_ARCHIVE(int, archive_read_support_filter_gzip, (struct archive *))
OM_ARCHIVE(int, archive_read_support_filter_bzip2, (struct archive *))
OM_ARCHIVE(int, archive_read_support_filter_xz, (struct archive *))
OM_ARCHIVE(int, archive_read_support_filter_zstd, (struct archive *))
OM_ARCHIVE(int, archive_read_support_filter_lz4, (struct archive *))
OM_ARCHIVE(int, archive_read_support_filter_lzip, (struct archive *))
OM_ARCHIVE(int, archive_read_support_format_zip, (struct archive *))
OM_ARCHIVE(int, archive_read_support_format_tar, (struct archive *))
OM_ARCHIVE(int, archive_read_support_format_7zip, (struct archive *))
OM_ARCHIVE(int, archive_read_support_format_rar, (struct archive *))
OM_ARCHIVE(int, archive_read_support_format_rar5, (struct archive *))
OM_ARCHIVE(int, archive_read_support_format_raw, (struct archive *))
OM_ARCHIVE(int, archive_read_support_format_zip_streamable, (struct archive *))
OM_ARCHIVE(int, archive_read_support_format_ar, (struct archive *))
OM_ARCHIVE(int, archive_read_open,
    (struct archive *, void *, archive_open_callback *, archive_read_callback *,
	archive_close_callback *))
OM_ARCHIVE(int, archive_format, (struct archive *))
OM_ARCHIVE(const char *, archive_error_string, (struct archive *))
