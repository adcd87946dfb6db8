static int
tidy(void)
{
	return 0;
}

static int untidy(void) /* BAD */
{ /* BAD: clang-format names the line before the wrong indentation */
    return 0;
}
