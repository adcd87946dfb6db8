#!/usr/bin/env bash
# ajv, which is not ours, holds SARIF logs of all sorts against what the
# standard asks (interop/sarif.json), and refuses logs with one fault each. The
# schema that OASIS publishes is of a draft that Debian's ajv does not know.
# The last line is the count.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
here=tests/scan OMBUD=$(realpath "$BUILD")/ombud
validate=$(realpath tests/policy/interop/validate.js)
schema=$(realpath $here/interop/sarif.json)
export NODE_PATH=${NODE_PATH:-/usr/share/nodejs}

if ! command -v node >/dev/null || [ ! -d "$NODE_PATH/ajv" ]; then
	echo "SKIPPED: $here/interop: no node or no ajv here" >&2
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# Text, a table, JSON, what lies in archives and a database, another encoding,
# names that no URI may hold as they are; a whole run, none, one cut short.
mkdir -p 'in/a b' empty
printf 'name,email\nMia Keller,mia@example.org\n"Bo, J.",info@example.org\n' \
    >'in/a b/p%20 [1]#?.csv'
printf '{"a/b":[{"mail":"ana@example.com"}]}\n' >in/n.ndjson
printf 'card 4111 1111 1111 1111\n\nana@example.com' >in/t.txt
printf 'ana@example.com' >in/$'bad\xff.txt'
printf 'ana@example.com\n' | iconv -t UTF-16 >in/wide.txt
gzip -c in/t.txt >in/t.gz
sqlite3 in/x.db "create table t(m); insert into t values('ana@example.com')"
head -c 32 /dev/urandom >key
"$OMBUD" scan --summary --sarif some.sarif in >/dev/null
"$OMBUD" scan --summary --sarif keyed.sarif --fingerprint --key key "$PWD/in" \
    >/dev/null
"$OMBUD" scan --summary --sarif none.sarif empty >/dev/null
"$OMBUD" scan --summary --sarif input.sarif - <in/t.txt >/dev/null
printf 'PK\003\004\024' >in/cut.zip
"$OMBUD" scan --summary --sarif cut.sarif in missing >/dev/null 2>&1

# Logs that break the standard in one place each.
number=0
break_by()
{
	number=$((number + 1))
	jq "$1" cut.sarif >bad$number.sarif
}
break_by '.version = "2.0.0"'
break_by 'del(.runs[0].tool)'
break_by 'del(.runs[0].results)'
break_by 'del(.runs[0].results[0].message)'
break_by '.runs[0].results[0].message = "text"'
break_by '.runs[0].results[0].level = "fatal"'
break_by '.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0'
break_by '.runs[0].results[0].locations[0].physicalLocation.region.byteOffset = 3'
break_by '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri
    = "a b[1].csv"'
break_by '.runs[0].results[0].partialFingerprints["place/v1"] = 7'
break_by '.runs[0].results[0].value = "ana@example.com"'
break_by '.runs[0].invocations[0].executionSuccessful = true'

node "$validate" "$schema" some.sarif keyed.sarif none.sarif input.sarif \
    cut.sarif -- bad*.sarif
