# A hundred thousand invented people in three systems: import, find one by any
# of her identifiers, hand her a copy, erase her; then nobody finds her and
# nothing of hers is in any file. PEOPLE=N for another number.
. "$PLAYS/lib.sh"
people=${PEOPLE:-100000}
her=4711

# The systems know her by different identifiers; crm and shop share the e-mail
# address, crm and helpdesk the user id.
awk -v n="$people" 'BEGIN {
	for (i = 1; i <= n; i++) {
		mail = sprintf("given%d.family%d@mail%d.example", i, i, i % 20)
		phone = sprintf("+1202555%06d", i)
		printf "{\"source\":\"crm\",\"type\":\"customer\"," \
		    "\"identifiers\":[{\"type\":\"email\",\"value\":\"%s\"}," \
		    "{\"type\":\"external_id\",\"value\":\"crm-%d\"}]," \
		    "\"user_id\":%d,\"name\":\"Given%d Family%d\"," \
		    "\"attributes\":{\"city\":\"Town %d\",\"language\":\"en\"}}\n",
		    mail, i, 900000000 + i, i, i, i % 300 >"crm.ndjson"
		printf "{\"source\":\"shop\",\"type\":\"buyer\"," \
		    "\"identifiers\":[{\"type\":\"email\",\"value\":\"%s\"}," \
		    "{\"type\":\"phone_number\",\"value\":\"%s\"}]," \
		    "\"attributes\":{\"size\":\"M\"}}\n",
		    toupper(mail), phone >"shop.ndjson"
		printf "{\"profile\":{\"source\":\"helpdesk\"," \
		    "\"type\":\"user\",\"identifiers\":[{\"type\":\"twitter\"," \
		    "\"value\":\"handle_%d\"}],\"user_id\":\"%d\"}," \
		    "\"event\":{\"source\":\"helpdesk\",\"type\":\"ticket\"," \
		    "\"properties\":{\"subject\":\"Parcel %d is late\"}," \
		    "\"created_at\":\"2026-05-06T07:08:09Z\"}}\n",
		    i, 900000000 + i, i >"helpdesk.ndjson"
	}
}'
"$OMBUD" init w --organisation "Example Shop"
export OMBUD_HOME=$PWD/w
"$OMBUD" user add second --role approver
for system in crm shop helpdesk; do
	"$OMBUD" profile import $system.ndjson --json >$system.json
	same "$people" "$(jq .new $system.json)"
done
same "$people" "$(jq .linked shop.json)"
same "$people" "$(jq .linked helpdesk.json)"

# By any of her identifiers it is the same person, with three profiles.
mail=given$her.family$her@mail$((her % 20)).example
phone=$(printf '+1202555%06d' $her)
subject=
for identifier in "email:$mail" "phone_number:$phone" \
    "twitter:handle_$her" "user_id:$((900000000 + her))" \
    "crm:customer:external_id:crm-$her"; do
	"$OMBUD" locate "$identifier" --json >located.json
	same 3 "$(jq '.profiles | length' located.json)"
	found=$(jq -r .subject located.json)
	same "${subject:-$found}" "$found"
	subject=$found
done

"$OMBUD" export "twitter:handle_$her" --out copy
for file in index.html data.json portability.json manifest.json manifest.sig; do
	[ -s copy/$file ]
done
has "Parcel $her is late" copy/data.json
has "Given$her Family$her" copy/index.html
lacks "Given4712 Family4712" copy/data.json
same "$(jq -r '.files[] | select(.name == "data.json") | .sha256' \
    copy/manifest.json)" "$(sha256sum copy/data.json | cut -d' ' -f1)"
rm -r copy

"$OMBUD" erase "email:$mail" --by second --confirm "email:$mail"
for identifier in "email:$mail" "phone_number:$phone" \
    "twitter:handle_$her" "user_id:$((900000000 + her))"; do
	exits 4 "$OMBUD" locate "$identifier"
done
"$OMBUD" audit verify

# Nothing of hers is in any file of the workspace, in any of these forms.
values=("$mail" "$phone" "handle_$her" "Given$her Family$her" \
    "Parcel $her is late" "$((900000000 + her))")
needles()
{
	local value
	for value; do
		printf '%s\n' "$value" "${value^^}" "${value//\//\\/}"
		printf %s "$value" | od -An -v -tx1 | tr -d ' \n'
		echo
		# The whole groups of base64 at each of its three alignments.
		printf %s "$value" | base64 -w0 | cut -c1-$((${#value} / 3 * 4))
		printf %s "${value:1}" | base64 -w0 |
		    cut -c1-$(((${#value} - 1) / 3 * 4))
		printf %s "${value:2}" | base64 -w0 |
		    cut -c1-$(((${#value} - 2) / 3 * 4))
	done
}
needles "${values[@]}" | sort -u >needles
exits 1 grep -rlaFf needles w
# The control: the search does find what is there.
printf %s "x$mail" | base64 -w0 >w/planted
same w/planted "$(grep -rlaFf needles w)"
rm w/planted

# She does not come back with the next import.
sed -n ${her}p shop.ndjson >again.ndjson
"$OMBUD" profile import again.ndjson --json >again.json
same 1 "$(jq .suppressed again.json)"
exits 4 "$OMBUD" locate "email:$mail"
"$OMBUD" audit verify
