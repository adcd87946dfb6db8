# Who must not be advertised to or sold stays so, for each purpose by itself,
# until it is lifted; what cannot be done says why and changes nothing.
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
export OMBUD_HOME=$PWD/w
for name in ana bo; do
	echo '{"source":"crm","type":"customer","identifiers":[{"type":' \
	    "\"email\",\"value\":\"$name@example.com\"}]}"
done >people.ndjson
"$OMBUD" profile import people.ndjson >/dev/null
di=email:di@example.com

# Nobody yet; then for one purpose, then for two.
exits 1 "$OMBUD" suppress check $di >said
same no "$(cat said)"
exits 1 "$OMBUD" suppress check $di --json >said
same '{"suppressed":false,"purposes":[]}' "$(jq -c . said)"
"$OMBUD" suppress add $di --purpose sale --dry-run >said
has "not done" said
exits 1 "$OMBUD" suppress check $di >/dev/null
same "suppressed for sale" "$("$OMBUD" suppress add $di --purpose sale)"
same "suppressed: sale" "$("$OMBUD" suppress check $di)"
"$OMBUD" suppress add $di --purpose marketing >/dev/null
same "suppressed: marketing, sale" "$("$OMBUD" suppress check $di)"
same '["marketing","sale"]' "$("$OMBUD" suppress check $di --json |
    jq -c .purposes)"
same "suppressed: sale" "$("$OMBUD" suppress check $di --purpose sale)"
exits 1 "$OMBUD" suppress check $di --purpose erasure >/dev/null

# Not twice, not what is not there, and one purpose lifted leaves the other.
exits 2 "$OMBUD" suppress add $di --purpose sale 2>why
has already why
exits 4 "$OMBUD" suppress lift $di --purpose erasure 2>/dev/null
same "lifted for sale" "$("$OMBUD" suppress lift $di --purpose sale)"
same "suppressed: marketing" "$("$OMBUD" suppress check $di)"
"$OMBUD" suppress list --ndjson >list
same "sale false marketing false sale true" \
    "$(jq -r '"\(.purpose) \(.lifted)"' list | paste -sd' ')"
lacks example.com list
same 4 "$("$OMBUD" suppress list | wc -l)"

# Neither words of its own making, nor identifiers that are none.
exits 2 "$OMBUD" suppress add $di --purpose spam 2>/dev/null
exits 2 "$OMBUD" suppress add $di 2>/dev/null
for wrong in di@example.com nothing:x email: crm/$di/x; do
	for what in "check $wrong" "add $wrong --purpose sale"; do
		# shellcheck disable=SC2086
		exits 2 "$OMBUD" suppress $what >/dev/null 2>why
		same 1 "$(wc -l <why)"
	done
done
same 3 "$("$OMBUD" suppress list --ndjson | wc -l)"

# What several people may share is taken with a word of warning.
"$OMBUD" suppress add phone_number:+12025550123 --purpose sale >/dev/null 2>why
has "several people may share" why
"$OMBUD" suppress lift phone_number:+12025550123 --purpose sale >/dev/null 2>why
same "" "$(cat why)"

# Whom the ledger names is erased by a replay, which can be tried first.
"$OMBUD" suppress add email:ana@example.com --purpose erasure >/dev/null
"$OMBUD" suppress replay --dry-run >said
has "1 people were erased (not done" said
"$OMBUD" locate email:ana@example.com >/dev/null
same "1 people were erased" "$("$OMBUD" suppress replay)"
exits 4 "$OMBUD" locate email:ana@example.com 2>/dev/null
"$OMBUD" locate email:bo@example.com >/dev/null
same "0 people were erased" "$("$OMBUD" suppress replay)"
"$OMBUD" audit verify >/dev/null

# Who may only see requests neither asks, adds, lifts nor replays.
cp -a w as
sqlite3 as/ombud.db "update member set role = 'intake'"
for what in "check $di" "add $di --purpose sale" "replay" \
    "lift $di --purpose marketing"; do
	# shellcheck disable=SC2086
	exits 5 "$OMBUD" -C as suppress $what 2>/dev/null
done
same "$("$OMBUD" suppress list --ndjson | wc -l)" \
    "$("$OMBUD" -C as suppress list --ndjson | wc -l)"
sqlite3 as/ombud.db "update member set role = 'machine'"
exits 5 "$OMBUD" -C as suppress list 2>/dev/null

# One that counts in its source only cannot be kept out of all.
exits 2 "$OMBUD" suppress add crm:customer:external_id:c42 --purpose sale 2>why
has "counts for all sources" why
exits 2 "$OMBUD" suppress check - </dev/null
