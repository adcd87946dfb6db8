/*
 * The calls of a PKCS#11 module that keys are made, found and used by: name,
 * parameters, arguments, whether one that fails is carried out all the same,
 * its answer being lost. One entry a call.
 */
CALL(C_Initialize, (void *how), (how), false)
CALL(C_GetSlotList,
    (unsigned char present, ck_slot_id_t *slots, unsigned long *n),
    (present, slots, n), false)
CALL(C_GetTokenInfo, (ck_slot_id_t slot, struct ck_token_info *info),
    (slot, info), false)
CALL(C_OpenSession,
    (ck_slot_id_t slot, ck_flags_t flags, void *state, ck_notify_t notify,
	ck_session_handle_t *out),
    (slot, flags, state, notify, out), false)
CALL(C_GetSessionInfo, (ck_session_handle_t s, struct ck_session_info *info),
    (s, info), false)
CALL(C_Login,
    (ck_session_handle_t s, ck_user_type_t who, unsigned char *pin,
	unsigned long n),
    (s, who, pin, n), false)
CALL(C_FindObjectsInit,
    (ck_session_handle_t s, struct ck_attribute *wanted, unsigned long n),
    (s, wanted, n), false)
CALL(C_FindObjects,
    (ck_session_handle_t s, ck_object_handle_t *out, unsigned long most,
	unsigned long *n),
    (s, out, most, n), false)
CALL(C_GetAttributeValue,
    (ck_session_handle_t s, ck_object_handle_t object, struct ck_attribute *out,
	unsigned long n),
    (s, object, out, n), false)
CALL(C_GenerateKey,
    (ck_session_handle_t s, struct ck_mechanism *how,
	struct ck_attribute *wanted, unsigned long n, ck_object_handle_t *out),
    (s, how, wanted, n, out), true)
CALL(C_DestroyObject, (ck_session_handle_t s, ck_object_handle_t object),
    (s, object), false)
CALL(C_EncryptInit,
    (ck_session_handle_t s, struct ck_mechanism *how, ck_object_handle_t key),
    (s, how, key), false)
CALL(C_Encrypt,
    (ck_session_handle_t s, unsigned char *p, unsigned long n,
	unsigned char *out, unsigned long *room),
    (s, p, n, out, room), true)
CALL(C_DecryptInit,
    (ck_session_handle_t s, struct ck_mechanism *how, ck_object_handle_t key),
    (s, how, key), false)
CALL(C_Decrypt,
    (ck_session_handle_t s, unsigned char *p, unsigned long n,
	unsigned char *out, unsigned long *room),
    (s, p, n, out, room), true)
