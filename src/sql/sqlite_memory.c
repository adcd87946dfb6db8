#include "base/memory.h"
#include "sql/sqlite_inside.h"

static void *
take(int n)
{
	return om_memory_take((size_t)n);
}

static void *
move(void *p, int n)
{
	return om_memory_move(p, (size_t)n);
}

static int
size_of(void *p)
{
	return (int)om_memory_size(p);
}

static int
round_up(int n)
{
	return (n + 7) & ~7;
}

static int
start(void *state)
{
	(void)state;
	return SQLITE_OK;
}

static void
end(void *state)
{
	(void)state;
}

static const sqlite3_mem_methods methods = {
	.xMalloc = take,
	.xFree = om_memory_give,
	.xRealloc = move,
	.xSize = size_of,
	.xRoundup = round_up,
	.xInit = start,
	.xShutdown = end,
};

static int configured = SQLITE_ERROR;

/*
 * SQLite takes no other heap once it was used, by whomever: hence before
 * main. Memory that it takes in bulk and hands out by itself would be wiped
 * only when the connection closes: no lookaside, and each page of the cache
 * is a piece of its own. Without statistics there is no lock around each.
 */
__attribute__((constructor)) static void
configure(void)
{
	configured = sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
	if (configured == SQLITE_OK)
		configured = sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
	if (configured == SQLITE_OK)
		configured =
		    sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
	if (configured == SQLITE_OK)
		configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int
om_sqlite_memory(void)
{
	if (configured != SQLITE_OK)
		return om_fail(OM_IO, "store: SQLite's memory cannot be wiped");
	return OM_OK;
}
