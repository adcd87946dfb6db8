# What should be gone is searched in the raw files: ours and other people's.
. "$PLAYS/lib.sh"
cat >people.ndjson <<'END'
{"source":"crm","type":"customer","name":"Zoë O'Brien","identifiers":[{"type":"email","value":"ana@post.example"},{"type":"phone_number","value":"+12025550123"}],"attributes":{"city":"Lower Quay"}}
{"source":"crm","type":"customer","name":"Bela Kov","identifiers":[{"type":"email","value":"bela@post.example"},{"type":"external_id","value":"2"}]}
END
"$OMBUD" init w >/dev/null
export OMBUD_HOME=$PWD/w
"$OMBUD" user add second --role approver >/dev/null
"$OMBUD" profile import people.ndjson >/dev/null
ana=email:ana@post.example
printf '%s\n' $ana phone_number:+12025550123 "name:Zoë O'Brien" >values

# findings FILE: "where form value" of each, sorted.
findings()
{
	jq -r '.findings[] | "\(.where) \(.form) \(.value)"' "$1" | sort
}

# In a store that holds her, her values are sealed: nothing is found.
exits 0 "$OMBUD" db sweep --subject $ana --json >sweep.json
same 0 "$(jq .summary.findings sweep.json)"
same "email phone_number name" \
    "$(jq -r '[.summary.values[].type] | join(" ")' sweep.json)"
same true "$(jq .summary.complete sweep.json)"
"$OMBUD" audit list --json >log.json
same 1 "$(grep -c '"store.sweep"' log.json)"
lacks ana@post log.json

# A value that is too short is refused, and said to be.
exits 3 "$OMBUD" db sweep --subject email:bela@post.example 2>why >/dev/null
has "not looked for" why
lacks bela why

# Exports hold her in whatever form, packed or not.
mkdir exports
"$OMBUD" export $ana --out exports/ana.zip >/dev/null
mkdir "exports/for ana@post.example"
base64 people.ndjson >exports/copy.b64
gzip -c people.ndjson >exports/people.ndjson.gz
tar -C exports -cf exports/inner.tar people.ndjson.gz
od -An -v -tx1 people.ndjson | tr -d ' ' >exports/copy.hex
jq -c . people.ndjson | iconv -t UTF-16LE >exports/wide
jq -ac . people.ndjson >exports/ascii
"$OMBUD" erase $ana --by second --confirm $ana >/dev/null 2>&1
exits 1 "$OMBUD" db sweep --for - --also exports --json <values >sweep.json
jq -r '.findings[] | select(.value == 1 and .form == "utf-8") |
    "\(.path | split("/") | last):\(.member)"' sweep.json >packed
for member in ana.zip:data.json people.ndjson.gz:people.ndjson \
    inner.tar:people.ndjson.gz/people.ndjson; do
	has "$member" packed
done
findings sweep.json >found
for form in "file name utf-8 1" "bytes base64 1" "bytes utf-16 1" \
    "bytes base64 3" "bytes json 3" "bytes utf-16 3" "bytes hex 1" \
    "bytes utf-8 2"; do
	has "$form" found
done
lacks Brien sweep.json

# Gone is gone: the exports deleted, nothing is left in the workspace.
rm -r exports
mkdir exports
exits 0 "$OMBUD" db sweep --for - --also exports --json <values >sweep.json
same 0 "$(jq .summary.findings sweep.json)"
same true "$(jq .summary.complete sweep.json)"
same "$(jq .summary.dirty sweep.json)" "$(jq '[.databases[].classes[] |
    select(.dead) | .dirty] | add' sweep.json)"

# Control: planted in the workspace, she is found again.
printf 'log line: ANA@POST.EXAMPLE' >w/debug.log
exits 1 "$OMBUD" db sweep --for $ana --ndjson >sweep.ndjson
same "w/debug.log bytes 10 utf-8 1 email 1" "$(head -n1 sweep.ndjson | jq -r \
    '"\(.path | split("/")[-2:] | join("/")) \(.where) \(.offset) \(.form) " +
    "\(.value) \(.type) \(.count)"')"
rm w/debug.log

# What cannot be read, followed or opened is said, and is exit 3.
ln -s /etc/passwd w/link
exits 3 "$OMBUD" db sweep --for $ana 2>why >/dev/null
has "w/link: a link, which is not followed" why
rm w/link
printf '%%PDF-1.7' >leaflet.pdf
exits 3 "$OMBUD" db sweep --file leaflet.pdf --for $ana 2>why
has "a PDF is not looked into" why
seq 30 | tr 0-9 "\200-\211" >noise
gzip -c people.ndjson | head -c 150 >broken.gz
exits 3 "$OMBUD" db sweep --file noise,broken.gz,nowhere --for $ana 2>why
has "broken.gz" why
has "nowhere: cannot be opened" why
exits 0 "$OMBUD" db sweep --file noise --for $ana

# Not everybody may; and --file needs no workspace, nor tells ours.
exits 2 env OMBUD_HOME="$PWD/none" "$OMBUD" db sweep 2>why
exits 2 "$OMBUD" db sweep --file noise --subject $ana 2>why
exits 2 "$OMBUD" db sweep --file noise --for anything 2>why
exits 4 "$OMBUD" db sweep --subject email:nobody@post.example 2>why

# Other people's databases.
command -v sqlite3 >/dev/null || exit 0
sqlite3 app.db >/dev/null <<'END'
PRAGMA page_size = 1024;
PRAGMA secure_delete = OFF;
CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, phone INTEGER, r REAL);
CREATE TABLE notes (note TEXT);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8)
INSERT INTO people SELECT i, 'user' || i || '@post.example', 442079460100 + i,
    i FROM n;
INSERT INTO people VALUES (50, 'ana@post.example', 12025550123, 1);
INSERT INTO people VALUES (7654321, 'x', 2025550123, 98765432);
DELETE FROM people WHERE id = 50;
INSERT INTO notes VALUES (substr(hex(zeroblob(1000)), 1, 1120) ||
    'zoe.across@post.example' || hex(zeroblob(500)));
END
exits 1 "$OMBUD" db sweep --file app.db --for $ana \
    --for phone_number:+12025550123 --for email:zoe.across@post.example \
    --for id:7654321,customer:98765432,customer:98765433 --json >app.json
same "free block integer 2
free block utf-8 1
row integer 2
row integer 4
row integer 5" "$(findings app.json | grep -v ' 3$')"
exits 0 "$OMBUD" db sweep --file app.db --for email:zoe@post.example
exits 1 "$OMBUD" db sweep --file app.db --dead-bytes
for cut in $(seq 100 17 1240); do
	rm -f cut.db
	sqlite3 cut.db "PRAGMA page_size = 1024; CREATE TABLE t (x);
	    INSERT INTO t VALUES (substr(hex(zeroblob(3000)), 1, $cut) ||
	    'zoe.across@post.example' ||
	    substr(hex(zeroblob(3000)), 1, 3000 - $cut))"
	exits 1 "$OMBUD" db sweep --file cut.db --json \
	    --for email:zoe.across@post.example >cut.json
	findings cut.json
done | sort | uniq -c | sed 's/^ *[0-9]* //' >cuts
same "live utf-8 1
overflow pages utf-8 1" "$(cat cuts)"
sqlite3 wide.db "PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (x);
    INSERT INTO t VALUES ('zoë.obrien@post.example')"
exits 1 "$OMBUD" db sweep --file wide.db --json \
    --for "email:ZOË.obrien@post.example" >wide.json
same "live utf-16 1" "$(findings wide.json)"
