# What unpacks to far more than it is, and names that lead elsewhere: bounded,
# told, and nothing is written anywhere.
. "$PLAYS/lib.sh"
"$OMBUD" init w >/dev/null
export OMBUD_HOME=$PWD/w

# 300 MB that begin as a database does, in 300 KB; and archives in archives.
mkdir box
{
	printf 'SQLite format 3\0' && head -c 300000000 /dev/zero
} | gzip -1 >box/bomb.gz
echo ana@post.example >x
for i in 1 2 3 4 5 6; do
	tar -czf "box/deep$i.tgz" x
	mv "box/deep$i.tgz" x
done
mv x box/deep.tgz
# A member that would climb out, by its name and by a link.
mkdir -p sub/in
echo ana@post.example >evil
(cd sub/in && tar -cPf ../../box/climb.tar ../../evil)
ln -s / box/link
before=$(find . ! -name why ! -name said | sort)
exits 3 "$OMBUD" db sweep --file box/bomb.gz --for email:bo@post.example \
    2>why >/dev/null
has "too large to look into" why
exits 3 "$OMBUD" db sweep --file box/deep.tgz --for email:bo@post.example \
    2>why >/dev/null
has "too deep" why
exits 1 "$OMBUD" db sweep --file box/climb.tar --for email:ana@post.example \
    >said
has "climb.tar" said

same "$before" "$(find . ! -name why ! -name said | sort)"

# Tables far too wide, and cells far too long: refused, with a line.
echo '{"source":"crm","type":"c","identifiers":[{"type":"email",
    "column":"m"}],"attributes":"*"}' >map.json
{
	seq -s, -f 'c%g' 5000 && seq -s, 5000
} >wide.csv
exits 3 "$OMBUD" profile import wide.csv --map map.json 2>why >/dev/null
has "too many columns" why
{
	printf 'm,note\na@post.example,"' &&
	    head -c 10000000 /dev/zero | tr '\0' x &&
	    printf '"\nb@post.example,short\n'
} >long.csv
exits 3 "$OMBUD" profile import long.csv --map map.json --json 2>why >counts
same "1 1" "$(jq -r '"\(.new) \(.refused)"' counts)"
has "long.csv:2: " why
printf 'm,m\na@post.example,b@post.example\n' >doubled.csv
exits 3 "$OMBUD" profile import doubled.csv --map map.json 2>why
has "doubled.csv:1: columns 1 and 2 have the same name" why
lacks post.example why

# Brackets without an end, in everything that people write.
head -c 100000 /dev/zero | tr '\0' '[' >deep
{
	printf '{"source":' && cat deep
} >deep.json
exits 2 "$OMBUD" profile import long.csv --map deep.json 2>why
same 1 "$(wc -l <why)"
mkdir w/policies
cp deep.json w/policies/gdpr.json
exits 2 "$OMBUD" policy check gdpr 2>why
same 1 "$(wc -l <why)"
