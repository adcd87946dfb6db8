#!/usr/bin/env bash
# tests/run.sh adds up honestly: a step that dies or lies is a failure.
set -u
run=$(cd "$(dirname "$0")/.." && pwd)/run.sh
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# sum WHAT UNIT PLAYS WANTED: what the last line is when the units and the
# plays print and end like this.
sum()
{
	local got
	rm -rf "$work/p"
	mkdir -p "$work/p/tests/plays" "$work/p/tests/scripts" "$work/p/build"
	cp "$run" "$work/p/tests/run.sh"
	printf '#!/bin/sh\n%s\n' "$2" >"$work/p/build/unit"
	printf '#!/bin/sh\n%s\n' "$3" >"$work/p/tests/plays/run.sh"
	chmod +x "$work/p/build/unit" "$work/p/tests/plays/run.sh"
	got=$(BUILD=build bash "$work/p/tests/run.sh" 2>&1)
	got="$? $(tail -n1 <<<"$got")"
	if [ "$got" = "$4" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'not so: %s\nwanted %s\ngot    %s\n' "$1" "$4" "$got"
	fi
}

fine='echo 2 passed, 0 failed'
sum "counts are added" "echo '3 passed, 0 failed'" "$fine" \
    "0 5 passed, 0 failed"
sum "failures are added" "echo '3 passed, 1 failed'; exit 1" "$fine" \
    "1 5 passed, 1 failed"
sum "skipped ones are shown" "$fine" "echo '1 passed, 0 failed, 4 skipped'" \
    "0 3 passed, 0 failed, 4 skipped"
sum "only a step's last count counts" "$fine; echo '1 passed, 0 failed'" \
    "$fine" "0 3 passed, 0 failed"
sum "a step without a count has failed" "echo nothing" "$fine" \
    "1 2 passed, 1 failed"
sum "a step that dies after its count has failed" "$fine; kill -9 \$\$" \
    "$fine" "1 4 passed, 1 failed"
sum "no test at all is a failure" "echo '0 passed, 0 failed'" \
    "echo '0 passed, 0 failed'" "1 0 passed, 0 failed"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
