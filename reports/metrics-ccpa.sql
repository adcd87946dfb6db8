-- title: Requests of consumers, as California wants them counted
-- about: Requests received in the period, by type. Each is in one column:
--    received is the sum of those behind it. Complied in part counts as
--    complied with; what was withdrawn is not left out. Days are to the
--    answer, of all that were answered, whether or not they are closed.
-- law: 11 CCR 7102(a)
-- parameter: from date last-year-start
-- parameter: to date last-year-end
-- today: 2027-01-15
-- given: INSERT INTO request_state (right, regime, received_day, state,
--    outcome, reason, days, request) VALUES
--    ('access', 'ccpa', 20700, 'closed', 'granted', 'granted', 10, 1),
--    ('access', 'ccpa', 20700, 'notified', 'partial', 'not_identified', 20,
--    2),
--    ('portability', 'ccpa', 20701, 'closed', 'denied', 'exempt', 45, 3),
--    ('access', 'ccpa', 20702, 'closed', 'withdrawn', 'withdrawn', NULL, 4),
--    ('access', 'ccpa', 20703, 'closed', 'no_match', 'no_match', 5, 5),
--    ('access', 'ccpa', 20704, 'planned', NULL, NULL, NULL, 6),
--    ('erase', 'ccpa', 20704, 'closed', 'partial', 'partial', 7, 7),
--    ('erase', 'gdpr', 20704, 'closed', 'partial', 'partial', 7, 8),
--    ('erase', 'ccpa', 20300, 'closed', 'partial', 'partial', 7, 9)
-- given: INSERT INTO request_item (request, number, action, code, ground)
--    VALUES (7, 1, 'erase', '', 'Cal. Civ. Code 1798.105'),
--    (7, 2, 'keep', 'legal_duty', 'Cal. Civ. Code 1798.105(d)(8)'),
--    (7, 3, 'keep', 'legal_duty', 'Cal. Civ. Code 1798.105(d)(8)'),
--    (8, 1, 'keep', 'legal_obligation', 'GDPR Art. 17(3)(b)'),
--    (9, 1, 'keep', 'security', 'Cal. Civ. Code 1798.105(d)(2)')
-- section: By type
-- chart: bar type received
-- expect: know | 6 | 1 | 1 | 1 | 1 | 1 | 1 | 15 | 20
-- expect: delete | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 7 | 7
-- expect: correct | 0 | 0 | 0 | 0 | 0 | 0 | 0 | - | -
-- expect: opt-out | 0 | 0 | 0 | 0 | 0 | 0 | 0 | - | -
-- expect: limit | 0 | 0 | 0 | 0 | 0 | 0 | 0 | - | -
WITH type (place, type) AS (
    VALUES (1, 'know'), (2, 'delete'), (3, 'correct'), (4, 'opt-out'),
           (5, 'limit')),
counted AS (
    SELECT CASE right
           WHEN 'access' THEN 'know' WHEN 'portability' THEN 'know'
           WHEN 'erase' THEN 'delete' WHEN 'pseudonymize' THEN 'delete'
           WHEN 'rectify' THEN 'correct' WHEN 'optout' THEN 'opt-out'
           ELSE right END AS type,
           outcome, days
    FROM request_state
    WHERE regime = 'ccpa' AND received_day BETWEEN $from_day AND $to_day),
ranked AS (
    SELECT type, days, row_number() OVER (PARTITION BY type ORDER BY days)
               AS place,
           count(*) OVER (PARTITION BY type) AS answered
    FROM counted WHERE days IS NOT NULL)
SELECT t.type,
       count(c.type) AS received,
       count(CASE c.outcome WHEN 'granted' THEN 1 END) AS complied_in_whole,
       count(CASE c.outcome WHEN 'partial' THEN 1 END) AS complied_in_part,
       count(CASE WHEN c.outcome IN ('denied', 'not_identified') THEN 1 END)
       AS denied,
       count(CASE c.outcome WHEN 'no_match' THEN 1 END) AS nothing_held,
       count(CASE c.outcome WHEN 'withdrawn' THEN 1 END) AS withdrawn,
       count(CASE WHEN c.type IS NOT NULL AND c.outcome IS NULL THEN 1 END)
           AS undecided,
       (SELECT round(avg(r.days), 1) FROM ranked AS r WHERE r.type = t.type
        AND r.place IN ((r.answered + 1) / 2, (r.answered + 2) / 2))
           AS median_days,
       round(avg(c.days), 1) AS mean_days
FROM type AS t LEFT JOIN counted AS c ON c.type = t.type
GROUP BY t.place
ORDER BY t.place
-- section: Why requests were denied, in whole or in part
-- expect: exempt | Cal. Civ. Code 1798.145, 1798.146 | 1 | 0
-- expect: legal_duty | Cal. Civ. Code 1798.105(d)(8) | 0 | 1
-- expect: not_identified | Cal. Civ. Code 1798.140(ak); 11 CCR 7022(a), 7024(a) | 0 | 1
-- What was answered in part has its grounds in what was kept or withheld, or
-- in who was not known well enough for all of it.
WITH told AS (
    SELECT s.request, s.reason AS ground, s.outcome = 'partial' AS in_part,
           (SELECT g.cite FROM ground AS g
            WHERE g.ground = s.reason AND g.regime = 'ccpa') AS law
    FROM request_state AS s
    WHERE s.regime = 'ccpa' AND s.received_day BETWEEN $from_day AND $to_day
    AND (s.outcome IN ('denied', 'not_identified')
         OR s.outcome = 'partial' AND s.reason = 'not_identified')
    UNION
    SELECT s.request, i.code, 1, i.ground
    FROM request_state AS s JOIN request_item AS i ON i.request = s.request
    WHERE s.regime = 'ccpa' AND s.received_day BETWEEN $from_day AND $to_day
    AND s.outcome = 'partial' AND i.action IN ('keep', 'withhold'))
SELECT ground, law, count(CASE in_part WHEN 0 THEN 1 END) AS in_whole,
       count(CASE in_part WHEN 1 THEN 1 END) AS in_part
FROM told
GROUP BY ground, law
ORDER BY count(*) DESC, ground
