# An erasure is about the data of before: what was collected later, or has
# only a number that others share, waits for a person; the sentinel finds who
# is there again; entries end with the backups.
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
export OMBUD_HOME=$PWD/w
ana=email:ana@example.com
record() {
	echo '{"source":"shop","type":"customer","identifiers":[{"type":' \
	    "\"$1\",\"value\":\"$2\"}]${3:-}}"
}
{ record email ana@example.com; record phone_number +442079460018; } >first
"$OMBUD" profile import first --format ndjson >/dev/null
for who in $ana phone_number:+442079460018; do
	"$OMBUD" erase $who --by "$(id -un)" --confirm $who >/dev/null
done

# Of before: out. Later, and by the number alone: asked about.
record email ana@example.com ',"created_at":"2020-01-01T00:00:00Z"' >old
"$OMBUD" profile import old --format ndjson --json >said
same "1 0" "$(jq -r '"\(.suppressed) \(.pending)"' said)"
{
	record email ana@example.com ',"created_at":"2099-01-01T00:00:00Z"'
	record phone_number +442079460018
} >new
"$OMBUD" profile import new --format ndjson --json >said 2>why
same "2 2 1" "$(jq -r '"\(.suppressed) \(.pending) \(.doubtful)"' said)"
has "new:2: suppressed by its phone alone" why
lacks 442079460018 why
"$OMBUD" suppress pending --ndjson >list
same "later shared" "$(jq -r .reason list | sort | paste -sd' ')"
exits 4 "$OMBUD" locate $ana 2>/dev/null
later=$(jq -r 'select(.reason == "later") | .id' list)
"$OMBUD" suppress decide "$later" --result admit --dry-run >said
has "not done" said
"$OMBUD" suppress decide "$later" --result admit >/dev/null
"$OMBUD" locate $ana >/dev/null
shared=$(jq -r 'select(.reason == "shared") | .id' list)
"$OMBUD" suppress decide "$shared" --result keep-out >/dev/null
same 0 "$("$OMBUD" suppress pending --ndjson | wc -l)"
exits 4 "$OMBUD" suppress decide "$shared" --result admit 2>/dev/null

# The sentinel looks, tells, and erases nobody.
"$OMBUD" suppress replay --check >said
has "0 people are there" said
"$OMBUD" suppress add $ana --purpose erasure >/dev/null
exits 1 "$OMBUD" suppress replay --check >said
has "1 people are there although they were erased" said
"$OMBUD" locate $ana >/dev/null
"$OMBUD" suppress replay >/dev/null
exits 4 "$OMBUD" locate $ana 2>/dev/null

# Without a term nothing ends.
exits 2 "$OMBUD" suppress expire 2>why
has backup_days why
jq '. + {backup_days: 7}' w/ombud.json >with
cp with w/ombud.json
same "0 entries have expired" "$("$OMBUD" suppress expire)"
"$OMBUD" audit verify >/dev/null
