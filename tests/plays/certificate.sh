# An erased person holds a certificate that she can check alone.
. "$PLAYS/lib.sh"
cat >people.ndjson <<'END'
{"source":"crm","type":"customer","name":"Ana Ruiz","identifiers":[{"type":"email","value":"ana@post.example"},{"type":"phone_number","value":"+12025550123"}],"attributes":{"city":"Lower Quay"}}
{"source":"crm","type":"customer","name":"Bela Kov","identifiers":[{"type":"email","value":"bela@post.example"}]}
END
"$OMBUD" init w --organisation "Tea & Mugs" >/dev/null
stated w
work() { "$OMBUD" -C w "$@"; }
work user add second --role approver >/dev/null
work profile import people.ndjson >/dev/null
id=$(work request new erase --subject email:Ana@Post.example)
work request verify "$id" --method "called back" >/dev/null
work request plan "$id" >/dev/null
work request approve "$id" --by second >/dev/null
work request run "$id" >/dev/null
work request answer "$id" --out letter >/dev/null
work audit export log >/dev/null
has "certificate.html" letter/index.html
has "certificate.tlog-proof" letter/manifest.json
has "Tea &amp; Mugs" letter/certificate.html
has "crm" letter/certificate.html
for word in post.example Ruiz 2025550123; do
	lacks "$word" letter/certificate.html
	lacks "$word" letter/certificate.tlog-proof
done

# She checks it in an empty folder, with the key and nothing else.
mkdir alone
cp letter/certificate.tlog-proof log/vkey alone
check() { (cd alone && "$OMBUD" certificate verify "$@"); }
check certificate.tlog-proof --key vkey >said
has "Genuine" said
has "does not prove" said
has "$id" said
check certificate.tlog-proof --key "$(cat alone/vkey)" --json >said
same "true subject.erase erasure.settle 1 0" "$(jq -r '"\(.genuine) " +
    ([.statements[].statement.act] | join(" ")) +
    (.statements[0].statement.systems[0] | " \(.found) \(.remaining)")' said)"
same "$id Tea & Mugs" "$(jq -r '.statements[0].statement |
    "\(.request) \(.controller)"' said)"
same "crm" "$(jq -r '.statements[1].statement.systems[] |
    select(.searched | not) | .name' said)"
check certificate.tlog-proof --key vkey --identifier email:ana@post.example \
    --json >said
same true "$(jq .concerns said)"
echo email:ANA@post.example |
    check certificate.tlog-proof --key vkey --identifier - >/dev/null
exits 1 check certificate.tlog-proof --key vkey \
    --identifier email:bela@post.example >said
has "does not concern" said
exits 1 check certificate.tlog-proof --key vkey \
    --identifier phone_number:+12025550123 >/dev/null
exits 2 check certificate.tlog-proof --key vkey --identifier ana

exits 2 check certificate.tlog-proof --key vkey --identifier - </dev/null 2>why
has "no line for an identifier" why

# Without a key it says so; the workspace has its own; another log's is not it.
exits 2 check certificate.tlog-proof 2>why
has "give --key" why
exits 2 check certificate.tlog-proof --key certificate.tlog-proof
exits 4 check certificate.tlog-proof --key nothing
exits 2 check certificate.tlog-proof --key no+key
chmod 755 w/keys
exits 2 work certificate verify letter/certificate.tlog-proof 2>why
has "open to group" why
chmod 700 w/keys
work certificate verify letter/certificate.tlog-proof >/dev/null
"$OMBUD" init other >/dev/null
"$OMBUD" -C other audit export otherlog >/dev/null
cp otherlog/vkey alone/other
exits 7 check certificate.tlog-proof --key other

# What was altered is noticed.
extra() { sed -n 's/^extra //p' alone/certificate.tlog-proof | base64 -d; }
forge() # SED: the certificate with its extra bytes edited
{
	sed "s|^extra .*|extra $(extra | sed "$1" | base64 -w0)|" \
	    alone/certificate.tlog-proof >alone/forged
	exits 1 cmp -s alone/forged alone/certificate.tlog-proof
}
forge 's/"remaining":0/"remaining":1/'
exits 7 check forged --key vkey 2>why
has "altered" why
forge 's/Tea/Sea/'
exits 7 check forged --key vkey
forge 's/"version":1,"entry"/"version":1, "entry"/'
exits 3 check forged --key vkey
sed 's/^index 1/index 2/' alone/certificate.tlog-proof >alone/forged
exits 7 check forged --key vkey
sed '$ s/.....$/AAAA=/' alone/certificate.tlog-proof >alone/forged
exits 7 check forged --key vkey
exits 3 check vkey --key vkey
exits 4 check nothing --key vkey

# The answer can be made again until the request is closed.
work request attest "$id" --system crm >/dev/null
work request answer "$id" --out again >/dev/null
cp again/certificate.tlog-proof alone/again
check again --key vkey --identifier email:ana@post.example >/dev/null
same 1 "$(sqlite3 w/ombud.db 'SELECT count(certificate) FROM request')"
work request close "$id" >/dev/null
same 0 "$(sqlite3 w/ombud.db 'SELECT count(certificate) FROM request')"
same 0 "$(sqlite3 w/ombud.db 'SELECT count(wrapped_key) FROM request')"
check again --key vkey >/dev/null

# A witness that has signed the head too is checked where it is asked for.
openssl genpkey -algorithm ed25519 -out key.pem 2>/dev/null
openssl pkey -in key.pem -pubout -outform DER | tail -c 32 >public
id_of() { openssl dgst -sha256 -binary | head -c 4; } # of a key
{ printf 'watch.example\n\004' && cat public; } | id_of >keyid
printf 'watch.example+%s+%s\n' "$(od -An -tx1 keyid | tr -d ' \n')" \
    "$({ printf '\004' && cat public; } | base64 -w0)" >alone/watch
printf '\0\0\0\0\152\0\0\0' >when # 1778384896 s, big-endian
{ printf 'cosignature/v1\ntime 1778384896\n' &&
    sed '1,/^$/d; /^$/,$d' alone/certificate.tlog-proof; } >message
openssl pkeyutl -sign -inkey key.pem -rawin -in message -out signature
{ cat alone/certificate.tlog-proof &&
    printf '\342\200\224 watch.example %s\n' \
	"$(cat keyid when signature | base64 -w0)"; } >alone/seen
check seen --key vkey --json >said
same "1 0" "$(jq -r '"\(.signatures_not_checked) \(.witnesses | length)"' said)"
check seen --key vkey --witness watch >said
has "Seen and signed by watch.example, by its clock at 2026-05-10" said
lacks "same log" said
check seen --key vkey --witness "$(cat alone/watch)" --json >said
same "0 true 3" "$(jq -r '"\(.signatures_not_checked) " +
    "\(.witnesses[0].signed) \(.not_proven | length)"' said)"
exits 1 check certificate.tlog-proof --key vkey --witness watch >said
has "Not signed by watch.example" said
exits 1 check certificate.tlog-proof --key vkey --witness watch --json >said
same '{"name":"watch.example","signed":false}' "$(jq -c '.witnesses[]' said)"
# One that is asked for twice has signed once.
check seen --key vkey --witness watch --witness watch --json >said
same "0 2" "$(jq -r '"\(.signatures_not_checked) \(.witnesses | length)"' said)"
many=(--witness watch --witness watch --witness watch)
exits 2 check seen --key vkey "${many[@]}" "${many[@]}" "${many[@]}" 2>why
has "at most 8 witnesses" why
sed 's/^\(.*watch.example .\{30\}\)./\1A/' alone/seen >alone/forged
exits 7 check forged --key vkey --witness watch
exits 2 check seen --key vkey --witness vkey

# The receipt of a key's end is checked in the same way.
work key rotate epoch >/dev/null
work key destroy epoch 1 >/dev/null 2>&1
cp w/keys-destroyed/epoch-1.tlog-proof alone/receipt
check receipt --key vkey --json >said
same "key.destroy begun key.destroy done" "$(jq -r '[.statements[].statement |
    .act, .state] | join(" ")' said)"
exits 1 check receipt --key vkey --identifier email:ana@post.example >/dev/null

# The log goes on and is whole; an older certificate stays good.
id=$(work erase email:bela@post.example --by second \
    --confirm email:bela@post.example)
work request answer "$id" --out zipped.zip >/dev/null
has certificate.tlog-proof zipped.zip
work audit verify >/dev/null
check certificate.tlog-proof --key vkey >/dev/null

# One that was left without an identifier says so for people, too.
"$OMBUD" -C w certificate verify letter/certificate.tlog-proof >said
has "identifiers: form email" said

# Nobody was found, or nothing erased: there is nothing to certify.
id=$(work request new erase --subject email:zoe@post.example)
work request verify "$id" --method "called back" >/dev/null
work request plan "$id" >/dev/null
work request approve "$id" --by second >/dev/null
work request run "$id" >/dev/null
work request answer "$id" --out nobody >/dev/null
exits 1 test -e nobody/certificate.html
