# A restore is done or not at all, nobody who was erased is back, no entry of
# the log and no suppression is lost.
# shellcheck shell=bash
. "$PLAYS/lib.sh"
export OMBUD_HOME=w

person()
{
	echo '{"source":"crm","type":"customer","identifiers":[{"type":' \
	    "\"email\",\"value\":\"$1@example.com\"}],\"name\":\"$1\"}"
}

prepare()
{
	"$OMBUD" init w --one-person
	{ person ana && person bo; } | "$OMBUD" profile import -
	"$OMBUD" db backup b.db
	"$OMBUD" erase email:ana@example.com --confirm email:ana@example.com \
	    --by "$(id -un)"
	"$OMBUD" suppress add email:cy@example.com --purpose marketing
	person di | "$OMBUD" profile import -
}

act()
{
	"$OMBUD" db restore b.db
}

settled()
{
	"$OMBUD" audit verify
	exits 4 "$OMBUD" locate email:ana@example.com
	"$OMBUD" locate email:bo@example.com
	"$OMBUD" suppress check email:cy@example.com
	"$OMBUD" db check --full
}
