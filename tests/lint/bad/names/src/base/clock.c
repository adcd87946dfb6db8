int
om_time_parse(void)
{
}

int
om_date_parse(void) /* BAD */
{
}

int
main(void) /* BAD */
{
}
