#define _DEFAULT_SOURCE
#include "fuzz/file.h"

#include "context/settings.h"

/* What is taken has what every letter needs. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path =
	    fuzz_file(OM_SETTINGS_FILE, om_span_bytes(data, size));
	struct om_settings s;
	int rc = om_settings_load(&s, path);

	if (rc != OM_OK) {
		fuzz_failed(rc);
		return 0;
	}
	if (s.organisation.name == NULL || s.regime == NULL ||
	    s.country == NULL || s.origin == NULL || s.backup_days < 0)
		abort();
	for (size_t i = 0; i < s.processing.purposes.n; i++)
		if (!om_texts_have(s.processing.purposes,
			om_span_of(om_texts_get(s.processing.purposes, i))))
			abort();
	om_settings_close(&s);
	return 0;
}
