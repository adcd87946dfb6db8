# A function has at most FUNCTION_LINES lines (from its name to its brace) and
# PARAMETERS parameters, a file at most FILE_LINES lines. Relies on the
# layout that clang-format gives: a function's name and its braces stand in
# the first column.
BEGIN {
	FUNCTION_LINES = 60
	FILE_LINES = 400
	PARAMETERS = 5
}

function file_begins()
{
	name = ""
	last = 0
}

function file_ends()
{
	if (last > FILE_LINES)
		printf "%s:%d: the file has %d lines, not at most %d\n",
		    ended, FILE_LINES + 1, last, FILE_LINES
	found += last > FILE_LINES
}

function check()
{
	last = FNR
	ended = FILENAME
	if (match(code, /^[a-z_][a-z0-9_]*\(/)) {
		name = substr(code, 1, RLENGTH - 1)
		begun = FNR
		list = ""
		open = 0
	}
	if (name == "")
		return
	if (open == 0)
		list = list " " code
	if (code ~ /^\{/) {
		open = 1
		count_parameters()
	} else if (open == 0 && code ~ /;[ \t]*$/) {
		name = ""
	} else if (open == 1 && code ~ /^\}/) {
		if (FNR - begun + 1 > FUNCTION_LINES)
			complain_at(begun, name "() has " FNR - begun + 1 \
			    " lines, not at most " FUNCTION_LINES)
		name = ""
	}
}

# Commas between the outer parentheses; those of a function pointer's own
# parameters are deeper.
function count_parameters(    i, depth, c, commas)
{
	commas = 0
	depth = 0
	for (i = 1; i <= length(list); i++) {
		c = substr(list, i, 1)
		if (c == "(")
			depth++
		else if (c == ")")
			depth--
		else if (c == "," && depth == 1)
			commas++
	}
	if (commas + 1 > PARAMETERS)
		complain_at(begun, name "() has " commas + 1 \
		    " parameters, not at most " PARAMETERS)
}
