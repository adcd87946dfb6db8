#!/usr/bin/env bash
# The rules of the house that a machine can check. Every checker prints
# FILE:LINE: message and fails; all of them run, and first each is shown the
# files below bad/, of which it must find every line marked BAD and no other.
# LAYERS and EMBEDDABLE come from the Makefile. With names as arguments, only
# those checkers run.
set -u
here=$(cd "$(dirname "$0")" && pwd)
: "${LAYERS:?is set by make lint}" "${EMBEDDABLE:?}" "${CC:=gcc}"
checkers=(layers forbidden sizes names conditions headers format space plays)

# The C of the folders named, headers first, without what is bad on purpose.
c_of()
{
	find "$@" -name '*.h' ! -path 'tests/lint/*' 2>/dev/null | sort
	find "$@" -name '*.c' ! -path 'tests/lint/*' 2>/dev/null | sort
}

# strip-based checkers: stripped NAME FOLDER...
stripped()
{
	local name=$1 files
	shift
	mapfile -t files < <(c_of "$@")
	[ ${#files[@]} = 0 ] || awk -v agreed="$here/names.txt" \
	    -f "$here/strip.awk" -f "$here/$name.awk" "${files[@]}"
}

check_forbidden() { stripped forbidden src include tests; }
check_sizes() { stripped sizes src include; }
check_names() { stripped names src include; }
check_conditions() { stripped conditions src; }

check_layers()
{
	local file layer files status=0
	for file in tests/*/test_*.c; do
		[ -e "$file" ] || continue
		layer=$(basename "$(dirname "$file")")
		[[ " $LAYERS " == *" $layer "* ]] && continue
		echo "$file:1: the folder $layer is no layer, so it is not built"
		status=1
	done
	mapfile -t files < <(c_of src)
	[ ${#files[@]} = 0 ] && return $status
	awk -v layers="$LAYERS" -v embeddable="$EMBEDDABLE" \
	    -f "$here/layers.awk" "${files[@]}" && return $status
}

# Each header compiles alone; an X-macro list (*_list.h) is no header.
check_headers()
{
	! c_of src include | grep "\.h$" | grep -v "_list\.h$" |
	    xargs -r -P"$(nproc)" -n1 "$CC" -std=c11 \
	    -D_POSIX_C_SOURCE=200809L -Isrc -Iinclude -Wall -Wextra -Werror \
	    -fsyntax-only -x c 2>&1 | grep " error: "
}

check_format()
{
	if ! command -v clang-format >/dev/null; then
		echo "lint: no clang-format here, layout not checked" >&2
		return 0
	fi
	! c_of src include tests | xargs -r clang-format \
	    --style="file:$here/../../.clang-format" --dry-run 2>&1 |
	    sed -n 's/^\([^ ]*:[0-9]*\):[0-9]*: .*formatted.*/\1: not as clang-format lays it out/p' |
	    uniq | grep .
}

check_space()
{
	local files file status=0
	mapfile -t files < <(find src include tests policies reports .ci \
	    ./*.md Makefile \( -name '*.[ch]' -o -name '*.sh' -o \
	    -name '*.awk' -o -name '*.json' -o -name '*.md' -o \
	    -name Makefile \) ! -path 'tests/lint/bad/*' 2>/dev/null)
	awk -f "$here/space.awk" "${files[@]}" || status=1
	for file in "${files[@]}"; do
		[ -z "$(tail -c1 "$file")" ] && continue
		echo "$file:$(($(wc -l <"$file") + 1)): no line feed at the end"
		status=1
	done
	return $status
}

check_plays()
{
	local files
	mapfile -t files < <(find tests/plays -name '*.sh' ! -name run.sh)
	awk -f "$here/plays.awk" "${files[@]}"
}

# Control: a checker that finds nothing in what is bad finds nothing.
prove()
{
	local checker=$1 wanted got
	cd "$here/bad/$checker" || return 1
	wanted=$(grep -rn BAD . | sed 's/^\.\/\([^:]*:[0-9]*\):.*/\1/' | sort)
	got=$("check_$checker" 2>&1 | grep -o '^[a-z_./]*:[0-9]*' | sort -u)
	cd "$here/../.." || return 1
	[ -n "$wanted" ] && [ "$wanted" = "$got" ] && return 0
	echo "tests/lint/bad/$checker: the checker finds other lines than" \
	    "those marked BAD:"
	diff <(echo "$wanted") <(echo "$got") | grep '^[<>]'
	return 1
}

# Not a rule, a figure: which files have no test file of their own.
count_untested()
{
	local file name count=0
	for file in src/*/*.c; do
		name=${file#src/}
		[ -e "tests/${name%/*}/test_${name##*/}" ] ||
		    count=$((count + 1))
	done
	echo "lint: $count of $(find src -name '*.c' | wc -l) files in src" \
	    "have no test file of their own"
}

cd "$here/../.." || exit 2
[ $# = 0 ] || checkers=("$@")
failed=0
for checker in "${checkers[@]}"; do
	prove "$checker" && "check_$checker" && continue
	echo "lint: $checker failed"
	failed=$((failed + 1))
done
count_untested
[ $failed = 0 ] && echo "lint: ${#checkers[@]} checkers content"
exit $((failed > 0))
