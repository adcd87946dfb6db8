#include "cmd/demo_people.h"

#include "base/date.h"
#include "base/json.h"

static const char *const given[] = { "Ana", "Bela", "Cato", "Dora", "Emil",
	"Fara", "Goran", "Hana", "Ivo", "Juno", "Kiran", "Lena", "Milo",
	"Nadia", "Oskar", "Petra", "Quinn", "Rosa", "Samir", "Tilda", "Ugo",
	"Vera", "Wim", "Xenia", "Yara", "Zeno" };

static const char *const family_heads[] = { "Bar", "Cal", "Dor", "Fen", "Gar",
	"Hal", "Kel", "Lor", "Mar", "Nor", "Pel", "Quin", "Ros", "Sil", "Tor",
	"Ver", "Wil" };

static const char *const family_tails[] = { "bell", "dano", "etti", "ford",
	"gren", "hoven", "ides", "kov", "land", "mann", "oux", "quist", "rez" };

static const char *const mail_domains[] = { "post.example", "mail.example",
	"letters.example" };

static const char *const cities[] = { "Harbourtown", "Lower Quay", "Millford",
	"Northgate", "Old Bridge" };

static const char *const segments[] = { "sailing", "fishing", "gifts" };

static const char *const languages[] = { "en", "de", "es", "fr", "pl" };

static const char *const goods[] = { "rope", "lamp", "tea mug", "map",
	"rain coat" };

static const char *const questions[] = { "where is my parcel", "wrong size",
	"change of address", "invoice missing" };

#define PICK(list, n) (list)[(n) % (sizeof(list) / sizeof((list)[0]))]

static const char *const systems[OM_DEMO_SYSTEMS] = { "crm", "shop",
	"helpdesk" };

const char *
om_demo_people_system(enum om_demo_system system)
{
	return systems[system];
}

/* A number that looks random and is the same at every run. */
static unsigned
mix(unsigned person, unsigned salt)
{
	uint32_t x = person * 2654435761u + salt * 40503u + 1;

	x ^= x >> 15;
	x *= 2246822519u;
	x ^= x >> 13;
	return x >> 4;
}

static void
add_family(struct om_buf *b, unsigned person)
{
	om_buf_format(b, "%s%s", PICK(family_heads, mix(person, 1)),
	    PICK(family_tails, mix(person, 2)));
}

void
om_demo_people_name(struct om_buf *b, unsigned person)
{
	om_buf_format(b, "%s ", PICK(given, mix(person, 3)));
	add_family(b, person);
}

static void
add_lower(struct om_buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		om_buf_byte(b, (char)(*s >= 'A' && *s <= 'Z' ? *s + 32 : *s));
}

/* The number keeps people of one name apart. */
static void
add_email(struct om_buf *b, unsigned person)
{
	add_lower(b, PICK(given, mix(person, 3)));
	om_buf_byte(b, '.');
	add_lower(b, PICK(family_heads, mix(person, 1)));
	add_lower(b, PICK(family_tails, mix(person, 2)));
	om_buf_format(b, "%u@%s", person, PICK(mail_domains, mix(person, 4)));
}

void
om_demo_people_identifier(struct om_buf *b, unsigned person)
{
	om_buf_text(b, "email:");
	add_email(b, person);
}

/* There are a thousand numbers for fiction: the first thousand have one. */
static bool
has_phone(unsigned person)
{
	return person < 1000;
}

static void
add_text(struct om_json *j, const char *key, struct om_buf *text)
{
	om_json_text(j, key, om_buf_span(text));
	om_buf_reset(text);
}

static void
add_identifier(struct om_json *j, const char *type, struct om_buf *value)
{
	om_json_object(j, "");
	om_json_string(j, "type", type);
	add_text(j, "value", value);
	om_json_end_object(j);
}

static void
add_identifiers(struct om_json *j, enum om_demo_system system, unsigned person)
{
	bool phone = has_phone(person) && system != OM_DEMO_SHOP;
	struct om_buf text = OM_BUF(256);

	om_json_array(j, "identifiers");
	/* The help desk takes calls; who has no number writes. */
	if (system != OM_DEMO_HELPDESK || !phone) {
		add_email(&text, person);
		add_identifier(j, "email", &text);
	}
	if (phone) {
		om_buf_format(&text, "+44 20 7946 0%03u", person);
		add_identifier(j, "phone_number", &text);
	}
	if (system == OM_DEMO_SHOP) {
		om_buf_format(&text, "C-%06u", 100000 + person);
		add_identifier(j, "external_id", &text);
	}
	om_json_end_array(j);
	om_buf_free(&text);
}

static void
add_day(struct om_json *j, const char *key, int32_t day, const char *time)
{
	struct om_buf text = OM_BUF(64);

	om_day_format(&text, day);
	om_buf_text(&text, time);
	add_text(j, key, &text);
	om_buf_free(&text);
}

static void
add_attributes(struct om_json *j, enum om_demo_system system, unsigned person)
{
	om_json_object(j, "attributes");
	switch (system) {
	case OM_DEMO_CRM:
		om_json_string(j, "city", PICK(cities, mix(person, 5)));
		om_json_string(j, "language", PICK(languages, mix(person, 6)));
		add_day(j, "birth_date",
		    om_day_of(1950, 1, 1) + (int32_t)(mix(person, 7) % 18000),
		    "");
		om_json_bool(j, "newsletter", mix(person, 8) % 2 == 0);
		om_json_string(j, "segment", PICK(segments, mix(person, 9)));
		break;
	case OM_DEMO_SHOP:
		om_json_int(j, "loyalty_points", mix(person, 10) % 500);
		break;
	default:
		om_json_bool(j, "call_back", mix(person, 11) % 3 == 0);
	}
	om_json_end_object(j);
}

static void
add_order(struct om_json *j, unsigned person, unsigned i)
{
	unsigned cents = 500 + mix(person, 30 + i) % 9000;
	struct om_buf text = OM_BUF(64);

	om_json_string(j, "type", "order");
	om_json_object(j, "properties");
	om_json_string(j, "goods", PICK(goods, mix(person, 20 + i)));
	om_buf_format(&text, "%u.%02u EUR", cents / 100, cents % 100);
	add_text(j, "price", &text);
	om_json_end_object(j);
	om_buf_free(&text);
}

static void
add_ticket(struct om_json *j, unsigned person, unsigned i)
{
	om_json_string(j, "type", "ticket");
	om_json_object(j, "properties");
	om_json_string(j, "about", PICK(questions, mix(person, 40 + i)));
	om_json_end_object(j);
}

static void
add_events(struct om_json *j, enum om_demo_system system, unsigned person)
{
	unsigned n = system == OM_DEMO_CRM ? 0 : 1 + mix(person, 12) % 3;

	om_json_array(j, "events");
	for (unsigned i = 0; i < n; i++) {
		om_json_object(j, "");
		om_json_string(j, "source", systems[system]);
		if (system == OM_DEMO_SHOP)
			add_order(j, person, i);
		else
			add_ticket(j, person, i);
		add_day(j, "created_at",
		    om_day_of(2025, 1, 1) +
			(int32_t)(mix(person, 50 + i) % 500),
		    "T09:30:00Z");
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static bool
knows(enum om_demo_system system, unsigned person)
{
	if (system == OM_DEMO_SHOP)
		return person % 4 != 3;
	return system == OM_DEMO_CRM || person % 3 == 0;
}

void
om_demo_people_write_one(
    struct om_buf *b, enum om_demo_system system, unsigned person)
{
	struct om_json j = OM_JSON(b, false);
	struct om_buf text = OM_BUF(256);

	if (!knows(system, person))
		return;
	om_json_object(&j, NULL);
	om_json_string(&j, "source", systems[system]);
	om_json_string(&j, "type", "customer");
	om_demo_people_name(&text, person);
	add_text(&j, "name", &text);
	add_identifiers(&j, system, person);
	add_attributes(&j, system, person);
	add_day(&j, "created_at",
	    om_day_of(2023, 1, 1) + (int32_t)(mix(person, 13) % 700),
	    "T12:00:00Z");
	add_events(&j, system, person);
	om_json_end_object(&j);
	om_buf_byte(b, '\n');
	om_buf_free(&text);
}

void
om_demo_people_write(struct om_buf *b, enum om_demo_system system)
{
	for (unsigned person = 0; person < OM_DEMO_PEOPLE; person++)
		om_demo_people_write_one(b, system, person);
}
