#define _DEFAULT_SOURCE
#include "test.h"

#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "context/place.h"

/* What stands in the test's folder, where the workspace is w. */
static const struct {
	const char *path;
	bool taken;
} cases[] = {
	{ "w/keys/x", true },
	{ "w/keys", true },
	{ "w/audit/x", true },
	{ "w/ledger/deep/x", true },
	{ "w/policies", true },
	{ "w/reports/letter.html", true },
	{ "w/ombud.db", true },
	{ "w/ombud.db-wal", true },
	{ "w/answer/../keys/x", true },
	{ "w//keys//x", true },
	{ "link/x", true },
	{ "link", false }, /* is there, which others say */
	{ "w/answer/x", false },
	{ "w/answers", false },
	{ "w/keys2", false },
	{ "w2/keys/x", false },
	{ "keys/x", false },
	{ "w/keys/../answer/x", false },
	{ "none/keys/x", false },
	{ "w", false },
};

static int
check(const char *folder, const char *path)
{
	struct om om = { .folder = om_path_join(folder, "w") };
	int rc = om_place_check(&om, path);

	om_free(om.folder);
	return rc;
}

START_TEST(nothing_is_written_where_the_workspace_keeps_its_own)
{
	static const char *const folders[] = { "w/keys", "w/audit",
		"w/ledger/deep", "w/reports", "w/answer", "w2/keys", "keys" };
	char *folder = om_strdup(om_test_folder());

	ck_assert_int_eq(chdir(folder), 0);
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		ck_ok(om_folder_make(folders[i], 0700));
	ck_assert_int_eq(symlink("w/keys", "link"), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *whole = om_path_join(folder, cases[i].path);
		int wanted = cases[i].taken ? OM_USAGE : OM_OK;

		/* By whole paths, and by such as begin here. */
		ck_assert_msg(
		    check(folder, whole) == wanted, "%s", cases[i].path);
		ck_assert_msg(
		    check(".", cases[i].path) == wanted, "%s", cases[i].path);
		om_free(whole);
	}
	ck_assert_int_eq(chdir("w/keys"), 0);
	ck_code(check(folder, "answer"), OM_USAGE);
	ck_assert_int_eq(chdir("/"), 0);
	ck_ok(check(folder, "answer"));
	om_free(folder);
}
END_TEST

OM_SUITE(context_place)
{
	tcase_add_test(
	    tests, nothing_is_written_where_the_workspace_keeps_its_own);
}
