# The record of processing: taken in as a whole or not at all, shown, checked
# against the store; a file that errs is told with line and place.
. "$PLAYS/lib.sh"
"$OMBUD" init w --organisation "Shop Ltd" >/dev/null 2>&1
w="$OMBUD -C w"
exits 1 $w processing check >bare
has processing.recipients bare

"$OMBUD" policy show examples/processing >record.json
$w processing import record.json --dry-run >said
has "(not done: --dry-run)" said
$w processing show --json >shown
lacks '"newsletter"' shown
$w processing import record.json >said
same "3 activities, 4 recipients" "$(cat said)"
$w processing import record.json >said
has "this one already" said

# What is shown can be taken in again.
$w processing show --json >shown.json
jq -S . record.json >a
jq -S . shown.json >b
diff a b
$w processing show newsletter >letters
has "Mailroom Inc, standard clauses" letters
lacks Parcel letters
exits 4 $w processing show nothing 2>/dev/null

# The only things left are in ombud.json; a source that no activity uses is
# told, and its name is all that is.
jq '.authority.name = "The Authority"' w/ombud.json >settings
cp settings w/ombud.json
$w processing check >nothing
$w processing check --regime ccpa
printf '%s\n' '{"source":"wiki","type":"customer","name":"Ana Ruiz",
"identifiers":[{"type":"email","value":"ana@post.example"}],
"attributes":{}}' | tr -d '\n' | $w profile import - >/dev/null
exits 1 $w processing check --json >lacks.json
same wiki "$(jq -r '.lacks[].of' lacks.json)"
lacks ana lacks.json

# What errs is named, and nothing is changed.
sed 's/"P8Y"/"8 years"/' record.json >bad.json
exits 2 $w processing import bad.json 2>why
line=$(grep -n '"8 years"' bad.json | cut -d: -f1)
has "bad.json:$line: activities[0].retention[0].period must be" why
head -c 500 record.json >cut.json
exits 2 $w processing import cut.json 2>why
exits 4 $w processing import missing.json 2>why
$w processing show --json | jq -S . | diff a -

# The log names what was taken in.
$w audit list --json | jq -r '.entries[] | select(.act == "processing.import")
    | .detail' >hashes
has "$(sha256sum <record.json | cut -c1-64)" hashes
$w audit verify >/dev/null
