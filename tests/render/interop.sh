#!/usr/bin/env bash
# axe-core, which is not ours, finds nothing to blame in the pages that Ombud
# writes: reports, scans, risks, letters, answers, certificates. It comes from
# npm, once, into $BUILD/interop. The last line is the count.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
here=tests/render/interop
OMBUD=$(realpath "$BUILD")/ombud modules=$(realpath "$BUILD")/interop/npm
pages=$(realpath $here/pages.js)

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

command -v node >/dev/null || skip "no node here"
command -v npm >/dev/null || skip "no npm here"
if ! cmp -s $here/package.json "$modules/package.json"; then
	rm -rf "$modules" "$modules.new"
	mkdir -p "$modules.new" && cp $here/package.json "$modules.new" &&
		(cd "$modules.new" && timeout 60 npm install --ignore-scripts \
		    --no-audit --no-fund --fetch-retries 0) >/dev/null 2>&1 ||
		{ rm -rf "$modules.new"; skip "npm cannot be reached"; }
	mv "$modules.new" "$modules" || fail "no place for modules"
fi
export NODE_PATH=$modules/node_modules

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# Answers and a certificate; a letter of each language; every report.
"$OMBUD" demo w >/dev/null 2>&1 || fail "no workspace"
cp w/answers/access/index.html access.html
cp w/answers/erasure/index.html erasure.html
cp w/answers/erasure/certificate.html .
jq '.organisation = {"name": "Quay", "contact": "post@quay.example"} |
    .signatory = "M. Quay" | .authority.name = "Authority of Quay"' \
    w/ombud.json >settings && cat settings >w/ombud.json
id=$(echo email:zoe@post.example | "$OMBUD" -C w request new access \
    --subject -) || fail "no request"
for language in en de fr; do
	"$OMBUD" -C w request letter "$id" acknowledgement --out letters \
	    --language $language >/dev/null || fail "no letter"
done
for name in $("$OMBUD" -C w report list --json | jq -r '.reports[].name'); do
	"$OMBUD" -C w report "$name" --format html --out "$name.html" \
	    >/dev/null || fail "no $name"
done
# What was found in files, and who is singled out.
{
	echo name,email,zip,age
	for n in 1 2 3 4 5 6; do
		echo "Mia Keller,mia$n@example.org,1011$n,3$n"
	done
} >people.csv
"$OMBUD" scan --html scan.html --summary people.csv >/dev/null
"$OMBUD" risk --quasi zip,age --html risk.html people.csv >/dev/null
mkdir bad
sed 's/<h1>/<h2>/; s/<.h1>/<\/h2>/' erasure.html >bad/heading.html
sed 's/ lang="[a-z]*"//' access.html >bad/language.html
sed 's/<title>.*<.title>//' week.html >bad/title.html
sed 's/<h1>/<img src="a.png"><h1>/' risk.html >bad/image.html
sed 's/<.main>/<a href="b"><\/a>&/' scan.html >bad/link.html
set -- ./*.html letters/*.html
[ $# -ge 20 ] || fail "only $# pages"
node "$pages" "$@" -- bad/*.html
