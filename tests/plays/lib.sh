# For plays: . "$PLAYS/lib.sh". Every check says what it saw before it fails.
# shellcheck shell=bash

# exits STATUS COMMAND...: the command ends with that status, nothing else.
exits()
{
	local wanted=$1 got=0
	shift
	"$@" || got=$?
	[ "$got" = "$wanted" ] && return 0
	echo "exit $got, not $wanted: $*" >&2
	return 1
}

# same WANTED GOT: two texts are the same.
same()
{
	[ "$1" = "$2" ] && return 0
	printf 'wanted: %s\ngot:    %s\n' "$1" "$2" >&2
	return 1
}

# has TEXT FILE and lacks TEXT FILE: the text, taken literally, stands in the
# file or does not.
has()
{
	grep -qF -e "$1" -- "$2" && return 0
	printf '%s has no "%s":\n%s\n' "$2" "$1" "$(head -c 2000 "$2")" >&2
	return 1
}

lacks()
{
	! grep -qaF -e "$1" -- "$2" && return 0
	echo "$2 has \"$1\"" >&2
	return 1
}

# skip WHY: this play cannot run here.
skip()
{
	echo "$*"
	exit 77
}

# stated FOLDER: its settings name who answers and which authority hears
# complaints; no request is closed on an answer without.
stated()
{
	jq '.organisation.name |= (select(. != "") // "Example Shop") |
	    .authority = {name: "The authority of Hamburg"}' \
	    "$1/ombud.json" >"$1.json"
	cat "$1.json" >"$1/ombud.json"
	rm "$1.json"
}
