# Values that steer a terminal, a spreadsheet or a browser come in, and are
# shown as what they are, wherever they are shown.
. "$PLAYS/lib.sh"
"$OMBUD" init w --one-person >/dev/null
export OMBUD_HOME=$PWD/w
me=$(id -un)
# CSI in both forms, an operating system command, what overrides the
# direction, a bell, a line's end, a formula, a tag.
bad='=1+1\u001b[2J\u009b31m\u001b]0;x\u0007\u202eevil\r\nnext\u2028<script>alert(1)</script>'
cat >people.ndjson <<EOF
{"source":"=1\u001b[2J\u202e<script>","type":"t\u009bx","id":"$bad","user_id":"=1\u202e<script>","name":"$bad","identifiers":[{"type":"email","value":"ana@post.example"},{"type":"k\u001b[1m","value":"=1\u202e<script>alert(2)</script>"}],"attributes":{"$bad":"$bad","deep":{"$bad":["$bad"]}},"events":[{"source":"=1\u001b[2J","type":"\u009b\u202ex","description":"$bad","properties":{"$bad":"$bad"},"created_at":"2026-01-05T09:00:00Z"}]}
EOF

# plain FILE: no byte in it steers a terminal; lines end in LF alone.
plain()
{
	[ -s "$1" ] || { echo "$1 is empty" >&2 && return 1; }
	! LC_ALL=C grep -nqP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]' "$1" &&
	    return 0
	cat -v "$1" >&2
	return 1
}

"$OMBUD" profile import people.ndjson >said
plain said
mkdir odd
odd=odd/$(printf 'a\033[2J\302\2333\342\200\256x')
cp people.ndjson "$odd"
shown=0
show()
{
	local code=0
	"$OMBUD" "$@" >out 2>err || code=$?
	[ $code = 0 ] || [ $code = 1 ] || { cat err >&2 && return 1; }
	plain out
	[ ! -s err ] || plain err
	shown=$((shown + 1))
	# JSON may hold what is no control character of ASCII.
	"$OMBUD" "$@" --json >out.json 2>/dev/null || [ $? = 1 ]
	jq . out.json >/dev/null
	LC_ALL=C exits 1 grep -P '[\x00-\x09\x0b-\x1f\x7f]' out.json
}
show profile find email:ana@post.example
show profile show email:ana@post.example
has '\x1b[2J' out
show locate email:ana@post.example
request=$("$OMBUD" request new access --subject email:ana@post.example)
show request list
show request show "$request"
show audit list
show user list
show db sweep --for email:ana@post.example --also odd
same 8 "$shown"

# Messages quote no value, and nothing in a name steers.
echo '{"source":"x"}' >"$odd"
exits 3 "$OMBUD" profile import "$odd" >/dev/null 2>err
plain err
exits 4 "$OMBUD" profile import "$odd.none" 2>err
plain err
exits 2 "$OMBUD" "$(printf 'x\033[2J\302\233')" 2>err
plain err

# The letter: a page that runs nothing, in which she reads what was sent.
"$OMBUD" export email:ana@post.example --by "$me" --out answer >/dev/null
lacks '<script>alert' answer/index.html
has '&lt;script&gt;alert' answer/index.html
LC_ALL=C exits 1 grep -nP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' \
    answer/index.html
jq -e '.. | strings | select(startswith("=1+1\u001b[2J"))' \
    answer/data.json >/dev/null
