static void
now(void)
{
	p = malloc(time(NULL));
	p = strtok(p, ","); /* BAD */
}
