# Epoch keys in a PKCS#11 token: people are wrapped and unwrapped there, and
# destroying an epoch there makes whoever was erased unreadable in backups.
. "$PLAYS/lib.sh"
module=
for path in /usr/lib/softhsm/libsofthsm2.so /usr/lib64/libsofthsm2.so; do
	[ ! -e $path ] || module=$path
done
[ -n "$module" ] && command -v softhsm2-util >/dev/null ||
	skip "softhsm2 is not installed: make deps-test"

export SOFTHSM2_CONF=$PWD/softhsm2.conf
mkdir tokens
echo "directories.tokendir = $PWD/tokens" >softhsm2.conf
softhsm2-util --init-token --free --label ombud --so-pin 87654321 \
    --pin 12345678 >/dev/null
(umask 077 && echo 12345678 >pin)
token=(--token ombud --token-module "$module" --token-pin-file pin)

# It wants all three, the right token, and a PIN file that nobody else reads.
exits 2 "$OMBUD" init w --token ombud
exits 6 "$OMBUD" init w --token other "${token[@]:2}" 2>why
has "not reachable" why
chmod 644 pin
exits 2 "$OMBUD" init w "${token[@]}" 2>why
has "open to group or others" why
chmod 600 pin
exits 2 "$OMBUD" init w --token ombud --token-module /bin/true \
    --token-pin-file pin
"$OMBUD" init w "${token[@]}" --one-person >/dev/null
[ -z "$(find w/keys -name 'epoch-*')" ]

export OMBUD_HOME=$PWD/w
me=$(id -un)
for name in ana bo; do
	echo '{"source":"crm","type":"customer","identifiers":[{"type":' \
	    "\"email\",\"value\":\"$name@example.com\"}]}"
done >people.ndjson
"$OMBUD" profile import people.ndjson >/dev/null
"$OMBUD" locate email:ana@example.com >/dev/null
same "pkcs11 true" "$("$OMBUD" key list --ndjson |
    jq -r 'select(.kind == "epoch") | "\(.home) \(.current)"')"

# A backup of before, in which one person is who is erased then.
"$OMBUD" db backup b.db >/dev/null
cp -a w copy
"$OMBUD" erase email:ana@example.com --by "$me" \
    --confirm email:ana@example.com >/dev/null
"$OMBUD" key rotate epoch >/dev/null
"$OMBUD" locate email:bo@example.com >/dev/null
"$OMBUD" -C copy locate email:ana@example.com >/dev/null

# Destroyed: the backup is unreadable, whoever is left is not.
exits 2 "$OMBUD" key destroy epoch 1 --receipt b.db
"$OMBUD" key destroy epoch 1 --receipt receipt >said
has "epoch 1 is destroyed" said
same 1 "$("$OMBUD" key list --ndjson | grep -c '"epoch"')"
exits 7 "$OMBUD" db restore b.db 2>why
has "key of epoch 1, which was destroyed" why
"$OMBUD" locate email:bo@example.com >/dev/null
exits 4 "$OMBUD" locate email:ana@example.com
"$OMBUD" db check --full >/dev/null
"$OMBUD" audit verify >/dev/null
cmp receipt w/keys-destroyed/epoch-1.tlog-proof

# The receipt says which key it was and how it went.
sed -n 's/^extra //p' receipt | base64 -d >extra.json
same "begun epoch 1 pkcs11 64" "$(jq -r '.statement | "\(.state) \(.kind) " +
    "\(.key) \(.home) \(.fingerprint | length)"' extra.json)"
same "done C_DestroyObject" "$(jq -r '.later[0].statement |
    "\(.state) \(.how[0:15])"' extra.json)"

"$OMBUD" certificate verify receipt >said
has "Genuine" said
sed 's/^index .*/index 1/' receipt >forged
exits 7 "$OMBUD" certificate verify forged

# Nor can a copy of the whole workspace, as it was, be read.
exits 7 "$OMBUD" -C copy locate email:ana@example.com 2>why
has "epoch 1 was destroyed" why

# Without the token nothing is done, and a wrong PIN is tried but once.
mv tokens gone
mkdir tokens
exits 6 "$OMBUD" locate email:bo@example.com 2>why
has "not reachable" why
exits 6 "$OMBUD" profile import people.ndjson
rmdir tokens
mv gone tokens
(umask 077 && echo 11111111 >pin)
exits 2 "$OMBUD" locate email:bo@example.com 2>why
has "does not take this PIN" why
(umask 077 && echo 12345678 >pin)
"$OMBUD" locate email:bo@example.com >/dev/null

# A workspace of files moves into the token by its next epoch.
"$OMBUD" init f --one-person >/dev/null
export OMBUD_HOME=$PWD/f
"$OMBUD" profile import people.ndjson >/dev/null
jq --slurpfile w w/ombud.json '.keys = $w[0].keys' f/ombud.json >new
cat new >f/ombud.json
"$OMBUD" locate email:bo@example.com >/dev/null
"$OMBUD" key rotate epoch >/dev/null
same "file pkcs11" "$("$OMBUD" key list --ndjson |
    jq -r 'select(.kind == "epoch").home' | paste -sd' ')"
"$OMBUD" key destroy epoch 1 >/dev/null
[ ! -e f/keys/epoch-1.key ]
"$OMBUD" locate email:ana@example.com >/dev/null
"$OMBUD" -C w locate email:bo@example.com >/dev/null
"$OMBUD" audit verify >/dev/null
