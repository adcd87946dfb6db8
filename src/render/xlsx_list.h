/*
 * The functions of libxlsxwriter that are used: result, name, arguments. One
 * line an entry.
 */
OM_XLSX(
    lxw_workbook *, workbook_new_opt, (const char *, lxw_workbook_options *))
OM_XLSX(lxw_worksheet *, workbook_add_worksheet, (lxw_workbook *, const char *))
OM_XLSX(lxw_format *, workbook_add_format, (lxw_workbook *))
OM_XLSX(lxw_error, workbook_close, (lxw_workbook *))
OM_XLSX(void, format_set_bold, (lxw_format *))
OM_XLSX(void, format_set_num_format, (lxw_format *, const char *))
OM_XLSX(void, worksheet_freeze_panes, (lxw_worksheet *, lxw_row_t, lxw_col_t))
OM_XLSX(lxw_error, worksheet_set_column,
    (lxw_worksheet *, lxw_col_t, lxw_col_t, double, lxw_format *))
OM_XLSX(lxw_error, worksheet_write_string,
    (lxw_worksheet *, lxw_row_t, lxw_col_t, const char *, lxw_format *))
OM_XLSX(lxw_error, worksheet_write_number,
    (lxw_worksheet *, lxw_row_t, lxw_col_t, double, lxw_format *))
OM_XLSX(lxw_error, worksheet_write_datetime,
    (lxw_worksheet *, lxw_row_t, lxw_col_t, lxw_datetime *, lxw_format *))
OM_XLSX(char *, lxw_strerror, (lxw_error))
