# The log is read as a table and as JSON, by those who may, and a damaged
# entry is not passed over.
. "$PLAYS/lib.sh"
"$OMBUD" init w >/dev/null
export OMBUD_HOME=$PWD/w
me=$(id -un)
"$OMBUD" user add second --role approver >/dev/null
echo '{"source":"crm","type":"customer","identifiers":[{"type":"email",' \
    '"value":"ana@example.com"}]}' >people.ndjson
"$OMBUD" profile import people.ndjson >/dev/null
"$OMBUD" erase email:ana@example.com --by second \
    --confirm email:ana@example.com >/dev/null

# As a table: who did it by name, and who approved it.
"$OMBUD" audit list >list
has "$me" list
has "by second" list
has "new 1" list
lacks example.com list
same 2 "$("$OMBUD" audit list --limit 1 | wc -l)"
exits 2 "$OMBUD" audit list --limit few 2>/dev/null
"$OMBUD" audit list --limit 18446744073709551615 >/dev/null

# The same texts alone and as a member of an object.
has "the log is whole" <("$OMBUD" audit verify)
"$OMBUD" audit checkpoint --json | jq -r .checkpoint | head -1 >said
same "$(head -1 w/audit/checkpoint)" "$(cat said)"
"$OMBUD" audit prove 1 --json | jq -r .proof | head -1 >said
same "c2sp.org/tlog-proof@v1" "$(cat said)"
exits 4 "$OMBUD" audit prove 1 --cosigned 2>/dev/null
exits 2 "$OMBUD" audit prove -- -1 2>/dev/null
exits 2 "$OMBUD" audit export w/keys/log 2>/dev/null

# What must not be read is not, nor is it written that it was.
before=$(jq .entries <("$OMBUD" audit verify --json))
cp -a w as
sqlite3 as/ombud.db "update member set role = 'caseworker' where
    name = '$me'"
for what in list verify checkpoint "prove 1" "export log" \
    "anchor --file heads"; do
	# shellcheck disable=SC2086
	exits 5 "$OMBUD" -C as audit $what 2>/dev/null
done
[ ! -e log ]
[ ! -e heads ]
sqlite3 as/ombud.db "update member set role = 'dpo' where name = '$me'"
same "$before" "$(($(wc -l <as/ledger/audit.ndjson)))"

# A user whose row is gone is shown by her id.
sqlite3 as/ombud.db "delete from member where name = 'second'"
"$OMBUD" -C as audit list --json >said
same null "$(jq '[.entries[] | select(.user == "second")][0]' said)"

# An entry that is damaged in the store ends the reading.
damage()
{
	rm -rf as && cp -a w as
	sqlite3 as/ombud.db "update audit_entry set entry = $1 where number = 2"
	exits 7 "$OMBUD" -C as audit list >/dev/null 2>why
	has "an entry of the log is damaged" why
	exits 7 "$OMBUD" -C as audit verify >/dev/null 2>why
	has "entry number 2" why
}
damage "x'7b22'"
damage "cast('[1]' as blob)"
damage "cast('{\"a\":1}' as blob)"
