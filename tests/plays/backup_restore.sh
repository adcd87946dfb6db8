# A backup brings back what was lost, and nobody who was erased since; no
# entry of the log and no suppression is lost, and a failed restore changes
# nothing.
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
export OMBUD_HOME=$PWD/w
me=$(id -un)

import()
{
	for name; do
		echo '{"source":"crm","type":"customer","identifiers":[{"type":' \
		    "\"email\",\"value\":\"$name@example.com\"}]}"
	done | "$OMBUD" profile import - --json
}
erase()
{
	"$OMBUD" erase "email:$1@example.com" --by "$me" \
	    --confirm "email:$1@example.com"
}

import ana bo cy >/dev/null
exits 0 "$OMBUD" db backup --dry-run b.db >/dev/null
[ ! -e b.db ]
"$OMBUD" db backup b.db >/dev/null
same 600 "$(stat -c %a b.db)"
exits 2 "$OMBUD" db backup b.db
lacks ana@example.com b.db

# Since then: one is erased, one comes in, one asks for no marketing.
erase ana >/dev/null 2>&1
import di >/dev/null
"$OMBUD" suppress add email:cy@example.com --purpose marketing >/dev/null
"$OMBUD" request new access --subject email:bo@example.com >/dev/null
entries=$("$OMBUD" audit verify --json | jq .entries)

"$OMBUD" db restore b.db --dry-run --json >dry.json
same "$entries" "$("$OMBUD" audit verify --json | jq .entries)"
"$OMBUD" locate email:di@example.com >/dev/null
"$OMBUD" db restore b.db --json >restored.json
same 1 "$(jq .erased restored.json)"
same 3 "$(jq .suppressions restored.json)"
same 2 "$(jq .requests_lost restored.json)"
same "$(jq .erased dry.json)" "$(jq .erased restored.json)"
exits 4 "$OMBUD" locate email:ana@example.com
"$OMBUD" locate email:bo@example.com >/dev/null
exits 4 "$OMBUD" locate email:di@example.com
"$OMBUD" suppress check email:cy@example.com >/dev/null
"$OMBUD" audit verify >/dev/null
"$OMBUD" db check --full >/dev/null
"$OMBUD" audit list --ndjson >entries.ndjson
same "$me" "$(jq -r 'select(.act == "store.restore").user' entries.ndjson)"
for act in subject.erase suppression.add request.event; do
	has "\"act\":\"$act\"" entries.ndjson
done
same '["ombud.db","ombud.json","reserve"]' "$(cd w && for f in *; do [ -d "$f" ] ||
    echo "$f"; done | jq -cRn '[inputs]')"

# She stays away at the next import, and who is suppressed and not erased
# comes in.
same 1 "$(import ana cy | jq .suppressed)"
# Until she wants to come back.
"$OMBUD" suppress lift email:ana@example.com --purpose erasure >/dev/null
same 1 "$(import ana | jq .new)"
exits 4 "$OMBUD" suppress lift email:ana@example.com --purpose erasure
same "0 people were erased" "$("$OMBUD" suppress replay)"

# An old copy in the place of the store: nothing goes on but a restore.
cp w/ombud.db old.db
"$OMBUD" suppress add email:eve@example.com --purpose erasure >/dev/null
cp old.db w/ombud.db
for command in "audit verify" "db check" "locate email:bo@example.com" \
    "user list"; do
	# shellcheck disable=SC2086
	exits 7 "$OMBUD" $command 2>why
	has 'use `ombud db restore`' why
done
"$OMBUD" db restore old.db >/dev/null
"$OMBUD" suppress check email:eve@example.com >/dev/null
"$OMBUD" audit verify >/dev/null

# What is no backup of this store is refused, and all stays as it was.
before=$("$OMBUD" audit verify --json)
"$OMBUD" init other >/dev/null
for i in $(seq 40); do
	"$OMBUD" -C other user add "user$i" --role auditor
done >/dev/null
"$OMBUD" -C other db backup other.db >/dev/null
head -c 20000 b.db >half.db
cp b.db changed.db
sqlite3 changed.db "update audit_entry set entry = cast(replace(cast(entry
    as text), '\"new\":3', '\"new\":2') as blob) where number = 3"
echo "no database" >text.db
: >empty.db
for file in other half changed text empty; do
	exits 7 "$OMBUD" db restore $file.db 2>why
	same 1 "$(wc -l <why)"
	same "$before" "$("$OMBUD" audit verify --json)"
done
exits 4 "$OMBUD" db restore missing.db

# All is gone but the keys, the configuration and the backup.
"$OMBUD" db backup last.db >/dev/null
mkdir -m 700 new
cp -a w/keys w/ombud.json new
"$OMBUD" -C new db restore last.db >/dev/null
"$OMBUD" -C new audit verify >/dev/null
"$OMBUD" -C new db check --full >/dev/null
"$OMBUD" -C new locate email:bo@example.com >/dev/null
exits 4 "$OMBUD" -C new locate email:di@example.com

same "the store is of schema version 1 already" "$("$OMBUD" db migrate)"
