#include "sights.h"

#include "scan/keccak.h"

/* Of the empty text and of "abc": Keccak team, KeccakKAT-3.zip. */
START_TEST(keccak_gives_the_published_hashes)
{
	struct om_buf hex = OM_BUF(65);
	uint8_t hash[OM_KECCAK_SIZE];

	om_keccak(hash, OM_SPAN(""));
	om_buf_hex(&hex, om_span_bytes(hash, sizeof(hash)));
	ck_span_eq(om_buf_span(&hex),
	    "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
	om_buf_reset(&hex);
	om_keccak(hash, OM_SPAN("abc"));
	om_buf_hex(&hex, om_span_bytes(hash, sizeof(hash)));
	ck_span_eq(om_buf_span(&hex),
	    "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
	om_buf_free(&hex);
}
END_TEST

/* The examples of BIP 173 and BIP 350, of EIP-55, and Bitcoin's first. */
START_TEST(an_address_is_seen_by_its_checksum)
{
	static const struct sight_case cases[] = {
		{ "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
		    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa" },
		{ "to 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy.",
		    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy" },
		{ "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
		    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4" },
		{ "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq"
		  "zk5jj0",
		    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq"
		    "zk5jj0" },
		{ "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
		    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed" },
	};

	SIGHTS_ARE("crypto_address", cases);
}
END_TEST

/* One character changed; the invalid ones of BIP 350. */
START_TEST(a_wrong_checksum_is_no_address)
{
	static const struct sight_case cases[] = {
		{ "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "" },
		{ "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLz", "" },
		{ "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "" },
		{ "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq"
		  "h2y7hd",
		    "" },
		{ "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ"
		  "54WELL",
		    "" },
		{ "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed", "" },
	};

	SIGHTS_ARE("crypto_address", cases);
}
END_TEST

OM_SUITE(scan_wallet)
{
	tcase_add_test(tests, keccak_gives_the_published_hashes);
	tcase_add_test(tests, an_address_is_seen_by_its_checksum);
	tcase_add_test(tests, a_wrong_checksum_is_no_address);
}
