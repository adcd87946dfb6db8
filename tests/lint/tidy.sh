#!/usr/bin/env bash
# tidy.sh FILE...: cppcheck over src, clang-tidy over each file, with the
# compiler's FLAGS from the Makefile. Slower than lint, so on its own.
set -u
: "${FLAGS:?is set by make tidy}"
status=0
cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr -Isrc -Iinclude \
    --enable=warning,performance,portability -j"$(nproc)" \
    --suppressions-list=tests/lint/cppcheck.txt src || status=1
# Several at a time; each prints its findings as one piece.
printf '%s\n' "$@" | xargs -P"$(nproc)" -n1 bash -c '
	out=$(clang-tidy --quiet "$1" -- $FLAGS 2>/dev/null) && exit 0
	printf "%s\n" "$out"
	exit 1' tidy || status=1
[ $status = 0 ] && echo "tidy: clang-tidy and cppcheck content"
exit $status
