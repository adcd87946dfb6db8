# A play ends at the first command that fails, but bash's -e does not see all
# of them: not one behind !, not the first of a list with &&. Such a line shows
# nothing.
function complain(what)
{
	print FILENAME ":" FNR ": " what
	found = 1
}

/^[ \t]*! / && !/(&&|\|\|)/ {
	complain("what begins with ! cannot end the play: exits 1 COMMAND")
}

/^[ \t]*\[ .*\] && \[/ {
	complain("only the last of these can end the play: a line for each")
}

/^[ \t]*(exits|same|has|lacks) .*\|\| *(true|:)( |$)/ {
	complain("a check that may fail is none")
}

END {
	exit found
}
