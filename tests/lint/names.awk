# What is exported is called om_<module>_..., where the module is the file, the
# header that declares it (either name, a beginning of it that ends at an
# underscore, its singular or plural), the layer, or a struct or enum that the layer
# defines (or its plural). The list `agreed` (lines "HEADER NAME...",
# names.txt) has the few others: names in full, or beginnings that end in an
# underscore. Headers are read first; a list (*_list.h) declares each function
# that it names. No struct, union or enum is typedef'd.
BEGIN {
	while ((getline line < agreed) > 0) {
		n = split(line, word, " ")
		for (i = 2; i <= n && line !~ /^#/; i++)
			module(word[1], word[i])
	}
}

function file_begins(    part)
{
	before = ""
	is_header = FILENAME ~ /\.h$/
	is_list = FILENAME ~ /_list\.h$/
	folder = FILENAME
	sub(/\/[^\/]*$/, "", folder)
	part = folder
	sub(/.*\//, "", part)
	module(folder, "om_" part "_")
	part = FILENAME
	sub(/.*\//, "", part)
	sub(/\.[ch]$/, "", part)
	if (part ~ /s$/)
		module(FILENAME, "om_" substr(part, 1, length(part) - 1) "_")
	do {
		module(FILENAME, "om_" part)
		module(FILENAME, "om_" part "_ om_" part "s_")
	} while (sub(/_[^_]*$/, "", part))
}

function file_ends()
{
}

function module(place, name)
{
	modules[place] = modules[place] " " name
}

function check(    name)
{
	if (code ~ /^[ \t]*typedef[ \t]+(struct|union|enum)([^A-Za-z0-9_]|$)/)
		complain("a struct, union or enum is not typedef'd")
	if (is_header)
		read_header()
	else if (match(code, /^[A-Za-z_][A-Za-z0-9_]*\(/) && before != "" &&
	    before !~ /(^|[^a-z])static([^a-z]|$)/ && before !~ /[;{}#]/) {
		name = substr(code, 1, RLENGTH - 1)
		if (!fits(name))
			complain(name "() is exported, but " \
			    (name in header ? header[name] " has another" \
			    " module" : "no header declares it"))
	}
	if (code !~ /^[ \t]*$/)
		before = code
}

function read_header(    rest, name)
{
	if (match(code, /^(struct|enum) om_[a-z0-9_]+( \{|;)/)) {
		name = substr(code, 1, RLENGTH)
		sub(/^[a-z]* /, "", name)
		sub(/[ ;{]*$/, "", name)
		module(folder, name "_ " name "s_")
	}
	rest = code
	while (match(rest, is_list ? "om_[a-z0-9_]+," : "om_[a-z0-9_]+[(]")) {
		name = substr(rest, RSTART, RLENGTH - 1)
		if (!(name in header))
			header[name] = FILENAME
		rest = substr(rest, RSTART + RLENGTH)
	}
}

function fits(name,    list, i, n)
{
	if (name == "main")
		return FILENAME ~ /\/main\.c$/
	if (!(name in header))
		return 0
	n = split(modules[header[name]] modules[FILENAME] modules[folder], \
	    list, " ")
	for (i = 1; i <= n; i++)
		if (name == list[i] || (list[i] ~ /_$/ &&
		    substr(name, 1, length(list[i])) == list[i]))
			return 1
	return 0
}
