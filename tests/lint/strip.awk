# Takes comments and the insides of literals out of C, so that a checker sees
# code only. Sets code (the line without them) and raw (as it stands) and
# calls check(); the checker's own file defines that. Works line by line and
# remembers an open comment.
FNR == 1 {
	if (NR > 1)
		file_ends()
	in_comment = 0
	file_begins()
}

{
	raw = $0
	code = strip($0)
	check()
}

END {
	if (NR > 0)
		file_ends()
	exit found > 0
}

function strip(line,    out, at, two, one)
{
	out = ""
	while (line != "") {
		if (in_comment) {
			at = index(line, "*/")
			if (at == 0)
				return out
			in_comment = 0
			line = substr(line, at + 2)
			continue
		}
		at = match(line, /["']|\/[*\/]/)
		if (at == 0)
			return out line
		out = out substr(line, 1, at - 1)
		two = substr(line, at, 2)
		one = substr(line, at, 1)
		if (two == "//")
			return out
		if (two == "/*") {
			in_comment = 1
			line = substr(line, at + 2)
			continue
		}
		line = after_literal(substr(line, at + 1), one)
		out = out one one
	}
	return out
}

function after_literal(line, quote,    at)
{
	while ((at = match(line, /["'\\]/)) > 0) {
		if (substr(line, at, 1) == quote)
			return substr(line, at + 1)
		line = substr(line, substr(line, at, 1) == "\\" ? at + 2 : at + 1)
	}
	return ""
}

function complain(message)
{
	complain_at(FNR, message)
}

function complain_at(line, message)
{
	printf "%s:%d: %s\n", FILENAME, line, message
	found++
}
