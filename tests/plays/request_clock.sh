# The clock of a request: laws side by side, questions to the person, what is
# repeated, who asks, a code by mail, and how an authority reads it.
. "$PLAYS/lib.sh"
"$OMBUD" init w --organisation "Example Shop"
export OMBUD_HOME=$PWD/w
show() { "$OMBUD" request show "$1" --json >show.json; jq -r "$2" show.json; }

# Deadlines are those of each right, and need no request.
due() { "$OMBUD" due --json "$@" | jq -r .due; }
same 2026-12-15 "$(due --regime ccpa --right optout --received 2026-11-23)"
same 2027-01-07 "$(due --regime ccpa --right know --received 2026-11-23)"
same 2026-11-23 \
    "$(due --regime gdpr --right withdraw_consent --received 2026-11-23)"
same 2026-12-28 "$(due --regime gdpr --right erase --received 2026-11-25)"

# 2 March 2026 under two laws: 2 April, and 45 days.
id=$("$OMBUD" request new access --subject email:ana@one.example \
    --regime gdpr --regime ccpa --received 2026-03-02 --channel email \
    --language de)
same 2026-04-02 "$(show "$id" .due_at)"
same "gdpr ccpa" "$(show "$id" '.regimes | join(" ")')"
same "2026-04-02 2026-04-16" \
    "$(show "$id" '[.deadlines[].due_at] | join(" ")')"
same "true de email" "$(show "$id" '"\(.late) \(.language) \(.channel)"')"
"$OMBUD" request acknowledge "$id" --date 2026-03-04
"$OMBUD" request pause "$id" --for identity --date 2026-03-05
"$OMBUD" request resume "$id" --date 2026-03-15
exits 5 "$OMBUD" request pause "$id"
"$OMBUD" request pause "$id" --for clarification --date 2026-03-05
same "2026-04-13 2026-04-16" \
    "$(show "$id" '[.deadlines[].due_at] | join(" ")')"
exits 5 "$OMBUD" request extend "$id" --reason complexity
exits 2 "$OMBUD" request extend "$id"
exits 2 "$OMBUD" request resume "$id" --for clarification --date 2126-01-01
"$OMBUD" request explain "$id" >explained
has "under gdpr, by the calendar of none: 2026-04-13" explained
has "given on 2026-03-15: the clock stood still, days not counted: 10" explained
has "it was not stated that the data are many" explained
has "under ccpa, by the calendar of US: 2026-04-16" explained
has "no question to the person stops the clock" explained
has "receipt was confirmed in time, on 2026-03-04" explained
has "nothing was sent, and it is late" explained

# The same again is noticed, and goes on as the first.
again=$("$OMBUD" request new access --subject email:ana@one.example 2>said)
has "the same was asked for in request $id" said
"$OMBUD" request close "$again" --duplicate
same duplicate "$(show "$again" .outcome)"
exits 5 "$OMBUD" request close "$id" --duplicate

# An agent shows an authority, but not to opt out.
agents=$("$OMBUD" request new delete --subject email:bo@one.example --by agent)
exits 5 "$OMBUD" request verify "$agents" --method called
exits 5 "$OMBUD" request verify "$agents" --method no-doubt \
    --authority "signed permission"
"$OMBUD" request verify "$agents" --method matched --data-points 3 \
    --declaration --authority "signed permission"
same "reasonably_high true" \
    "$(show "$agents" '.verification | "\(.level) \(.declaration)"')"
optout=$("$OMBUD" request new opt-out --subject email:bo@one.example \
    --by agent)
same verified "$(show "$optout" .state)"
exits 5 "$OMBUD" request verify "$optout" --method called

# A code by mail: the program of ombud.json gets it, and nothing keeps it.
exits 2 "$OMBUD" request challenge "$id"
printf '#!/bin/sh\ncat >"%s/mail"\n' "$PWD" >w/hook
chmod 700 w/hook
jq '.mail_hook = "hook"' w/ombud.json >new
mv new w/ombud.json
"$OMBUD" request challenge "$id" >out
same ana@one.example "$(sed -n 2p mail)"
code=$(head -n1 mail)
lacks "$code" out
echo 00000000 >wrong
exits 5 "$OMBUD" request verify "$id" --code wrong
exits 1 grep -rq "$code" w
echo "$code" | "$OMBUD" request verify "$id" --code -
same reasonable "$(show "$id" .verification.level)"
same missed "$(show "$id" '[.events[].kind] | map(select(. == "missed"))[0]')"
"$OMBUD" audit verify

# What is counted over the whole register, for people and for programs.
n=$("$OMBUD" request list --ndjson | jq -s 'map(.id) | unique | length')
same "$n requests derived anew, 0 changed (not done: --dry-run)" \
    "$("$OMBUD" request recompute --dry-run)"
same "{\"requests\":$n,\"changed\":0}" \
    "$("$OMBUD" request recompute --json | jq -c .)"
same "0 requests removed, 0 needed still" "$("$OMBUD" request purge)"
same '{"removed":0,"frozen":0}' "$("$OMBUD" request purge --json | jq -c .)"
