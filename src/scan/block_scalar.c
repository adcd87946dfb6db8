#include "scan/block.h"

enum {
	DIGIT = 1,
	LETTER = 2,
	UPPER = 4,
	JOINT = 8,
	AT = 16,
	COLON = 32,
	BEYOND = 64
};

static const uint8_t classes[256] = {
	[' '] = JOINT,
	['-'] = JOINT,
	['.'] = JOINT,
	['/'] = JOINT,
	['('] = JOINT,
	[')'] = JOINT,
	['+'] = JOINT,
	[':'] = COLON,
	['@'] = AT,
	['0' ... '9'] = DIGIT,
	['A' ... 'Z'] = LETTER | UPPER,
	['a' ... 'z'] = LETTER,
	[0x80 ... 0xff] = BEYOND,
};

static void
mark(struct om_block *b, const unsigned char *p)
{
	*b = (struct om_block){ 0 };
	for (unsigned i = 0; i < OM_BLOCK_SIZE; i++) {
		uint64_t class = classes[p[i]];

		b->digit |= (class & 1) << i;
		b->letter |= (class >> 1 & 1) << i;
		b->upper |= (class >> 2 & 1) << i;
		b->joint |= (class >> 3 & 1) << i;
		b->at |= (class >> 4 & 1) << i;
		b->colon |= (class >> 5 & 1) << i;
		b->beyond |= (class >> 6 & 1) << i;
	}
}

void
om_block_mark_scalar(struct om_block *out, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		mark(&out[i], (const unsigned char *)p + i * OM_BLOCK_SIZE);
}
