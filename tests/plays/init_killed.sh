# An init that is killed leaves nothing half done: the next one makes good.
. "$PLAYS/lib.sh"
killed=0
for n in $(seq 60); do
	"$OMBUD" init "w$n" >/dev/null 2>&1 &
	victim=$!
	sleep "0.0$(printf '%02d' "$n")"
	kill -9 "$victim" 2>/dev/null || true
	code=0
	wait "$victim" 2>/dev/null || code=$?
	[ "$code" = 0 ] || killed=$((killed + 1))
	made=0
	"$OMBUD" init "w$n" >/dev/null 2>why || made=$?
	[ "$made" = 0 ] || grep -q -e "completed now" -e "there already" why
	"$OMBUD" -C "w$n" user list >/dev/null
	"$OMBUD" -C "w$n" audit verify >/dev/null
	same "" "$(ls "w$n" | grep -e init -e made || true)"
done
echo "$killed of 60 killed"
[ "$killed" -gt 5 ]
