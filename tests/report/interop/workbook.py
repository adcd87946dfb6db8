# Holds workbooks that Ombud made against the JSON of the same report, with a
# reader that others wrote. Usage: workbook.py BOOK.xlsx REPORT.json ... --
# BOOK.xlsx MISTAKEN.json ...; behind -- a workbook must differ.
import datetime
import json
import re
import sys

import openpyxl


def is_day(text):
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(
            datetime.date.fromisoformat(text))
    except ValueError:
        return False


def fault(cell, wanted):
    if wanted is None or wanted == "":
        return None if cell.value is None else "is not empty"
    if cell.data_type == "f":
        return "is a formula"
    if isinstance(wanted, str) and is_day(wanted):
        good = cell.is_date and cell.value.date().isoformat() == wanted
    elif isinstance(wanted, str):
        good = cell.data_type == "s" and cell.value == wanted
    else:
        good = cell.data_type == "n" and float(cell.value) == float(wanted)
    return None if good else f"is {cell.value!r}, not {wanted!r}"


def sheet_fault(sheet, section):
    rows = section["rows"]
    if rows:
        titles = [cell.value for cell in sheet[1]]
        if titles != list(rows[0]):
            return f"has the columns {titles}"
    if sheet.max_row != len(rows) + 1:
        return f"has {sheet.max_row} rows"
    if sheet.freeze_panes != "A2":
        return "does not keep its first row in sight"
    for cells, row in zip(sheet.iter_rows(min_row=2), rows):
        for cell, wanted in zip(cells, row.values()):
            why = fault(cell, wanted)
            if why:
                return f"{cell.coordinate} {why}"
    return None


def book_fault(book, report):
    sheets = openpyxl.load_workbook(book).worksheets
    with open(report, encoding="utf-8") as file:
        sections = json.load(file)["sections"]
    if len(sheets) != len(sections):
        return f"{len(sheets)} sheets, {len(sections)} tables"
    for sheet, section in zip(sheets, sections):
        why = sheet_fault(sheet, section)
        if why:
            return f"{sheet.title}: {why}"
    return None


words = sys.argv[1:]
cut = words.index("--")
passed = failed = 0
for names, good in ((words[:cut], True), (words[cut + 1:], False)):
    for book, report in zip(names[::2], names[1::2]):
        why = book_fault(book, report)
        if (why is None) == good:
            passed += 1
        else:
            failed += 1
            print(f"{book}: {why or 'is as ' + report}", file=sys.stderr)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
