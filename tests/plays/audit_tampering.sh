# The log is whole, can be proved to others, and whatever is changed behind
# the program's back is noticed (exit 7).
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
export OMBUD_HOME=$PWD/w
for name in ana bo cy; do
	echo '{"source":"crm","type":"customer","identifiers":[{"type":' \
	    "\"email\",\"value\":\"$name@example.com\"}]}"
done >people.ndjson
"$OMBUD" profile import people.ndjson >/dev/null
"$OMBUD" erase email:ana@example.com --confirm email:ana@example.com \
    --by "$(id -un)" >/dev/null 2>&1
"$OMBUD" suppress add email:di@example.com --purpose marketing >/dev/null
"$OMBUD" locate email:bo@example.com >/dev/null

# What was done is there, who did it, and no word of whom.
"$OMBUD" audit list --ndjson >entries
for act in workspace.init member.add profile.import subject.erase \
    suppression.add subject.locate audit.read; do
	has "\"act\":\"$act\"" entries
done
lacks example.com entries
same 3 "$(jq 'select(.act == "profile.import") | .counts.new' entries)"
same "$(id -un)" "$(jq -r 'select(.act == "subject.erase").user' entries)"
same 2 "$("$OMBUD" audit list --limit 2 --ndjson | wc -l)"

# Read by those who may, and everybody who reads it is in it.
"$OMBUD" audit verify --json >whole
same "$(jq .entries whole)" "$(jq .size whole)"
same "$(jq .entries whole)" "$(jq .mirrored whole)"
"$OMBUD" audit checkpoint >head
same "$(jq .entries whole)" "$(($(sed -n 2p head) - 1))"
"$OMBUD" audit prove 3 >proof
has "$(sed -n 1p head)" proof
exits 4 "$OMBUD" audit prove 999999
exits 2 "$OMBUD" audit prove first
"$OMBUD" audit export log --dry-run >/dev/null
[ ! -e log ]
"$OMBUD" audit export log >/dev/null
[ -s log/checkpoint ]
[ -s log/vkey ]
[ -s log/tile/0/000.p/* ]
exits 2 "$OMBUD" audit export log

# broken WHAT [COMMAND]: the workspace as `spoil` leaves it is not whole.
broken()
{
	rm -rf now
	cp -a w now
	OMBUD_HOME=$PWD/now
	(cd now && spoil)
	# shellcheck disable=SC2086
	exits 7 "$OMBUD" ${2:-audit verify} 2>why >/dev/null || {
		echo "not noticed: $1" && cat why
		return 1
	}
	same 1 "$(wc -l <why)"
	has "$1" why
}
last='(select max(number) from audit_entry)'

spoil() { sqlite3 ombud.db "update audit_entry set entry = cast(replace(
    cast(entry as text), '\"new\":3', '\"new\":2') as blob) where
    number = 3"; }
broken "entry number 3"
spoil() { sed -i '3s/"new":3/"new":2/' ledger/audit.ndjson; }
broken "entry number 3"
spoil() { sqlite3 ombud.db "update audit_entry set entry = cast(replace(
    cast(entry as text), '\"new\":3', '\"new\":2') as blob) where
    number = 3"; sed -i '3s/"new":3/"new":2/' ledger/audit.ndjson; }
broken "differs"
spoil() { sqlite3 ombud.db 'delete from audit_entry where number = 4'; }
broken "entry number 4"
spoil() { sqlite3 ombud.db "delete from audit_entry where number = $last"; }
broken "db restore"
spoil() { sed -i '$d' ledger/audit.ndjson; }
broken "it was cut"
spoil() { truncate -s -9 ledger/audit.ndjson; }
broken "it was cut"
spoil() { rm ledger/audit.ndjson; }
broken "it was cut"
spoil() { sed -i 4d ledger/audit.ndjson; }
broken "entry 4"
spoil() { rm -r audit; }
broken "is gone"
spoil() { sed -i '2s/.*/1/' audit/checkpoint; }
broken "not signed"
spoil() { for tile in audit/tile/0/000.p/*; do printf xxxx |
    dd of="$tile" bs=1 seek=40 conv=notrunc status=none; done; }
broken ""
spoil() { sqlite3 ombud.db 'delete from suppression where number = 1'; }
broken "suppression: entry number 1"
spoil() { sqlite3 ombud.db 'update suppression set lifted = 1'; }
broken "suppression: entry number 1"
spoil() { sqlite3 ombud.db 'delete from suppression where number = (select
    max(number) from suppression)'; sed -i '$d' ledger/suppression.ndjson; }
broken "its signed log tells of 3"
spoil() { sqlite3 ombud.db 'delete from suppression'
    : >ledger/suppression.ndjson; }
broken "its signed log tells of 3" "user list"

# A row put in or taken out by hand, in any table that the log accounts for.
"$OMBUD" -C w request new access --subject email:bo@example.com >/dev/null
spoil() { sqlite3 ombud.db 'delete from profile where id = (select max(id)
    from profile)'; }
broken "the table profile has 1 rows, but the log tells of 2"
spoil() { sqlite3 ombud.db 'insert into subject select id + 1, state, created,
    epoch, wrapped_key, tags from subject limit 1'; }
broken "the table subject has 3 rows"
spoil() { sqlite3 ombud.db 'delete from identifier where tag = (select max(tag)
    from identifier)'; }
broken "the table identifier"
spoil() { sqlite3 ombud.db 'delete from request_event where number = 1 and
    request = (select max(id) from request)'; }
broken "the table request_event"
spoil() { sqlite3 ombud.db "update request_event set kind = 'approved' where
    number = 1 and request = (select max(id) from request)"; }
broken "request_event tells of other events"
spoil() { sqlite3 ombud.db 'insert into request (id, right_name, regime,
    country, received, requester, controller, role, channel, capacity, language)
    select id + 1, right_name, regime, country, received, requester,
    controller, role, channel, capacity, language from request limit 1'; }
broken "the table request has"
spoil() { sqlite3 ombud.db "update member set role = 'machine', removed = 1
    where name <> '$(id -un)'; insert into member values (77, 'mallory',
    'dpo', 1, null)"; }
broken "the table member has 2 rows, but the log tells of 1"
"$OMBUD" -C w user add helper --role intake >/dev/null
spoil() { sqlite3 ombud.db "update member set role = 'approver' where
    name = 'helper'"; }
broken "other users or roles"
"$OMBUD" -C w user remove helper >/dev/null
"$OMBUD" -C w user add helper --role caseworker >/dev/null
spoil() { sqlite3 ombud.db "insert into suppression select number + 1, tag,
    purpose, 1, at, cast(replace(cast(line as text), '\"number\":' || number,
    '\"number\":' || (number + 1)) as blob) from suppression order by number
    desc limit 1"; }
broken "suppression"
"$OMBUD" -C w audit verify >/dev/null
spoil() { head -c 8192 /dev/urandom >ombud.db; }
broken "no database"

# Values and index are looked at by `db check --full`.
spoil() { sqlite3 ombud.db 'update profile set sealed =
    zeroblob(length(sealed))'; }
broken "sealed" "db check --full"
spoil() { sqlite3 ombud.db 'delete from identifier'; }
broken "index" "db check --full"
spoil() { sqlite3 ombud.db "insert into identifier values (x'00', 1)"; }
broken "belong to nobody" "db check --full"

# Another workspace's store is not taken for this one, and spoils nothing.
"$OMBUD" init other >/dev/null
for i in $(seq 30); do
	"$OMBUD" -C other user add "user$i" --role auditor
done >/dev/null
spoil() { cp ../other/ombud.db .; }
broken "its signed log tells of 3"
OMBUD_HOME=$PWD/w
cp w/ombud.db now/ombud.db
"$OMBUD" -C now audit verify >/dev/null
"$OMBUD" audit verify >/dev/null
