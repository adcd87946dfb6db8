#!/usr/bin/env bash
# The runner of the plays is right about plays that are known to be good,
# bad, slow and impossible.
set -u
runner=$(cd "$(dirname "$0")/../plays" && pwd)/run.sh
lib=$(dirname "$runner")/lib.sh
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

holds()
{
	if eval "$2"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'not so: %s\n%s\n' "$1" "$out"
	fi
}

plays()
{
	out=$(PLAYS=$work PLAY_SECONDS=1 OMBUD=/bin/true bash "$runner" "$@" 2>&1)
	code=$?
}

plays
holds "no play is no failure" '[ "$out" = "0 passed, 0 failed" ]'

echo '[ -z "$(ls -A)" ] && [ -x "$OMBUD" ] && touch left' >"$work/play_a.sh"
cp "$work/play_a.sh" "$work/play_b.sh"
echo '[ -z "${OMBUD_HOME:-}" ]; ! read -r line' >"$work/play_c.sh"
echo "exit 1" >"$work/lib.sh"
export OMBUD_HOME=/nowhere
plays
holds "each play has an empty folder, no workspace and no input" \
    '[ $code = 0 ] && [ "${out##*$'"'\n'"'}" = "3 passed, 0 failed" ]'
plays _b
holds "a part of a name picks" '[ "$out" = "ok play_b
1 passed, 0 failed" ]'

echo 'echo before; false; echo after' >"$work/play_d.sh"
echo 'sleep 9' >"$work/play_e.sh"
echo ". $lib; skip no such thing here" >"$work/play_f.sh"
echo 'echo "$unset"' >"$work/play_g.sh"
plays
holds "failures, time-outs and skipped ones are counted" \
    '[ $code = 1 ] && [ "${out##*$'"'\n'"'}" = "3 passed, 3 failed, 1 skipped" ]'
holds "a failed command ends the play and its output is shown" \
    '[[ $out == *"    before"* && $out != *"    after"* ]]'
holds "a time-out says so" '[[ $out == *"no end after 1 s"* ]]'
holds "the reason of a skipped one is shown" \
    '[[ $out == *"skipped play_f: no such thing here"* ]]'

# shellcheck source=/dev/null
. "$lib"
echo "one two" >"$work/file"
out=
holds "exits, same, has and lacks can pass" \
    'exits 3 bash -c "exit 3" && same a a && has "e t" "$work/file" &&
    lacks "e.t" "$work/file"'
holds "exits, same, has and lacks can fail" \
    '! exits 3 true 2>&- && ! same a b 2>&- && ! has "e.t" "$work/file" 2>&- &&
    ! lacks "e t" "$work/file" 2>&-'

echo "$passed passed, $failed failed"
[ $failed = 0 ]
