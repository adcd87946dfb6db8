# An organisation's own patterns: a file in its workspace, checked by its own
# examples, and a scan that says where a pattern was given up.
# shellcheck shell=bash
. "$PLAYS/lib.sh"

"$OMBUD" init -C home >/dev/null
mkdir -p home/policies/patterns
export OMBUD_HOME=$PWD/home
cat >home/policies/patterns/own.json <<'END'
{
  "patterns": [
    {
      "name": "employee", "kind": "customer_id",
      "regex": "\\bEMP-[0-9]{6}\\b",
      "words": ["employee", "staff"], "alone": 0.6, "with_word": 0.95,
      "with_field": 0.97,
      "examples": {
        "match": ["EMP-123456", "by EMP-000001."],
        "not": ["EMP-12345", "TEMP-123456", "emp-123456"]
      }
    }
  ]
}
END
exits 0 "$OMBUD" policy check --json >out
same '5' "$(jq '.policies[] | select(.policy == "patterns/") | .examples' out)"

# Alone, beside a word, under a name; in text, in a table, in JSON.
printf 'EMP-111111\nstaff EMP-222222\nTEMP-333333\n' >a.txt
printf 'employee,note\nEMP-444444,x\n' >a.csv
echo '{"who":"EMP-555555"}' >a.ndjson
exits 1 "$OMBUD" scan --ndjson --show-values a.txt a.csv a.ndjson >out
same 'EMP-111111 0.6 EMP-222222 0.95 EMP-444444 0.97 EMP-555555 0.6' \
    "$(jq -r 'select(.value) | .value, .confidence' out | paste -sd' ')"
exits 0 "$OMBUD" classify --policy gdpr --ndjson a.ndjson >out ||
    exits 1 "$OMBUD" classify --policy gdpr --ndjson a.ndjson >out
exits 0 "$OMBUD" scan --kinds email a.txt >out
cd / && exits 0 env -u OMBUD_HOME "$OMBUD" scan "$OLDPWD/a.txt" >/dev/null
cd "$OLDPWD"

# A file of one's own, without a workspace; a wrong one is named.
sed 's/EMP/KND/g' home/policies/patterns/own.json >knd.json
echo 'KND-123456' >k.txt
exits 1 env -u OMBUD_HOME "$OMBUD" scan --patterns knd.json k.txt >out
sed -i 's/\[0-9\]{6}/([0-9]{6}/' knd.json
exits 2 "$OMBUD" scan --patterns knd.json k.txt 2>why
has 'knd.json:5: patterns[0].regex of employee is wrong at byte 17' why
sed -i 's/EMP-12345"/EMP-123456"/' home/policies/patterns/own.json
exits 2 "$OMBUD" policy check 2>why
has 'own.json: pattern employee: examples.not[0] matches' why

# What no limit of time could hold is given up: that record is incomplete.
cat >evil.json <<'END'
{
  "patterns": [
    {
      "name": "evil", "kind": "user_id", "regex": "(x+)+y!",
      "examples": { "match": ["xxy!"], "not": ["x"] }
    }
  ]
}
END
many=$(printf 'x%.0s' $(seq 60))
printf 'id,text\n1,fine xy!\n2,%s y!\n3,%s y!\n' "$many" "$many" >e.csv
printf 'a\n%s y!\nxxy!\n' "$many" >e.txt
exits 3 "$OMBUD" scan --ndjson --patterns evil.json e.csv e.txt >out 2>why
same 'record 2: pattern evil went beyond the match limit
record 3: pattern evil went beyond the match limit
record 2: pattern evil went beyond the match limit' \
    "$(jq -r '.summary.skipped[]?.reason' out)"
same false "$(jq -s '.[-1].summary.complete' out)"
same 2 "$(jq -s '.[-1].summary.by_kind.user_id' out)"
