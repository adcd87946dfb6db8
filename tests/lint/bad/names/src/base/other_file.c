int
om_wide_words_get(void)
{
	return local(1);
}

struct om_span
om_wide_set(void)
{
}

const char *
om_wide_word_get(void)
{
}

int
om_base_do(int a)
{
}

void
om_narrow_open(void)
{
}

static int
local(int a)
{
	return
	    a;
}

int
om_wider_get(void) /* BAD: declared by a header of another name */
{
}

char *
wide_word(void) /* BAD */
{
}

int
om_base_secret(void) /* BAD: no header declares it */
{
}
