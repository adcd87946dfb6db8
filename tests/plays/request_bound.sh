# What was approved is what is done: a stranger who came to be linked to the
# person after the plan was approved is neither erased nor handed out.
. "$PLAYS/lib.sh"
"$OMBUD" init w --organisation "Example Shop"
stated w
export OMBUD_HOME=$PWD/w
"$OMBUD" user add second --role approver
# person SOURCE NAME MAIL [USER_ID]
person()
{
	printf '{"source":"%s","type":"customer","identifiers":[{"type":"email","value":"%s"}],"name":"%s"%s,"attributes":{"note":"%s-note"}}\n' \
	    "$1" "$3" "$2" "${4:+,\"user_id\":\"$4\"}" "$2"
}
id_of() { "$OMBUD" profile find "$1" --json | jq -r '.profiles[0].subject'; }
approved()
{
	"$OMBUD" request new "$1" --subject "$2" --json >new.json
	request=$(jq -r .id new.json)
	"$OMBUD" request verify "$request" --method "signed in"
	"$OMBUD" request plan "$request"
	"$OMBUD" request approve "$request" --by second
}

# By an import that links the two: the erasure stops and must be planned anew.
person shop Mal mal@one.example 7 >a.ndjson
"$OMBUD" profile import a.ndjson
approved erase email:mal@one.example
person crm Vic vic@one.example 7 >b.ndjson
"$OMBUD" profile import b.ndjson
exits 5 "$OMBUD" request run "$request" 2>why
has "plan again" why
"$OMBUD" locate email:vic@one.example --json >vic.json
same 2 "$(jq '.profiles | length' vic.json)"
"$OMBUD" request plan "$request"
exits 5 "$OMBUD" request run "$request"

# By hand.
person shop Mo mo@two.example >a.ndjson
person crm Via via@two.example >b.ndjson
"$OMBUD" profile import a.ndjson b.ndjson
approved erase email:mo@two.example
"$OMBUD" profile link "$(id_of email:via@two.example)" \
    "$(id_of email:mo@two.example)"
exits 5 "$OMBUD" request run "$request"
"$OMBUD" locate email:via@two.example

# A copy that was made ready does not grow either.
person shop Mia mia@three.example 9 >a.ndjson
"$OMBUD" profile import a.ndjson
approved access email:mia@three.example
"$OMBUD" request run "$request"
person crm Val val@three.example 9 >b.ndjson
"$OMBUD" profile import b.ndjson
exits 5 "$OMBUD" request answer "$request" --out letter
[ ! -e letter ]
"$OMBUD" profile unlink "$(id_of email:val@three.example)" \
    "$("$OMBUD" profile find email:val@three.example --json |
	jq -r '.profiles[] | select(.source == "crm") | .profile')"
"$OMBUD" request answer "$request" --out letter
lacks Val-note letter/data.json
has Mia-note letter/data.json
"$OMBUD" audit verify
