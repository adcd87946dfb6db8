#include "scan/keccak.h"

#include <assert.h>

enum { LANES = 25, ROUNDS = 24, RATE = 136 };

static uint64_t
rotate(uint64_t x, unsigned n)
{
	return x << n | x >> (64 - n);
}

static void
theta(uint64_t a[LANES])
{
	uint64_t c[5];

	for (unsigned x = 0; x < 5; x++)
		c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
	for (unsigned i = 0; i < LANES; i++)
		a[i] ^= c[(i + 4) % 5] ^ rotate(c[(i + 1) % 5], 1);
}

/* Rho and pi in one walk over the lanes (Keccak reference, 2.4). */
static void
rho_pi(uint64_t a[LANES])
{
	static const uint8_t places[] = { 10, 7, 11, 17, 18, 3, 5, 16, 8, 21,
		24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1 };
	static const uint8_t turns[] = { 1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2,
		14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44 };
	uint64_t held = a[1];

	for (unsigned i = 0; i < 24; i++) {
		uint64_t next = a[places[i]];

		a[places[i]] = rotate(held, turns[i]);
		held = next;
	}
}

static void
chi(uint64_t a[LANES])
{
	for (unsigned y = 0; y < LANES; y += 5) {
		uint64_t row[5];

		memcpy(row, a + y, sizeof(row));
		for (unsigned x = 0; x < 5; x++)
			a[y + x] =
			    row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
	}
}

static void
permute(uint64_t a[LANES])
{
	static const uint64_t constants[ROUNDS] = { 0x0000000000000001,
		0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
		0x000000000000808b, 0x0000000080000001, 0x8000000080008081,
		0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
		0x0000000080008009, 0x000000008000000a, 0x000000008000808b,
		0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
		0x8000000000008002, 0x8000000000000080, 0x000000000000800a,
		0x800000008000000a, 0x8000000080008081, 0x8000000000008080,
		0x0000000080000001, 0x8000000080008008 };

	for (unsigned round = 0; round < ROUNDS; round++) {
		theta(a);
		rho_pi(a);
		chi(a);
		a[0] ^= constants[round];
	}
}

void
om_keccak(uint8_t out[OM_KECCAK_SIZE], struct om_span data)
{
	uint8_t block[RATE] = { 0 };
	uint64_t a[LANES] = { 0 };

	assert(data.n < RATE);
	if (data.n > 0)
		memcpy(block, data.p, data.n);
	block[data.n] = 0x01;
	block[RATE - 1] |= 0x80;
	for (unsigned i = 0; i < RATE; i++)
		a[i / 8] ^= (uint64_t)block[i] << i % 8 * 8;
	permute(a);
	for (unsigned i = 0; i < OM_KECCAK_SIZE; i++)
		out[i] = (uint8_t)(a[i / 8] >> i % 8 * 8);
}
