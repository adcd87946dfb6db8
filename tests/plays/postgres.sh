# The store on a PostgreSQL server: the same plays pass, nothing personal is
# in any file of the server, and a dump that is put back brings nobody back.
. "$PLAYS/lib.sh"
server=
for path in /usr/lib/postgresql/*/bin; do
	[ ! -x "$path/initdb" ] || server=$path
done
[ -n "$server" ] || skip "postgresql is not installed: make deps-test"

# It runs as another user than root, in a folder that this one can reach.
data=$(mktemp -d /tmp/ombud-postgres.XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then
	as=(runuser -u postgres --)
	chown postgres "$data"
fi
in_server()
{
	(cd "$data" && "${as[@]}" "$server/$@")
}
stop()
{
	in_server pg_ctl -D "$data/db" -m immediate stop >/dev/null 2>&1 || :
	rm -rf "$data"
}
trap stop EXIT
in_server initdb -D "$data/db" -A trust -U postgres -E UTF8 --locale=C \
    >/dev/null
start()
{
	in_server pg_ctl -D "$data/db" -w -l "$data/log" \
	    -o "-k $data -c listen_addresses='' $*" start >/dev/null
}
start
sql()
{
	"$server/psql" -qtAX -h "$data" -U postgres -c "$1"
}
url="postgresql://postgres@/postgres?host=$data&options=-csearch_path%3D"

# What must not be in the settings, and a network that could be listened to.
exits 2 "$OMBUD" init bad --database "postgresql://a:b@/x?host=$data" 2>why
has "no password" why
exits 2 "$OMBUD" init bad --database "postgresql://a@db.example/x" 2>why
has "sslmode=verify-full" why
exits 6 "$OMBUD" init bad --database "postgresql:///x?host=$data/none" 2>why
has "not reachable" why
[ ! -e bad ]

# Plays of the store in a file, each init in a schema of its own.
program=$OMBUD
cat >on_server <<END
#!/bin/bash
for word in "\$@"; do
	[ "\$word" != init ] || {
		schema=s\$\$
		"$server/psql" -qX -h "$data" -U postgres -c "CREATE SCHEMA \$schema"
		exec "$program" "\$@" --database "$url\$schema"
	}
done
exec "$program" "\$@"
END
chmod +x on_server
for play in profiles request_items request_clock restriction; do
	mkdir $play
	(cd $play && OMBUD=$PWD/../on_server bash -eu "$PLAYS/$play.sh") \
	    >$play.out 2>&1 || {
		cat $play.out
		exit 1
	}
done

# One person, known by values that stand nowhere in clear.
sql "CREATE SCHEMA w"
"$OMBUD" init w --one-person --database "${url}w" >/dev/null
exits 2 "$OMBUD" init v --database "${url}w" 2>why
has "there is a store already" why
export OMBUD_HOME=$PWD/w
echo '{"source":"crm","type":"customer","name":"Zdenka Quillfeather",
"identifiers":[{"type":"email","value":"zdenka.quillfeather@mail.example"},
{"type":"phone_number","value":"+12025550142"}],
"attributes":{"town":"Quillfeatherton"}}' | tr -d '\n' >people.ndjson
"$OMBUD" profile import people.ndjson >/dev/null
"$OMBUD" locate email:zdenka.quillfeather@mail.example --json >found.json
same crm "$(jq -r '.profiles[0].source' found.json)"
sql CHECKPOINT
if grep -raliE 'quillfeather|2025550142' "$data"; then
	echo "a file of the server holds a personal value" >&2
	exit 1
fi

# What does not look into the server says so.
exits 2 "$OMBUD" report register 2>why
has "on a server" why
exits 3 "$OMBUD" db sweep --for email:zdenka.quillfeather@mail.example >swept \
    2>why
has "on a server" why

# Erased since the dump: whoever puts it back must complete it first.
in_server pg_dump -h "$data" -U postgres -n w -Fc postgres >dump
exits 2 "$OMBUD" db backup copy.db 2>why
has "pg_dump" why
"$OMBUD" erase email:zdenka.quillfeather@mail.example --by "$(id -un)" \
    --confirm email:zdenka.quillfeather@mail.example >/dev/null
exits 4 "$OMBUD" locate email:zdenka.quillfeather@mail.example
"$OMBUD" audit verify >/dev/null
sql "DROP SCHEMA w CASCADE"
in_server pg_restore -h "$data" -U postgres -d postgres <dump
exits 7 "$OMBUD" locate email:zdenka.quillfeather@mail.example 2>why
has "ombud db restore" why
exits 2 "$OMBUD" db restore people.ndjson 2>why
has "pg_restore" why
"$OMBUD" db restore --json >restored.json
same 1 "$(jq .erased restored.json)"
exits 4 "$OMBUD" locate email:zdenka.quillfeather@mail.example
"$OMBUD" audit verify >/dev/null
"$OMBUD" db check --full >/dev/null

# A server whose commits a crash may take back is none, and neither is one
# that is away.
in_server pg_ctl -D "$data/db" -w -m fast stop >/dev/null
exits 6 "$OMBUD" locate email:zdenka.quillfeather@mail.example 2>why
has "not reachable" why
start -c fsync=off
exits 2 "$OMBUD" locate email:zdenka.quillfeather@mail.example 2>why
has "fsync" why
