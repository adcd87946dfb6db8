#!/usr/bin/env bash
# Gives each fuzz target in $BUILD (replay_NAME) its seeds again: what was
# found once stays mended, without clang.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
passed=0 failed=0
for seeds in tests/fuzz/seeds/*/; do
	name=$(basename "$seeds")
	if output=$("$BUILD/replay_$name" "$seeds" 2>&1); then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not ok replay_$name"
		tail -n 30 <<<"$output"
	fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
