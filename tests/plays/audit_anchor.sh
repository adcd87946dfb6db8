# What is kept outside the workspace shows that an older copy of the whole
# workspace was put back, which nothing inside can.
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
export OMBUD_HOME=$PWD/w
mkdir elsewhere
heads=elsewhere/heads

exits 2 "$OMBUD" audit anchor
exits 2 "$OMBUD" audit anchor --file a --url https://b.example
exits 2 "$OMBUD" audit anchor --witness https://b.example
exits 2 "$OMBUD" audit anchor --file a --witness-key b
exits 4 "$OMBUD" audit checkpoint --cosigned
"$OMBUD" audit anchor --file $heads --dry-run >/dev/null
[ ! -e $heads ]
"$OMBUD" audit anchor --file $heads >/dev/null
same 1 "$("$OMBUD" audit list --ndjson | jq -s '[.[] |
    select(.act == "audit.anchor" and .detail == "file")] | length')"
"$OMBUD" audit checkpoint >kept
cp -a w older
"$OMBUD" user add eve --role auditor >/dev/null
"$OMBUD" audit anchor --file $heads >/dev/null
"$OMBUD" audit anchor --file $heads >/dev/null
same 3 "$(grep -c "^$(head -1 kept)\$" $heads)"
"$OMBUD" audit verify --against $heads >/dev/null
"$OMBUD" audit verify --against kept >/dev/null

# The older copy is whole in itself; against what is elsewhere it is not.
"$OMBUD" -C older audit verify >/dev/null
exits 7 "$OMBUD" -C older audit verify --against $heads 2>why
has "was rolled back" why
cp $heads before
exits 7 "$OMBUD" -C older audit anchor --file $heads 2>why
same "$(cat before)" "$(cat $heads)"
# Nor when it has grown beyond the head again: then it is another history.
for i in 1 2 3 4 5 6 7 8; do
	"$OMBUD" -C older user add "other$i" --role auditor >/dev/null
done
"$OMBUD" -C older audit verify >/dev/null
exits 7 "$OMBUD" -C older audit verify --against $heads 2>why
has "was rewritten" why
exits 7 "$OMBUD" -C older audit anchor --file $heads 2>/dev/null
"$OMBUD" -C older audit verify --against kept >/dev/null

# A file of another log, a damaged one, none.
"$OMBUD" init other >/dev/null
exits 7 "$OMBUD" -C other audit anchor --file $heads 2>/dev/null
sed '2s/.*/99/' kept >forged
exits 7 "$OMBUD" audit verify --against forged 2>/dev/null
echo "no heads" >forged
exits 3 "$OMBUD" audit verify --against forged 2>/dev/null
exits 3 "$OMBUD" audit anchor --file forged 2>/dev/null
exits 4 "$OMBUD" audit verify --against missing 2>/dev/null
ln -s $heads linked
exits 5 "$OMBUD" audit anchor --file linked 2>/dev/null

# Where nobody may be called, and where nobody is.
for url in http://www.example ftp://a.example https://me@a.example \
    "https:// " https://169.254.169.254/ https://10.0.0.1/ "https:///x"; do
	exits 2 "$OMBUD" audit anchor --url "$url" 2>/dev/null
done
exits 6 "$OMBUD" audit anchor --url http://127.0.0.1:1/head 2>/dev/null

# What the configuration names; one that fails does not stop the others.
jq --arg f "$PWD/$heads" '.anchors = [{"url": "http://127.0.0.1:1/"},
    {"file": $f}]' w/ombud.json >new.json
cp new.json w/ombud.json
exits 6 "$OMBUD" audit anchor >out 2>/dev/null
has "heads has the head of size" out
jq '.anchors = [{"witness": "https://w.example"}]' w/ombud.json >new.json
cp new.json w/ombud.json
exits 2 "$OMBUD" audit anchor 2>why
has "anchors[0]" why
"$OMBUD" audit verify --against $heads >/dev/null
