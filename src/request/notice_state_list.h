/*
 * How far the notice to a recipient is: code, word, the event that leads
 * there, from which states (FROM(...)). The words are stored: never change
 * one. One line an entry.
 */
OM_NOTICE_STATE(TO_SEND, "to_send", OM_EVENT_NOTICE_MADE, 0)
OM_NOTICE_STATE(SENT, "sent", OM_EVENT_NOTICE_SENT, FROM(TO_SEND))
OM_NOTICE_STATE(ACKNOWLEDGED, "acknowledged", OM_EVENT_NOTICE_ACKNOWLEDGED,
    FROM(TO_SEND) | FROM(SENT))
OM_NOTICE_STATE(IMPOSSIBLE, "impossible", OM_EVENT_NOTICE_IMPOSSIBLE,
    FROM(TO_SEND) | FROM(SENT))
OM_NOTICE_STATE(DISPROPORTIONATE, "disproportionate",
    OM_EVENT_NOTICE_DISPROPORTIONATE, FROM(TO_SEND))
