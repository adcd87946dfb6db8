# Reads what `gcov -b -n` prints and adds it up: lines and branches (those
# taken at least once) by layer, and by file for what erases, seals and
# proves. Headers and the C library's own lines do not count.
BEGIN {
	count = split(layers, order, " ")
	named = "(erase|erasure|audit|suppress|seal|tree|sign|certificate)"
}

/^File '/ {
	file = $2
	gsub(/'/, "", file)
	is_ours = file ~ /^src\/[^\/]*\/[^\/]*\.c$/
	layer = file
	sub(/^src\//, "", layer)
	sub(/\/.*/, "", layer)
}

# gcov ends with a total of its own, after an empty line.
/^$/ { is_ours = 0 }

is_ours && /^(Lines executed|Taken at least once):/ {
	kind = /^Lines/ ? "lines" : "branches"
	share = $0
	sub(/^[^:]*:/, "", share)
	all = share
	sub(/%.*/, "", share)
	sub(/.* of /, "", all)
	add(layer, kind, share * all / 100, all)
	add("all", kind, share * all / 100, all)
	if (file ~ named)
		add(file, kind, share * all / 100, all)
}

function add(what, kind, some, all)
{
	if (!(what in seen) && what ~ /\//)
		names = names " " what
	seen[what] = 1
	hit[what, kind] += some
	total[what, kind] += all
}

function percent(what, kind)
{
	if (total[what, kind] == 0)
		return "-"
	return sprintf("%.1f", 100 * hit[what, kind] / total[what, kind])
}

function show(what)
{
	if (what in seen)
		printf "%-36s %7s %9s\n", what, percent(what, "lines"), \
		    percent(what, "branches")
}

END {
	printf "%-36s %7s %9s\n", "coverage in %", "lines", "branches"
	for (i = 1; i <= count; i++)
		show(order[i])
	show("all")
	count = split(names, file_of, " ")
	for (i = 1; i <= count; i++)
		show(file_of[i])
}
