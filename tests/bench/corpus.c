#include "bench/corpus.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "bench/workspace.h"

static const char *const given[] = { "Anna", "Peter", "Maria", "Thomas",
	"Sofia", "Jan", "Claire", "Luis", "Emma", "Paolo", "Katarzyna",
	"Erik" };
static const char *const family[] = { "Miller", "Rossi", "Schmidt", "Dubois",
	"Garcia", "Kowalski", "Jansen", "Andersson", "Novak", "Weber" };
static const char *const towns[] = { "Berlin", "Lyon", "Porto", "Leeds",
	"Malmo", "Gdansk", "Torino", "Utrecht" };
static const char *const words[] = { "the", "of", "report", "system", "into",
	"water", "which", "under", "garden", "and", "letter", "to", "in",
	"yellow", "people", "is", "morning", "a", "answer", "between" };
static const char *const levels[] = { "INFO", "DEBUG", "WARN", "ERROR" };

/* splitmix64: the same numbers on every machine. */
static uint64_t
random_of(uint64_t i, unsigned k)
{
	uint64_t x = (i * 64 + k + 1) * UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static unsigned
below(uint64_t i, unsigned k, unsigned n)
{
	return (unsigned)(random_of(i, k) % n);
}

#define PICK(list, i, k) (list)[below(i, k, sizeof(list) / sizeof((list)[0]))]

static void
access_line(struct om_buf *out, uint64_t i)
{
	om_buf_format(out,
	    "%u.%u.%u.%u - - [%02u/Mar/2026:%02u:%02u:%02u +0000] \"GET "
	    "/%s/%s?page=%u HTTP/1.1\" %u %u \"-\" \"Mozilla/5.0 (X11; Linux "
	    "x86_64; rv:%u.0) Gecko/20100101 Firefox/%u.0\"\n",
	    1 + below(i, 0, 223), below(i, 1, 256), below(i, 2, 256),
	    below(i, 3, 254), 1 + below(i, 4, 28), below(i, 5, 24),
	    below(i, 6, 60), below(i, 7, 60), PICK(words, i, 8),
	    PICK(words, i, 9), below(i, 10, 100000),
	    200 + 104 * below(i, 11, 3), below(i, 12, 100000),
	    90 + below(i, 13, 40), 90 + below(i, 14, 40));
}

static void
app_line(struct om_buf *out, uint64_t i)
{
	om_buf_format(out,
	    "2026-03-%02u %02u:%02u:%02u,%03u %s [worker-%u] "
	    "org.example.%s.Handler - request %08x took %u ms rows=%u",
	    1 + below(i, 0, 28), below(i, 1, 24), below(i, 2, 60),
	    below(i, 3, 60), below(i, 4, 1000), PICK(levels, i, 5),
	    below(i, 6, 32), PICK(words, i, 7), below(i, 8, 0xffffffff),
	    below(i, 9, 2000), below(i, 10, 5000));
	if (below(i, 11, 50) == 0)
		om_buf_format(out, " user=%s.%s@example.com",
		    PICK(given, i, 12), PICK(family, i, 13));
	om_buf_byte(out, '\n');
}

static void
prose_line(struct om_buf *out, uint64_t i)
{
	unsigned n = 8 + below(i, 0, 16);

	om_buf_text(out, "The");
	for (unsigned k = 1; k < n; k++)
		om_buf_format(out, " %s", PICK(words, i, k));
	if (below(i, 60, 20) == 0)
		om_buf_format(out, " with %s %s", PICK(given, i, 61),
		    PICK(family, i, 62));
	om_buf_text(out, ".\n");
}

/* Sixteen digits with Luhn's last. */
static void
add_card(struct om_buf *out, uint64_t i)
{
	char digits[17] = "4";
	unsigned sum = 8;

	for (unsigned k = 1; k < 15; k++) {
		unsigned d = below(i, 30 + k, 10), twice = d * 2;

		digits[k] = (char)('0' + d);
		sum += k % 2 == 0 ? twice / 10 + twice % 10 : d;
	}
	digits[15] = (char)('0' + (10 - sum % 10) % 10);
	om_buf_text(out, digits);
}

/* A German IBAN, with the check digits of ISO 13616. */
static void
add_iban(struct om_buf *out, uint64_t i)
{
	uint64_t bank = 10000000 + below(i, 50, 89999999);
	uint64_t account = below(i, 51, 999999999), rest = bank % 97;

	for (int k = 0; k < 10; k++)
		rest = rest * 10 % 97;
	rest = (rest + account) % 97;
	for (int k = 0; k < 6; k++)
		rest = rest * 10 % 97;
	rest = (rest + 131400) % 97;
	om_buf_format(out, "DE%02u%08u%010u", (unsigned)(98 - rest),
	    (unsigned)bank, (unsigned)account);
}

static void
people_line(struct om_buf *out, uint64_t i)
{
	const char *first = PICK(given, i, 0), *last = PICK(family, i, 1);

	if (i == 0) {
		om_buf_text(out,
		    "id,first_name,last_name,email,phone,street,city,"
		    "date_of_birth,ssn,iban,card,last_ip\n");
		return;
	}
	om_buf_format(out,
	    "%u,%s,%s,%s.%s%u@example.com,+1 202 555 01%02u,%u %s Street,%s,"
	    "19%02u-%02u-%02u,%03u-%02u-%04u,",
	    (unsigned)i, first, last, first, last, below(i, 2, 1000),
	    below(i, 3, 100), 1 + below(i, 4, 200), PICK(family, i, 5),
	    PICK(towns, i, 6), 40 + below(i, 7, 60), 1 + below(i, 8, 12),
	    1 + below(i, 9, 28), 100 + below(i, 10, 500), 1 + below(i, 11, 99),
	    1 + below(i, 12, 9999));
	add_iban(out, i);
	om_buf_byte(out, ',');
	add_card(out, i);
	om_buf_format(out, ",%u.%u.%u.%u\n", 1 + below(i, 13, 223),
	    below(i, 14, 256), below(i, 15, 256), below(i, 16, 254));
}

static void
add_uuid(struct om_buf *out, uint64_t i)
{
	om_buf_format(out, "%08x-%04x-4%03x-a%03x-%04x%08x",
	    below(i, 20, 0xffffffff), below(i, 21, 0x10000),
	    below(i, 22, 0x1000), below(i, 23, 0x1000), below(i, 24, 0x10000),
	    below(i, 25, 0xffffffff));
}

static void
orders_line(struct om_buf *out, uint64_t i)
{
	if (i == 0) {
		om_buf_text(out,
		    "order_id,created_at,sku,quantity,unit_price,status,"
		    "warehouse,hash,session_id,build,note\n");
		return;
	}
	om_buf_format(out,
	    "%u,2026-%02u-%02uT%02u:%02u:%02u.%03uZ,K%uQ%uX,%u,%u.%02u,shipped,"
	    "WH-%04u,%08x%08x%08x%08x%08x,",
	    1000000000 + (unsigned)i * 7, 1 + below(i, 0, 12),
	    1 + below(i, 1, 28), below(i, 2, 24), below(i, 3, 60),
	    below(i, 4, 60), below(i, 5, 1000), below(i, 6, 10000),
	    below(i, 7, 1000), below(i, 8, 20), below(i, 9, 1000),
	    below(i, 10, 100), below(i, 11, 10000), below(i, 12, 0xffffffff),
	    below(i, 13, 0xffffffff), below(i, 14, 0xffffffff),
	    below(i, 15, 0xffffffff), below(i, 16, 0xffffffff));
	add_uuid(out, i);
	om_buf_format(out, ",%u.%u.%u.%u,", below(i, 17, 9), below(i, 18, 20),
	    below(i, 19, 20), below(i, 26, 9999));
	if (below(i, 27, 500) == 0)
		om_buf_format(
		    out, "contact %s@example.com\n", PICK(given, i, 28));
	else
		om_buf_format(out, "%s %s %s\n", PICK(words, i, 28),
		    PICK(words, i, 29), PICK(words, i, 30));
}

static void
events_line(struct om_buf *out, uint64_t i)
{
	om_buf_format(out,
	    "{\"ts\":\"2026-%02u-%02uT%02u:%02u:%02u.%03uZ\",\"level\":\"%s\","
	    "\"trace\":\"",
	    1 + below(i, 0, 12), 1 + below(i, 1, 28), below(i, 2, 24),
	    below(i, 3, 60), below(i, 4, 60), below(i, 5, 1000),
	    PICK(levels, i, 6));
	add_uuid(out, i);
	om_buf_format(out,
	    "\",\"msg\":\"%s %s %s\",\"http\":{\"method\":\"GET\",\"path\":"
	    "\"/%s/%s\",\"status\":200,\"ms\":%u.%03u,\"bytes\":%u},\"seq\":%u",
	    PICK(words, i, 7), PICK(words, i, 8), PICK(words, i, 9),
	    PICK(words, i, 10), PICK(words, i, 11), below(i, 12, 900),
	    below(i, 13, 1000), below(i, 14, 10000000), (unsigned)i);
	if (i % 20 == 0)
		om_buf_format(out,
		    ",\"user\":{\"name\":\"%s %s\",\"email\":\"%s@example.com\","
		    "\"ip\":\"%u.%u.%u.%u\"}",
		    PICK(given, i, 15), PICK(family, i, 16),
		    PICK(family, i, 16), 1 + below(i, 17, 223),
		    below(i, 18, 256), below(i, 19, 256), below(i, 26, 254));
	om_buf_text(out, "}\n");
}

const struct corpus corpora[] = {
	{ "access.log", access_line, 3 },
	{ "app.log", app_line, 3 },
	{ "prose.txt", prose_line, 2 },
	{ "orders.csv", orders_line, 3 },
	{ "events.ndjson", events_line, 3 },
	{ "people.csv", people_line, 2 },
	{ NULL, NULL, 0 },
};

void
corpus_write(const char *path, const struct corpus *c, size_t size)
{
	struct om_buf out = OM_BUF(4 << 20);
	size_t written = 0;
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd < 0)
		must(om_fail(OM_IO, "cannot be written"), path);
	for (uint64_t i = 0; written + out.n < size; i++) {
		c->line(&out, i);
		if (out.n < 1 << 20)
			continue;
		must(write(fd, out.p, out.n) == (ssize_t)out.n ? OM_OK : OM_IO,
		    path);
		written += out.n;
		om_buf_reset(&out);
	}
	must(write(fd, out.p, out.n) == (ssize_t)out.n ? OM_OK : OM_IO, path);
	om_buf_free(&out);
	(void)close(fd);
}
