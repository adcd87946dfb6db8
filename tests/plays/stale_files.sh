# What a killed process was writing is removed by the next one, or named.
. "$PLAYS/lib.sh"
"$OMBUD" init w >/dev/null
work() { "$OMBUD" -C w "$@"; }
gone=$(bash -c 'echo $$')
for place in . keys audit ledger keys-destroyed; do
	mkdir -p "w/$place"
	echo left >"w/$place/some.json.$gone.0.tmp"
	echo lives >"w/$place/some.json.$$.0.tmp"
done
work user list >/dev/null
same "" "$(find w -name "*.$gone.*")"
same 5 "$(find w -name "*.$$.0.tmp" -print -delete | wc -l)"

# Answers hold personal data: the next to the same place removes them.
work profile import - >/dev/null <<'END'
{"source":"crm","type":"customer","name":"Ana Ruiz","identifiers":[{"type":"email","value":"ana@post.example"}]}
END
id=$(work request new access --subject email:ana@post.example)
work request verify "$id" --method "called back" >/dev/null
work request plan "$id" >/dev/null
work request approve "$id" --by "$(id -un)" >/dev/null
work request run "$id" >/dev/null
mkdir "letter.$gone.part" "w/letter.$gone.part"
echo ana >"letter.$gone.part/data.json"
echo ana >"w/letter.$gone.part/data.json"
echo ana >"w/letter.zip.$gone.part"
work db check >/dev/null 2>why
has "w/letter.$gone.part, which may hold personal data" why
has "w/letter.zip.$gone.part, which" why
work request answer "$id" --out letter >/dev/null
work request answer "$id" --out w/letter.zip >/dev/null
same "./w/letter.$gone.part" "$(find . -name '*.part')"
rm -r "w/letter.$gone.part"
work db check >/dev/null 2>why
lacks "personal data" why
