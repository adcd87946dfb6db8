#!/usr/bin/env bash
# run.sh [PART...]: the plays, each a script beside this file (all but this
# one and lib.sh) that uses the program as a person would, by
# $OMBUD. Each runs in an empty folder of its own with no configuration of the
# caller's, a time limit, and bash's -eu: the first command that fails
# unexpectedly fails the play. One that cannot run here says why and exits 77.
# With PART, only those whose name has it. The last line counts: "N passed, N
# failed[, N skipped]".
set -u
plays=$(cd "${PLAYS:-$(dirname "$0")}" && pwd)
: "${OMBUD:=$plays/../../build/ombud}" "${PLAY_SECONDS:=300}"
export OMBUD PLAYS=$plays PLAY_SECONDS

# One play: prints its line and, where it failed, what it printed.
if [ "${1:-}" = --one ]; then
	name=$(basename "$2" .sh)
	folder=$3/$name
	mkdir -p "$folder/empty" "$folder/home"
	cd "$folder/empty" || exit 1
	begun=$SECONDS
	env -u OMBUD_HOME -u XDG_CONFIG_HOME HOME="$folder/home" \
	    TMPDIR="$folder" NO_COLOR=1 TZ=UTC LC_ALL=C.UTF-8 \
	    timeout -k 10 "$PLAY_SECONDS" bash -eu "$2" \
	    </dev/null >"$folder/output" 2>&1
	code=$?
	took=$((SECONDS - begun))
	slow=
	[ $took -lt 5 ] || slow=" ($took s)"
	case $code in
	0) printf 'ok %s%s\n' "$name" "$slow" ;;
	77) printf 'skipped %s: %s\n' "$name" "$(tail -n1 "$folder/output")" ;;
	*)
		[ $code != 124 ] || echo "no end after $PLAY_SECONDS s" \
		    >>"$folder/output"
		printf 'not ok %s (exit %d)\n%s\n' "$name" $code \
		    "$(tail -n 40 "$folder/output" | sed 's/^/    /')"
		;;
	esac
	chmod -R u+rwX "$folder" && rm -rf "$folder"
	exit 0
fi

wanted=$(printf '%s\n' "$@" | paste -sd'|')
work=$(mktemp -d "${TMPDIR:-/tmp}/ombud-plays.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
mapfile -t scripts < <(find "$plays" -maxdepth 1 -name '*.sh' ! -name run.sh \
    ! -name lib.sh | sort |
    grep -E "/[^/]*(${wanted})[^/]*$")
[ ${#scripts[@]} = 0 ] ||
    printf '%s\0' "${scripts[@]}" | xargs -0 -P"${JOBS:-$(nproc)}" -I{} \
	bash "$0" --one {} "$work" | tee "$work/lines"
touch "$work/lines"
passed=$(grep -c '^ok ' "$work/lines")
skipped=$(grep -c '^skipped ' "$work/lines")
failed=$((${#scripts[@]} - passed - skipped))
count="$passed passed, $failed failed"
[ "$skipped" = 0 ] || count="$count, $skipped skipped"
echo "$count"
[ $failed = 0 ]
