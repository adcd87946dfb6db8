# In a workspace filters use its key, make the store's own tokens, and leave
# in the audit log what was done, as counts and nothing else.
# shellcheck shell=bash
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
export OMBUD_HOME=$PWD/w
cat >people.ndjson <<'END'
{"source":"crm","type":"customer","identifiers":[{"type":"email","value":"ana@example.com"},{"type":"phone_number","value":"+12025550143"},{"type":"external_id","value":"A-1"}]}
END
"$OMBUD" profile import people.ndjson >/dev/null
id=$("$OMBUD" request new pseudonymize --subject email:ana@example.com --json |
    jq -r .id)
"$OMBUD" request verify "$id" --method letter >/dev/null
"$OMBUD" request plan "$id" >/dev/null
"$OMBUD" request approve "$id" --by "$(id -un)" >/dev/null
"$OMBUD" request run "$id" >/dev/null
"$OMBUD" locate email:ana@example.com --json >located
echo '{"email":"Ana@Example.com","phone":"+1 (202) 555-0143","external_id":"A-1"}' |
    "$OMBUD" pseudonymize --domain store --source crm \
    --field email,phone,external_id --format ndjson 2>said >out
same 0 "$(wc -c <said)"
for key in email phone external_id; do
	has "$(jq -r ".$key" out)" located
done

# The key that left the workspace makes the same where it went.
cp w/keys/pseudonym-1.key k
echo '{"email":"ana@example.com"}' | OMBUD_HOME=/nowhere "$OMBUD" \
    pseudonymize --domain store --field email --key k --format ndjson \
    2>/dev/null >elsewhere
same "$(jq -r .email out)" "$(jq -r .email elsewhere)"

"$OMBUD" audit list --json >log
same '["begun","done"]' "$(jq -c '[.entries[] |
    select(.act == "records.filter").detail]' log)"
same '{"records":1,"changed":1,"diverted":0,"doubtful":0,"email tokenised":1,"phone tokenised":1,"external_id tokenised":1}' \
    "$(jq -c '[.entries[] | select(.act == "records.filter")][-1].counts' log)"
"$OMBUD" audit verify >/dev/null

# A dry run is no act; who may not does nothing.
echo 'ana@example.com' | "$OMBUD" redact --dry-run --format text >/dev/null
same 2 "$("$OMBUD" audit list --json | jq '[.entries[] |
    select(.act == "records.filter")] | length')"
sqlite3 w/ombud.db "update member set role = 'intake'"
echo 'ana@example.com' | exits 5 "$OMBUD" redact --format text >out 2>/dev/null
same 0 "$(wc -c <out)"
