# One request erases one record and keeps another by a statute; a hold stops a
# run; what was kept goes when its time is over.
. "$PLAYS/lib.sh"
"$OMBUD" init w >/dev/null
cd w
"$OMBUD" user add maria --role approver >/dev/null
mkdir -p policies/retention
cat >policies/retention/de.json <<'END'
{"duties":[{"source":"shop","type":"invoices","statute":"HGB s. 257(1) no. 4",
"why":"vouchers","years":90,"from":"created_at","end_of_year":true}]}
END
printf '%s\n' '{"source":"crm","type":"customer","identifiers":[{"type":"email","value":"ana@post.example"}],"name":"Ana Ruiz"}' \
    '{"source":"shop","type":"invoices","created_at":"2024-05-02T00:00:00Z","identifiers":[{"type":"email","value":"ana@post.example"}]}' |
    "$OMBUD" profile import - >/dev/null
id=$("$OMBUD" request new erase --subject email:ana@post.example)
"$OMBUD" request verify "$id" --method 'signed in' >/dev/null
"$OMBUD" request plan "$id" | grep -q 'keep .*HGB s. 257(1) no. 4.*2114-12-31'
"$OMBUD" request approve "$id" --by maria >/dev/null
hold=$("$OMBUD" hold place --system crm --ground legal_claims)
exits 5 "$OMBUD" request run "$id"
"$OMBUD" hold release "$hold" >/dev/null
"$OMBUD" request run "$id" --json | grep -q '"outcome": *"partial"'
"$OMBUD" locate email:ana@post.example --json | grep -q '"source": *"shop"'
[ "$("$OMBUD" locate email:ana@post.example --json | grep -c '"source"')" = 1 ]
"$OMBUD" hold tend | grep -q '^0 items'
"$OMBUD" request explain "$id" | grep -q 'typed by'
"$OMBUD" audit verify >/dev/null
