#!/usr/bin/env bash
# All tests of the build in $BUILD: units, scripts, plays, interoperability.
# Each step ends with its own "N passed, N failed[, N skipped]"; the last line
# here is the sum. A step that ends without a count, or fails without counting
# a failure, counts as one failed.
set -u
shopt -s nullglob
cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build}"
OMBUD=$(realpath "$BUILD")/ombud
export BUILD OMBUD
passed=0 failed=0 skipped=0
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT
count='^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$'

step()
{
	local name=$1 code last
	shift
	"$@" </dev/null 2>&1 | tee "$output" | grep --line-buffered -vE "$count"
	code=${PIPESTATUS[0]}
	last=$(grep -E "$count" "$output" | tail -n1)
	if [[ $last =~ $count ]]; then
		passed=$((passed + BASH_REMATCH[1]))
		failed=$((failed + BASH_REMATCH[2]))
		skipped=$((skipped + ${BASH_REMATCH[4]:-0}))
		[ "$code" = 0 ] || [ "${BASH_REMATCH[2]}" != 0 ] || last=
	fi
	if [ -z "$last" ]; then
		failed=$((failed + 1))
		last="exit $code without an honest count"
	fi
	echo "-- $name: $last"
}

step units "$BUILD/unit"
for script in tests/*/replay.sh; do
	step seeds "$script"
done
for script in tests/scripts/test_*.sh; do
	step "$(basename "$script" .sh)" "$script"
done
step plays tests/plays/run.sh
for script in tests/*/interop.sh tests/*/interop/run.sh; do
	step "$script" "$script"
done

sum="$passed passed, $failed failed"
[ "$skipped" = 0 ] || sum="$sum, $skipped skipped"
echo "$sum"
[ $failed = 0 ] && [ $passed != 0 ]
