#!/usr/bin/env bash
# `audit anchor` against a witness that is not ours (interop/witness.go), over
# HTTP on this machine. The last line is the count.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}" "${GOPATH:=/usr/share/gocode}"
here=tests/context/interop
OMBUD=$(realpath "$BUILD")/ombud
passed=0 failed=0 witness=

skip()
{
	echo "SKIPPED: $here: $1" >&2
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
}

finish()
{
	[ -z "$witness" ] || kill "$witness" 2>/dev/null
	rm -rf "$work"
}

# expect STATUS WHAT COMMAND...: its output is left in $work/out.
expect()
{
	local wanted=$1 what=$2 got=0
	shift 2
	"$@" >"$work/new" 2>&1 || got=$?
	mv "$work/new" "$work/out"
	if [ "$got" = "$wanted" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$here: $what: exit $got, not $wanted: $(cat "$work/out")"
	fi
}

# The witness's answer is on disk before it is given.
head_is_log()
{
	[ "$(sed -n 2p "$work/witness/head")" = "$(sed -n 2p "$work/cosigned")" ]
}

command -v go >/dev/null || skip "no go here"
[ -d "$GOPATH/src/golang.org/x/mod/sumdb/tlog" ] ||
	skip "no golang.org/x/mod below $GOPATH/src"
work=$(mktemp -d) || exit 1
trap finish EXIT
export GOPATH GO111MODULE=off GOFLAGS='' GOPROXY=off GOTOOLCHAIN=local
[ -n "${HOME:-}${GOCACHE:-}" ] || export GOCACHE=$work/cache
go build -o "$work/serve" $here/witness.go || {
	echo "0 passed, 1 failed"
	exit 1
}
mkdir "$work/witness"
export OMBUD_HOME=$work/w
expect 0 init "$OMBUD" init "$OMBUD_HOME" --one-person
"$OMBUD" audit export "$work/log" >/dev/null
"$work/serve" "$work/witness" "$(cat "$work/log/vkey")" &
witness=$!
for _ in $(seq 100); do
	[ -s "$work/witness/port" ] || sleep 0.1
done
key=$(cat "$work/witness/vkey")
at=http://127.0.0.1:$(cat "$work/witness/port")
anchor() { "$OMBUD" "${@:2}" audit anchor --witness "$at/$1" --witness-key "$key"; }

expect 0 "the first head" anchor w
expect 0 "its cosignature" "$OMBUD" audit checkpoint --cosigned
cp "$work/out" "$work/cosigned"
expect 0 "two signatures" test "$(grep -c '^— ' "$work/cosigned")" = 2
expect 0 "the witness's head" head_is_log
expect 0 "the next" anchor w/
expect 0 "a proof under it" "$OMBUD" audit prove 0 --cosigned
expect 0 "two signatures" test "$(grep -c '^— ' "$work/out")" = 2
cp -a "$OMBUD_HOME" "$work/older"
for name in ann ben; do
	"$OMBUD" user add $name --role auditor >/dev/null
done
expect 0 "a proof over what is between" anchor w
# What is known here of the witness is lost: it says what it has seen.
mv "$OMBUD_HOME/audit/cosigned" "$work/lost"
expect 0 "after a conflict" anchor w
cp "$work/witness/head" "$work/before"

# Put back: the witness has seen more; and when it has grown again, another.
expect 7 "a log that was rolled back" anchor w -C "$work/older"
expect 0 "says so" grep -q "rolled back" "$work/out"
for name in c d e f g h i j k l m n; do
	"$OMBUD" -C "$work/older" user add $name --role auditor >/dev/null
done
expect 7 "a log that was rewritten" anchor w -C "$work/older"
expect 0 "says so" grep -q "rewritten" "$work/out"
expect 0 "nothing of it is cosigned" cmp "$work/before" "$work/witness/head"
expect 0 "the true one goes on" anchor w

# Answers that are none.
expect 6 "nothing at that address" anchor nowhere
expect 6 "no redirect is followed" anchor away
expect 6 "an endless answer" anchor long
touch "$work/witness/lie"
expect 6 "a wrong cosignature" anchor w
rm "$work/witness/lie"
expect 0 "the old cosigned head stays" "$OMBUD" audit checkpoint --cosigned
expect 2 "a key of another kind" "$OMBUD" audit anchor --witness "$at/w" \
    --witness-key "$(cat "$work/log/vkey")"
expect 0 other "$OMBUD" init "$work/other"
expect 6 "a log that the witness does not know" anchor w -C "$work/other"
expect 0 "put" "$OMBUD" audit anchor --url "$at/put"
expect 0 "what was put" "$OMBUD" audit verify --against "$work/witness/got"
expect 6 "not to be put" "$OMBUD" audit anchor --url "$at/nowhere"
sed -i '3{s/^A/B/;t;s/^./A/}' "$OMBUD_HOME/audit/cosigned/"????????
expect 7 "a cosigned head that was changed" \
    "$OMBUD" audit checkpoint --cosigned

echo "$passed passed, $failed failed"
[ $failed = 0 ]
