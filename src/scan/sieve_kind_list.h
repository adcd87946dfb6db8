/*
 * How a kind is made coarser where rules do not say it: kind, way
 * (policy/treatment.h). It holds for kinds that also are it. One line an
 * entry.
 */
OM_SIEVE_KIND("birth_date", YEAR)
OM_SIEVE_KIND("event_time", YEAR)
OM_SIEVE_KIND("postal_code", PREFIX)
OM_SIEVE_KIND("age", DECADE)
OM_SIEVE_KIND("ip_address", NETWORK)
OM_SIEVE_KIND("gps_precise", TENTH)
OM_SIEVE_KIND("location_coarse", TENTH)
