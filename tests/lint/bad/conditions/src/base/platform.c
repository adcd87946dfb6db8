#if defined(__SANITIZE_ADDRESS__)
#define PIECEMEAL 1
#endif
#ifdef __linux__ /* BAD */
#endif

static int
logic(void)
{
#ifdef DEBUG /* BAD */
	return 1;
#endif
	return 0; /* #if none */
}
