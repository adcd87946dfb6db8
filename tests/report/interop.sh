#!/usr/bin/env bash
# openpyxl, which is not ours, opens the workbook of every report and finds in
# it what the report's JSON has: days as days, numbers as numbers, no formula.
# It is Debian's (python3-openpyxl), else PyPI's. The last line is the count.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
here=tests/report/interop
OMBUD=$(realpath "$BUILD")/ombud workbook=$(realpath $here/workbook.py)

skip()
{
	echo "SKIPPED: $here: $1" >&2
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
}

fail()
{
	echo "$here: $1" >&2
	echo "0 passed, 1 failed"
	exit 1
}

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

python=
for one in /usr/bin/python3 python3; do
	"$one" -c 'import openpyxl' 2>/dev/null && python=$one && break
done
if [ -z "$python" ]; then
	python3 -m venv python >/dev/null 2>&1 || skip "no python3 here"
	timeout 60 python/bin/pip install -q --disable-pip-version-check \
	    openpyxl==3.1.5 >/dev/null 2>&1 ||
		skip "neither Debian's openpyxl is here nor PyPI reachable"
	python=python/bin/python
fi

"$OMBUD" demo w >/dev/null 2>&1 || fail "no workspace"
mkdir -p w/reports
# What a spreadsheet would rather calculate, or take for something else.
cat >w/reports/odd.sql <<'SQL'
-- title: Odd cells
-- about: What a spreadsheet reads otherwise than it stands.
-- law: none
-- today: 2026-11-23
-- section: Cells
-- expect: =1+1 | 2026-02-30 | 007 | 0.5 | -
SELECT '=1+1' AS formula, '2026-02-30' AS no_day, '007' AS zeros,
       0.5 AS half, NULL AS none
-- section: More: of/them? [all]
-- expect: @SUM(A1) | 2026-03-01 | 1e5 | -3 | ümlaut ✓
SELECT '@SUM(A1)' AS formula, '2026-03-01' AS day, '1e5' AS power,
       -3 AS minus, 'ümlaut ✓' AS letters
SQL
books=()
# Who looked at what counts the look at it.
for name in $("$OMBUD" -C w report list --json | jq -r '.reports[].name |
    select(. != "who-looked-at-what")'); do
	"$OMBUD" -C w report "$name" --json >"$name.json" &&
		"$OMBUD" -C w report "$name" --format xlsx --out "$name.xlsx" \
		    >/dev/null || fail "no $name"
	books+=("$name.xlsx" "$name.json")
done
[ ${#books[@]} -ge 20 ] || fail "only ${#books[@]} files"
jq '.sections[0].rows[0].no_day = "2026-03-02"' odd.json >other.json
jq '.sections[1].rows[0].minus = 3' odd.json >minus.json
jq '.sections[0].rows += [.sections[0].rows[0]]' odd.json >longer.json
"$python" "$workbook" "${books[@]}" -- \
    odd.xlsx other.json odd.xlsx minus.json odd.xlsx longer.json
