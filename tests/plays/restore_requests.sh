# What a backup does not know of requests and restrictions comes back before
# anything is served, and what cannot come back is said request by request.
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
stated w
export OMBUD_HOME=$PWD/w
me=$(id -un)
import()
{
	for name; do
		echo '{"source":"crm","type":"customer","identifiers":[{"type":' \
		    "\"email\",\"value\":\"$name@example.com\"}]," \
		    '"attributes":{"city":"Upper"}}'
	done | "$OMBUD" profile import - --json
}
new()
{
	"$OMBUD" request new "$@"
}
verify()
{
	"$OMBUD" request verify "$1" --method 'signed in' >/dev/null
}
state()
{
	"$OMBUD" request show "$1" --json | jq -r .state
}

import ana bo cy >/dev/null
old=$(new erase --subject email:bo@example.com)
lifted=$(new restrict --about claims --subject email:cy@example.com)
verify "$lifted"
waiting=$(new access --subject email:ana@example.com)
"$OMBUD" db backup b.db >/dev/null

# Since then: one is restricted, one is not any more; one request is carried
# out to its end, one is taken in, one is about somebody who came in since.
kept=$(new restrict --about accuracy --subject email:ana@example.com)
verify "$kept"
"$OMBUD" request withdraw "$lifted" >/dev/null
lacks restricted <("$OMBUD" locate email:cy@example.com)
verify "$old"
for step in plan "approve --by $me" run; do
	# shellcheck disable=SC2086
	"$OMBUD" request ${step%% *} "$old" ${step#"${step%% *}"} >/dev/null
done
"$OMBUD" request answer "$old" --out answer >/dev/null 2>&1
"$OMBUD" request close "$old" --leave-open >/dev/null
same closed "$(state "$old")"
late=$(new access --subject email:bo@example.com)
import di >/dev/null
gone=$(new restrict --about accuracy --subject email:di@example.com)
verify "$gone"
lacks example.com w/ledger/journal.ndjson

"$OMBUD" db restore b.db --json >said 2>why
same 1 "$(jq .restrictions said)"
same 3 "$(jq .requests_lost said)"

# trap 9: restricted as before, and not where it was lifted.
"$OMBUD" locate email:ana@example.com >now
has "Art. 18(1)(a), request $kept" now
lacks restricted <("$OMBUD" locate email:cy@example.com)
import ana >now
same 1 "$(jq .restricted now)"
has "request $gone: the restore is incomplete" why

# trap 11: closed stays closed, and nothing is missing from the register.
same closed "$(state "$old")"
same closed "$(state "$lifted")"
same received "$(state "$late")"
same received "$(state "$waiting")"
"$OMBUD" request list --ndjson >list
for id in "$old" "$lifted" "$late" "$waiting" "$kept" "$gone"; do
	has "$id" list
done
has "request $old: moved on since the backup" why
has "request $late: taken in since the backup: whose it is" why
lacks "$waiting" why
"$OMBUD" request show "$late" >now
has "a backup was put back" now

# Nothing is carried out by a plan that is gone.
verify "$late"
exits 5 "$OMBUD" request plan "$late" 2>now
has "whose request it is was lost" now
"$OMBUD" request withdraw "$late" >/dev/null
same closed "$(state "$late")"
"$OMBUD" audit verify >/dev/null
"$OMBUD" db check --full >/dev/null

# A journal that was cut is noticed: no restriction is lost unseen.
cp w/ledger/journal.ndjson whole
rm w/ombud.db
sed -i '$d' w/ledger/journal.ndjson
exits 7 "$OMBUD" db restore b.db 2>why
has journal why
cp whole w/ledger/journal.ndjson
"$OMBUD" db restore b.db >/dev/null 2>&1
"$OMBUD" audit verify >/dev/null
same closed "$(state "$late")"
