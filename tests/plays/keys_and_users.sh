# Keys are rotated and destroyed, people and programs come and go, and each
# may do what its role says.
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
export OMBUD_HOME=$PWD/w
me=$(id -un)
for name in ana bo; do
	echo '{"source":"crm","type":"customer","identifiers":[{"type":' \
	    "\"email\",\"value\":\"$name@example.com\"}]}"
done >people.ndjson
"$OMBUD" profile import people.ndjson >/dev/null
"$OMBUD" request new access --subject email:ana@example.com >/dev/null
"$OMBUD" db backup b.db >/dev/null

needed()
{
	"$OMBUD" key list --ndjson | jq "select(.kind == \"epoch\" and
	    .version == $1).needed_by"
}

# An epoch is destroyed when nobody needs it, and backups with it.
same 3 "$(needed 1)"
"$OMBUD" key rotate epoch --dry-run >/dev/null
same "" "$(needed 2)"
exits 5 "$OMBUD" key destroy epoch 1
"$OMBUD" key rotate epoch >/dev/null
same "0 3" "$(needed 1) $(needed 2)"
exits 5 "$OMBUD" key destroy epoch 2
exits 4 "$OMBUD" key destroy epoch 3
exits 2 "$OMBUD" key destroy epoch one
exits 2 "$OMBUD" key destroy root 1
exits 2 "$OMBUD" key rotate signing
"$OMBUD" db restore b.db >/dev/null
same "3 0" "$(needed 1) $(needed 2)"
exits 5 "$OMBUD" key destroy epoch 1
"$OMBUD" key rotate epoch >/dev/null
"$OMBUD" key destroy epoch 1 --dry-run >/dev/null
[ -e w/keys/epoch-1.key ]
"$OMBUD" key destroy epoch 1 >/dev/null
[ ! -e w/keys/epoch-1.key ]
"$OMBUD" locate email:ana@example.com >/dev/null
exits 7 "$OMBUD" db restore b.db 2>why
has destroyed why
"$OMBUD" locate email:bo@example.com >/dev/null
"$OMBUD" profile import people.ndjson >/dev/null
same 2 "$("$OMBUD" audit list --ndjson |
    jq -r 'select(.act == "key.destroy").detail' | wc -l)"

# A program that began before a rotation reads the keys anew: nothing of its
# is written under the old epoch.
mkfifo pipe
"$OMBUD" profile import pipe >/dev/null 2>why &
exec 3>pipe # waits until it reads, and so has its keys
"$OMBUD" key rotate epoch >/dev/null
cat people.ndjson >&3
exec 3>&-
wait $!
same "" "$(cat why)"

# Whoever was pseudonymised is found until that key is destroyed.
request=$("$OMBUD" request new pseudonymize --subject email:bo@example.com)
for step in "verify --method seen" plan "approve --by $me" run; do
	# shellcheck disable=SC2086
	"$OMBUD" request ${step%% *} "$request" \
	    $(case $step in *' '*) echo "${step#* }" ;; esac) >/dev/null
done
"$OMBUD" key rotate pseudonym >/dev/null
"$OMBUD" locate email:bo@example.com >/dev/null
"$OMBUD" key destroy pseudonym 1 >said
has "cannot be found" said
exits 4 "$OMBUD" locate email:bo@example.com

# Users: a name once, a role of the list, and never no officer.
"$OMBUD" user add bela --role approver >/dev/null
exits 2 "$OMBUD" user add bela --role dpo
exits 2 "$OMBUD" user add 'be la' --role dpo
exits 2 "$OMBUD" user add king --role king
exits 2 "$OMBUD" user add nobody
exits 5 "$OMBUD" user remove "$me"
exits 4 "$OMBUD" user remove nobody
"$OMBUD" user remove bela >/dev/null
same "$me" "$("$OMBUD" user list --json | jq -r '.users[].name')"
same 2 "$("$OMBUD" user list --all --ndjson | wc -l)"
"$OMBUD" user add bela --role dpo >/dev/null
"$OMBUD" audit verify >/dev/null

# may STATUS... : what each role, taken on by me, gets of these commands.
may()
{
	local role=$1 wanted=$2 got= status
	rm -rf as && cp -a w as
	sqlite3 as/ombud.db "update member set role = '$role', removed = NULL
	    where name = '$me'"
	for command in "profile import people.ndjson" \
	    "profile find email:ana@example.com" "profile link A A" \
	    "suppress list" "suppress add email:x@example.com --purpose sale" \
	    "suppress replay" "audit verify" "audit list" "user list" \
	    "user add x --role intake" "key list" "key rotate epoch" \
	    "db check" "db backup x.db" "db restore b.db"; do
		status=0
		# shellcheck disable=SC2086
		"$OMBUD" -C as $command >/dev/null 2>&1 || status=$?
		[ $status = 5 ] && got="$got-" || got="$got+"
	done
	rm -f x.db
	same "$role $wanted" "$role $got"
}
may intake '---+----+------'
may caseworker '+++++---+------'
may approver '---+----+------'
may auditor '---+--+++------'
may machine '++-------------'
may dpo '+++++++++++++++'
sqlite3 as/ombud.db "update member set removed = 1 where name = '$me'"
exits 5 "$OMBUD" -C as user list 2>why
has "not registered" why
