#include <sqlite3.h>

#include "base/span.h"
#include "scan/up.h"
