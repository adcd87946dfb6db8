#include "scan.h"

FUZZ_SCAN(OM_SCAN_ARCHIVE)
