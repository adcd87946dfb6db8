#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"

enum { SUITES_MAX = 512, SUITE_SECONDS = 120 };

/* A suite that takes longer than this many nanoseconds is named. */
static const int64_t SLOW = 1000000000;

static struct {
	const char *name;
	void (*fill)(TCase *);
} suites[SUITES_MAX];
static size_t suite_count;
static char root[64];

void
om_test_register(const char *name, void (*fill)(TCase *tests))
{
	if (suite_count == SUITES_MAX)
		abort();
	suites[suite_count].name = name;
	suites[suite_count++].fill = fill;
}

/* Tests run in a process of their own, so the pid names the folder. */
const char *
om_test_folder(void)
{
	static struct om_buf path = OM_BUF(256);

	om_buf_reset(&path);
	om_buf_format(&path, "%s/%ld", root, (long)getpid());
	if (om_folder_remove(path.p) != OM_OK ||
	    om_folder_make(path.p, 0700) != OM_OK)
		abort();
	return path.p;
}

static bool
make_root(void)
{
	const char *tmp = getenv("TMPDIR");
	struct om_buf name = OM_BUF(sizeof(root) - 1);
	bool made;

	om_buf_format(&name, "%s/ombud-test.XXXXXX", tmp ? tmp : "/tmp");
	made = !name.failed && mkdtemp(name.p) != NULL;
	if (made)
		memcpy(root, name.p, name.n);
	else
		(void)fprintf(stderr, "no folder for the tests' files\n");
	om_buf_free(&name);
	return made;
}

/*
 * No filter takes every suite; several take what any of them is part of,
 * but for what except is part of.
 */
static bool
is_wanted(const char *name, char **filters, const char *except)
{
	if (except != NULL && strstr(name, except) != NULL)
		return false;
	if (*filters == NULL)
		return true;
	for (; *filters != NULL; filters++)
		if (strstr(name, *filters) != NULL)
			return true;
	return false;
}

static void
run_suite(size_t i, bool verbose, int *ran, int *failed)
{
	Suite *suite = suite_create(suites[i].name);
	TCase *tests = tcase_create(suites[i].name);
	SRunner *runner = srunner_create(suite);
	int64_t begun = om_clock_steady(), took;

	tcase_set_timeout(tests, SUITE_SECONDS);
	suites[i].fill(tests);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_SILENT);
	took = om_clock_steady() - begun;
	*ran += srunner_ntests_run(runner);
	*failed += srunner_ntests_failed(runner);
	if (verbose || srunner_ntests_failed(runner) > 0) {
		(void)printf("%s: ", suites[i].name);
		(void)fflush(stdout);
		srunner_print(runner, verbose ? CK_VERBOSE : CK_NORMAL);
	}
	if (verbose || took > SLOW)
		(void)printf("%s took %.1f s\n", suites[i].name,
		    (double)took / (double)SLOW);
	(void)fflush(stdout);
	srunner_free(runner);
}

static int
list(void)
{
	for (size_t i = 0; i < suite_count; i++)
		(void)puts(suites[i].name);
	return 0;
}

/*
 * unit [-l] [-v] [-x PART] [PART...]: runs the suites that have one of PART
 * in their name, and not that of -x; -l lists all, -v names each test.
 * CK_FORK=no runs them in one process.
 */
int
main(int argc, char **argv)
{
	const char *except = NULL;
	bool verbose = false;
	int ran = 0, failed = 0, option;

	while ((option = getopt(argc, argv, "lvx:")) != -1) {
		if (option == 'l')
			return list();
		if (option != 'v' && option != 'x')
			return 2;
		if (option == 'x')
			except = optarg;
		else
			verbose = true;
	}
	if (!make_root())
		return 1;
	for (size_t i = 0; i < suite_count; i++)
		if (is_wanted(suites[i].name, argv + optind, except))
			run_suite(i, verbose, &ran, &failed);
	if (om_folder_remove(root) != OM_OK)
		(void)fprintf(stderr, "%s\n", om_failure());
	(void)printf("%d passed, %d failed\n", ran - failed, failed);
	return failed != 0 || ran == 0;
}
