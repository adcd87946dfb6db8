# Real input that nobody here wrote: the maintainers in dpkg's status file and
# the signers in the changelogs below /usr/share/doc, two systems whose people
# share e-mail addresses, as CSV with a map. Nothing of it is kept.
. "$PLAYS/lib.sh"
[ -s /var/lib/dpkg/status ] || skip "no dpkg here"

# NAME <ADDRESS> lines to CSV, one row a person: the first name counts.
rows()
{
	awk 'function quote(s) { gsub(/"/, "\"\"", s); return "\"" s "\"" }
	BEGIN { print "Mail,Name,Count" }
	match($0, /<[^<>@ ]+@[^<>@ ]+>/) {
		mail = tolower(substr($0, RSTART + 1, RLENGTH - 2))
		name = substr($0, 1, RSTART - 1)
		gsub(/^[ \t"]+|[ \t"]+$/, "", name)
		if (!(mail in names))
			names[mail] = name
		count[mail]++
	}
	END {
		for (mail in names)
			print quote(mail) "," quote(names[mail]) "," count[mail]
	}'
}
sed -n 's/^Maintainer: //p' /var/lib/dpkg/status | rows >status.csv
find /usr/share/doc -name 'changelog*.gz' -exec zcat -f {} + 2>/dev/null |
    LC_ALL=C sed -n 's/^ -- \(.*>\)  .*/\1/p' | iconv -cf UTF-8 -t UTF-8 |
    rows >changelog.csv
[ "$(wc -l <changelog.csv)" -gt 5 ] || skip "no changelogs here"
for system in status changelog; do
	cat >$system.map.json <<EOF
{
  "source": "$system",
  "type": "maintainer",
  "identifiers": [{ "type": "email", "column": "Mail" }],
  "name": "Name",
  "attributes": { "entries": "Count" }
}
EOF
done

"$OMBUD" init w --organisation "Example Archive"
export OMBUD_HOME=$PWD/w
"$OMBUD" user add second --role approver
for system in status changelog; do
	"$OMBUD" profile import $system.csv --map $system.map.json \
	    --json >$system.json
	same "$(($(wc -l <$system.csv) - 1))" \
	    "$(jq '.new + .ambiguous' $system.json)"
	same 0 "$(jq .refused $system.json)"
	"$OMBUD" profile import $system.csv --map $system.map.json --json |
	    jq -e '.new == 0 and .replaced == 0' >/dev/null
done

# Somebody who is in both: one person, two profiles.
cut -d, -f1 status.csv | tr -d '"' | sort >a
cut -d, -f1 changelog.csv | tr -d '"' | sort >b
shared=$(comm -12 a b | grep -vE '^(Mail|.*(list|team|bugs|packages|pkg).*)$' |
    head -n1)
[ -n "$shared" ] || skip "nobody is in both here"
printf 'email:%s\n' "$shared" | "$OMBUD" locate - --json >located.json
same '["changelog","status"]' \
    "$(jq -c '[.profiles[].source] | sort' located.json)"
"$OMBUD" export "email:$shared" --out copy
has "$shared" copy/data.json
rm -r copy
"$OMBUD" erase "email:$shared" --by second --confirm "email:$shared"
exits 4 "$OMBUD" locate "email:$shared"
"$OMBUD" audit verify
exits 1 grep -rlaF "$shared" w
"$OMBUD" profile import status.csv --map status.map.json --json |
    jq -e '.suppressed == 1' >/dev/null
exits 4 "$OMBUD" locate "email:$shared"
