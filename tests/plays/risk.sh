# Who is singled out by combinations: of files, tables and the store; as
# tables, JSON, lines, a page, rules, a coarser table; and what it refuses.
# shellcheck shell=bash
. "$PLAYS/lib.sh"

# Two people are called Ana Example; one of them works at Example Street 1.
cat >staff.csv <<'END'
name,work_address,town,diagnosis
Ana Example,Example Street 1,Oslo,flu
Ana Example,Example Street 2,Oslo,flu
Bo Example,Example Street 2,Oslo,cold
Bo Example,Example Street 2,Oslo,flu
END
"$OMBUD" risk --quasi name,work_address --json staff.csv >out.json
same '{"columns":["name"],"classes":2,"unique":0,"k_min":2,"below_k":4}' \
    "$(jq -c '.combinations[] | select(.columns == ["name"])' out.json)"
same '[["name","work_address"],3,2,1]' "$(jq -c '.combinations[2] |
    [.columns, .classes, .unique, .k_min]' out.json)"
# The first is alone at her address; the second only by both together.
same '[{"columns":["work_address"],"records":1},{"columns":["name","work_address"],"records":1}]' \
    "$(jq -c .minimal_unique out.json)"
same '[[1,["work_address"]],[2,["name","work_address"]]]' \
    "$(jq -c '[.singled_out.highest[] | [.record, .columns]]' out.json)"
same 1 "$(jq .prosecutor.highest out.json)"
same below-k "$(jq -r .verdict.word out.json)"
same "$(sha256sum staff.csv | cut -d' ' -f1)" \
    "$(jq -r .input.sha256 out.json)"
# A line a person, then the rest; a table; a page. No value in any of them.
"$OMBUD" risk --quasi name,work_address --ndjson staff.csv >lines
same '[1,2,null]' "$(jq -cs '[.[].record]' lines)"
same 4 "$(jq 'select(.summary) | .summary.records' lines)"
"$OMBUD" risk --quasi name,work_address --html page.html staff.csv >table
# The hash of the policy is one word of 64 letters, wider than a telephone.
has "overflow-wrap:anywhere}" page.html
has 'below k: k is 1, not 5, on name, work_address' table
has '<svg role="img"' page.html
has '@media print' page.html
for file in out.json lines table page.html; do
	lacks 'Ana Example' "$file"
	lacks 'Example Street' "$file"
done
lacks '<script' page.html

# By itself it takes what names and values tell, and says why.
"$OMBUD" risk --json staff.csv >out.json
same 'direct-identifier quasi-identifier left-out sensitive' \
    "$(jq -r '[.columns[].role] | join(" ")' out.json)"
same '["work_address"]' "$(jq -c .all_columns.columns out.json)"
# The class of Example Street 2 has both diagnoses, that of 1 one alone.
same '[{"column":"diagnosis","distinct":1,"entropy":1,"records_with_one_value":1}]' \
    "$(jq -c .diversity out.json)"

# A gate: no-singling-out, and no more than that.
exits 1 "$OMBUD" risk --gate --quasi name --k 3 staff.csv >/dev/null
exits 0 "$OMBUD" risk --gate --quasi name --k 2 --json staff.csv >out.json
same 'no-singling-out at k = 2 on name' "$(jq -r .verdict.says out.json)"
exits 2 "$OMBUD" risk --k 1 staff.csv
exits 2 "$OMBUD" risk --size 17 staff.csv
exits 2 "$OMBUD" risk --quasi height staff.csv
exits 2 "$OMBUD" risk --population 3 --quasi name staff.csv
exits 2 "$OMBUD" risk
exits 2 "$OMBUD" risk --store staff.csv
exits 2 "$OMBUD" risk --store --person name

# anonymous wants a person who says so, of these data, in time.
assess()
{
	jq -n --arg hash "$1" --argjson linked "$2" --argjson remain "$3" \
	    --arg review "$4" '{ assessor: "Cleo Example",
	    assessed: "2026-01-02", sha256: $hash, recipient: "the city",
	    review: $review, source_data_remain: $remain, questions:
	    { singling_out: { possible: false, reason: "k is 2" },
	      linkability: { possible: $linked, reason: "no other list" },
	      inference: { possible: false, reason: "l is 2" } } }' >a.json
}
hash=$(sha256sum staff.csv | cut -d' ' -f1)
risk() { "$OMBUD" risk --gate --assessment a.json --json --quasi name "$@"; }
assess "$hash" false true 9998-01-01
exits 0 risk --k 2 staff.csv >out.json
same anonymous "$(jq -r .verdict.word out.json)"
for part in 'for the city' 'Cleo Example assessed on 2026-01-02' \
    'reviewed by 9998-01-01' 'source data remain' 'personal data'; do
	has "$part" out.json
done
exits 1 risk --k 3 staff.csv >out.json
same below-k "$(jq -r .verdict.word out.json)"
assess "$hash" true true 9998-01-01
exits 1 risk --k 2 staff.csv >out.json
has 'not anonymous: Cleo Example finds linkability possible' out.json
same no-singling-out "$(jq -r .verdict.word out.json)"
assess "$hash" false false 2026-01-03
exits 2 risk --k 2 staff.csv
assess "$(printf '%064d' 0)" false false 9998-01-01
exits 2 risk --k 2 staff.csv

# Rules with their evidence, which pass the check of policies.
"$OMBUD" risk --quasi name,work_address --suggest ours.json staff.csv >/dev/null
"$OMBUD" policy check ours.json >/dev/null
same '["gdpr",["measured-address.work"]]' \
    "$(jq -c '[.extends, [.rules[].id]]' ours.json)"
has "$hash" ours.json
has 'of 4 persons 1 (25.0 %)' ours.json
same personal "$("$OMBUD" policy explain address.work --policy ours.json \
    --json | jq -r '.verdicts[0].verdict')"
exits 2 "$OMBUD" risk --quasi name --suggest ours.json staff.csv >/dev/null
exits 4 "$OMBUD" risk --quasi name --suggest x.json --extends nothing staff.csv

# 200 people of whom three were planted: alone by age, by age and town, by
# all three; everybody else shares all columns with nine others.
{
	echo key,age,town,shoe
	for i in $(seq 0 189); do
		echo "$i,$((20 + i % 19 / 2)),T$((i % 19 % 2)),$((36 + i % 19 % 3))"
	done
	echo 190,99,T0,36
	echo 191,20,T7,36
	echo 192,20,T0,50
	for i in $(seq 193 199); do echo "$i,20,T0,36"; done
} >people.csv
"$OMBUD" risk --quasi age,town,shoe --json people.csv >out.json
same '[["age"],1]' "$(jq -c '.minimal_unique[] | select(.columns == ["age"]) |
    [.columns, .records]' out.json)"
same '[191,192,193]' "$(jq -c '[.singled_out.highest[].record] | sort' out.json)"
same 3 "$(jq '.combinations[-1].unique' out.json)"
same "$(tail -n +2 people.csv | cut -d, -f2- | sort -u | wc -l)" \
    "$(jq '.combinations[-1].classes' out.json)"
# As coarse as k wants, and measured from outside once more.
"$OMBUD" risk --quasi age,town,shoe --generalise out.csv --json people.csv >g.json
same age,town,shoe "$(head -1 out.csv | tr -d '\r')"
[ "$(tail -n +2 out.csv | sort | uniq -c | sort -n | awk 'NR == 1 { print $1 }')" \
    -ge 5 ]
same "$((200 - $(jq .generalised.records_suppressed g.json)))" \
    "$(tail -n +2 out.csv | wc -l)"
exits 0 "$OMBUD" risk --gate --quasi age,town,shoe out.csv >/dev/null
exits 2 "$OMBUD" risk --quasi age --generalise out.csv people.csv
exits 3 "$OMBUD" risk --quasi age --k 201 --generalise new.csv people.csv
[ ! -e new.csv ]

# Persons, not records: two visits of one person are no company.
printf 'who,town\na,X\na,X\nb,Y\nc,Y\n' >visits.csv
"$OMBUD" risk --quasi town --json visits.csv >out.json
same 0 "$(jq '.combinations[0].unique' out.json)"
"$OMBUD" risk --quasi town --person who --json visits.csv >out.json
same '[4,3,1]' \
    "$(jq -c '[.records, .persons, .combinations[0].unique]' out.json)"

# The same records in other clothes give the same counts.
jq -cn --rawfile t staff.csv '$t | split("\n")[1:-1][] | split(",") |
    {name: .[0], work_address: .[1], town: .[2], diagnosis: .[3]}' >staff.ndjson
sqlite3 staff.db "CREATE TABLE s(name, work_address, town, diagnosis);" \
    ".mode csv" ".import --skip 1 staff.csv s"
counts() { jq -c '[.combinations, .minimal_unique]' "$1"; }
"$OMBUD" risk --quasi name,work_address --json staff.csv >1
"$OMBUD" risk --quasi name,work_address --json staff.ndjson >2
"$OMBUD" risk --quasi name,work_address --json --table staff.db:s >3
"$OMBUD" risk --quasi name,work_address --json - <staff.csv >4
for i in 2 3 4; do same "$(counts 1)" "$(counts $i)"; done
same null "$(jq .input.sha256 4)"
exits 4 "$OMBUD" risk --table staff.db:none
exits 2 "$OMBUD" risk --table staff.db

# The store: profiles, a person each, and an entry in the log.
"$OMBUD" init w >/dev/null
for i in 1 2 3; do
	echo '{"source":"crm","type":"c","identifiers":[{"type":"email","value":"p'$i'@example.com"}],"name":"P","attributes":{"town":"T'$((i / 3))'"}}'
done >p.ndjson
"$OMBUD" -C w profile import p.ndjson >/dev/null
"$OMBUD" -C w risk --store --quasi town --json >out.json
same '[3,3,1]' \
    "$(jq -c '[.records, .persons, .combinations[0].unique]' out.json)"
same 1 "$("$OMBUD" -C w audit list --json | grep -c '"store.measure"')"
lacks 'p1@' out.json

# Bad input: an answer that is right, or a word about it.
exits 3 "$OMBUD" risk --quasi a /dev/null
printf 'a,b\n1,2\n3\n' >ragged.csv
exits 3 "$OMBUD" risk --quasi a ragged.csv 2>err >out
has 'ragged.csv:3:' err
[ ! -s out ]
printf 'a,b\nx,\xff\n' >bytes.csv
exits 3 "$OMBUD" risk --quasi a bytes.csv
exits 4 "$OMBUD" risk --quasi a nowhere.csv
printf 'a,b\nx,\n' >one.csv
same '[1,1,1]' "$("$OMBUD" risk --quasi a,b --json one.csv |
    jq -c '[.records, .combinations[2].unique, .all_columns.k_min]')"
yes x,y | head -50 | { echo a,b; cat; } >equal.csv
same 50 "$("$OMBUD" risk --quasi a,b --json equal.csv |
    jq .all_columns.k_min)"
seq -s, 1 10000 >wide.csv
seq -s, 1 10000 >>wide.csv
seq -s, 2 10001 >>wide.csv
same 2 "$("$OMBUD" risk --quasi 7,9999 --json wide.csv |
    jq '.combinations[2].unique')"
exits 2 "$OMBUD" risk wide.csv
exits 3 "$OMBUD" risk --memory 1 --quasi auto wide.csv
