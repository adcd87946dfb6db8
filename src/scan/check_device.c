#include "scan/check.h"
#include "scan/digits.h"

#include <stdlib.h>

/* Telephones and their cards, beside IMEI and ICCID. */

/* ITU-T E.212: mobile country codes that are assigned, and 901. */
static const uint16_t mobile_countries[] = { 202, 204, 206, 208, 212, 213, 214,
	216, 218, 219, 220, 221, 222, 226, 228, 230, 231, 232, 234, 235, 238,
	240, 242, 244, 246, 247, 248, 250, 255, 257, 259, 260, 262, 266, 268,
	270, 272, 274, 276, 278, 280, 282, 283, 284, 286, 288, 289, 290, 292,
	293, 294, 295, 297, 302, 308, 310, 311, 312, 313, 314, 316, 330, 334,
	338, 340, 342, 344, 346, 348, 350, 352, 354, 356, 358, 360, 362, 363,
	364, 365, 366, 368, 370, 372, 374, 376, 400, 401, 402, 404, 405, 410,
	412, 413, 414, 415, 416, 417, 418, 419, 420, 421, 422, 424, 425, 426,
	427, 428, 429, 432, 434, 436, 437, 438, 440, 441, 450, 452, 454, 455,
	456, 457, 460, 466, 467, 470, 472, 502, 505, 510, 514, 515, 520, 525,
	528, 530, 536, 537, 539, 540, 541, 542, 543, 544, 545, 546, 547, 548,
	549, 550, 551, 552, 553, 554, 555, 602, 603, 604, 605, 606, 607, 608,
	609, 610, 611, 612, 613, 614, 615, 616, 617, 618, 619, 620, 621, 622,
	623, 624, 625, 626, 627, 628, 629, 630, 631, 632, 633, 634, 635, 636,
	637, 638, 639, 640, 641, 642, 643, 645, 646, 647, 648, 649, 650, 651,
	652, 653, 654, 655, 657, 658, 659, 702, 704, 706, 708, 710, 712, 714,
	716, 722, 724, 730, 732, 734, 736, 738, 740, 742, 744, 746, 748, 750,
	901 };

static int
compare(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

/* 3GPP TS 23.003: country, network, subscriber. */
bool
om_check_imsi(const char *s, size_t n)
{
	uint16_t country = (uint16_t)om_digits_number(s, 3);

	return n == 15 && !om_digits_uniform(s + 5, 10) &&
	       bsearch(&country, mobile_countries,
		   sizeof(mobile_countries) / sizeof(*mobile_countries),
		   sizeof(*mobile_countries), compare) != NULL;
}

/* GSMA SGP.29: 89, MOD 97-10 over all thirty-two digits. */
bool
om_check_eid(const char *s, size_t n)
{
	return n == 32 && s[0] == '8' && s[1] == '9' &&
	       om_digits_mod_97_10(s, n);
}

/* 3GPP2 S.R0048-A in decimals: 32 and 24 bits, the first byte A0 or more. */
bool
om_check_meid_decimal(const char *s, size_t n)
{
	uint64_t maker = om_digits_number(s, 10);

	return n == 18 && maker >= UINT64_C(0xa0000000) &&
	       maker <= UINT64_C(0xffffffff) &&
	       om_digits_number(s + 10, 8) <= 0xffffff;
}

/* The same in hexadecimal, fourteen, with Luhn's check in base 16. */
bool
om_check_meid(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] > 'F')
			return false;
	return (n == 14 || (n == 15 && om_digits_luhn_base(s, n, 16))) &&
	       s[0] >= 'A';
}
