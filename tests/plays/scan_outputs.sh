# What a scan writes: lines, a document, SARIF, a page, a baseline; never a
# value unless it is asked for.
# shellcheck shell=bash
. "$PLAYS/lib.sh"
mkdir in
cat >in/people.csv <<'END'
name,mail,card
Ana Example,ana@example.com,4111 1111 1111 1111
Bo Example,bo@example.com,5555 5555 5555 4444
END
echo 'call ana@example.com' >in/a.txt
ln -s in/people.csv in/a.txt .

exits 1 "$OMBUD" scan --ndjson in >out
lacks ana@example out
lacks 4111 out
same '["confidence","end","evidence","field","format","kind","line","offset","path","record","start"]' \
    "$(jq -cs '.[0] | keys' out)"
same 3 "$(jq -s '[.[] | select(.kind == "email")] | length' out)"
same '["by_kind","bytes","combinations","complete","findings","map","records","skipped"]' \
    "$(jq -cs '.[-1].summary | keys' out)"
same '1 mail' "$(jq -r 'select(.summary) | .summary.map[] |
    select(.kind == "email") | "\(.share) \(.field)"' out)"
exits 1 "$OMBUD" scan --json in >out.json
same "$(jq -cs '.[:-1]' out)" "$(jq -c .findings out.json)"
same "$(jq -cs '.[-1].summary' out)" "$(jq -c .summary out.json)"
exits 1 "$OMBUD" scan --summary in >out
same 1 "$(wc -l <out)"
exits 1 "$OMBUD" scan --kinds email in >out
same '["email"]' "$(jq -cs '[.[].kind | values] | unique' out)"
exits 2 "$OMBUD" scan --kinds nothing .
exits 0 "$OMBUD" scan --min-confidence 1 a.txt >out
# The offset points at the value in the file.
exits 1 "$OMBUD" scan --show-values people.csv >out
jq -r 'select(.value) | "\(.offset) \(.value)"' out |
    while read -r at value; do
	    same "$value" \
		"$(tail -c +$((at + 1)) people.csv | head -c ${#value})"
    done

# Fingerprints need a key, and are the same wherever the value is.
exits 2 "$OMBUD" scan --fingerprint a.txt >/dev/null
head -c 32 /dev/urandom | base64 >key
exits 1 "$OMBUD" scan --fingerprint --key key --kinds email a.txt people.csv \
    >out
same 2 "$(jq -r '.fingerprint | values' out | sort -u | wc -l)"
same 3 "$(jq -r '.fingerprint | values' out | wc -l)"
"$OMBUD" init w >/dev/null
exits 1 "$OMBUD" -C w scan --fingerprint a.txt >out
same 32 "$(jq -r '.fingerprint | values' out | tr -d '\n' | wc -c)"
echo short >bad
exits 2 "$OMBUD" scan --fingerprint --key bad a.txt

# SARIF: what the standard asks of a log, and that rules and results agree.
exits 1 "$OMBUD" scan --sarif s.json --summary people.csv a.txt >/dev/null
jq -e '.version == "2.1.0" and (.runs | length) == 1 and
    (.runs[0] | (.tool.driver | .name == "Ombud" and (.rules | all(.id and
	.shortDescription.text))) and
    ([.tool.driver.rules[].id] | sort) == ([.results[].ruleId] | unique) and
    (.results | length > 3 and all(.message.text and
	(.level | IN("error", "warning", "note", "none")) and
	(.locations[0].physicalLocation | .artifactLocation.uri and
	    .region.startLine >= 1 and .region.properties.byteOffset >= 0) and
	(.partialFingerprints["place/v1"] | test("^[0-9a-f]{32}$")))) and
    ([.results[].partialFingerprints["place/v1"]] |
	(unique | length) == length))' s.json >/dev/null
lacks ana@ s.json
lacks 4111 s.json
# ... whose fingerprints stay when a line comes before.
{ head -n1 people.csv && echo ',,' && tail -n2 people.csv; } >moved.csv
cat moved.csv >people.csv
exits 1 "$OMBUD" scan --sarif t.json --summary people.csv a.txt >/dev/null
same "$(jq -c '[.runs[].results[].partialFingerprints]' s.json)" \
    "$(jq -c '[.runs[].results[].partialFingerprints]' t.json)"

# The page has no script and no value, and its chart has a name.
exits 1 "$OMBUD" scan --html page.html --summary in >/dev/null
has '<svg role="img"' page.html
has '<html lang="en">' page.html
lacks '<script' page.html
lacks ana@ page.html

# A baseline accepts what is there; one more is new.
exits 0 "$OMBUD" scan --write-baseline base.json --summary a.txt >/dev/null
lacks ana@ base.json
exits 0 "$OMBUD" scan --baseline base.json a.txt >out
same '1 0' "$(jq -r '.summary | "\(.findings) \(.new)"' out)"
echo 'and bo@example.com' >>a.txt
exits 1 "$OMBUD" scan --baseline base.json a.txt >out
same 2 "$(jq -s 'length' out)"
echo '{"baseline":1,"accepted":[{"path":1}]}' >base.json
exits 2 "$OMBUD" scan --baseline base.json a.txt 2>why
has base.json:1 why

# Verdicts, a record each.
printf 'mail,n\nana@example.com,1\n,2\n' >v.csv
exits 1 "$OMBUD" classify --ndjson v.csv >out
same 'personal not-established' "$(jq -r .verdict out | paste -sd' ')"
same '[1,"gdpr","GDPR Art. 4(1)",["email"],null]' \
    "$(jq -c '[.record, .rules[0].policy, .rules[0].cite, .rules[0].kinds,
	.k]' out | head -n1)"
exits 1 "$OMBUD" classify --json v.csv >out
same 2 "$(jq '.verdicts | length' out)"
printf 'a,n\nx,1\n' >v.csv
exits 0 "$OMBUD" classify v.csv >out

# A reader that leaves early ends the scan.
yes 'ana@example.com' | head -n 200000 >many.txt
"$OMBUD" scan many.txt 2>/dev/null | head -n 1 >/dev/null

# A name and a place of work in one row are a finding of their own: the rule
# and its article, how many rows, the first of them; alone they are none.
cat >w.csv <<'CSV'
id,full_name,work_address
1,,12 Main Street
2,Maria Smith,
3,Maria Smith,12 Main Street
4,Peter Jones,7 High Street
CSV
exits 1 "$OMBUD" scan --summary --html page.html w.csv >out
same '["w.csv","gdpr","name-and-work","GDPR Art. 4(1); WP136",["name.full","address.work"],2,3]' \
    "$(jq -c '.summary.combinations[] | [.path, .policy, .rule, .cite, .kinds,
	.records, .first]' out)"
has name-and-work page.html
exits 1 "$OMBUD" scan --ndjson --threads 2 w.csv >two
same "$(jq -c .summary out)" "$(jq -c 'select(.summary) | .summary' two)"
exits 1 "$OMBUD" scan --summary --policy uk-gdpr w.csv >out
same '["uk-gdpr"]' "$(jq -c '[.summary.combinations[].policy] | unique' out)"
exits 4 "$OMBUD" scan --summary --policy nobodys w.csv
# ... and where they are two rows' they stay silent.
head -n 3 w.csv >apart.csv
exits 1 "$OMBUD" scan --summary apart.csv >out
same '[]' "$(jq -c .summary.combinations out)"
exits 1 "$OMBUD" classify w.csv >out
same 'not-established not-established personal personal' \
    "$(jq -r .verdict out | paste -sd' ')"

# Whose a record is, a column may say: recitals 14 and 27, Art. 8, and the
# consumers' laws, which ask in which capacity somebody acts.
cat >whose.csv <<'CSV'
email,customer_type,deceased,is_child
ana@example.com,private,no,no
info@example.com,company,,
ana@example.com,company,,
bo@example.com,,yes,
cy@example.com,,,yes
dee@example.com,employee,,
CSV
exits 1 "$OMBUD" classify --ndjson whose.csv >out
same 'personal not-established personal not-established personal personal' \
    "$(jq -r .verdict out | paste -sd' ')"
same '[[],[],[],[],["child"],[]]' "$(jq -sc 'map(.special)' out)"
same 'role-mailbox legal-person' \
    "$(jq -r 'select(.record == 2).rules[].id' out | paste -sd' ')"
exits 1 "$OMBUD" classify --policy vcdpa --ndjson whose.csv >out
same 'personal not-established' \
    "$(jq -r 'select(.record == 1 or .record == 6).verdict' out | paste -sd' ')"
exits 1 "$OMBUD" scan --kinds email --summary whose.csv >out
same '{"email":5,"email.role":1}' "$(jq -c '.summary.by_kind' out)"

# Every line of a text has a verdict, and every row of each of the formats.
printf 'x\nana@example.com\n\ny ' >v.txt
exits 1 "$OMBUD" classify v.txt >out
same '1 not-established 2 personal 3 not-established 4 not-established' \
    "$(jq -r '"\(.record) \(.verdict)"' out | paste -sd' ')"
sqlite3 v.db "create table t(m); insert into t values('ana@example.com'),('x')"
sqlite3 v.db .dump >v.sql
printf '{"m":"ana@example.com"}\n{"m":"x"}\n' >v.ndjson
printf '[{"m":"ana@example.com"},{"m":"x"}]\n' >v.json
printf 'm\tn\nana@example.com\t1\nx\t2\n' >v.tsv
for f in v.db v.sql v.ndjson v.json v.tsv; do
	exits 1 "$OMBUD" classify $f >out
	same 'personal not-established' "$(jq -r .verdict out | paste -sd' ')"
done
