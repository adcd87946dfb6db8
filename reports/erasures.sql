-- title: Erasures, and what proves them
-- about: Erasures carried out in the period. The number of a request is that
--    of its certificate. Backups of the store made before cannot be read any
--    more once the key of their time is destroyed: by the day named here at
--    the latest, where `key tend` runs every night. Of other systems' backups
--    nothing is known here.
-- law: GDPR Art. 5(2), 17; Cal. Civ. Code 1798.105; NIST SP 800-88r2
-- parameter: from date year-start
-- parameter: to date today
-- today: 2026-11-23
-- given: INSERT INTO setting VALUES ('rotate_days', 1),
--    ('destroy_after_days', 7)
-- given: INSERT INTO request_state (request, id, right, regime, received,
--    outcome) VALUES (1, 'A', 'erase', 'gdpr', '2026-10-01', 'granted'),
--    (2, 'B', 'access', 'gdpr', '2026-10-01', 'granted')
-- given: INSERT INTO request_event (request, number, event, date, day) VALUES
--    (1, 6, 'executed', '2026-10-05', 20731),
--    (2, 6, 'executed', '2026-10-05', 20731)
-- given: INSERT INTO request_step (request, system, state, grade, acted,
--    remaining) VALUES (1, 'store', 'done', 'verified by re-read', 2, 0),
--    (1, 'crm', 'not_connected', '', 0, 0)
-- given: INSERT INTO request_item (request, number, action, ground) VALUES
--    (1, 1, 'erase', 'GDPR Art. 17'), (1, 2, 'keep', 'GDPR Art. 17(3)(b)')
-- given: INSERT INTO key_destruction VALUES ('epoch', 3, 'done', '2026-10-13',
--    'key file overwritten and removed'), ('epoch', 3, 'begun', NULL, NULL)
-- section: By system
-- expect: A | gdpr | 2026-10-01 | 2026-10-05 | crm | not_connected | - | 0 | 0 | -
-- expect: A | gdpr | 2026-10-01 | 2026-10-05 | store | done | verified by re-read | 2 | 0 | 2026-10-15
SELECT s.id AS certificate, s.regime AS law, s.received, e.date AS erased,
       t.system, t.state, nullif(t.grade, '') AS evidence,
       t.acted AS records_erased, t.remaining,
       -- A night each passes until a key is replaced, and until it is gone.
       CASE WHEN t.system = 'store' THEN
           day(e.day + 2 + (SELECT sum(value) FROM setting
               WHERE name IN ('rotate_days', 'destroy_after_days')))
       END AS backups_unreadable_by
FROM request_state AS s
JOIN request_event AS e ON e.request = s.request AND e.event = 'executed'
JOIN request_step AS t ON t.request = s.request
WHERE s.right = 'erase' AND e.day BETWEEN $from_day AND $to_day
ORDER BY e.day, s.request, t.system
-- section: What was kept, and why
-- expect: GDPR Art. 17(3)(b) | 1 | 1
SELECT i.ground, count(*) AS items, count(DISTINCT i.request) AS requests
FROM request_item AS i
JOIN request_state AS s ON s.request = i.request AND s.right = 'erase'
JOIN request_event AS e ON e.request = s.request AND e.event = 'executed'
WHERE i.action = 'keep' AND e.day BETWEEN $from_day AND $to_day
GROUP BY i.ground
ORDER BY items DESC, i.ground
-- section: Keys that were destroyed
-- expect: epoch | 3 | 2026-10-13 | key file overwritten and removed
SELECT kind, version, destroyed, how
FROM key_destruction
WHERE state = 'done' AND destroyed BETWEEN $from AND $to
ORDER BY destroyed, kind, version
