#!/usr/bin/env bash
# Go's own packages for transparency logs check what Ombud wrote, a tree of
# every size from 1 to INTEROP_SIZES among it. Offline: the packages are
# Debian's golang-golang-x-mod-dev. The last line is the count.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}" "${GOPATH:=/usr/share/gocode}"
here=tests/crypto/interop

skip()
{
	echo "SKIPPED: $here: $1" >&2
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
}

fail()
{
	echo "$here: $1" >&2
	echo "0 passed, 1 failed"
	exit 1
}

command -v go >/dev/null || skip "no go here"
[ -d "$GOPATH/src/golang.org/x/mod/sumdb/tlog" ] ||
	skip "no golang.org/x/mod below $GOPATH/src"
[ -e "$BUILD/flags" ] || fail "no build in $BUILD"

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export GOPATH GO111MODULE=off GOFLAGS='' GOPROXY=off GOTOOLCHAIN=local
[ -n "${HOME:-}${GOCACHE:-}" ] || export GOCACHE=$work/cache

read -ra compiler <"$BUILD/flags"
"${compiler[@]}" -o "$work/write" $here/write.c "$BUILD"/src/base/*.o \
	"$BUILD"/src/crypto/*.o "$BUILD"/embedded.o \
	-lcrypto -ljansson -lutf8proc || fail "write.c does not build"
go build -o "$work/verify" $here/verify.go || fail "verify.go does not build"
"$work/write" "$work" "${INTEROP_SIZES:-100000}" || fail "no log was written"
"$work/verify" "$work"
