# The manual names every command, and no command or action that is not there.
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
