# Lines that look like checks, and checks.
! grep -q gone file # BAD
	! grep -q gone "$1" # BAD
! grep -q here file && return 0
[ -s one ] && [ -s two ] # BAD
[ -s one ] && has two one
[ -s one ]
exits 6 ombud version || true # BAD
exits 6 ombud version
kill "$victim" || true
