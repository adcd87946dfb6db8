# The demonstration tells a true story.
. "$PLAYS/lib.sh"
"$OMBUD" demo town >story
has "Somebody asks what is known about her (GDPR Art. 15)" story
has "Somebody wants to be forgotten (GDPR Art. 17)" story
has "Looked up by her e-mail address: nobody." story
has "all consistent" story
same 0 "$(awk 'length > 80' story | wc -l)"
export OMBUD_HOME=$PWD/town
same "closed closed" "$("$OMBUD" request list --json |
    jq -r '[.requests[].state] | join(" ")')"
has "You have the right to complain" town/answers/access/index.html
has "Your data is erased" town/answers/erasure/index.html
lacks "Not yet stated" town/answers/access/index.html
"$OMBUD" audit verify >/dev/null
exits 2 "$OMBUD" demo town
"$OMBUD" demo other --dry-run >/dev/null
[ ! -e other ]
