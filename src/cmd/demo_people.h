#ifndef OM_CMD_DEMO_PEOPLE_H
#define OM_CMD_DEMO_PEOPLE_H

#include "base/buf.h"

/*
 * Invented people for the demonstration, always the same ones. Their mail
 * domains are reserved for examples (RFC 2606), their telephone numbers for
 * fiction (UK 020 7946 0xxx).
 */
enum { OM_DEMO_PEOPLE = 2000 };

/* Three systems that know them, each by other identifiers. */
enum om_demo_system {
	OM_DEMO_CRM,	  /* everybody: e-mail, half of them a telephone */
	OM_DEMO_SHOP,	  /* three in four: e-mail, customer number, orders */
	OM_DEMO_HELPDESK, /* one in three: telephone or e-mail, tickets */
	OM_DEMO_SYSTEMS,
};

const char *om_demo_people_system(enum om_demo_system system);

/* Appends the system's profiles, one JSON object a line. */
void om_demo_people_write(struct om_buf *b, enum om_demo_system system);

/* Appends the profile of one person in the system, if it knows her. */
void om_demo_people_write_one(
    struct om_buf *b, enum om_demo_system system, unsigned person);

/* Appends "email:..." of one person. */
void om_demo_people_identifier(struct om_buf *b, unsigned person);

/* Appends the person's name. */
void om_demo_people_name(struct om_buf *b, unsigned person);

#endif
