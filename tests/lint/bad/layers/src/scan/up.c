#include <stdio.h> /* BAD: own header comes first */
#include <sqlite3.h> /* BAD: an embeddable layer */

#include "scan/up.h"
#include "base/span.h"
#include "sql/sql.h"	   /* BAD: higher */
#include "up.h"		   /* BAD: no layer */
#include "elsewhere/foo.h" /* BAD: no such layer */
