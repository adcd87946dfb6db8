/*
 * What an organisation is for an activity (GDPR Art. 4(7), (8), 26): code,
 * word in a record of processing (never change one). One line an entry.
 */
OM_CAPACITY(OM_CONTROLLER, "controller")
OM_CAPACITY(OM_JOINT, "joint")
OM_CAPACITY(OM_PROCESSOR, "processor")
