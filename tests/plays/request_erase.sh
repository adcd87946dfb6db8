# A person wants to be forgotten, and is; and what must not erase her.
. "$PLAYS/lib.sh"
cat >people.ndjson <<'END'
{"source":"crm","type":"customer","name":"Ana Ruiz","identifiers":[{"type":"email","value":"ana@post.example"},{"type":"phone_number","value":"+12025550123"}],"attributes":{"city":"Lower Quay"}}
{"source":"crm","type":"customer","name":"Bela Kov","identifiers":[{"type":"email","value":"bela@post.example"},{"type":"external_id","value":"2"},{"type":"phone_number","value":"+12025550199"}]}
{"source":"crm","type":"customer","name":"Cato Kov","identifiers":[{"type":"email","value":"cato@post.example"},{"type":"external_id","value":"3"},{"type":"phone_number","value":"+12025550199"}]}
END
"$OMBUD" init w >/dev/null
stated w
export OMBUD_HOME=$PWD/w
me=$(id -un)
"$OMBUD" user add second --role approver >/dev/null
"$OMBUD" user add desk --role intake >/dev/null
"$OMBUD" profile import people.ndjson >/dev/null
ana=email:ana@post.example

id=$("$OMBUD" request new erase --subject $ana)
"$OMBUD" request verify "$id" --method "called back" >/dev/null
"$OMBUD" request plan "$id" --json >plan.json
same "erase keep keep keep" "$(jq -r '[.items[].action] | join(" ")' plan.json)"
same "" "$(jq -r '.items[] | select(.ground == "") | .ref' plan.json)"

# Not without approval, not by who took it in, not by who may not.
exits 5 "$OMBUD" request run "$id" 2>why
has "request approve" why
exits 5 "$OMBUD" request approve "$id" --by "$me"
exits 5 "$OMBUD" request approve "$id" --by desk
exits 5 "$OMBUD" request approve "$id" --by stranger 2>why
lacks stranger why
exits 5 "$OMBUD" request run "$id" --dry-run 2>/dev/null
"$OMBUD" request approve "$id" --by second >/dev/null
"$OMBUD" request run "$id" --dry-run >/dev/null
"$OMBUD" locate $ana >/dev/null

# The other requests of hers lose her identifier with her.
other=$("$OMBUD" request new access --subject phone_number:+12025550123)
"$OMBUD" request run "$id" --json >run.json
same "executed done 1 1 0 verified by re-read" "$(jq -r '"\(.state) " +
    (.systems[0] | "\(.state) \(.located) \(.acted) \(.remaining) \(.grade)")' \
    run.json)"
"$OMBUD" request run "$id" >/dev/null
exits 4 "$OMBUD" locate $ana 2>/dev/null
exits 4 "$OMBUD" locate phone_number:+12025550123 2>/dev/null
"$OMBUD" locate email:bela@post.example >/dev/null
"$OMBUD" request answer "$id" --out letter >/dev/null
has "GDPR Art. 17" letter/index.html
lacks ana@post letter/index.html
lacks Ruiz letter/index.html
"$OMBUD" request verify "$other" --method "called back" >/dev/null
same true "$("$OMBUD" request plan "$other" --json |
    jq '.systems[0].located == 0')"
has "It is not yet erased in: crm." letter/index.html
exits 5 "$OMBUD" request close "$id"
"$OMBUD" request attest "$id" --system crm >/dev/null
"$OMBUD" request answer "$id" --out done >/dev/null
has "<h2>Your data is erased</h2>" done/index.html
"$OMBUD" request close "$id" >/dev/null

# She stays gone, and no byte of her is left.
"$OMBUD" profile import people.ndjson >/dev/null
exits 4 "$OMBUD" locate $ana 2>/dev/null
for word in ana@post.example Ruiz 2025550123; do
	exits 1 grep -rqaF "$word" w
done
printf '%s\n' $ana phone_number:+12025550123 "name:Ana Ruiz" |
    "$OMBUD" db sweep --for - >/dev/null
"$OMBUD" audit verify >/dev/null

# An identifier of two people erases nobody.
id=$("$OMBUD" request new erase --subject phone_number:+12025550199)
"$OMBUD" request verify "$id" --method "called back" >/dev/null
exits 5 "$OMBUD" request plan "$id"
exits 5 "$OMBUD" locate phone_number:+12025550199
exits 5 "$OMBUD" erase phone_number:+12025550199 --by second \
    --confirm phone_number:+12025550199
"$OMBUD" locate email:bela@post.example >/dev/null

# In one go: twice the same identifier, and a second person.
exits 5 "$OMBUD" erase email:bela@post.example --by second \
    --confirm email:cato@post.example
exits 5 "$OMBUD" erase email:bela@post.example --by "$me" \
    --confirm email:bela@post.example
exits 4 "$OMBUD" erase email:zoe@post.example --by second \
    --confirm email:zoe@post.example
"$OMBUD" erase email:bela@post.example --by second --dry-run \
    --confirm email:bela@post.example
"$OMBUD" locate email:bela@post.example >/dev/null
id=$(printf 'email:bela@post.example\nemail:bela@post.example\n' |
    "$OMBUD" erase - --by second --confirm - 2>/dev/null)
same executed "$("$OMBUD" request show "$id" --json | jq -r .state)"
exits 4 "$OMBUD" locate email:bela@post.example 2>/dev/null
