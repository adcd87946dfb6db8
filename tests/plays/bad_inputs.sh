# Whatever comes in: one clear line that quotes nothing, an exit status of the
# table, good records beside bad ones, and a store that stays sound.
. "$PLAYS/lib.sh"
"$OMBUD" init w >/dev/null
export OMBUD_HOME=$PWD/w
identifiers='"identifiers":[{"type":"email","value":"SECRET@example.com"}]'
head='{"source":"crm","type":"customer",'
good="$head\"identifiers\":[{\"type\":\"email\",\"value\":\"ok@example.com\"}]}"

# refused WHY: standard input, between two good records, is refused.
refused()
{
	{ echo "$good" && cat && echo "$good"; } >in.ndjson
	exits 3 "$OMBUD" profile import --format ndjson in.ndjson --json \
	    >out.json 2>why
	same 1 "$(jq .refused out.json)"
	same 2 "$(wc -l <why)"
	has "in.ndjson:2: $1" why
	lacks SECRET why
}

echo "$head$identifiers" | refused ""
echo '"SECRET"' | refused "a record is not an object"
echo SECRET | refused ""
echo "{\"type\":\"customer\",$identifiers}" | refused "source is missing"
echo "{\"source\":5,\"type\":\"c\",$identifiers}" | refused "source must"
echo "{\"source\":\"zendesk\",\"type\":\"c\",$identifiers}" |
    refused 'source "zendesk" is reserved'
echo "$head\"SECRET\":1,$identifiers}" | refused "a profile has no such member"
echo "$head\"name\":\"a\",\"name\":\"SECRET\",$identifiers}" |
    refused "a doubled key"
echo "$head\"identifiers\":[]}" | refused "identifiers must"
echo "$head\"identifiers\":[{\"type\":\"email\",\"value\":true}]}" |
    refused "identifiers.value must"
echo "$head$identifiers,\"attributes\":[\"SECRET\"]}" |
    refused "attributes must be an object"
echo "$head$identifiers,\"created_at\":\"SECRET\"}" |
    refused "created_at is not a time"
echo "{\"profile\":$head$identifiers},\"event\":\"SECRET\"}" |
    refused "an event must be an object"
printf '%s"name":"SECRET\377",%s}\n' "$head" "$identifiers" |
    refused "a string is not UTF-8"
printf '%s"name":"SECRET\\u0000",%s}\n' "$head" "$identifiers" |
    refused "NUL in a string"
printf '%s"name":"SECRET\000",%s}\n' "$head" "$identifiers" |
    refused "NUL in a string"
printf '%s"name":"\\ud800",%s}\n' "$head" "$identifiers" |
    refused "half a surrogate pair"
# shellcheck disable=SC2183
{
	printf '%s"attributes":{"a":' "$head"
	printf '%0200d' 0 | tr 0 '['
	printf '%0200d' 0 | tr 0 ']'
	echo "},$identifiers}"
} | refused "nested too deeply"
{
	printf '%s"name":"' "$head"
	head -c 10000000 /dev/zero | tr '\0' S
	echo "\",$identifiers}"
} | refused "a string is too long"
{
	printf '%s"name":"' "$head"
	head -c 20000000 /dev/zero | tr '\0' S
	echo "\",$identifiers}"
} | refused "a record is larger than"
{
	printf '%s"identifiers":[' "$head"
	seq -f '{"type":"email","value":"SECRET%g@example.com"},' 1000 |
	    tr -d '\n'
	echo '{"type":"email","value":"SECRET@example.com"}]}'
} | refused "more than 20 identifiers"

# A document that is cut says so, and what stood before the cut is in.
echo "{\"profiles\":[$good,$head" >cut.json
exits 3 "$OMBUD" profile import cut.json --json >cut.counts 2>why
same "1 1" "$(jq -r '"\(.unchanged) \(.refused)"' cut.counts)"

# Many bad records are not a flood.
yes '{"source":1}' | head -n 250 >many.ndjson
exits 3 "$OMBUD" profile import many.ndjson >/dev/null 2>why
same 102 "$(wc -l <why)"
has "... and 150 more were refused" why

# No profiles at all, and no file at all.
: >empty
same "records 0" "$("$OMBUD" profile import empty)"
exits 4 "$OMBUD" profile import nothing.ndjson
exits 3 "$OMBUD" profile import .
head -c 100000 /dev/urandom >noise
got=0
"$OMBUD" profile import noise >/dev/null 2>why || got=$?
[ $got = 2 ] || [ $got = 3 ]
exits 2 "$OMBUD" profile import good.csv --map noise 2>why
exits 2 "$OMBUD" profile import
exits 2 "$OMBUD" profile import --format xml many.ndjson

# A file may not grow as far as the import needs: all is as it was.
before=$("$OMBUD" db check --json)
for i in $(seq 5000); do
	echo "$head\"identifiers\":[{\"type\":\"external_id\",\"value\":$i}]}"
done >many.ndjson
(
	ulimit -f 400
	exits 6 "$OMBUD" profile import many.ndjson 2>why
)
same 1 "$(wc -l <why)"
same "$before" "$("$OMBUD" db check --full --json | jq '.full = false')"

(
	ulimit -f 60
	exits 6 "$OMBUD" db backup half.db 2>why
)
same 1 "$(wc -l <why)"
[ ! -e half.db ]

# Keys that others may read, a store that is none, a store of the future.
chmod 644 w/keys/root.key
exits 2 "$OMBUD" user list 2>why
has root.key why
chmod 600 w/keys/root.key
"$OMBUD" db check >/dev/null # empties the write-ahead log
cp w/ombud.db good.db
cp noise w/ombud.db
exits 7 "$OMBUD" user list 2>why
same 1 "$(wc -l <why)"
rm w/ombud.db
exits 4 "$OMBUD" user list
sqlite3 w/ombud.db 'create table t(a)'
exits 7 "$OMBUD" user list 2>why
has "not an Ombud store" why
cp good.db w/ombud.db
sqlite3 w/ombud.db "update meta set value = 99 where name = 'schema'"
exits 7 "$OMBUD" user list
cp good.db w/ombud.db
"$OMBUD" db check --full >/dev/null
"$OMBUD" audit verify >/dev/null
