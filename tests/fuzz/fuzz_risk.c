#define _DEFAULT_SOURCE
#include "fuzz/file.h"

#include "policy/risk_classes.h"
#include "policy/risk_plan.h"
#include "policy/risk_read.h"

enum { AXES = 4 };

/* The largest combination is counted alike in two ways. */
static void
measure(const struct om_risk_data *data)
{
	struct om_risk_options options = { .k = 3, .minimal = true };
	struct om_risk_classes c;
	struct om_risk r;

	if (om_risk_search(&r, data, &options) != OM_OK ||
	    om_risk_classes(&c, data, 0) != OM_OK)
		abort();
	for (size_t i = 0; i < r.count; i++)
		if (r.sets[i].columns == (UINT32_C(1) << data->width) - 1 &&
		    (r.sets[i].classes != c.count ||
			r.sets[i].k_min != c.k_min ||
			r.sets[i].unique != c.bands[0]))
			abort();
	om_risk_free(&r);
	om_risk_classes_free(&c);
}

/* A first byte: whether the first column tells persons; then a table. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_risk_data d = { 0 };
	struct om_risk_table t, ladder;
	uint32_t *persons = NULL;
	int rc;

	if (size == 0)
		return 0;
	om_risk_table_open(&t, 16 << 20);
	rc = om_risk_read_memory(&t, "in", om_span_bytes(data + 1, size - 1));
	if (rc != OM_OK)
		fuzz_failed(rc);
	if (rc != OM_OK || t.width == 0) {
		om_risk_table_close(&t);
		return 0;
	}
	d.n = t.n;
	if (data[0] % 2 == 1) {
		om_risk_table_persons(&persons, &d.person_count, &t, 0);
		d.persons = persons;
	}
	for (size_t i = 0; i < t.width && i < AXES; i++) {
		const struct om_risk_column *c = &t.columns[i];

		d.axes[d.width++] =
		    (struct om_risk_axis){ c->codes, c->cardinality };
		if (om_risk_ladder_open(&ladder, c, t.n, data[0] % 4 > 1, 3) ==
		    OM_OK)
			om_risk_table_close(&ladder);
	}
	measure(&d);
	om_free(persons);
	om_risk_table_close(&t);
	return 0;
}
