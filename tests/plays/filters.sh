# redact, pseudonymize and gate as a data engineer puts them into a pipe:
# nothing else changes, nothing doubtful passes, the status says how it went.
# shellcheck shell=bash
. "$PLAYS/lib.sh"
export OMBUD_HOME=$PWD/none

# A log on its way to a vendor.
printf '%s\n' 'ok 17 ms' 'mail to ana@example.com sent' >app.log
"$OMBUD" redact app.log >out 2>said
same "$(printf '%s\n' 'ok 17 ms' 'mail to *************** sent')" "$(cat out)"
same '[2,1,{"kind":"email","do":"mask","findings":1,"records_kept_in":0}]' \
    "$(jq -c '[.records, .changed, .kinds[0]]' said)"
"$OMBUD" redact --do replace --kinds email --format text <app.log 2>/dev/null |
    has '[EMAIL]' /dev/stdin
"$OMBUD" redact --do remove --format text <app.log 2>/dev/null |
    has 'mail to  sent' /dev/stdin
# What it is is not guessed.
exits 2 "$OMBUD" redact <app.log >out 2>why
has "say --format" why
same 0 "$(wc -c <out)"

# A table with rules that somebody has signed off.
cat >rules.json <<'END'
{
  "about": ["What the analysts get."],
  "domain": "analytics",
  "rules": [
    {"field": "mail", "holds": "email", "do": "tokenise", "why": "joins"},
    {"field": "born", "holds": "birth_date", "do": "generalise"},
    {"field": "zip", "holds": "postal_code", "do": "generalise"},
    {"field": "ip", "holds": "ip_address", "do": "generalise"},
    {"kind": "card_number", "do": "mask", "last": 4},
    {"group": ["special", "criminal"], "do": "divert"}
  ],
  "otherwise": "mask"
}
END
cat >people.csv <<'END'
mail,born,zip,ip,note
Ana@example.com,1980-02-29,10115,192.0.2.17,"paid with ""4111 1111 1111 1111"""
bo@example.com,1990-01-01,SW1A 1AA,2001:db8:1:2::3,
END
exits 2 "$OMBUD" pseudonymize --rules rules.json people.csv 2>why
has "a key" why
head -c 32 /dev/urandom | base64 >key
chmod 644 key
exits 2 "$OMBUD" pseudonymize --key key --rules rules.json people.csv 2>why
has "open to group or others" why
chmod 600 key
exits 2 "$OMBUD" pseudonymize --key key --rules rules.json people.csv 2>why
has "--quarantine" why
"$OMBUD" pseudonymize --key key --rules rules.json -q held --report done \
    -o out.csv people.csv
same 0 "$(wc -c <held)"
same 1980,10,192.0.2.0 "$(sed -n 2p out.csv | cut -d, -f2-4)"
same '"paid with ""***************1111"""' "$(sed -n 2p out.csv | cut -d, -f5)"
same 1990,SW,2001:db8:1::, "$(sed -n 3p out.csv | cut -d, -f2-5)"
same "mail,born,zip,ip,note" "$(head -1 out.csv)"
same 2 "$(jq '.fields[] | select(.field == "mail").values' done)"
lacks example out.csv

# The same person is the same in another format, run and system.
token=$(sed -n 2p out.csv | cut -d, -f1)
echo '{"u":{"email":" ANA@example.com"}}' | "$OMBUD" pseudonymize --key key \
    --domain analytics --field email --format ndjson 2>/dev/null >one
same "{\"u\":{\"email\":\"$token\"}}" "$(cat one)"
"$OMBUD" pseudonymize --key key --domain other --field /u/email=email \
    --format ndjson 2>/dev/null <<<'{"u":{"email":"ana@example.com"}}' >two
exits 1 diff -q one two >/dev/null

# A stream with records that nobody can read.
{
	echo '{"n":1,"m":"ana@example.com"}'
	echo '{"n":2,'
	printf '{"n":3,"m":"\xff"}\n'
	echo '{"n":4}'
} >in.ndjson
exits 3 "$OMBUD" redact in.ndjson >out 2>why
same '{"n":1,"m":"***************"}' "$(cat out)"
has "record 2" why
exits 3 "$OMBUD" redact -q held.ndjson in.ndjson >out 2>/dev/null
same 2 "$(wc -l <out)"
same "$(sed -n 2,3p in.ndjson)" "$(cat held.ndjson)"
same '[2,8,true] [3,16,true]' "$(jq -c '[.record, .bytes, .doubt]' \
    held.ndjson.log | paste -sd' ')"
lacks ana held.ndjson.log

# A gate before a lake: what is personal waits elsewhere.
printf '%s\n' a,b 1,fine 2,bo@example.com '3,"also fine"' >lake.csv
exits 1 "$OMBUD" gate --policy gdpr -q waits.csv lake.csv >out 2>/dev/null
same "$(sed 3d lake.csv)" "$(cat out)"
same "$(sed -n '1p;3p' lake.csv)" "$(cat waits.csv)"
exits 1 "$OMBUD" gate lake.csv >out 2>why
same "$(head -2 lake.csv)" "$(cat out)"
has "record 2: gdpr: personal" why
exits 0 "$OMBUD" gate --kinds email lake.csv >out 2>/dev/null
has "2,**************" out
exits 2 "$OMBUD" gate --policy none lake.csv 2>/dev/null ||
    exits 4 "$OMBUD" gate --policy none lake.csv 2>/dev/null

# Records leave while the input waits, with threads too.
for threads in 1 3; do
	mkfifo to from
	"$OMBUD" redact --format ndjson --threads $threads <to >from 2>/dev/null &
	exec 8>to 9<from
	for i in 1 2 3; do
		echo "{\"n\":$i,\"m\":\"ana@example.com\"}" >&8
		read -r -t 20 line <&9
		same "{\"n\":$i,\"m\":\"***************\"}" "$line"
	done
	exec 8>&-
	wait $!
	exec 9<&-
	rm to from
done

# A dry run writes nothing, and says what would be done.
exits 3 "$OMBUD" redact --dry-run -q new -o new.out in.ndjson >said 2>/dev/null
same '[4,1,2]' "$(jq -c '[.records, .changed, .doubtful]' said)"
[ ! -e new ]
[ ! -e new.out ]
# Nothing is written over what is read.
exits 2 "$OMBUD" redact -o in.ndjson in.ndjson 2>why
has "is the input itself" why
same 4 "$(wc -l <in.ndjson)"
exits 2 "$OMBUD" redact -q in.ndjson in.ndjson 2>/dev/null
# A reader that left, a disk that is full.
yes '{"m":"ana@example.com"}' | head -100000 >much.ndjson
{ exits 6 "$OMBUD" redact much.ndjson 2>why; } | head -1 >/dev/null
has "standard output" why
exits 6 "$OMBUD" redact much.ndjson >/dev/full 2>/dev/null
