# Several threads give what one gives, byte for byte and in the same order:
# lines, documents, SARIF, baselines, what was skipped; of many files and of
# large ones, which are cut up.
# shellcheck shell=bash
. "$PLAYS/lib.sh"

# both ARGUMENT...: one thread and several agree in all they print and write.
both()
{
	local status=0
	"$OMBUD" scan "$@" >out.1 2>err.1 || status=$?
	[ $status != 2 ]
	exits "$status" "$OMBUD" scan --threads 3 "$@" >out.3 2>err.3
	cmp out.1 out.3
	cmp err.1 err.3
}

mkdir -p tree/a tree/b
awk 'BEGIN { print "id,mail,note"; for (i = 0; i < 75000; i++) {
    printf "%d,ana%d@example.com,", i, i
    if (i % 97 == 0) printf "\"a\nb \"\"q\"\" 192.0.2.%d\"", i % 250
    if (i % 1001 == 0) print ""
    print ""
} }' >tree/large.csv
awk 'BEGIN { for (i = 0; i < 50000; i++) {
    if (i % 501 == 0) print ""
    printf "{\"id\":%d,\"user\":{\"mail\":\"bo%d@example.com\"}", i, i
    if (i > 25000 && i % 7 == 0) printf ",\"late\":[{\"ip\":\"192.0.2.7\"}]"
    print "}" } }' >tree/b/large.ndjson
yes 'from 192.0.2.7 by ana@example.com, card 4111 1111 1111 1111' |
    head -n 36000 >tree/a/large.log
yes 'one line from ana@example.com ' | head -n 80000 | tr -d '\n' \
    >tree/a/line.txt
for i in $(seq 1 100); do
	printf 'n,mail\n%d,c%d@example.com\n' "$i" "$i" >"tree/b/$i.csv"
done
seq 1 99 | gzip | head -c 50 >tree/a/half.gz
tar czf tree/c.tgz tree/b
: >tree/empty

both --ndjson tree
both --json tree/b tree/large.csv
both --summary --sarif sarif tree/b
mv sarif sarif.3
exits 1 "$OMBUD" scan --summary --sarif sarif tree/b >/dev/null
cmp sarif sarif.3
both --ndjson --field mail tree/large.csv
both --ndjson --kinds ip_address --show-values --exclude '*.csv' tree
head -c 32 /dev/zero | base64 >key
both --ndjson --fingerprint --key key tree/b
exits 0 "$OMBUD" scan --write-baseline b1 --summary tree/large.csv >/dev/null
exits 0 "$OMBUD" scan --write-baseline b3 --threads 3 --summary \
    tree/large.csv >/dev/null
cmp b1 b3
exits 0 "$OMBUD" scan --write-baseline b1 --summary tree/b/1.csv >/dev/null
both --baseline b1 --ndjson tree/b

# A reader that leaves early ends all threads.
"$OMBUD" scan --threads 3 tree 2>/dev/null | head -n 1 >/dev/null

# What goes in by standard input is one document.
status=0
"$OMBUD" scan --threads 2 --ndjson - <tree/large.csv >out.2 || status=$?
"$OMBUD" scan --ndjson - <tree/large.csv >out.1 || [ $? = "$status" ]
cmp out.1 out.2
