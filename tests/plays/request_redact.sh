# What would harm another person's right is left out of the copy, place by
# place, and the person is told where and why: GDPR Art. 15(4), recital 63.
. "$PLAYS/lib.sh"
"$OMBUD" init w >/dev/null
cd w
cat >people.ndjson <<'END'
{"source":"crm","type":"customer","identifiers":[{"type":"email","value":"ana@post.example"}],"name":"Ana Ruiz","attributes":{"city":"Lower Quay","notes":"told by bo@post.example, write to ana@post.example","formula":"7 x 6"}}
END
"$OMBUD" profile import people.ndjson >/dev/null
id=$("$OMBUD" request new access --subject email:ana@post.example \
    --language de)

# There is nothing to weigh before there is a plan.
exits 5 "$OMBUD" request redact "$id" 2>/dev/null
"$OMBUD" request verify "$id" --method 'signed in' >/dev/null
"$OMBUD" request plan "$id" >/dev/null
item=$("$OMBUD" request show "$id" --json | jq -r '.items[0].ref')

# It proposes the place of the other's address, and leaves nothing out by it.
"$OMBUD" request redact "$id" >proposed
has /attributes/notes proposed
lacks bo@post.example proposed
lacks /attributes/city proposed

# A ground that is none, a record and a ground that are not told.
exits 2 "$OMBUD" request redact --item "$item" --field /attributes/notes \
    --because long "$id" 2>why
has trade_secret why
exits 2 "$OMBUD" request redact --item "$item" --field /attributes/notes \
    "$id" 2>/dev/null

# What was approved is approved again once something more is left out.
"$OMBUD" request approve "$id" --by "$(id -un)" >/dev/null
"$OMBUD" request redact --item "$item" --field /attributes/notes \
    --kind email --because privacy "$id" >/dev/null
exits 5 "$OMBUD" request run "$id" 2>/dev/null
"$OMBUD" request redact --item "$item" --field /attributes/formula \
    --because trade_secret "$id" >/dev/null
"$OMBUD" request redact --item "$item" --field /attributes/city \
    --because safety "$id" >/dev/null
"$OMBUD" request redact --item "$item" --field /attributes/city \
    --take-back "$id" >/dev/null
"$OMBUD" request approve "$id" --by "$(id -un)" >/dev/null
"$OMBUD" request run "$id" >/dev/null
"$OMBUD" request answer "$id" --out copy >/dev/null

# Only what is the other's is gone: her own address and the rest are there.
lacks bo@post.example copy/data.json
lacks bo@post.example copy/index.html
lacks "7 x 6" copy/data.json
lacks "7 x 6" copy/portability.json
same "told by [ausgelassen: über eine andere Person], write to \
ana@post.example" "$(jq -r '[.. | .notes? // empty][0]' copy/data.json)"
same "[ausgelassen: Geschäftsgeheimnis]" \
    "$(jq -r '[.. | .formula? // empty][0]' copy/data.json)"
same "Lower Quay" "$(jq -r '[.. | .city? // empty][0]' copy/data.json)"
has "deren Privatsphäre verletzt würde" copy/index.html
has "Es ist ein Geschäftsgeheimnis." copy/index.html
has "Art. 15 Abs. 4 DSGVO" copy/index.html
