# A person asks for her data: the usual line of a request, step by step.
. "$PLAYS/lib.sh"
cat >people.ndjson <<'END'
{"source":"crm","type":"customer","name":"Ana <b>Ruiz</b>","identifiers":[{"type":"email","value":"Ana@Post.example"},{"type":"phone_number","value":"+1 202 555 0123"}],"attributes":{"city":"Lower Quay"}}
{"profile":{"source":"shop","type":"customer","identifiers":[{"type":"email","value":"ana@post.example"}]},"event":{"source":"shop","type":"order","properties":{"goods":"tea mug"},"created_at":"2026-01-02T03:04:05Z"}}
{"source":"crm","type":"customer","name":"Bela Kov","identifiers":[{"type":"email","value":"bela@post.example"}]}
END
"$OMBUD" init w >/dev/null
export OMBUD_HOME=$PWD/w
"$OMBUD" profile import people.ndjson >/dev/null

# Prints its id and nothing else; the identifier need not be an argument.
id=$(echo email:ana@post.example | "$OMBUD" request new access --subject - \
    --received 2026-03-05 --country DE)
[[ $id =~ ^[0-9A-HJKMNP-TV-Z]{13}$ ]]

# 5 March: one month ends on Easter Sunday 2026, the next working day is
# Tuesday, 7 April.
same 2026-04-07 "$("$OMBUD" request show "$id" --json | jq -r .due_at)"
same received "$("$OMBUD" request show "$id" --json | jq -r .state)"

# Nothing can be left out.
exits 5 "$OMBUD" request plan "$id"
exits 5 "$OMBUD" request run "$id"
exits 5 "$OMBUD" request answer "$id" --out early
[ ! -e early ]
exits 2 "$OMBUD" request verify "$id" --method ana@post.example
"$OMBUD" request verify "$id" --method "signed in" >/dev/null
"$OMBUD" request plan "$id" --json >plan.json
same "planned 2" "$(jq -r '"\(.state) \(.systems[0].located)"' plan.json)"
same "copy copy" "$(jq -r '[.items[].action] | join(" ")' plan.json)"
exits 5 "$OMBUD" request run "$id"
"$OMBUD" request approve "$id" --by "$(id -un)" >/dev/null
"$OMBUD" request run "$id" --json >run.json
same "executed 2 0" "$(jq -r \
    '"\(.state) \(.systems[0].acted) \(.systems[0].remaining)"' run.json)"
"$OMBUD" request run "$id" >/dev/null
"$OMBUD" request answer "$id" --out answer >/dev/null 2>said
has "incomplete answer: organisation.name, authority.name" said
"$OMBUD" request show "$id" | grep -q "^  incomplete answer: organisation"
"$OMBUD" request show "$id" | grep -q "^  next: systems must be dealt with"
same "data.json index.html manifest.json manifest.sig portability.json" \
    "$(ls answer | paste -sd' ')"
same 700 "$(stat -c %a answer)"
same 600 "$(stat -c %a answer/data.json)"

# Her data, all of it, and nobody else's.
same "ana@post.example" "$(jq -r \
    '.systems[0].sources[0].profiles[0].identifiers[0].value' \
    answer/data.json)"
same "tea mug" "$(jq -r '.profiles[1].events[0].properties.goods' \
    answer/portability.json)"
has "tea mug" answer/index.html
has "Ana &lt;b&gt;Ruiz&lt;/b&gt;" answer/index.html
lacks "<b>" answer/index.html
lacks "<script" answer/index.html
lacks bela answer/index.html
lacks bela answer/data.json

# The list of files is true and signed.
jq -r '.files[] | "\(.sha256)  answer/\(.name)"' answer/manifest.json |
    sha256sum -c --quiet
if command -v openssl >/dev/null; then
	jq -r .public_key answer/manifest.json >key.pem
	openssl base64 -A -d -in answer/manifest.sig -out sig
	openssl pkeyutl -verify -pubin -inkey key.pem -rawin \
	    -in answer/manifest.json -sigfile sig >/dev/null
	echo x >>answer/manifest.json
	exits 1 openssl pkeyutl -verify -pubin -inkey key.pem -rawin \
	    -in answer/manifest.json -sigfile sig >/dev/null
fi

# An answer never replaces another; a closed request gives none.
exits 2 "$OMBUD" request answer "$id" --out answer
"$OMBUD" request answer "$id" --out answer.zip >/dev/null
same PK "$(head -c 2 answer.zip)"
"$OMBUD" request attest "$id" --system crm >/dev/null
exits 2 "$OMBUD" request close "$id" --leave-open 2>why
has "does not state organisation.name" why
stated w
"$OMBUD" request answer "$id" --out whole >/dev/null 2>&1
exits 5 "$OMBUD" request close "$id" 2>why
has shop why
lacks crm why
same "closed partial" "$("$OMBUD" request close "$id" --leave-open --json \
    --dry-run | jq -r '"\(.state) \(.outcome)"')"
"$OMBUD" request attest "$id" --system shop >/dev/null
same "closed granted" "$("$OMBUD" request close "$id" --json |
    jq -r '"\(.state) \(.outcome)"')"
exits 5 "$OMBUD" request attest "$id" --system shop
exits 5 "$OMBUD" request answer "$id" --out late
"$OMBUD" request explain "$id" >words
has "Easter" words || has "2026-04-07" words
lacks post.example words
"$OMBUD" audit verify >/dev/null
