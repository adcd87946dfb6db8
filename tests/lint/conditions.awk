# No conditional compilation in logic: none behind the first function, none
# that asks for a platform. Another platform is another file.
function file_begins()
{
	in_logic = 0
}

function file_ends()
{
}

function check()
{
	if (code ~ /^\{/)
		in_logic = 1
	if (code !~ /^[ \t]*#[ \t]*(if|elif)/)
		return
	if (in_logic)
		complain("conditional compilation in logic")
	else if (code ~ /__(linux|APPLE|FreeBSD|x86_64|aarch64|ARM|AVX|SSE)|_WIN32/)
		complain("a question for the platform: make it a file")
}
