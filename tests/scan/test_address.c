#include "sights.h"

START_TEST(ip_version_4_is_four_octets)
{
	static const struct sight_case cases[] = {
		{ "from 198.51.100.7 port 22", "198.51.100.7" },
		{ "203.0.113.0/24", "203.0.113.0/24" },
		{ "203.0.113.9/33", "203.0.113.9" },
		{ "192.0.2.256", "" },
		{ "192.0.2", "" },
		{ "192.0.2.1.7", "" },
		{ "192.0.02.1", "" },
		{ "a192.0.2.1", "" },
		{ "http://192.0.2.1:80/", "192.0.2.1" },
	};

	SIGHTS_ARE("ip_address", cases);
}
END_TEST

/* RFC 4291 2.2, RFC 4007 11 (zones), RFC 6052 (embedded addresses). */
START_TEST(ip_version_6_is_one_span)
{
	static const struct sight_case cases[] = {
		{ "2001:db8:0:1:2:3:4:5", "2001:db8:0:1:2:3:4:5" },
		{ "at 2001:db8::7, up", "2001:db8::7" },
		{ "::ffff:192.0.2.1", "::ffff:192.0.2.1" },
		{ "64:ff9b::192.0.2.33", "64:ff9b::192.0.2.33" },
		{ "fe80::1%eth0 up", "fe80::1%eth0" },
		{ "[2001:db8::2]:443", "2001:db8::2" },
		{ "2001:db8::/32", "2001:db8::/32" },
		{ "12:30:45", "" },
		{ "std::vector", "" },
		{ "2001:db8:::7", "" },
		{ "2001:db8:0:1:2:3:4:5:6", "" },
		{ "g001:db8::1", "" },
	};

	SIGHTS_ARE("ip_address", cases);
}
END_TEST

START_TEST(a_mac_address_has_one_joint_throughout)
{
	static const struct sight_case cases[] = {
		{ "00:00:5e:00:53:af", "00:00:5e:00:53:af" },
		{ "00-00-5E-00-53-AF", "00-00-5E-00-53-AF" },
		{ "AA-BB-CC-DD-EE-FE", "AA-BB-CC-DD-EE-FE" },
		{ "0000.5e00.53af", "0000.5e00.53af" },
		{ "00:00:5e-00-53-af", "" },
		{ "00:00:00:00:00:00", "" },
		{ "ff:ff:ff:ff:ff:ff", "" },
		{ "00:00:5e:00:53:af:01", "" },
		{ "00:00:5e:00:53:ag", "" },
	};

	SIGHTS_ARE("mac_address", cases);
}
END_TEST

/* A version number is hardly an address, and says so in its confidence. */
START_TEST(a_version_is_not_reported_at_half)
{
	struct sights s = sights_open(0.5F);
	struct om_buf seen = OM_BUF(256);

	sights_of(&seen, &s, "ip_address",
	    "version 4.2.1.7, see section 1.2.3.4, rv:11.0.9.6");
	ck_assert_uint_eq(seen.n, 0);
	om_buf_free(&seen);
	sights_close(&s);
}
END_TEST

OM_SUITE(scan_address)
{
	tcase_add_test(tests, ip_version_4_is_four_octets);
	tcase_add_test(tests, ip_version_6_is_one_span);
	tcase_add_test(tests, a_mac_address_has_one_joint_throughout);
	tcase_add_test(tests, a_version_is_not_reported_at_half);
}
