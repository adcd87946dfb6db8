#!/usr/bin/env bash
# Runs each fuzz target in $BUILD for SECONDS_EACH seconds or, where that is
# given, RUNS executions; TARGETS="csv json" runs these only. Seeds are in
# tests/fuzz/seeds/NAME, where there are any; what is learned stays in
# $BUILD/corpus/NAME, and an input that fails in $BUILD/NAME-*.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build/fuzz}" "${SECONDS_EACH:=60}" "${RUNS:=}" "${TARGETS:=}"
limit=-max_total_time=$SECONDS_EACH
[ -z "$RUNS" ] || limit=-runs=$RUNS
passed=0 failed=0
for source in tests/fuzz/fuzz_*.c; do
	[ -e "$source" ] || continue
	name=$(basename "$source" .c)
	seeds=tests/fuzz/seeds/${name#fuzz_}
	[[ -z $TARGETS || " $TARGETS " == *" ${name#fuzz_} "* ]] || continue
	corpus=$BUILD/corpus/$name
	mkdir -p "$corpus"
	[ -d "$seeds" ] || seeds=
	# shellcheck disable=SC2086
	if "$BUILD/$name" "$limit" -timeout=10 \
	    -rss_limit_mb=2048 -artifact_prefix="$BUILD/$name-" \
	    "$corpus" $seeds >"$BUILD/$name.log" 2>&1; then
		passed=$((passed + 1))
		echo "ok $name: $(grep -oE 'Done [0-9]+ runs.*' "$BUILD/$name.log")"
	else
		failed=$((failed + 1))
		echo "not ok $name"
		tail -n 30 "$BUILD/$name.log"
	fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
