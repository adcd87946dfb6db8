# A night's work on the keys that was interrupted anywhere is gone on with by
# the next: everybody stays readable, what is due is destroyed, and each end
# of a key has both its entries and its receipt.
# shellcheck shell=bash
. "$PLAYS/lib.sh"
export OMBUD_HOME=w

# made N DAYS: epoch N was made that many days ago.
made()
{
	awk -v at="$(date -u -d "-$2 days" +%Y-%m-%dT%H:%M:%S.000Z)" \
	    '{ $4 = at; print }' "w/keys/epoch-$1.key" >new
	cat new >"w/keys/epoch-$1.key"
}

prepare()
{
	"$OMBUD" init w
	printf '{"source":"crm","type":"customer","identifiers":[{"type":%s' \
	    '"email","value":"ana@example.com"}]}' | "$OMBUD" profile import -
	"$OMBUD" key rotate epoch
	made 1 9
	made 2 8
}

act()
{
	"$OMBUD" key tend
}

settled()
{
	"$OMBUD" audit verify
	"$OMBUD" locate email:ana@example.com
	"$OMBUD" key tend
	same "null 0 []" "$("$OMBUD" key tend --json |
	    jq -c '"\(.rotated) \(.rewrapped) \(.destroyed)"' -r)"
	same "3" "$("$OMBUD" key list --ndjson |
	    jq -r 'select(.kind == "epoch" and .current).version')"
	[ ! -e w/keys/epoch-1.key ]
	"$OMBUD" certificate verify w/keys-destroyed/epoch-1.tlog-proof
	same "begun done" "$("$OMBUD" audit list --ndjson | jq -r \
	    'select(.act == "key.destroy").detail' | paste -sd' ')"
	same 2 "$("$OMBUD" audit list --ndjson |
	    grep -c '"act":"key.rotate"')"
	"$OMBUD" db check --full
	"$OMBUD" audit verify
}
