# `key tend`, night after night: a new epoch when the last is a day old, old
# ones destroyed when backups need them no more, a receipt for each.
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
export OMBUD_HOME=$PWD/w
me=$(id -un)
for name in ana bo; do
	echo '{"source":"crm","type":"customer","identifiers":[{"type":' \
	    "\"email\",\"value\":\"$name@example.com\"}]}"
done >people.ndjson
"$OMBUD" profile import people.ndjson >/dev/null

# older N DAYS: epoch N was made that many days ago.
older()
{
	local at file=w/keys/epoch-$1.key
	at=$(date -u -d "-$2 days" +%Y-%m-%dT%H:%M:%S.000Z)
	awk -v at="$at" '{ $4 = at; print }' "$file" >new
	cat new >"$file"
}

epochs()
{
	"$OMBUD" key list --ndjson 2>/dev/null |
	    jq -r 'select(.kind == "epoch").version' | paste -sd' '
}

tend()
{
	"$OMBUD" key tend --json "$@" |
	    jq -r '"\(.rotated) \(.rewrapped) \(.destroyed | join(","))"'
}

# On the first day there is nothing to do, nor a second time.
same "null 0 " "$(tend)"
same 1 "$(epochs)"
older 1 1
same "2 2 " "$(tend --dry-run)"
same 1 "$(epochs)"
same "2 2 " "$(tend)"
same "null 0 " "$(tend)"
"$OMBUD" db backup b.db >/dev/null
"$OMBUD" erase email:ana@example.com --by "$me" \
    --confirm email:ana@example.com >/dev/null

# Six days after it was replaced the key is there; after seven it goes.
older 1 7
older 2 6
same "3 2 " "$(tend)" # bo, and the certificate of the request
same "1 2 3" "$(epochs)"
older 1 8
older 2 7
same "null 0 1" "$(tend --dry-run)"
same "null 0 1" "$(tend)"
same "2 3" "$(epochs)"
[ -e w/keys-destroyed/epoch-1.tlog-proof ]
older 3 1
"$OMBUD" key tend >said
has "epoch 4 is current now" said
has "unreadable in backups after $(date -u -d '+9 days' +%Y-%m-)" said ||
    has "unreadable in backups after" said

# Nobody ran it for days: the check and the list warn, the next run mends it.
older 2 30
older 3 29
older 4 28
"$OMBUD" db check >/dev/null 2>why
has "2 old epoch keys should have been destroyed" why
"$OMBUD" key list >/dev/null 2>why
has "key tend" why
same "5 2 2,3" "$(tend)"
"$OMBUD" db check >/dev/null 2>why
lacks "should have been" why
exits 7 "$OMBUD" db restore b.db 2>why
has "key of epoch 2, which was destroyed" why
"$OMBUD" locate email:bo@example.com >/dev/null
"$OMBUD" db check --full >/dev/null
"$OMBUD" audit verify >/dev/null

# A key that vanishes before its end is written: the next run writes it, and
# receipts that are not there.
same 4 "$("$OMBUD" key list --ndjson 2>/dev/null | jq -s '[.[] |
    select(.kind == "epoch").version] | min')"
sqlite3 w/ombud.db "delete from destruction where kind = 'epoch' and
    version = 3 and state = 'done'"
rm w/keys-destroyed/epoch-3.tlog-proof
"$OMBUD" key tend --json >said
same "1 1" "$(jq -r '"\(.finished) \(.receipts)"' said)"
sed -n 's/^extra //p' w/keys-destroyed/epoch-3.tlog-proof | base64 -d >extra
same "found gone after an interruption" "$(jq -r \
    '.later[0].statement.how' extra)"

# Whoever has a copy of a destroyed key sees that it is the one.
cp w/keys/epoch-4.key copy
older 5 9
older 4 10
same "6 2 4" "$(tend)"
domain=ombud-key-fingerprint-v1
key=$(awk '{ print $5 }' copy | base64 -d | od -An -v -tx1 | tr -d ' \n')
got=$({
	printf %s $domain
	printf %s $domain | openssl dgst -sha256 -binary |
	    openssl enc -aes-256-ecb -K "$key" -nopad
} | openssl dgst -sha256 -r | cut -d' ' -f1)
sed -n 's/^extra //p' w/keys-destroyed/epoch-4.tlog-proof | base64 -d >extra
same "$got" "$(jq -r .statement.fingerprint extra)"

# What ombud.json says must hold together.
setting()
{
	jq "$1" w/ombud.json >new
	cat new >w/ombud.json
}
cp w/ombud.json kept
setting '.epochs.destroy_after_days = 31'
exits 2 "$OMBUD" key tend 2>why
has "epochs.destroy_after_days must be 0 to 30" why
cat kept >w/ombud.json
setting '.backup_days = 14'
exits 2 "$OMBUD" key tend 2>why
has "older backups could not be restored" why
setting '.epochs.destroy_after_days = 14'
"$OMBUD" key tend >/dev/null
setting '.keys.epochs = "nowhere"'
exits 2 "$OMBUD" key tend 2>why
has "keys.epochs" why
cat kept >w/ombud.json

# Where memory cannot be locked it says so, and goes on.
as=()
[ "$(id -u)" != 0 ] || as=(setpriv --bounding-set=-ipc_lock)
(ulimit -l 0 && exec "${as[@]}" "$OMBUD" key list) >/dev/null 2>why
has RLIMIT_MEMLOCK why
"$OMBUD" key list >/dev/null 2>why
lacks RLIMIT_MEMLOCK why
