# What a hold kept is erased when it ends: the person can have the proof of
# that too, long after the request was closed.
. "$PLAYS/lib.sh"
cat >people.ndjson <<'END'
{"source":"crm","type":"customer","name":"Ana Ruiz","identifiers":[{"type":"email","value":"ana@post.example"}]}
{"source":"shop","type":"invoices","name":"A. Ruiz","identifiers":[{"type":"email","value":"ana@post.example"}],"attributes":{"vat":"17 plum"}}
END
"$OMBUD" init w --one-person >/dev/null
stated w
export OMBUD_HOME=$PWD/w
"$OMBUD" profile import people.ndjson >/dev/null
hold=$("$OMBUD" hold place --ground legal_claims --system shop)
id=$("$OMBUD" request new erase --subject email:ana@post.example)
"$OMBUD" request verify "$id" --method 'signed in' >/dev/null
for step in plan "approve --by $(id -un)" run "answer --out first" \
    "close --leave-open"; do
	# shellcheck disable=SC2086
	"$OMBUD" request ${step%% *} "$id" ${step#"${step%% *}"} >/dev/null 2>&1
done
"$OMBUD" locate email:ana@post.example >/dev/null
"$OMBUD" hold release "$hold" >/dev/null
"$OMBUD" hold tend >/dev/null
exits 4 "$OMBUD" locate email:ana@post.example 2>/dev/null

"$OMBUD" request certificate "$id" --out dry --dry-run >/dev/null
[ ! -e dry ]
"$OMBUD" request certificate "$id" --out second >/dev/null
"$OMBUD" audit export log >/dev/null
exits 0 "$OMBUD" certificate verify first/certificate.tlog-proof \
    --key log/vkey --json >said
same 2 "$(jq '.statements | length' said)"
"$OMBUD" certificate verify second/certificate.tlog-proof --key log/vkey \
    --identifier email:ana@post.example --json >said
same "true true 4" "$(jq -r \
    '"\(.genuine) \(.concerns) \(.statements | length)"' said)"
lacks post.example second/certificate.html
"$OMBUD" audit list --ndjson >log.ndjson
same certificate "$(jq -r 'select(.act == "subject.export") | .detail' \
    log.ndjson | tail -n 1)"
"$OMBUD" audit verify >/dev/null
