#include "scan/block.h"

enum {
	DIGIT = 1,
	LETTER = 2,
	UPPER = 4,
	JOINT = 8,
	AT = 16,
	COLON = 32,
	BEYOND = 64,
	LINE = 128
};

static const uint8_t classes[256] = {
	[' '] = JOINT,
	['-'] = JOINT,
	['.'] = JOINT,
	['/'] = JOINT,
	['('] = JOINT,
	[')'] = JOINT,
	['+'] = JOINT,
	['\n'] = LINE,
	[':'] = COLON,
	['@'] = AT,
	['0' ... '9'] = DIGIT,
	['A' ... 'Z'] = LETTER | UPPER,
	['a' ... 'z'] = LETTER,
	[0x80 ... 0xff] = BEYOND,
};

static void
mark(struct om_blocks *b, size_t at, const unsigned char *p)
{
	uint64_t bits[8] = { 0 };

	for (unsigned i = 0; i < OM_BLOCK_SIZE; i++)
		for (unsigned k = 0; k < 8; k++)
			bits[k] |= (uint64_t)(classes[p[i]] >> k & 1) << i;
	b->digit[at] = bits[0];
	b->letter[at] = bits[1];
	b->upper[at] = bits[2];
	b->joint[at] = bits[3];
	b->at[at] = bits[4];
	b->colon[at] = bits[5];
	b->beyond[at] = bits[6];
	b->line[at] = bits[7];
}

void
om_block_mark_scalar(
    struct om_blocks *out, size_t first, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		mark(out, first + i,
		    (const unsigned char *)p + i * OM_BLOCK_SIZE);
}
