#ifndef OM_TEST_CRYPTO_TOKEN_H
#define OM_TEST_CRYPTO_TOKEN_H

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "crypto/key_folder.h"
#include "crypto/key_home.h"
#include "crypto/pkcs11.h"

/*
 * Against SoftHSM 2 where it is installed (make deps-test), in a folder of
 * the test's own. Its tokens are made through the interface itself.
 */
#define PIN "12345678"
#define LABEL "ombud test                      "

static const char *const modules[] = {
	"/usr/lib/softhsm/libsofthsm2.so",
	"/usr/lib64/libsofthsm2.so",
};

struct world {
	const char *folder;
	char *pin_file;
	struct om_keys_token token;
	struct ck_function_list *f;
};

static inline void
write_configuration(const char *folder)
{
	char *tokens = below(folder, "tokens"), *path;
	struct om_buf text = OM_BUF(4096);

	ck_ok(om_folder_make(tokens, 0700));
	om_buf_format(&text, "directories.tokendir = %s\n", tokens);
	write_text(folder, "softhsm2.conf", text.p);
	path = below(folder, "softhsm2.conf");
	ck_assert_int_eq(setenv("SOFTHSM2_CONF", path, 1), 0);
	om_free(path);
	om_buf_free(&text);
	om_free(tokens);
}

/* What the program gets from the module, taken past it. */
static inline struct ck_function_list *
functions(const char *module)
{
	struct ck_c_initialize_args how = { .flags = CKF_OS_LOCKING_OK };
	struct ck_function_list *f = NULL;
	ck_rv_t (*list)(struct ck_function_list **);
	void *handle = dlopen(module, RTLD_NOW | RTLD_NODELETE);
	void *function = dlsym(handle, "C_GetFunctionList");

	memcpy(&list, &function, sizeof(list));
	ck_assert_uint_eq(list(&f), CKR_OK);
	ck_assert_uint_eq(f->C_Initialize(&how), CKR_OK);
	return f;
}

/* The module always offers one more slot with a token that is empty. */
static inline ck_slot_id_t
free_slot(struct ck_function_list *f)
{
	struct ck_token_info info;
	ck_slot_id_t slots[16];
	unsigned long n = 0;

	ck_assert_uint_eq(f->C_GetSlotList(1, NULL, &n), CKR_OK);
	ck_assert_uint_le(n, 16);
	ck_assert_uint_eq(f->C_GetSlotList(1, slots, &n), CKR_OK);
	while (n-- > 0) {
		ck_assert_uint_eq(f->C_GetTokenInfo(slots[n], &info), CKR_OK);
		if ((info.flags & CKF_TOKEN_INITIALIZED) == 0)
			return slots[n];
	}
	ck_abort_msg("no free slot");
}

static inline void
make_token(struct ck_function_list *f)
{
	ck_slot_id_t slot = free_slot(f);
	unsigned char *officer = (unsigned char *)"87654321";
	ck_session_handle_t s;

	ck_assert_uint_eq(
	    f->C_InitToken(slot, officer, 8, (unsigned char *)LABEL), CKR_OK);
	ck_assert_uint_eq(
	    f->C_OpenSession(
		slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &s),
	    CKR_OK);
	ck_assert_uint_eq(f->C_Login(s, CKU_SO, officer, 8), CKR_OK);
	ck_assert_uint_eq(
	    f->C_InitPIN(s, (unsigned char *)PIN, sizeof(PIN) - 1), CKR_OK);
	ck_assert_uint_eq(f->C_CloseSession(s), CKR_OK);
}

/* False, and a line that says so, where there is no module here. */
static inline bool
open_world(struct world *w)
{
	*w = (struct world){ .folder = om_test_folder() };
	for (size_t i = 0; i < 2 && w->token.module == NULL; i++)
		if (om_file_exists(modules[i]))
			w->token.module = modules[i];
	if (w->token.module == NULL) {
		(void)fprintf(stderr, "skipped: softhsm2 is not installed\n");
		return false;
	}
	write_configuration(w->folder);
	w->f = functions(w->token.module);
	make_token(w->f);
	write_text(w->folder, "pin", PIN "\n");
	w->pin_file = below(w->folder, "pin");
	w->token.pin_file = w->pin_file;
	w->token.label = "ombud test";
	return true;
}

static inline void
close_world(struct world *w)
{
	om_free(w->pin_file);
}

static inline struct om_keys *
open_keys(struct world *w, const char *name, bool create)
{
	char *path = below(w->folder, name);
	struct om_keys *k = NULL;

	if (create)
		ck_ok(om_keys_create_token(path, &w->token));
	ck_ok(om_keys_open_token(&k, path, &w->token));
	om_free(path);
	return k;
}

#endif
