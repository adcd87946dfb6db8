# `erase` does nothing where it is not sure whom, by whom, or whether.
. "$PLAYS/lib.sh"
"$OMBUD" init w >/dev/null
export OMBUD_HOME=$PWD/w
me=$(id -un)
"$OMBUD" user add second --role approver >/dev/null
for name in ana bo; do
	echo '{"source":"crm","type":"customer","identifiers":[{"type":' \
	    "\"email\",\"value\":\"$name@example.com\"}]}"
done >people.ndjson
"$OMBUD" profile import people.ndjson >/dev/null
ana=email:ana@example.com

# refused STATUS ARGUMENT...: neither a request nor a change comes of it.
refused()
{
	local status=$1
	shift
	exits "$status" "$OMBUD" erase "$@" >said 2>why </dev/null
	same "" "$(cat said)"
	same 0 "$("$OMBUD" request list --ndjson | wc -l)"
	"$OMBUD" locate $ana >/dev/null
}
refused 2
refused 2 $ana
refused 2 $ana --by second
refused 2 $ana --confirm $ana
refused 5 $ana --by second --confirm email:bo@example.com
has "nothing was done" why
refused 5 $ana --by second --confirm ""
refused 2 - --by second --confirm $ana
refused 2 - --by second --confirm -
refused 2 $ana --by second --confirm -
refused 2 $ana --by second --confirm $ana --out w/keys/letter
refused 4 email:zoe@example.com --by second --confirm email:zoe@example.com
"$OMBUD" audit verify >/dev/null

# An approver who may not leaves the request planned, and nobody erased.
for by in stranger "$me"; do
	exits 5 "$OMBUD" erase $ana --by "$by" --confirm $ana >id 2>why
	has "must be approved" why
	same planned "$("$OMBUD" request show "$(cat id)" --json | jq -r .state)"
	"$OMBUD" request withdraw "$(cat id)" >/dev/null
done
"$OMBUD" locate $ana >/dev/null

# Who may take requests in may not erase.
cp -a w as
sqlite3 as/ombud.db "update member set role = 'intake' where name = '$me'"
exits 5 "$OMBUD" -C as erase $ana --by second --confirm $ana 2>/dev/null
sqlite3 as/ombud.db "update member set role = 'dpo' where name = '$me'"
"$OMBUD" -C as locate $ana >/dev/null

# A trial shows what would be done; then it is done, and how she was known.
"$OMBUD" erase $ana --by second --confirm $ana --dry-run >/dev/null
same 2 "$("$OMBUD" request list --ndjson | wc -l)"
id=$("$OMBUD" erase $ana --by second --confirm $ana --json \
    --method "called back" --out letter | jq -r .id)
same notified "$("$OMBUD" request show "$id" --json | jq -r .state)"
[ -s letter/index.html ]
exits 4 "$OMBUD" locate $ana 2>/dev/null
"$OMBUD" locate email:bo@example.com >/dev/null
"$OMBUD" audit verify >/dev/null
