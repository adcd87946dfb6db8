#ifndef OM_FAULT_TOKEN_H
#define OM_FAULT_TOKEN_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/buf.h"

/*
 * Values that are known wherever they turn up: tokens of ten characters, '@',
 * six letters that are a number and three that are its check. A longer value
 * is one token again and again, so that nineteen bytes of it hold a whole
 * one. Numbers rise; tokens do not, so that rows come in at all places.
 */
enum { TOKEN = 10, NUMBER_BITS = 24, TOKENS = 1 << NUMBER_BITS };

enum { TOKEN_UNKNOWN, TOKEN_LIVE, TOKEN_DEAD, TOKEN_LEFT };

struct tokens {
	uint32_t mask;
	uint32_t n;
	uint32_t left; /* dead ones that were found */
	uint8_t *state;
};

static uint32_t
token_scatter(uint32_t number)
{
	uint32_t reversed = 0;

	for (int i = 0; i < NUMBER_BITS; i++)
		reversed |= (number >> i & 1) << (NUMBER_BITS - 1 - i);
	return reversed;
}

static void
token_letters(char *p, int n, uint32_t value)
{
	while (n-- > 0) {
		p[n] = (char)('a' + value % 26);
		value /= 26;
	}
}

static uint32_t
token_check(uint32_t scattered)
{
	return (scattered * UINT32_C(2654435761)) >> 8;
}

static void
token_write(char out[TOKEN], const struct tokens *t, uint32_t number)
{
	uint32_t scattered = token_scatter(number) ^ t->mask;

	out[0] = '@';
	token_letters(out + 1, 6, scattered);
	token_letters(out + 7, 3, token_check(scattered));
}

/* The number of the token at p, TOKENS where there is none. */
static uint32_t
token_read(const struct tokens *t, const char p[TOKEN])
{
	uint32_t scattered = 0;
	char check[3];

	for (int i = 1; i < 7; i++) {
		if (p[i] < 'a' || p[i] > 'z')
			return TOKENS;
		scattered = scattered * 26 + (uint32_t)(p[i] - 'a');
	}
	token_letters(check, 3, token_check(scattered));
	if (scattered >= TOKENS || memcmp(check, p + 7, 3) != 0)
		return TOKENS;
	return token_scatter(scattered ^ t->mask);
}

/* Fills b with n bytes, ten at least, of a token. */
static void
token_value(struct om_buf *b, const struct tokens *t, uint32_t number, size_t n)
{
	char token[TOKEN];

	token_write(token, t, number);
	om_buf_reset(b);
	while (b->n < n)
		om_buf_add(b,
		    om_span_bytes(token, n - b->n < TOKEN ? n - b->n : TOKEN));
}

static int
token_scan(void *tokens, const char *path)
{
	struct tokens *t = tokens;
	struct om_buf b = OM_BUF(SIZE_MAX / 2);
	int rc = om_file_read(&b, path);
	const char *p = b.p, *end = b.p + b.n;

	while (rc == OM_OK && p != NULL && end - p >= TOKEN &&
	       (p = memchr(p, '@', (size_t)(end - p - TOKEN + 1))) != NULL) {
		uint32_t number = token_read(t, p++);

		if (number < TOKENS && t->state[number] == TOKEN_DEAD) {
			t->state[number] = TOKEN_LEFT;
			t->left++;
		}
	}
	om_buf_free(&b);
	return rc;
}

#endif
