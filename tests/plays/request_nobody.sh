# Whom nobody knows gets an answer, too; who is not sure gets no hint.
. "$PLAYS/lib.sh"
"$OMBUD" init w >/dev/null
stated w
export OMBUD_HOME=$PWD/w
me=$(id -un)
id=$("$OMBUD" request new access --subject email:zoe@post.example)
"$OMBUD" request verify "$id" --method "signed in" >/dev/null
"$OMBUD" request plan "$id" >plan
has "no data was found" plan
"$OMBUD" request approve "$id" --by "$me" >/dev/null
"$OMBUD" request run "$id" >/dev/null
"$OMBUD" request answer "$id" --out none >/dev/null
has "We found nothing about you in our profile store" none/index.html
has "our profile store" none/index.html
[ ! -e none/data.json ]
same no_match "$("$OMBUD" request close "$id" --json | jq -r .outcome)"

# A refusal reads the same whether or not she is known.
letter()
{
	local request
	request=$("$OMBUD" request new access --subject email:ana@post.example)
	"$OMBUD" request deny "$request" --ground not_identified >/dev/null
	"$OMBUD" request answer "$request" --out "$1" >/dev/null
	sed "s/$request//g; s/at 20[^<]*//" "$1/index.html"
}
before=$(letter unknown)
echo '{"source":"crm","type":"x","identifiers":[{"type":"email","value":"ana@post.example"}]}' |
    "$OMBUD" profile import - >/dev/null
same "$before" "$(letter known)"
exits 2 "$OMBUD" request deny "$("$OMBUD" request new erase \
    --subject email:ana@post.example)" --ground "because"
exits 5 "$OMBUD" request deny "$("$OMBUD" request new erase \
    --subject email:ana@post.example)" --ground legal_claims

# In one go: nobody, and a copy.
exits 4 "$OMBUD" export email:zoe@post.example --out zoe
[ ! -e zoe ]
"$OMBUD" export email:ana@post.example --out a.zip --dry-run
[ ! -e a.zip ]
id=$("$OMBUD" export email:ana@post.example --out a.zip)
same notified "$("$OMBUD" request show "$id" --json | jq -r .state)"
[ -s a.zip ]
exits 2 "$OMBUD" export email:ana@post.example --out a.zip

# The register; a withdrawn request needs no answer.
"$OMBUD" request withdraw "$("$OMBUD" request new erase \
    --subject email:ana@post.example)" >/dev/null
same withdrawn "$("$OMBUD" request list --json |
    jq -r '.requests[-1].outcome')"
same true "$("$OMBUD" request list --json |
    jq '.requests | map(.late) | any | not')"

# Who is not registered sees and does nothing.
"$OMBUD" user add other --role dpo >/dev/null
"$OMBUD" user remove "$me" >/dev/null
exits 5 "$OMBUD" request list
exits 5 "$OMBUD" locate email:ana@post.example 2>why
lacks ana@post why
exits 5 "$OMBUD" export email:ana@post.example --out b
