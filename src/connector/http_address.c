#include "connector/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>

enum kind { PUBLIC, OWN, PRIVATE, NEVER };

/* First bytes of IPv4 addresses, and how many bits of them count. */
static const struct {
	uint32_t address;
	unsigned bits;
	enum kind kind;
} ranges[] = {
	{ 0x7f000000, 8, OWN },	    /* RFC 1122 */
	{ 0x0a000000, 8, PRIVATE }, /* RFC 1918 */
	{ 0xac100000, 12, PRIVATE }, { 0xc0a80000, 16, PRIVATE },
	{ 0x64400000, 10, PRIVATE }, /* RFC 6598 */
	{ 0xa9fe0000, 16, NEVER },   /* RFC 3927, metadata services */
	{ 0x00000000, 8, NEVER },
	{ 0xe0000000, 3, NEVER }, /* multicast, reserved, broadcast */
};

static enum kind
kind_of_4(uint32_t address)
{
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if ((address ^ ranges[i].address) >> (32 - ranges[i].bits) == 0)
			return ranges[i].kind;
	return PUBLIC;
}

static enum kind
kind_of_6(const uint8_t b[16])
{
	static const uint8_t zeros[16] = { 0 };
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	static const uint8_t nat64[12] = { 0, 0x64, 0xff, 0x9b };
	uint32_t last = (uint32_t)b[12] << 24 | (uint32_t)b[13] << 16 |
			(uint32_t)b[14] << 8 | b[15];

	if (memcmp(b, zeros, 15) == 0)
		return b[15] == 1 ? OWN : NEVER;
	if (memcmp(b, mapped, sizeof(mapped)) == 0 ||
	    memcmp(b, nat64, sizeof(nat64)) == 0)
		return kind_of_4(last);
	if ((b[0] & 0xfe) == 0xfc)
		return PRIVATE; /* RFC 4193 */
	if ((b[0] == 0xfe && (b[1] & 0xc0) == 0x80) || b[0] == 0xff)
		return NEVER;
	return PUBLIC;
}

bool
om_http_may_call(
    const struct sockaddr *address, bool own_allowed, bool private_allowed)
{
	struct sockaddr_in four;
	struct sockaddr_in6 six;
	enum kind kind = NEVER;

	if (address->sa_family == AF_INET) {
		memcpy(&four, address, sizeof(four));
		kind = kind_of_4(ntohl(four.sin_addr.s_addr));
	} else if (address->sa_family == AF_INET6) {
		memcpy(&six, address, sizeof(six));
		kind = kind_of_6(six.sin6_addr.s6_addr);
	}
	return kind == PUBLIC || (kind == OWN && own_allowed) ||
	       (kind == PRIVATE && private_allowed);
}
