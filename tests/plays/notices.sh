# Whoever has a person's data is told that it was erased: by the identifiers
# that they know, before the request can be closed, and never later than the
# answer to her (GDPR Art. 19).
. "$PLAYS/lib.sh"
"$OMBUD" init w --organisation "Shop Ltd" >/dev/null 2>&1
stated w
w="$OMBUD -C w"
$w user add second --role approver >/dev/null
"$OMBUD" policy show examples/processing >record.json
$w processing import record.json >/dev/null
printf '%s\n' '{"source":"crm","type":"customer","name":"Ana Ruiz",
"identifiers":[{"type":"email","value":"Ana@Post.example"},
{"type":"external_id","value":"c-4711"}],"attributes":{}}' | tr -d '\n' |
    $w profile import - >/dev/null
id=$(echo email:ana@post.example | $w request new erase --subject -)
$w request verify "$id" --method "signed in" >/dev/null
$w request plan "$id" >/dev/null
$w request approve "$id" --by second >/dev/null
$w request run "$id" --json >ran
same "Mailroom Inc to_send,Banner Network LLC to_send" \
    "$(jq -r '[.notices[] | .recipient + " " + .state] | join(",")' ran)"

# Nothing in the clear, but enough for the notice.
exits 1 grep -qarF c-4711 w
exits 2 $w request notify "$id" --out n.json 2>why
has "Mailroom Inc, Banner Network LLC" why
$w request notify "$id" --recipient "Mailroom Inc" --out mail.json >/dev/null
same 600 "$(stat -c %a mail.json)"
same "email sha256 $(printf ana@post.example | sha256sum | cut -d' ' -f1)" \
    "$(jq -r '.subject_identities[] | .identity_type + " " +
	.identity_format + " " + .identity_value' mail.json)"
lacks c-4711 mail.json
jq -er '.subject_request_id |
    test("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-")' \
    mail.json >/dev/null
$w request notify "$id" --recipient "Banner Network LLC" --out ad.json \
    >/dev/null
same c-4711 "$(jq -r '.subject_identities[] |
    select(.identity_format == "raw") | .identity_value' ad.json)"
exits 2 $w request notify "$id" --recipient "Mailroom Inc" --out ad.json \
    2>/dev/null

# The answer does not wait; the end does.
$w request answer "$id" --out answer >/dev/null 2>&1
$w request attest "$id" --system crm >/dev/null
exits 5 $w request close "$id" 2>why
has "Mailroom Inc, Banner Network LLC" why
$w request notified "$id" --recipient "Mailroom Inc" --state sent >/dev/null
exits 5 $w request notify "$id" --recipient "Mailroom Inc" --out more.json \
    2>/dev/null
exits 2 $w request notified "$id" --recipient "Banner Network LLC" \
    --state impossible 2>/dev/null
exits 5 $w request close "$id" 2>why
lacks Mailroom why
$w request notified "$id" --recipient "Banner Network LLC" \
    --state impossible --because "the company was dissolved" >/dev/null
$w request close "$id" >/dev/null
$w request notified "$id" --recipient "Mailroom Inc" --state acknowledged \
    >/dev/null
$w request show "$id" >shown
has "the company was dissolved" shown
has acknowledged shown
$w request explain "$id" >explained
has "a recipient confirmed" explained
$w audit verify >/dev/null

# Data of another's is another's to answer for.
exits 2 $w request new access --role processor --subject - 2>/dev/null \
    <<<email:bo@post.example
id=$(echo email:bo@post.example | $w request new access --role processor \
    --controller "Teahouse GmbH" --subject -)
exits 5 $w request verify "$id" --method "signed in" 2>why
has "Teahouse GmbH" why
lacks bo@ why
$w request forward "$id" --out on.json >/dev/null
same "600 bo@post.example datenschutz@teahouse.example" \
    "$(stat -c %a on.json) $(jq -r '.subject_identities[0].identity_value +
	" " + .extensions.ombud.send_to' on.json)"
same "closed forwarded" \
    "$($w request show "$id" --json | jq -r '.state + " " + .outcome')"
$w audit verify >/dev/null
