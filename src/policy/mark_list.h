/*
 * What makes data special under some law: name in C, word in policies and
 * in verdicts, what it means. One line an entry.
 */
OM_MARK(ART9, "art9", "special category, GDPR Art. 9")
OM_MARK(REVEALS, "may-reveal-art9",
    "may reveal a special category; C-184/20, C-21/23")
OM_MARK(ART10, "art10", "convictions and offences, GDPR Art. 10")
OM_MARK(ART87, "art87", "national identification number, GDPR Art. 87")
OM_MARK(CHILD, "child", "of a child, with rules of its own")
OM_MARK(SPI, "spi", "sensitive personal information, 1798.140(ae)")
OM_MARK(BREACH, "breach", "a breach of it is actionable, 1798.150")
OM_MARK(LIMITED, "limited", "parts of this law do not reach it")
OM_MARK(SENSITIVE, "sensitive", "sensitive data as this law lists it")
