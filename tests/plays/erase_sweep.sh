# An erasure can end with a search of the workspace's files, and says so.
. "$PLAYS/lib.sh"
cat >people.ndjson <<'END'
{"source":"crm","type":"customer","name":"Ana Ruiz","identifiers":[{"type":"email","value":"ana@post.example"},{"type":"phone_number","value":"+12025550123"}]}
{"source":"crm","type":"customer","name":"Bela Kov","identifiers":[{"type":"email","value":"bela@post.example"},{"type":"external_id","value":"2"}]}
{"source":"crm","type":"customer","name":"Cleo Tan","identifiers":[{"type":"email","value":"cleo@post.example"}]}
{"source":"crm","type":"customer","name":"Dora Lund","identifiers":[{"type":"email","value":"dora@post.example"}]}
END
"$OMBUD" init w >/dev/null
work() { "$OMBUD" -C w "$@"; }
work user add second --role approver >/dev/null
work profile import people.ndjson >/dev/null

# approved NAME: the id of an erasure that waits to be run.
approved()
{
	local id
	id=$(work request new erase --subject "email:$1@post.example")
	work request verify "$id" --method "called back" >/dev/null
	work request plan "$id" >/dev/null
	work request approve "$id" --by second >/dev/null
	echo "$id"
}

# settled FOLDER: the second statement of the certificate in it.
settled()
{
	work certificate verify "$1/certificate.tlog-proof" --json |
	    jq -c '.statements[1].statement | [.swept, .search.files > 5,
	    .search.values, .search.too_short, .search.findings,
	    .search_failed_before]'
}

# Nothing asked, nothing searched.
id=$(approved dora)
work request run "$id" >/dev/null 2>why
lacks "searched" why
work request answer "$id" --out dora >/dev/null
same '[false,false,null,null,null,null]' "$(settled dora)"
has "Not for this certificate" dora/certificate.html

# Clean: the certificate says so, in both forms, and how many were too short.
id=$(approved bela)
exits 0 work request run "$id" --sweep >/dev/null 2>why
has "0 findings" why
lacks bela why
work request answer "$id" --out bela >/dev/null
same '[true,true,2,1,0,null]' "$(settled bela)"
has "found none of the 2 values" bela/certificate.html
has "but for 1 that are too short" bela/certificate.html
lacks "{{" bela/certificate.html
work audit list --json >log
same 1 "$(grep -c '"store.sweep"' log)"

# A copy of an export lies in the workspace: it is found, nothing certified.
work export email:ana@post.example --out w/export.zip >/dev/null
cp people.ndjson w/cleo.ndjson
id=$(approved ana)
exits 1 work request run "$id" --sweep >shown 2>why
has "incomplete" shown
has "w/export.zip" why
has "w/cleo.ndjson" why
lacks ana@ why
lacks Ruiz why
exits 4 work locate email:ana@post.example
exits 5 work request answer "$id" --out ana
rm w/export.zip w/cleo.ndjson

# Her values are forgotten: another run does not claim to have searched.
exits 5 work request run "$id" --sweep >/dev/null 2>why
has "no-sweep" why
exits 2 work request run "$id" --sweep --no-sweep 2>why
exits 0 work request run "$id" --no-sweep >shown
has executed shown
work request answer "$id" --out ana >/dev/null
same '[false,false,null,null,null,true]' "$(settled ana)"
has "was not done again" ana/certificate.html
work audit verify >/dev/null

# ombud.json asks for it; what cannot be read is exit 3, of `erase` too.
sed -i 's/"sweep_after_erasure": false/"sweep_after_erasure": true/' \
    w/ombud.json
ln -s /etc/passwd w/link
cleo=email:cleo@post.example
exits 3 work erase $cleo --confirm $cleo --by second --out cleo >id 2>why
has "w/link: a link" why
has "incomplete" why
exits 1 test -e cleo
rm w/link
exits 5 work request run "$(cat id)" 2>why
exits 0 work request run "$(cat id)" --no-sweep >/dev/null
work profile import - >/dev/null <<'END'
{"source":"crm","type":"customer","name":"Eva Holm","identifiers":[{"type":"email","value":"eva@post.example"}]}
END
eva=email:eva@post.example
exits 0 work erase $eva --confirm $eva --by second --out eva >id 2>why
same '[true,true,2,0,0,null]' "$(settled eva)"
work audit verify >/dev/null
exits 0 work db sweep --for $eva >/dev/null
