#!/usr/bin/env bash
# The contract of the sentences of letters: every sentence that a template
# names is in every language, and every one that is there is named: by a
# template, by another sentence, or by the program, as it stands or as
# GROUP.WORD of two words of it.
set -u
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# Sentences of a language, sorted.
keys() { jq -r '.texts | keys[]' "$1" | sort; }

# Sentences that templates, and sentences themselves, name.
named()
{
	cat reports/*.html reports/language/en.json |
	    grep -o '{{\$[a-z][^}]*}}' | sed 's/^{{\$//; s/}}$//' | sort -u
}

# Every quoted word of the program, and every entry of its lists.
cat src/*/*.[ch] | grep -o '"[A-Za-z0-9_.%]*"' | tr -d '"' | sort -u >"$work/words"
sed -n 's/^OM_\(RIGHT\|LETTER\)(\([a-z_]*\).*/\2/p' src/request/*_list.h |
    sort -u >>"$work/words"

# uses KEY: whether the program does.
uses()
{
	local tail=${1##*.} head=${1%.*}
	grep -qxF -- "$1" "$work/words" && return 0
	case $1 in
	month.* | ccpa.[A-L]) return 0 ;;
	*.one | *.many) grep -qxF -- "$head" "$work/words" ;;
	*)
		grep -qxF -e "$head" -e "$head.%s" "$work/words" &&
		    grep -qxF -- "$tail" "$work/words"
		;;
	esac
}

# holds WHAT OUTPUT: there is no output.
holds()
{
	if [ -z "$2" ]; then
		passed=$((passed + 1))
	else
		echo "letters: $1:" $2
		failed=$((failed + 1))
	fi
}

unused()
{
	keys reports/language/en.json | comm -23 - <(named) |
	    while read -r key; do uses "$key" || echo "$key"; done
}

for file in reports/language/*.json; do
	keys "$file" >"$work/keys"
	holds "$file lacks" "$(named | comm -23 - "$work/keys")"
	holds "$file has others than en.json" \
	    "$(comm -3 "$work/keys" <(keys reports/language/en.json))"
done
holds "no letter uses" "$(unused)"
for word in $(sed -n 's/^OM_RIGHT(\([a-z_]*\)).*/right.\1/p
    s/^OM_LETTER(\([a-z_]*\),.*/title.\1/p
    s/^OM_GROUND("\([a-z_]*\)", "\([a-z]*\)".*/ground.\2.\1/p
    s/^OM_REDACTION_GROUND("\([a-z_]*\)".*/redaction.\1\nbrief.\1/p' \
    src/request/*_list.h); do
	keys reports/language/en.json | grep -qxF "$word" ||
	    echo "$word" >>"$work/lacking"
done
holds "a list has words without a sentence" \
    "$(cat "$work/lacking" 2>/dev/null)"

# Control: one that nothing uses is found.
uses poem.of_the_day && echo "letters: the control was not found" &&
    failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ $failed = 0 ]
