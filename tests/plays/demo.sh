# The demonstration tells a true story.
. "$PLAYS/lib.sh"
"$OMBUD" demo town >story
has "Somebody asks what is known about her (GDPR Art. 15)" story
has "Somebody wants to be forgotten (GDPR Art. 17)" story
has "Looked up by her e-mail address: nobody." story
has "all consistent" story
same 0 "$(awk 'length > 80' story | wc -l)"
export OMBUD_HOME=$PWD/town
# What was not dealt with keeps a request open.
same "notified notified" "$("$OMBUD" request list --json |
    jq -r '[.requests[].state] | join(" ")')"
has "You have the right to complain" town/answers/access/index.html
has "Your data is erased in part." town/answers/erasure/index.html
has "We will write again when it is done" town/answers/erasure/index.html
has "holds a code per person" story
lacks "no personal data" story
id=$("$OMBUD" request list --json | jq -r '.requests[1].id')
exits 5 "$OMBUD" request close "$id" 2>why
has "Quick Parcel Ltd" why
has "Quick Parcel Ltd" story
"$OMBUD" request show "$id" --json | jq -r '.notices[].recipient' >told
while read -r name; do
	"$OMBUD" request notified "$id" --recipient "$name" --state sent
done <told >/dev/null
exits 5 "$OMBUD" request close "$id" 2>why
has crm why
lacks "Not yet stated" town/answers/access/index.html
"$OMBUD" audit verify >/dev/null
exits 2 "$OMBUD" demo town
"$OMBUD" demo other --dry-run >/dev/null
[ ! -e other ]
