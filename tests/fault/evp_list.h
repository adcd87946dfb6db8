/*
 * The calls of libcrypto that can fail: type, name, parameters, arguments.
 * Not those that look an algorithm up, once in a process; nor RAND, without
 * which the program ends. The Makefile reads the names here for --wrap.
 */
EVP(int, EVP_Digest,
    (const void *p, size_t n, unsigned char *out, unsigned *size,
	const EVP_MD *type, ENGINE *engine),
    (p, n, out, size, type, engine))
EVP(EVP_MD_CTX *, EVP_MD_CTX_new, (void), ())
EVP(int, EVP_DigestInit_ex2,
    (EVP_MD_CTX * ctx, const EVP_MD *type, const OSSL_PARAM *params),
    (ctx, type, params))
EVP(int, EVP_DigestUpdate, (EVP_MD_CTX * ctx, const void *p, size_t n),
    (ctx, p, n))
EVP(int, EVP_DigestFinal_ex,
    (EVP_MD_CTX * ctx, unsigned char *out, unsigned *size), (ctx, out, size))
EVP(EVP_MAC_CTX *, EVP_MAC_CTX_new, (EVP_MAC * mac), (mac))
EVP(int, EVP_MAC_init,
    (EVP_MAC_CTX * ctx, const unsigned char *key, size_t n,
	const OSSL_PARAM *params),
    (ctx, key, n, params))
EVP(int, EVP_MAC_update, (EVP_MAC_CTX * ctx, const unsigned char *p, size_t n),
    (ctx, p, n))
EVP(int, EVP_MAC_final,
    (EVP_MAC_CTX * ctx, unsigned char *out, size_t *n, size_t room),
    (ctx, out, n, room))
EVP(EVP_CIPHER_CTX *, EVP_CIPHER_CTX_new, (void), ())
EVP(int, EVP_CIPHER_CTX_set_padding, (EVP_CIPHER_CTX * ctx, int padding),
    (ctx, padding))
EVP(int, EVP_CIPHER_CTX_ctrl,
    (EVP_CIPHER_CTX * ctx, int type, int number, void *p),
    (ctx, type, number, p))
EVP(int, EVP_CipherInit_ex2,
    (EVP_CIPHER_CTX * ctx, const EVP_CIPHER *cipher, const unsigned char *key,
	const unsigned char *nonce, int direction, const OSSL_PARAM *params),
    (ctx, cipher, key, nonce, direction, params))
EVP(int, EVP_CipherUpdate,
    (EVP_CIPHER_CTX * ctx, unsigned char *out, int *size,
	const unsigned char *p, int n),
    (ctx, out, size, p, n))
EVP(int, EVP_EncryptInit_ex2,
    (EVP_CIPHER_CTX * ctx, const EVP_CIPHER *cipher, const unsigned char *key,
	const unsigned char *nonce, const OSSL_PARAM *params),
    (ctx, cipher, key, nonce, params))
EVP(int, EVP_EncryptUpdate,
    (EVP_CIPHER_CTX * ctx, unsigned char *out, int *size,
	const unsigned char *p, int n),
    (ctx, out, size, p, n))
EVP(int, EVP_EncryptFinal_ex,
    (EVP_CIPHER_CTX * ctx, unsigned char *out, int *size), (ctx, out, size))
EVP(int, EVP_DecryptInit_ex2,
    (EVP_CIPHER_CTX * ctx, const EVP_CIPHER *cipher, const unsigned char *key,
	const unsigned char *nonce, const OSSL_PARAM *params),
    (ctx, cipher, key, nonce, params))
EVP(int, EVP_DecryptUpdate,
    (EVP_CIPHER_CTX * ctx, unsigned char *out, int *size,
	const unsigned char *p, int n),
    (ctx, out, size, p, n))
EVP(int, EVP_DecryptFinal_ex,
    (EVP_CIPHER_CTX * ctx, unsigned char *out, int *size), (ctx, out, size))
EVP(EVP_PKEY *, EVP_PKEY_new_raw_private_key_ex,
    (OSSL_LIB_CTX * library, const char *type, const char *wanted,
	const unsigned char *key, size_t n),
    (library, type, wanted, key, n))
EVP(EVP_PKEY *, EVP_PKEY_new_raw_public_key_ex,
    (OSSL_LIB_CTX * library, const char *type, const char *wanted,
	const unsigned char *key, size_t n),
    (library, type, wanted, key, n))
EVP(int, EVP_PKEY_get_raw_public_key,
    (const EVP_PKEY *pair, unsigned char *out, size_t *n), (pair, out, n))
EVP(int, EVP_DigestSignInit_ex,
    (EVP_MD_CTX * ctx, EVP_PKEY_CTX **out, const char *name,
	OSSL_LIB_CTX *library, const char *wanted, EVP_PKEY *pair,
	const OSSL_PARAM *params),
    (ctx, out, name, library, wanted, pair, params))
EVP(int, EVP_DigestSign,
    (EVP_MD_CTX * ctx, unsigned char *out, size_t *size, const unsigned char *p,
	size_t n),
    (ctx, out, size, p, n))
EVP(int, EVP_DigestVerifyInit_ex,
    (EVP_MD_CTX * ctx, EVP_PKEY_CTX **out, const char *name,
	OSSL_LIB_CTX *library, const char *wanted, EVP_PKEY *pair,
	const OSSL_PARAM *params),
    (ctx, out, name, library, wanted, pair, params))
EVP(int, EVP_DigestVerify,
    (EVP_MD_CTX * ctx, const unsigned char *signature, size_t size,
	const unsigned char *p, size_t n),
    (ctx, signature, size, p, n))
EVP(void *, CRYPTO_secure_zalloc, (size_t n, const char *file, int line),
    (n, file, line))
