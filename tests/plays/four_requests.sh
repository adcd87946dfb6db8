# Four requests from receipt to their end, and reports that add up to them:
# an erasure in Europe that leaves an invoice standing by its statute, an
# access extended once, a Californian's specific pieces that become
# categories, and an opt-out.
. "$PLAYS/lib.sh"
"$OMBUD" init w --organisation "Shop Ltd" --country DE >/dev/null
export OMBUD_HOME=$PWD/w
"$OMBUD" user add maria --role approver >/dev/null
jq '.organisation += {address: "Hafenweg 1, 20457 Hamburg",
	contact: "privacy@shop.example"} |
    .authority = {name: "The authority of Hamburg",
	contact: "mail@authority.example"} |
    .signatory = "The privacy team" | .backup_days = 5' w/ombud.json >new
cat new >w/ombud.json
"$OMBUD" policy show examples/processing >record.json
"$OMBUD" processing import record.json >/dev/null
mkdir -p w/policies/retention
cat >w/policies/retention/de.json <<'END'
{"duties":[{"source":"shop","type":"invoices","statute":"HGB s. 257(1) no. 4",
"why":"vouchers","years":8,"from":"created_at","end_of_year":true}]}
END
for name in ana bo cem dora; do
	echo '{"source":"crm","type":"customer","name":"'$name' Example",' \
	    '"identifiers":[{"type":"email","value":"'$name'@post.example"}],' \
	    '"attributes":{"address":"Lindenweg 4","ssn":"219-09-9999"}}'
done >people.ndjson
echo '{"source":"shop","type":"invoices","created_at":"2025-05-02T00:00:00Z",' \
    '"identifiers":[{"type":"email","value":"ana@post.example"}],' \
    '"attributes":{"invoice":"R-118"}}' >>people.ndjson
"$OMBUD" profile import people.ndjson >/dev/null

today=$(date -u +%F)
ask() { "$OMBUD" request new "$@" --received "$today"; }
sent()
{
	"$OMBUD" request sent "$@" --channel mail --address-from request \
	    --evidence "taken by the mail server" >/dev/null
}
get() { "$OMBUD" request show "$1" --json | jq -r "$2"; }
finish() # ID SYSTEM...: what is told to others, then the end
{
	local id=$1 name
	shift
	for name; do
		"$OMBUD" request attest "$id" --system "$name" >/dev/null
	done
	get "$id" '.notices[]? | select(.state == "to_send").recipient' |
	    while read -r name; do
		"$OMBUD" request notified "$id" --recipient "$name" \
		    --state sent >/dev/null
	done
	"$OMBUD" request close "$id" >/dev/null
	same closed "$(get "$id" .state)"
}

# An erasure: the customer goes, the invoice stays until the end of 2033.
erasure=$(ask erase --subject email:ana@post.example --channel letter)
"$OMBUD" request acknowledge "$erasure" >/dev/null
"$OMBUD" request verify "$erasure" --method 'signed in' >/dev/null
"$OMBUD" request plan "$erasure" >plan
grep -q 'keep .*17(3)(b); HGB s. 257(1) no. 4.*2033-12-31' plan
me=$(id -un)
exits 5 "$OMBUD" request approve "$erasure" --by "$me"
"$OMBUD" request approve "$erasure" --by maria >/dev/null
"$OMBUD" request run "$erasure" >/dev/null
"$OMBUD" request answer "$erasure" --out erased >/dev/null
has "HGB s. 257(1) no. 4" erased/index.html
lacks R-118 erased/index.html
"$OMBUD" certificate verify erased/certificate.tlog-proof >/dev/null
sent "$erasure" answer
same partial "$(get "$erasure" .outcome)"
"$OMBUD" request explain "$erasure" >explained
has "systems must be dealt with by hand (request attest)" explained
finish "$erasure" crm shop
same shop "$("$OMBUD" locate email:ana@post.example --json |
    jq -r '[.profiles[].source] | join(" ")')"

# An access, extended once: the two months count from receipt, and only when
# the person was told in the first.
access=$(ask access --subject email:bo@post.example --channel email \
    --language de)
first=$(get "$access" .due_at)
"$OMBUD" request verify "$access" --method no-doubt >/dev/null
"$OMBUD" request extend "$access" --reason complexity >/dev/null
same "$first false" "$(get "$access" '"\(.due_at) \(.extended)"')"
"$OMBUD" request letter "$access" extension --out extension.html >/dev/null
has 'lang="de"' extension.html
sent "$access" extension
same "$("$OMBUD" due --regime gdpr --country DE --received "$today" \
    --extended --json | jq -r .due) true" \
    "$(get "$access" '"\(.due_at) \(.extended)"')"
exits 5 "$OMBUD" request extend "$access" --reason number
"$OMBUD" request plan "$access" >/dev/null
"$OMBUD" request approve "$access" --by "$me" >/dev/null
"$OMBUD" request run "$access" >/dev/null
"$OMBUD" request answer "$access" --out copy >/dev/null
has 'lang="de"' copy/index.html
has "The authority of Hamburg" copy/index.html
has 219-09-9999 copy/data.json
sent "$access" answer
finish "$access" crm
same granted "$(get "$access" .outcome)"

# California: two data points are not enough for specific pieces. They would
# not hold the number of her social security either.
know=$(ask know --subject email:cem@post.example --regime ccpa --channel web)
"$OMBUD" request verify "$know" --method matched --data-points 2 >/dev/null
"$OMBUD" request plan "$know" >/dev/null
"$OMBUD" request approve "$know" --by "$me" >/dev/null
"$OMBUD" request run "$know" >/dev/null
"$OMBUD" request answer "$know" --out categories >/dev/null
lacks 219-09-9999 categories/index.html
lacks "Lindenweg 4" categories/index.html
[ ! -e categories/data.json ] || lacks "Lindenweg 4" categories/data.json
sent "$know" answer
finish "$know" crm
same partial "$(get "$know" .outcome)"

# An opt-out needs no proof, works at once, and stands for later imports.
optout=$(ask opt-out --subject email:dora@post.example --channel web)
same verified "$(get "$optout" .state)"
same "$("$OMBUD" due --regime ccpa --right optout --received "$today" --json |
    jq -r .due)" "$(get "$optout" .due_at)"
"$OMBUD" suppress check email:dora@post.example --purpose sale >/dev/null
"$OMBUD" request plan "$optout" >/dev/null
"$OMBUD" request approve "$optout" --by "$me" >/dev/null
"$OMBUD" request run "$optout" >/dev/null
"$OMBUD" request answer "$optout" --out honored >/dev/null
sent "$optout" answer
finish "$optout" crm
"$OMBUD" locate email:dora@post.example >/dev/null

# The reports add up to them.
report() { "$OMBUD" report "$@" --format json; }
rows() { jq -r ".sections[$1].rows[] | $2" | sort; }
year=(--from "${today%%-*}-01-01" --to "$today")
report register >register.json
same "access granted gdpr email
access partial ccpa web
erase partial gdpr letter
optout granted ccpa web" "$(rows 0 '[.nature_of_request, .nature_of_response,
    .law, .manner_made] | join(" ")' <register.json)"
same "$today" "$(rows 0 '"\(.date_of_request)\n\(.date_of_response)"' \
    <register.json | uniq)"
has "GDPR Art. 17(3)(b)" register.json
report metrics-ccpa "${year[@]}" >metrics.json
same "correct 0 0 0 0 null
delete 0 0 0 0 null
know 1 0 1 0 0
limit 0 0 0 0 null
opt-out 1 1 0 0 0" "$(rows 0 '"\(.type) \(.received) " +
    "\(.complied_in_whole) \(.complied_in_part) \(.denied) " +
    "\(.median_days)"' <metrics.json)"
same "" "$(report overdue | rows 0 .)"
same "" "$(report late | rows 0 .)"
report erasures "${year[@]}" >erasures.json
same "crm attested by hand 0
shop attested by hand 0
store verified by re-read 1" "$(rows 0 '"\(.system) \(.evidence) " +
    "\(.records_erased)"' <erasures.json)"
same "GDPR Art. 17(3)(b) 1" "$(rows 1 'select(.ground |
    contains("17(3)")) | "\(.ground) \(.items)"' <erasures.json)"
"$OMBUD" report register --format csv --out register.csv >/dev/null
same 5 "$(wc -l <register.csv)"
"$OMBUD" audit verify >/dev/null
