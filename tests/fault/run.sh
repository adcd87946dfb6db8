#!/usr/bin/env bash
# run.sh [PART...]: for each case here (fault_*.sh), lets its act go wrong at
# every call that changes a file, one after the other, in three ways (see
# preload.c). A case is three functions: prepare makes the files, act is what
# goes wrong, settled is called without faults and fails unless all is as it
# was before act or as after it; they run in the case's folder under bash -eu.
# An act ends by an exit status of INTERFACE's table, never as a bug (70). The
# cases in bad/ break their promise, which must be noticed. A case in C
# (fault_*.c) is a program that prints its figures and ends by 0; with
# FAULT_SHORT=1 it tries a hundredth.
set -u
here=$(cd "$(dirname "$0")" && pwd)
brief=${FAULT_SHORT:+25} # shell cases are short, so not a hundredth of them
: "${BUILD:?}" "${FAULT_MOST:=2000}"
step=${FAULT_STEP:-${brief:-1}}
programs=$(realpath "$BUILD")
OMBUD=$programs/ombud
preload=$programs/fault.so
PLAYS=$here/../plays
export OMBUD PLAYS NO_COLOR=1 TZ=UTC LC_ALL=C.UTF-8
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# do_ FUNCTION FOLDER [SETTING...]: one function of the case in that folder.
do_()
{
	local function=$1 folder=$2
	shift 2
	(cd "$folder" && exec env "$@" timeout 60 bash -euc \
	    ". '$script'; ${LOAD:+export LD_PRELOAD=$preload;} $function") \
	    </dev/null >>"$work/output" 2>&1
}

# One act with a fault at call $2; 0 good, 1 bad, 2 no such call any more.
attempt()
{
	local how=$1 at=$2 code=0
	rm -rf "$work/now" "$work/mark" "$work/output"
	cp -a "$work/before" "$work/now"
	LOAD=1 do_ act "$work/now" FAULT_AT="$at" FAULT_HOW="$how" \
	    FAULT_MARK="$work/mark" || code=$?
	if [ $code -gt 7 ] && [ "$how $code" != "crash 137" ]; then
		echo "act ended with $code" >>"$work/output"
		return 1
	fi
	LOAD='' do_ settled "$work/now" || return 1
	[ -e "$work/mark" ] || return 2
}

# All faults of one kind; the number of the last call is left in $at.
all_calls()
{
	for ((at = 1; at <= FAULT_MOST; at += step)); do
		attempt "$1" $at
		case $? in
		1) return 1 ;;
		2) return 0 ;;
		esac
	done
}

report()
{
	if [ "$1" = 0 ]; then
		passed=$((passed + 1))
		echo "ok $2"
	else
		failed=$((failed + 1))
		echo "not ok $2"
		tail -n 30 "$work/output" | sed 's/^/    /'
	fi
}

wanted=$(printf '%s\n' "$@" | paste -sd'|')
for script in "$here"/fault_*.sh "$here"/bad/fault_*.sh; do
	name=$(basename "$script" .sh)
	[[ -e $script && $name =~ $wanted ]] || continue
	rm -rf "$work/before" "$work/output"
	mkdir "$work/before"
	if ! LOAD='' do_ prepare "$work/before"; then
		report 1 "$name: prepare"
	elif [[ $script == */bad/* ]]; then
		! step=1 all_calls crash
		report $? "$name: its broken promise is noticed"
	else
		for how in error full crash; do
			all_calls $how
			report $? "$name: $how at each of $((at - 1)) calls"
		done
	fi
done
for source in "$here"/fault_*.c; do
	name=$(basename "$source" .c)
	[[ -e $source && $name =~ $wanted ]] || continue
	rm -rf "$work/now"
	mkdir "$work/now"
	(cd "$work/now" && exec "$programs/$name") 2>&1 |
	    tee "$work/output"
	report "${PIPESTATUS[0]}" "$name"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
