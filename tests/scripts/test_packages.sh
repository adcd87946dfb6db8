#!/usr/bin/env bash
# .ci/packages asks the package manager only for what is missing, and says
# plainly when it may not. dpkg-query, apt-get and id are stand-ins here.
set -u
packages=$(cd "$(dirname "$0")/../../.ci" && pwd)/packages
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
# A folder with all that the script may call, so that nothing else is found.
mkdir "$work/bin"
for tool in sh env mktemp rm tail cat; do
	ln -s "$(command -v $tool)" "$work/bin/$tool"
done

stand_in()
{
	printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"
	chmod +x "$work/bin/$1"
}

packages()
{
	rm -f "$work/calls"
	out=$(PATH=$work/bin CALLS=$work/calls sh "$packages" deps "$@" 2>&1)
	code=$?
	calls=$(cat "$work/calls" 2>/dev/null)
}

holds()
{
	if eval "$2"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'not so: %s\n%s\n%s\n' "$1" "$out" "$calls"
	fi
}

packages there
holds "without dpkg it names the packages and goes on" \
    '[ $code = 0 ] && [[ $out == *"by hand: there" ]]'

stand_in dpkg-query 'case $3 in there*) printf "installed ";; half)
	printf "config-files ";; *) exit 1;; esac'
stand_in apt-get 'echo "$DEBIAN_FRONTEND $*" >>"$CALLS"; echo noise'
stand_in id 'echo 0'
packages there there2
holds "where all is there, nothing is said or asked" \
    '[ $code = 0 ] && [ -z "$out$calls" ]'
packages there half missing
holds "what is missing or only configured is installed, and only that" \
    '[ $code = 0 ] && [ "$out" = "deps: installing half missing" ] &&
    [ "$calls" = "noninteractive -qq update
noninteractive -qq install -y --no-install-recommends half missing" ]'

stand_in id 'echo 1000'
packages missing
holds "neither root nor sudo is said" '[ $code = 1 ] && [ -z "$calls" ] &&
    [[ $out == *"neither root nor sudo"*"apt-get install missing" ]]'
packages there
holds "without need, no root is needed" '[ $code = 0 ] && [ -z "$out" ]'
stand_in sudo 'echo sudo >>"$CALLS"; exec "$@"'
packages missing
holds "sudo is used" '[ $code = 0 ] && [[ $calls == *sudo* ]]'

stand_in apt-get 'echo the reason >&2; exit 100'
packages missing
holds "a failure shows its reason" \
    '[ $code = 1 ] && [[ $out == *"the reason"*"could not install missing" ]]'

echo "$passed passed, $failed failed"
[ $failed = 0 ]
