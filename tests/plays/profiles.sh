# Profiles come in from all shapes, twice changes nothing, PUT replaces and
# --merge adds, events are kept, ambiguity is seen and settled.
. "$PLAYS/lib.sh"
"$OMBUD" init w >/dev/null
export OMBUD_HOME=$PWD/w

# person SOURCE TYPE IDENTIFIERS NAME [ATTRIBUTES]: identifiers "type=value ..."
person()
{
	local pair list=
	for pair in $3; do
		list="$list{\"type\":\"${pair%%=*}\",\"value\":\"${pair#*=}\"},"
	done
	echo "{\"source\":\"$1\",\"type\":\"$2\",\"identifiers\":[${list%,}]," \
	    "\"name\":\"$4\",\"attributes\":${5:-{\}}}"
}

# counts NEW REPLACED UNCHANGED LINKED AMBIGUOUS SUPPRESSED REFUSED FILE
counts()
{
	same "$(printf '%s ' "${@:1:7}")" "$(jq -r '[.new, .replaced,
	    .unchanged, .linked, .ambiguous, .suppressed, .refused] |
	    map(tostring + " ") | add' "$8")"
}

subjects()
{
	"$OMBUD" profile find "$1" --ndjson | jq -r .subject | sort -u
}

{
	person crm customer 'email=Ana@Example.com phone_number=+12025550101' \
	    'Ana Alves' '{"city":"Lisbon","plan":"gold"}'
	person crm customer 'email=bo@example.com phone_number=+12025550101' \
	    'Bo Berg' '{"city":"Oslo"}'
	person crm customer 'email=info@firm.example external_id=c3' 'Cy Cole'
	person shop buyer 'email=info@firm.example external_id=s9' 'Di Dahl'
} >crm.ndjson
echo '{"profile":{"source":"shop","type":"buyer","identifiers":[{"type":' \
    '"email","value":"ana@example.com"}]},"event":{"source":"shop","type":' \
    '"bought","properties":{"item":"hat"},"created_at":' \
    '"2026-01-02T03:04:05Z"}}' >shop.ndjson

# A dry run counts and keeps nothing; then it comes in, and again unchanged.
"$OMBUD" profile import --dry-run --json crm.ndjson shop.ndjson >dry.json
counts 5 0 0 1 0 0 0 dry.json
exits 4 "$OMBUD" locate email:ana@example.com
"$OMBUD" profile import --json crm.ndjson shop.ndjson >first.json
counts 5 0 0 1 0 0 0 first.json
same 1 "$(jq .events first.json)"
"$OMBUD" profile import --json crm.ndjson shop.ndjson >second.json
counts 0 0 5 0 0 0 0 second.json
same "0 1" "$(jq -r '"\(.events) \(.events_unchanged)"' second.json)"

# All that is held of one person, by any writing of her address.
"$OMBUD" profile show email:ANA@example.com --json >ana.json
same '["crm","shop"]' "$(jq -c '[.profiles[].source]' ana.json)"
same hat "$(jq -r '.profiles[1].events[0].properties.item' ana.json)"
same Lisbon "$(jq -r '.profiles[0].attributes.city' ana.json)"
"$OMBUD" profile show "$(jq -r .subject ana.json)" >ana.txt
has "Ana Alves" ana.txt
echo email:ana@example.com | "$OMBUD" profile show - >/dev/null

# PATCH adds, PUT replaces as a whole.
person crm customer email=bo@example.com 'Bo Berg' '{"pet":"cat"}' >bo.ndjson
"$OMBUD" profile import --merge - --json <bo.ndjson >merged.json
counts 0 1 0 0 0 0 0 merged.json
same '{"city":"Oslo","pet":"cat"}' "$("$OMBUD" profile show \
    email:bo@example.com --json | jq -cS '.profiles[0].attributes')"
"$OMBUD" profile import bo.ndjson >/dev/null
same '{"pet":"cat"}' "$("$OMBUD" profile show email:bo@example.com --json |
    jq -c '.profiles[0].attributes')"
"$OMBUD" profile import crm.ndjson >/dev/null

# A number two people share and a role mailbox are ambiguous: nothing acts.
for shared in phone_number:+12025550101 email:info@firm.example; do
	same 2 "$(subjects $shared | wc -l)"
	exits 5 "$OMBUD" locate $shared 2>refusal
	has ambiguous refusal
	exits 5 "$OMBUD" profile show $shared
	exits 5 "$OMBUD" erase $shared --confirm $shared --by "$(id -un)"
done
exits 4 "$OMBUD" profile find email:nobody@example.com

# Two subjects are one after all; and a wrong merge is undone.
mapfile -t pair < <(subjects email:info@firm.example)
"$OMBUD" profile link "${pair[0]}" "${pair[1]}" --dry-run >/dev/null
same 2 "$(subjects email:info@firm.example | wc -l)"
"$OMBUD" profile link "${pair[0]}" "${pair[1]}" >/dev/null
same "${pair[0]}" "$(subjects email:info@firm.example)"
same "${pair[0]}" "$("$OMBUD" profile show "${pair[1]}" --json |
    jq -r .subject)"
exits 5 "$OMBUD" profile link "${pair[0]}" "${pair[1]}"
profile=$("$OMBUD" profile find email:info@firm.example --ndjson |
    jq -r 'select(.source == "shop") | .profile')
alone=$("$OMBUD" profile unlink "${pair[0]}" "$profile" --json |
    jq -r .subject)
same "Di Dahl" "$("$OMBUD" profile show "$alone" --json |
    jq -r '.profiles[].name')"
same 2 "$(subjects email:info@firm.example | wc -l)"
exits 4 "$OMBUD" profile unlink "${pair[0]}" "$profile"
exits 5 "$OMBUD" profile unlink "$alone" "$profile"
exits 4 "$OMBUD" profile link "$alone" "$profile"
exits 2 "$OMBUD" profile link here there

# CSV with a map, arrays, envelopes, one object over many lines.
cat >map.json <<'END'
{ "source": "legacy", "type": "customer", "delimiter": ";",
  "identifiers": [ { "type": "email", "column": "E-mail" } ],
  "name": "Name", "attributes": "*" }
END
printf 'E-mail;Name;Town\r\n%s\r\n;Nobody;X\r\n%s\r\n' \
    'eve@example.com;"Eve; E";Bonn' 'fay@example.com;Fay;Köln' >old.csv
exits 2 "$OMBUD" profile import old.csv
exits 3 "$OMBUD" profile import old.csv --map map.json --json >csv.json 2>why
counts 2 0 0 0 0 0 1 csv.json
has "old.csv:3: " why
lacks Nobody why
same "Eve; E" "$("$OMBUD" locate email:eve@example.com --json |
    jq -r '.profiles[0].name')"
same Köln "$("$OMBUD" profile show email:fay@example.com --json |
    jq -r '.profiles[0].attributes.Town')"
jq -s . crm.ndjson >array.json
jq '{profiles: .}' array.json >envelope.json
for file in array envelope; do
	"$OMBUD" profile import $file.json --json >$file.counts
	counts 0 0 4 0 0 0 0 $file.counts
done

# --strict keeps nothing of any file; without it the good ones stay.
person crm customer email=gil@example.com Gil >gil.ndjson
person zendesk customer email=hu@example.com Hu >hu.ndjson
exits 3 "$OMBUD" profile import --strict gil.ndjson hu.ndjson
exits 4 "$OMBUD" locate email:gil@example.com
exits 4 "$OMBUD" profile import gil.ndjson missing.ndjson
exits 4 "$OMBUD" locate email:gil@example.com
exits 3 "$OMBUD" profile import gil.ndjson hu.ndjson
"$OMBUD" locate email:gil@example.com >/dev/null

"$OMBUD" db check --full >/dev/null
"$OMBUD" audit verify >/dev/null
