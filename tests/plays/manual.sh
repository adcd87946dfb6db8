# The manual names every command and option, and none that is not there.
. "$PLAYS/lib.sh"
manual=$PLAYS/../../src/cmd/ombud.1.scd
sed -n '/^# COMMANDS/,/^# OPTIONS/p' "$manual" | grep '^\*[a-z]*\*' |
    tr -d '*|' >lines
"$OMBUD" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' |
    sort >there
sed 's/locate, export, erase.*/locate\nexport\nerase/; s/ .*//' lines |
    sort >named
diff named there
while read -r command actions; do
	for action in $actions; do
		case $command$action in
		*,* | *[^a-z]*) continue ;;
		esac
		"$OMBUD" help "$command" "$action" >/dev/null
	done
done <lines

# words OF: the command and its actions, as its help lists them.
words()
{
	"$OMBUD" help ${1:+"$1"} | sed -n "/^${2:-Actions}:/,/^\$/{
	    s/^  \\([a-z-]*\\)  .*/\\1/p}"
}

# options FILE: the names of options in a help; "" where it has only actions.
options()
{
	sed -n '/^Options:/,/^$/{s/^  \(-., \)*--\([a-z0-9-]*\).*/\2/p}' "$1"
}

# Each option of each command is in the manual, below its command, and no
# other is there.
"$OMBUD" help version >page
options page | sort >everywhere
printf '%s\n' json ndjson dry-run >>everywhere
sort -o everywhere everywhere
for command in $(words '' Commands); do
	for action in '' $(words "$command"); do
		name=$command${action:+ $action}
		# shellcheck disable=SC2086
		"$OMBUD" help $name >page
		options page | sort | comm -23 - everywhere |
		    sed "s/^/ombud $name --/"
	done
done >told
"$OMBUD" help --manual >generated
sed -n '/^# /,$p' generated | awk '/^\*ombud / {
	    sub(/^\*/, ""); sub(/\*.*/, ""); name = $0 }
	/^\t\*-/ { sub(/.*\*--/, ""); sub(/\*.*/, ""); print name " --" $0 }' \
    >written
[ "$(wc -l <told)" -gt 100 ]
sort written | diff <(sort told) -
sed -n '/^# /q;s/.*\*--\([a-z0-9-]*\)\*.*/\1/p' generated | sort >named
sort -u everywhere | diff - named

# What the rest of the manual says of options, they have.
sed 's/.* --/--/' told | sort -u >known
sed 's/^/--/' everywhere >>known
grep -o -e '\*--[a-z][a-z0-9-]*\*' "$manual" | tr -d '*' | sort -u >named
[ -s named ]
sort -u known | comm -23 named - >unknown
same '' "$(cat unknown)"

# The whole is a page.
if command -v scdoc >/dev/null; then
	sed -e '/^@$/{r generated' -e 'd}' "$manual" | scdoc >page
	has 'OPTIONS OF COMMANDS' page
	exits 1 grep '^@' page
fi
