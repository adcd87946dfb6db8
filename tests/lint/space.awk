# No white space at the end of a line, no space before a tab, a line feed at
# the end of the file (which awk cannot see; lint's run.sh looks).
/[ \t\r]$/ { complain("white space at the end of the line") }
/^ *[ ]\t/ { complain("a space before a tab") }

function complain(message)
{
	printf "%s:%d: %s\n", FILENAME, FNR, message
	found++
}

END { exit found > 0 }
