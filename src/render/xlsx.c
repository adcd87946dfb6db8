#include "render/xlsx.h"

#include <pthread.h>
#include <stdio.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/file.h"
#include "base/library.h"
#include "base/memory.h"

/* The name that Debian's libxlsxwriter4 gives it, of the headers' ABI. */
static const char library[] = "libxlsxwriter.so.4";

struct functions {
#define OM_XLSX(result, name, arguments) result(*name) arguments;
#include "render/xlsx_list.h"
#undef OM_XLSX
};

static struct functions loaded;
static bool complete;

static void
load(void)
{
	static const struct om_library_function functions[] = {
#define OM_XLSX(result, name, arguments) \
	{ #name, offsetof(struct functions, name) },
#include "render/xlsx_list.h"
#undef OM_XLSX
	};

	complete = om_library_load(&loaded, library, functions,
	    sizeof(functions) / sizeof(functions[0]));
}

enum { TITLE_MAX = 31, COLUMN_WIDTH = 18 };

struct om_xlsx {
	FILE *file; /* of no name: nothing is left of it */
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *bold, *date;
	unsigned sheets;
	lxw_row_t row;
	lxw_col_t column;
	lxw_error error;
};

/*
 * The library wants a name: it is given that of a file which has none any
 * more, so that a killed process leaves nothing behind.
 */
static int
open_book(struct om_xlsx *x)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	struct om_buf path = OM_BUF(64);

	x->file = tmpfile();
	if (x->file == NULL)
		return om_file_fail("a temporary file", "make");
	om_buf_format(&path, "/proc/self/fd/%d", fileno(x->file));
	x->book = loaded.workbook_new_opt(path.p, &options);
	om_buf_free(&path);
	if (x->book == NULL)
		return om_fail(OM_IO, "a workbook cannot be made");
	x->bold = loaded.workbook_add_format(x->book);
	loaded.format_set_bold(x->bold);
	x->date = loaded.workbook_add_format(x->book);
	loaded.format_set_num_format(x->date, "yyyy-mm-dd");
	return OM_OK;
}

int
om_xlsx_open(struct om_xlsx **out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct om_xlsx *x;
	int rc;

	if (pthread_once(&once, load) != 0 || !complete)
		return om_fail(
		    OM_IO, "%s: cannot be loaded (libxlsxwriter4)", library);
	x = om_new(1, sizeof(*x));
	rc = open_book(x);
	if (rc == OM_OK)
		*out = x;
	else
		om_xlsx_drop(x);
	return rc;
}

static void
note(struct om_xlsx *x, lxw_error error)
{
	if (x->error == LXW_NO_ERROR)
		x->error = error;
}

/* A title has no []:*?/\ in it, and no apostrophe at its ends. */
static void
write_title(struct om_buf *b, const char *title, unsigned number)
{
	om_buf_format(b, "%u ", number);
	for (; *title != '\0' && b->n < TITLE_MAX; title++)
		om_buf_byte(
		    b, strchr("[]:*?/\\'", *title) == NULL ? *title : ' ');
	/* Not within a character. */
	while (*title != '\0' && (*title & 0xc0) == 0x80 && b->n > 0) {
		title--;
		b->p[--b->n] = '\0';
	}
}

void
om_xlsx_sheet(struct om_xlsx *x, const char *title)
{
	struct om_buf name = OM_BUF(256);

	write_title(&name, title, ++x->sheets);
	x->sheet = loaded.workbook_add_worksheet(x->book, name.p);
	om_buf_free(&name);
	x->row = 0;
	x->column = 0;
	if (x->sheet == NULL) {
		note(x, LXW_ERROR_SHEETNAME_ALREADY_USED);
		return;
	}
	loaded.worksheet_freeze_panes(x->sheet, 1, 0);
	note(x,
	    loaded.worksheet_set_column(x->sheet, 0, 63, COLUMN_WIDTH, NULL));
}

static void
write_string(struct om_xlsx *x, struct om_span s, lxw_format *format)
{
	char *text = om_new(s.n + 1, 1);

	if (s.n > 0)
		memcpy(text, s.p, s.n);
	if (x->sheet != NULL)
		note(x, loaded.worksheet_write_string(
			    x->sheet, x->row, x->column, text, format));
	x->column++;
	om_wipe_free(text, s.n + 1);
}

void
om_xlsx_title(struct om_xlsx *x, struct om_span s)
{
	write_string(x, s, x->bold);
}

void
om_xlsx_text(struct om_xlsx *x, struct om_span s)
{
	struct om_failure kept = om_failure_keep();
	lxw_datetime when = { 0 };
	int32_t day;

	/* A spreadsheet's calendar begins in 1900, and wrongly. */
	if (s.n != 10 || om_day_parse(&day, s) != OM_OK ||
	    day < om_day_of(1901, 1, 1)) {
		om_failure_return(&kept);
		write_string(x, s, NULL);
		return;
	}
	om_day_civil(day, &when.year, &when.month, &when.day);
	if (x->sheet != NULL)
		note(x, loaded.worksheet_write_datetime(
			    x->sheet, x->row, x->column, &when, x->date));
	x->column++;
}

void
om_xlsx_number(struct om_xlsx *x, double value)
{
	if (x->sheet != NULL)
		note(x, loaded.worksheet_write_number(
			    x->sheet, x->row, x->column, value, NULL));
	x->column++;
}

void
om_xlsx_skip(struct om_xlsx *x)
{
	x->column++;
}

void
om_xlsx_end_row(struct om_xlsx *x)
{
	x->row++;
	x->column = 0;
}

static int
read_back(struct om_buf *to, FILE *file)
{
	char bytes[1 << 14];
	size_t n;

	if (fseek(file, 0, SEEK_SET) != 0)
		return om_file_fail("a temporary file", "read");
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
		om_buf_add(to, om_span_bytes(bytes, n));
	if (ferror(file))
		return om_file_fail("a temporary file", "read");
	return om_buf_check(to, "a workbook");
}

int
om_xlsx_end(struct om_buf *to, struct om_xlsx *x)
{
	lxw_error error = x->error;
	int rc = OM_OK;

	note(x, loaded.workbook_close(x->book));
	x->book = NULL;
	if (error != LXW_NO_ERROR)
		rc = om_fail(
		    OM_LIMIT, "a sheet: %s", loaded.lxw_strerror(error));
	else if (x->error != LXW_NO_ERROR)
		rc = om_fail(
		    OM_IO, "a workbook: %s", loaded.lxw_strerror(x->error));
	else
		rc = read_back(to, x->file);
	om_xlsx_drop(x);
	return rc;
}

void
om_xlsx_drop(struct om_xlsx *x)
{
	if (x == NULL)
		return;
	if (x->book != NULL)
		(void)loaded.workbook_close(x->book);
	if (x->file != NULL)
		(void)fclose(x->file);
	om_free(x);
}
