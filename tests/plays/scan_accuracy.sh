# What is found in texts of our own is what was put there, and the measure
# bites: each check that is switched off lets something wrong through, each
# list of words that is taken away loses something.
# shellcheck shell=bash
. "$PLAYS/lib.sh"
source=$PLAYS/../..

# score CASES [OPTION...]: "expected found tempting wrong", by what the cases
# say of each text: "find" has kinds and values, "not" kinds that tempt.
score()
{
	local cases=$1 status=0
	shift
	"$OMBUD" "$@" scan --format ndjson --field /text --ndjson \
	    --show-values "$cases" >found || status=$?
	[ $status -le 1 ]
	jq -rn --slurpfile cases "$cases" --slurpfile found found '
	    ($found | map(select(.value))) as $f |
	    [$cases | to_entries[] | (.key + 1) as $record | .value as $case |
		($f | map(select(.record == $record))) as $here |
		{ expected: ($case.find | length),
		  found: ([$case.find[] | select(. as $e |
		      any($here[]; "\(.kind) \(.value)" == $e))] | length),
		  tempting: ($case.not // [] | length),
		  wrong: ([$case.not // [] | .[] | select(. as $n |
		      any($here[]; .kind == $n))] | length) }] |
	    [map(.expected), map(.found), map(.tempting), map(.wrong)] |
	    map(add) | join(" ")'
}

read -r expected found tempting wrong \
    <<<"$(score "$source/tests/scan/cases/texts.ndjson")"
echo "texts: $found of $expected found, $wrong of $tempting wrong"
[ "$expected" -gt 15 ]
[ "$tempting" -gt 15 ]
[ "$found" = "$expected" ]
[ "$wrong" = 0 ]

# The examples of the catalogue, each behind the first of its words: those
# that hold are found, near misses are not.
cases()
{
	jq -c 'select(.with_word >= 0.5) | .kind as $kind | .words[0] as $word |
	    (.valid[] | { text: "\($word): \(.)", find: ["\($kind) \(.)"] }),
	    (.invalid[] | { text: "\($word): \(.)", find: [],
		not: [$kind] })' "$@"
}
jq -c '.identifiers[]? | select(.check and .words and .valid != [] and
    .invalid != [])' \
    "$source"/policies/identify/*.json >identifiers
cases identifiers >all.ndjson
read -r expected found tempting wrong <<<"$(score all.ndjson)"
echo "examples: $found of $expected found, $wrong of $tempting wrong"
[ $((found * 100)) -ge $((expected * 92)) ]
[ $((wrong * 100)) -le $((tempting * 2)) ]

# One at a time, in one country's file: without its check, without its words.
"$OMBUD" init w >/dev/null
mkdir -p w/policies/identify
checks=0 words=0 unnoticed=''
for file in ca es it us; do
	original=$source/policies/identify/$file.json
	count=$(jq '.identifiers | length' "$original")
	for ((i = 0; i < count; i++)); do
		jq -c ".identifiers[$i] | select(.check and .words and
		    .valid != [] and .invalid != [] and .with_word >= 0.5)" "$original" >one
		[ -s one ] || continue
		cases one >one.ndjson
		before=$(score one.ndjson)
		for mutation in check words; do
			jq "del(.identifiers[$i].$mutation)" "$original" \
			    >"w/policies/identify/$file.json"
			after=$(score one.ndjson -C w)
			if [ "$mutation" = check ]; then
				checks=$((checks + 1))
			else
				# Sure without words: nothing to lose.
				jq -e '.alone < 0.5' one >/dev/null || continue
				words=$((words + 1))
			fi
			[ "$before" != "$after" ] ||
			    unnoticed="$unnoticed $file[$i].$mutation"
		done
		rm "w/policies/identify/$file.json"
	done
done
echo "switched off: $checks checks, $words lists of words"
echo "unnoticed:$unnoticed"
[ $checks -gt 15 ]
[ $words -gt 5 ]
# A plate's near misses may all miss its shape, so that no check is needed.
[ $(($(wc -w <<<"$unnoticed") * 20)) -le $((checks + words)) ]

# Names of columns: a file without them finds no names in them.
printf 'first_name,employer\nZyx,Qwv\nMaria,Example Ltd\n' >columns.csv
status=0
"$OMBUD" scan --summary columns.csv >out || status=$?
same 1 $status
mkdir -p w/policies/lexica
echo '{"fields": []}' >w/policies/lexica/fields.json
"$OMBUD" -C w scan --summary columns.csv >less
[ "$(jq .summary.findings out)" -gt "$(jq .summary.findings less)" ]
