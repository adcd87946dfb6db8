-- title: Register of requests
-- about: Every request of the period, by the day it was received: what was
--    asked and how, what was answered when, and on what ground something was
--    refused.
-- law: 11 CCR 7101(b); GDPR Art. 5(2), 12(3)
-- parameter: from date always
-- parameter: to date always
-- today: 2026-11-23
-- with: to 2026-11-30
-- given: INSERT INTO request_state (request, id, right, regime, received,
--    received_day, replied, state, outcome, reason) VALUES
--    (2, 'B', 'erase', 'ccpa', '2026-10-02', 20728, '2026-10-20', 'closed',
--    'denied', 'exempt'),
--    (1, 'A', 'access', 'gdpr', '2026-10-01', 20727, NULL, 'planned', NULL,
--    NULL),
--    (3, 'C', 'erase', 'gdpr', '2026-10-03', 20729, '2026-10-21', 'closed',
--    'partial', 'partial'),
--    (4, 'D', 'erase', 'gdpr', '2026-12-01', 20788, NULL, 'received', NULL,
--    NULL),
--    (5, 'E', 'access', 'ccpa', '2026-10-05', 20731, '2026-10-25', 'closed',
--    'partial', 'not_identified')
-- given: INSERT INTO request (request, channel) VALUES (1, 'mail'),
--    (2, 'form'), (3, 'phone'), (5, 'web')
-- given: INSERT INTO request_item (request, number, action, ground) VALUES
--    (3, 1, 'erase', 'GDPR Art. 17'),
--    (3, 2, 'keep', 'GDPR Art. 17(3)(b)'), (3, 3, 'keep', 'GDPR Art. 17(3)(b)')
-- expect: A | 2026-10-01 | access | gdpr | mail | - | open | -
-- expect: B | 2026-10-02 | erase | ccpa | form | 2026-10-20 | denied | Cal. Civ. Code 1798.145, 1798.146
-- expect: C | 2026-10-03 | erase | gdpr | phone | 2026-10-21 | partial | GDPR Art. 17(3)(b)
-- expect: E | 2026-10-05 | access | ccpa | web | 2026-10-25 | partial | Cal. Civ. Code 1798.140(ak); 11 CCR 7022(a), 7024(a)
SELECT s.id,
       s.received AS date_of_request,
       s.right AS nature_of_request,
       s.regime AS law,
       r.channel AS manner_made,
       s.replied AS date_of_response,
       coalesce(s.outcome, 'open') AS nature_of_response,
       CASE
       WHEN s.outcome IN ('denied', 'not_identified')
       OR s.reason = 'not_identified' THEN
           coalesce((SELECT g.cite FROM ground AS g
                     WHERE g.ground = s.reason
                     AND g.regime = replace(s.regime, 'uk-gdpr', 'gdpr')),
                    s.reason)
       WHEN s.outcome = 'partial' THEN
           (SELECT group_concat(DISTINCT i.ground) FROM request_item AS i
            WHERE i.request = s.request AND i.action IN ('keep', 'withhold'))
       END AS basis_for_denial
FROM request_state AS s LEFT JOIN request AS r ON r.request = s.request
WHERE s.received_day BETWEEN $from_day AND $to_day
ORDER BY s.received_day, s.request
