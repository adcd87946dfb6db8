#include "sights.h"

/* How surely something is seen there: 0 where nothing is. */
static double
sureness(const struct sights *s, const char *text)
{
	struct om_hits hits = { 0 };
	double most = 0;

	om_scanner_text(s->scanner, &hits, om_span_of(text), NULL);
	for (size_t i = 0; i < hits.n; i++)
		if (strcmp(s->kinds->list[hits.list[i].kind].name,
			"gps_precise") == 0)
			most = (double)hits.list[i].confidence;
	om_hits_free(&hits);
	return most;
}

START_TEST(a_pair_of_degrees_is_a_place)
{
	static const struct sight_case cases[] = {
		{ "at 52.520008, 13.404954 now", "52.520008, 13.404954" },
		{ "-33.868820,151.209290", "-33.868820,151.209290" },
		{ "lat=40.7128&lon=-74.0060", "40.7128&lon=-74.0060" },
		{ "\"lat\": 52.5200, \"lng\": 13.4050",
		    "52.5200, \"lng\": 13.4050" },
		{ "40.7128 N, 74.0060 W", "40.7128 N, 74.0060 W" },
		{ "48.8584\xc2\xb0 N 2.2945\xc2\xb0 E",
		    "48.8584\xc2\xb0 N 2.2945\xc2\xb0 E" },
		{ "GPS 59.9139 10.7522", "59.9139 10.7522" },
		{ "lat: 1.352, 103.819", "1.352, 103.819" },
		{ "lat=1.352 lon=103.819", "1.352 lon=103.819" },
		{ "location: 41.90278/12.49636", "41.90278/12.49636" },
		{ "geo 35.689487;139.691706", "35.689487;139.691706" },
		{ "Koordinaten 47.37689, 8.54169", "47.37689, 8.54169" },
	};

	SIGHTS_ARE("gps_precise", cases);
}
END_TEST

START_TEST(a_number_alone_or_in_a_list_is_no_place)
{
	static const char *const texts[] = { "52.520008", "latitude 52.520008",
		"52.520008 and then 13.404954", "95.520008, 13.404954",
		"52.520008, 213.404954", "1.23, 4.56",
		"[12.345678, 23.456789, 34.567891]", "0.123456, 0.654321",
		"v 1.2345.6, 2.3456", "12.3456\n45.6789",
		"loss 12.3456, 34.5678" };
	struct sights s = sights_open(0.001F);

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(sureness(&s, texts[i]) < 0.3, "%s", texts[i]);
	sights_close(&s);
}
END_TEST

START_TEST(a_word_or_the_compass_makes_it_surer)
{
	struct sights s = sights_open(0.001F);

	ck_assert_double_gt(sureness(&s, "GPS 59.9139 10.7522"), 0.9);
	ck_assert_double_gt(sureness(&s, "40.7128 N, 74.0060 W"), 0.9);
	ck_assert_double_lt(sureness(&s, "52.520008, 13.404954"), 0.9);
	sights_close(&s);
}
END_TEST

OM_SUITE(scan_position)
{
	tcase_add_test(tests, a_pair_of_degrees_is_a_place);
	tcase_add_test(tests, a_number_alone_or_in_a_list_is_no_place);
	tcase_add_test(tests, a_word_or_the_compass_makes_it_surer);
}
