#include "crypto/pkcs11.h"

#include <dlfcn.h>

#include "crypto/key_file.h"

enum { SLOTS_MAX = 64, PIN_MAX = 255 };

int
om_pkcs11_check(ck_rv_t answer, const char *asked)
{
	switch (answer) {
	case CKR_OK:
		return OM_OK;
	case CKR_MECHANISM_INVALID:
	case CKR_MECHANISM_PARAM_INVALID:
	case CKR_ATTRIBUTE_TYPE_INVALID:
	case CKR_ATTRIBUTE_VALUE_INVALID:
	case CKR_TEMPLATE_INCONSISTENT:
	case CKR_KEY_FUNCTION_NOT_PERMITTED:
	case CKR_FUNCTION_NOT_SUPPORTED:
	case CKR_TOKEN_WRITE_PROTECTED:
		return om_fail(
		    OM_USAGE, "the key token cannot %s (0x%lx)", asked, answer);
	default:
		return om_fail(OM_REMOTE,
		    "the key token is not reachable, try again: it did not %s "
		    "(0x%lx)",
		    asked, answer);
	}
}

/* The handle is never closed: modules do not like to be unloaded. */
static int
load(struct ck_function_list **out, const char *module)
{
	struct ck_c_initialize_args how = { .flags = CKF_OS_LOCKING_OK };
	ck_rv_t (*list)(struct ck_function_list **) = NULL;
	void *handle, *function;
	ck_rv_t rv;

	handle = dlopen(module, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	function = handle == NULL ? NULL : dlsym(handle, "C_GetFunctionList");
	memcpy(&list, &function, sizeof(list));
	if (list == NULL || list(out) != CKR_OK)
		return om_fail(OM_USAGE,
		    "%s: cannot be loaded as a PKCS#11 module", module);
	rv = (*out)->C_Initialize(&how);
	if (rv == CKR_CRYPTOKI_ALREADY_INITIALIZED)
		rv = CKR_OK;
	return om_pkcs11_check(rv, "start");
}

/* Names are padded with spaces. */
static bool
is_named(const struct ck_token_info *info, const char *label)
{
	size_t n = strlen(label);

	if (n > sizeof(info->label) || memcmp(info->label, label, n) != 0)
		return false;
	while (n < sizeof(info->label))
		if (info->label[n++] != ' ')
			return false;
	return true;
}

/* A token locks itself after a few wrong PINs; some for ever. */
static int
check_pin_state(const struct ck_token_info *info)
{
	if ((info->flags & CKF_USER_PIN_LOCKED) != 0)
		return om_fail(OM_USAGE, "the key token has locked its PIN");
	if ((info->flags & CKF_USER_PIN_FINAL_TRY) != 0)
		return om_fail(OM_USAGE,
		    "one more wrong PIN would lock the key token: log in by "
		    "its own tool first");
	return OM_OK;
}

static int
find_slot(ck_slot_id_t *out, struct ck_function_list *f, const char *label)
{
	ck_slot_id_t slots[SLOTS_MAX];
	unsigned long n = 0, found = 0;
	struct ck_token_info info, wanted = { 0 };
	/* Asked for the number alone, a module looks what is plugged in. */
	int rc =
	    om_pkcs11_check(f->C_GetSlotList(1, NULL, &n), "count its slots");

	n = SLOTS_MAX;
	if (rc == OM_OK)
		rc = om_pkcs11_check(
		    f->C_GetSlotList(1, slots, &n), "list its slots");
	for (unsigned long i = 0; rc == OM_OK && i < n; i++)
		if (f->C_GetTokenInfo(slots[i], &info) == CKR_OK &&
		    is_named(&info, label)) {
			*out = slots[i];
			wanted = info;
			found++;
		}
	if (rc == OM_OK && found == 0)
		rc = om_fail(OM_REMOTE,
		    "the key token '%s' is not reachable: try again", label);
	if (rc == OM_OK && found > 1)
		rc = om_fail(
		    OM_USAGE, "there are several key tokens '%s'", label);
	return rc == OM_OK ? check_pin_state(&wanted) : rc;
}

static int
check_login(ck_rv_t rv, const char *pin_file)
{
	switch (rv) {
	case CKR_USER_ALREADY_LOGGED_IN:
		return OM_OK;
	case CKR_PIN_INCORRECT:
	case CKR_PIN_INVALID:
	case CKR_PIN_LEN_RANGE:
	case CKR_PIN_EXPIRED:
	case CKR_PIN_LOCKED:
	case CKR_USER_PIN_NOT_INITIALIZED:
		return om_fail(OM_USAGE,
		    "%s: the key token does not take this PIN (0x%lx); it was "
		    "not tried again",
		    pin_file, rv);
	default:
		return om_pkcs11_check(rv, "log in");
	}
}

static int
log_in(struct om_pkcs11 *p, const char *pin_file)
{
	struct om_buf pin = OM_BUF(PIN_MAX);
	int rc = om_key_file_secret(&pin, pin_file);

	if (rc == OM_OK)
		rc = om_buf_check(&pin, "a PIN");
	if (rc == OM_OK)
		rc = check_login(p->f->C_Login(p->session, CKU_USER,
				     (unsigned char *)pin.p, pin.n),
		    pin_file);
	om_buf_free(&pin);
	return rc;
}

int
om_pkcs11_open(struct om_pkcs11 *out, const struct om_keys_token *token)
{
	struct om_pkcs11 p = { 0 };
	ck_slot_id_t slot = 0;
	int rc = load(&p.f, token->module);

	if (rc == OM_OK)
		rc = find_slot(&slot, p.f, token->label);
	if (rc != OM_OK)
		return rc;
	rc = om_pkcs11_check(
	    p.f->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL,
		NULL, &p.session),
	    "open a session");
	if (rc != OM_OK)
		return rc;
	rc = log_in(&p, token->pin_file);
	if (rc == OM_OK)
		*out = p;
	else
		om_pkcs11_close(&p);
	return rc;
}

void
om_pkcs11_close(struct om_pkcs11 *p)
{
	if (p->f != NULL)
		(void)p->f->C_CloseSession(p->session);
	*p = (struct om_pkcs11){ 0 };
}
