# Keys are rotated and destroyed each night: what goes on across it, goes on.
. "$PLAYS/lib.sh"
"$OMBUD" init w >/dev/null
work() { "$OMBUD" -C w "$@"; }
rows() # FROM TO: as many people
{
	seq "$1" "$2" | sed 's|.*|{"source":"crm","type":"customer","id":"c&",'\
'"identifiers":[{"type":"email","value":"n&@post.example"}]}|'
}
count() { sqlite3 -cmd '.timeout 60000' w/ombud.db "$1"; }
command -v sqlite3 >/dev/null || skip "no sqlite3"

# An import that is fed slowly: its first batch is written, its second waits.
mkfifo slow
work profile import slow --format ndjson >imported 2>why &
import=$!
exec 3>slow
rows 1 50000 >&3
for _ in $(seq 600); do
	[ "$(count 'SELECT count(*) FROM subject')" -lt 44000 ] || break
	sleep 0.1
done
work key rotate epoch >/dev/null
work key destroy epoch 1 >/dev/null 2>&1
same 0 "$(count 'SELECT count(*) FROM subject WHERE epoch = 1')"
rows 49990 50010 >&3
exec 3>&-
code=0
wait "$import" || code=$?
cat why >&2
same 0 "$code"
same 50010 "$(count 'SELECT count(*) FROM subject')"
same 50010 "$(count 'SELECT count(*) FROM subject WHERE epoch = 2')"
for n in 1 44000 44001 49995 50010; do
	work locate "email:n$n@post.example" >/dev/null
done
work db check >/dev/null
work audit verify >/dev/null
