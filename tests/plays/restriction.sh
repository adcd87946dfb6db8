# What may not be done with a person's data is said wherever she is shown, and
# every handler keeps to it: import, measuring, other requests.
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
export OMBUD_HOME=$PWD/w
profile() {
	echo '{"source":"crm","type":"customer","identifiers":[{"type":' \
	    "\"email\",\"value\":\"$1@example.com\"}],\"attributes\":" \
	    "{\"city\":\"$2\"}}"
}
{ profile ana Upper; profile bo Lower; } >people.ndjson
"$OMBUD" profile import people.ndjson >/dev/null
ana=email:ana@example.com

# Asked for on a ground of the law, and in force once she is verified.
exits 2 "$OMBUD" request new restrict --subject $ana 2>why
has "accuracy, unlawful or claims" why
exits 2 "$OMBUD" request new restrict --about accuracy --regime ccpa \
    --subject $ana 2>why
has "no such right" why
id=$("$OMBUD" request new restrict --about accuracy --subject $ana)
lacks restricted <("$OMBUD" locate $ana)
"$OMBUD" request verify "$id" --method 'signed in' >/dev/null
"$OMBUD" locate $ana >said
has "GDPR Art. 18(1)(a), request $id" said
"$OMBUD" profile show $ana >said
has "kept, and not to be used" said
same accuracy "$("$OMBUD" locate $ana --json | jq -r '.restrictions[].ground')"

# trap 9: what comes in for her is stored and not used.
profile ana Other >again.ndjson
"$OMBUD" profile import again.ndjson --json >said
same "1 1 0" "$(jq -r '"\(.restricted) \(.unchanged) \(.replaced)"' said)"
"$OMBUD" profile show $ana --json >said
same Upper "$(jq -r '.profiles[0].attributes.city' said)"
same Other "$(jq -r \
    '.profiles[0].events[0].properties.attributes.city' said)"
"$OMBUD" risk --store >/dev/null 2>why
has "1 people is restricted" why
exits 5 "$OMBUD" erase $ana --by "$(id -un)" --confirm $ana 2>why
has "Art. 18(2)" why
"$OMBUD" locate $ana >/dev/null

# Its end: not before she was told, unless she takes it back herself.
exits 5 "$OMBUD" request lift "$id" 2>/dev/null
for step in plan "approve --by $(id -un)" run; do
	# shellcheck disable=SC2086
	"$OMBUD" request ${step%% *} "$id" ${step#"${step%% *}"} >/dev/null
done
exits 5 "$OMBUD" request lift "$id" 2>why
has "Art. 18(3)" why
"$OMBUD" request answer "$id" --out answer >/dev/null 2>&1
has "you contest that the data is accurate" answer/index.html

# Consent withdrawn is for its purposes, and at once.
"$OMBUD" request new withdraw --about 'newsletter, profiling' \
    --subject email:bo@example.com >/dev/null
same "newsletter profiling" "$("$OMBUD" locate email:bo@example.com --json |
    jq -r '.restrictions[].purpose' | paste -sd' ')"
"$OMBUD" audit verify >/dev/null
