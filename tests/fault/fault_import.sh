# An import of one batch is in the store as a whole or not at all.
# shellcheck shell=bash
. "$PLAYS/lib.sh"
export OMBUD_HOME=w

prepare()
{
	"$OMBUD" init w
	for i in 1 2 3 4 5; do
		printf '{"source":"crm","type":"customer","identifiers":%s\n' \
		    "[{\"type\":\"email\",\"value\":\"p$i@example.com\"}]}"
	done >people.ndjson
}

act()
{
	"$OMBUD" profile import people.ndjson
}

settled()
{
	local n
	"$OMBUD" audit verify
	n=$("$OMBUD" db check --full --json | jq .profiles)
	[ "$n" = 0 ] || [ "$n" = 5 ]
}
