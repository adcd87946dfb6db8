# A rotation that was interrupted leaves everybody readable; done again, it
# goes through, and the old keys can go.
# shellcheck shell=bash
. "$PLAYS/lib.sh"
export OMBUD_HOME=w

prepare()
{
	"$OMBUD" init w
	printf '{"source":"crm","type":"customer","identifiers":[{"type":%s' \
	    '"email","value":"ana@example.com"}]}' | "$OMBUD" profile import -
}

act()
{
	"$OMBUD" key rotate epoch && "$OMBUD" key destroy epoch 1
}

settled()
{
	"$OMBUD" audit verify
	"$OMBUD" locate email:ana@example.com
	"$OMBUD" key rotate epoch
	"$OMBUD" key list --ndjson |
	    jq -r 'select(.kind == "epoch" and (.current | not)) | .version' |
	    while read -r old; do "$OMBUD" key destroy epoch "$old"; done
	"$OMBUD" db check --full
}
