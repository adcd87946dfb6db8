#include "sights.h"

/* Numbers that schemes publish for tests. */
START_TEST(a_stripe_is_one_finding)
{
	static const struct sight_case cases[] = {
		{ "%B4111111111111111^RUIZ/ANA      ^25121011000012345678?",
		    "%B4111111111111111^RUIZ/ANA      ^25121011000012345678?" },
		{ "%B5555555555554444^DOE/JO^3001201?",
		    "%B5555555555554444^DOE/JO^3001201?" },
		{ "%B378282246310005^O'NEIL/SEAN^2903201 x",
		    "%B378282246310005^O'NEIL/SEAN^2903201" },
		{ "x;4111111111111111=25121011000012345678?",
		    ";4111111111111111=25121011000012345678?" },
		{ "swiped ;5555555555554444=3001201? ok",
		    ";5555555555554444=3001201?" },
		{ "4111111111111111=2512101", "4111111111111111=2512101" },
		{ "%B4111111111111112^RUIZ/ANA^2512101?", "" },
		{ "%B4111111111111111^RUIZ/ANA^2513101?", "" },
		{ "%B4111111111111111^RUIZ/ANA2512101?", "" },
		{ "%B4111111111111111^RUIZ/ANA^251", "" },
		{ "%B411111^RUIZ/ANA^2512101?", "" },
		{ "%BRUIZ", "" },
		{ "4111111111111111=2500101", "" },
		{ "4111111111111112=2512101", "" },
		{ "4111111111111111 2512101", "" },
		{ "4111111111111111=25", "" },
	};

	SIGHTS_ARE("card_number.track", cases);
}
END_TEST

START_TEST(the_name_on_a_stripe_is_found_too)
{
	static const struct sight_case cases[] = {
		{ "%B4111111111111111^RUIZ/ANA      ^25121011000012345678?",
		    "RUIZ/ANA" },
	};

	SIGHTS_ARE("name.full", cases);
}
END_TEST

OM_SUITE(scan_track)
{
	tcase_add_test(tests, a_stripe_is_one_finding);
	tcase_add_test(tests, the_name_on_a_stripe_is_found_too);
}
