# Letters on the way of a request: made, entered, sent, in three languages.
. "$PLAYS/lib.sh"
"$OMBUD" init w --organisation "Quay & Co" >/dev/null
export OMBUD_HOME=$PWD/w
id=$(echo email:ana@post.example | "$OMBUD" request new access --subject -)

# What the settings lack is named, and nothing is made.
exits 2 "$OMBUD" request letter "$id" acknowledgement --out l 2>why
has "organisation.contact" why
jq '.organisation.contact = "post@quay.example" | .signatory = "M. Quay" |
    .authority.name = "Authority of Quay"' w/ombud.json >settings
cat settings >w/ombud.json
"$OMBUD" request letter "$id" acknowledgement --out l --language fr >/dev/null
has 'lang="fr"' l/acknowledgement-fr.html
has "Quay &amp; Co" l/acknowledgement-fr.html
same 600 "$(stat -c %a l/acknowledgement-fr.html)"

# Its own words come from a file, and are text.
echo "The <b>street</b> of your last order" >question
"$OMBUD" request letter "$id" identity --out identity.html --language de \
    --text question >/dev/null
has "&lt;b&gt;street" identity.html
lacks "<b>" identity.html

# Not for this request, or not now.
exits 5 "$OMBUD" request letter "$id" erased --out l 2>why
has "verified" why
exits 2 "$OMBUD" request letter "$id" poem --out l
exits 2 "$OMBUD" request letter "$id" refusal --out w/keys
exits 5 "$OMBUD" request sent "$id" clarification --channel post \
    --address-from request --evidence posted
exits 2 "$OMBUD" request sent "$id" identity --channel post \
    --address-from request --evidence ana@post.example 2>why
lacks ana@ why

# Each is entered with its hash, and when it went out.
"$OMBUD" request sent "$id" identity --channel mail --address-from request \
    --evidence "mail log" >/dev/null
"$OMBUD" request show "$id" --json >shown
same "acknowledgement made, identity sent" "$(jq -r \
    '[.letters[] | "\(.kind) \(.state)"] | join(", ")' shown)"
same "$(sha256sum <identity.html | cut -d' ' -f1)" \
    "$(jq -r '.letters[1].sha256' shown)"
same "mail request mail log M. Quay" "$(jq -r '.letters[1] |
    "\(.channel) \(.address_from) \(.evidence) \(.signatory)"' shown)"
same sent "$(jq -r '.events[-1].kind' shown)"
same identity "$(jq -r '.events[-1].detail' shown)"
"$OMBUD" audit verify >/dev/null

# A row that the log does not know of is noticed.
if command -v sqlite3 >/dev/null; then
	sqlite3 w/ombud.db "DELETE FROM letter WHERE kind = 'identity'"
	exits 7 "$OMBUD" audit verify
fi
