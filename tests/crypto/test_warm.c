#include "crypto/warm.h"

#include "test.h"

START_TEST(warming_up_twice_is_fine)
{
	ck_ok(om_crypto_warm());
	ck_ok(om_crypto_warm());
}
END_TEST

OM_SUITE(crypto_warm)
{
	tcase_add_test(tests, warming_up_twice_is_fine);
}
