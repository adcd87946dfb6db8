/* strcpy(a, b) in a comment, even over
 * two lines: malloc(1), is none. */
static const char *text = "sprintf(x) \" strcat(y) 'free(z)";
static const char quote = '"';

static void
all(char *a, char *b, size_t n)
{
	strcpy(a, b); /* BAD */
	my_strcpy(a, b), strlcpy_strcpy_x(a, b);
	if (!strncat (a, b, n)) /* BAD */
		snprintf(a, n, "%s", b); /* BAD */
	n = (size_t)atoi(b); /* BAD */
	a = malloc(n); /* BAD */
	om_free(a);
	free(b); /* library's own */
	free(b); /* a comment */ strdup(b); /* BAD */
	n = time(NULL); /* BAD */
	own_time(NULL);
	system(a); /* BAD */
	if (memcmp(a, monkey, 3) == 0)
		return;
	if (memcmp(a->tag, b, 32) == 0) /* BAD */
		return;
	return memcmp(a, b, 16) == 0 && memcmp( /* BAD */
	    a, expected_mac, n) == 0;
	if (memcmp(a, file_key, 4) == 0) /* not secret */
		return;
	puts("// not a comment"), gets(a); /* BAD */
}
