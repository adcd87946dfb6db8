#!/usr/bin/env bash
# Go's own packages for transparency logs check certificates of erasure that
# Ombud made, without any of Ombud's code. Offline: the packages are Debian's
# golang-golang-x-mod-dev. The last line is the count.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}" "${GOPATH:=/usr/share/gocode}"
here=tests/request/interop

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
[ -x "$BUILD/ombud" ] || fail "no program in $BUILD"

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export GOPATH GO111MODULE=off GOFLAGS='' GOPROXY=off GOTOOLCHAIN=local
[ -n "${HOME:-}${GOCACHE:-}" ] || export GOCACHE=$work/cache

ombud() { "$BUILD/ombud" -C "$work/w" "$@" 2>>"$work/said"; }

# erase N: the N-th person, and her certificate as N.tlog-proof.
erase()
{
	local id who=email:person$1@post.example
	id=$(ombud erase "$who" --by second --confirm "$who") &&
		ombud request answer "$id" --out "$work/answer$1" >/dev/null &&
		cp "$work/answer$1/certificate.tlog-proof" \
		    "$work/$1.tlog-proof"
}

"$BUILD/ombud" init "$work/w" --organisation "Tea & Mugs" >/dev/null ||
	fail "no workspace"
ombud user add second --role approver >/dev/null || fail "no member"
for n in 1 2 3; do
	printf '{"source":"crm","type":"customer","identifiers":[{"type":"email","value":"person%d@post.example"}]}\n' $n
done >"$work/people.ndjson"
ombud profile import "$work/people.ndjson" >/dev/null || fail "no import"
for n in 1 2 3; do
	erase $n || fail "no certificate: $(cat "$work/said")"
done
ombud audit export "$work/log" >/dev/null || fail "no key"
go build -o "$work/verify" $here/verify.go || fail "verify.go does not build"
"$work/verify" "$work/log/vkey" "$work"/?.tlog-proof
