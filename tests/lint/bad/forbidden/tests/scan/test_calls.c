START_TEST(tests_may_allocate)
{
	free(malloc(1));
	sprintf(s, "%d", 1); /* BAD */
}
END_TEST
