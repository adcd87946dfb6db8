-- title: The data protection officer's year
-- about: What people asked for in the period, what became of it and when,
--    and what was done with their data.
-- law: GDPR Art. 5(2), 24, 38(3), 39(1)(b)
-- parameter: from date year-start
-- parameter: to date today
-- today: 2026-11-23
-- given: INSERT INTO request_state (request, right, regime, received,
--    received_day, outcome, reason, extended, replied, days, days_late, open)
--    VALUES
--    (1, 'access', 'gdpr', '2026-09-01', 20697, 'granted', 'granted', 0,
--    '2026-09-11', 10, 0, 0),
--    (2, 'access', 'gdpr', '2026-09-02', 20698, 'partial', 'partial', 1,
--    '2026-12-12', 101, 10, 0),
--    (3, 'erase', 'ccpa', '2026-10-02', 20728, 'denied', 'exempt', 0,
--    '2026-10-12', 10, 0, 0),
--    (4, 'erase', 'gdpr', '2026-11-02', 20759, NULL, NULL, 0, NULL, NULL, 0,
--    1), (5, 'erase', 'gdpr', '2025-11-02', 20394, 'granted', 'granted', 0,
--    '2025-11-12', 10, 0, 0)
-- given: INSERT INTO request_event (request, event, day) VALUES
--    (1, 'complaint', 20720), (3, 'executed', 20730), (4, 'received', 20759)
-- given: INSERT INTO request_step (request, system, acted) VALUES
--    (3, 'store', 4)
-- given: INSERT INTO audit_entry (act, date) VALUES
--    ('subject.locate', '2026-11-01'), ('subject.locate', '2026-11-02'),
--    ('store.backup', '2026-11-02'), ('subject.read', '2025-11-02')
-- given: INSERT INTO suppression VALUES (1, 0, 0, '2026-10-01')
-- section: Received, by right and law
-- expect: access | gdpr | 2 | 0
-- expect: erase | ccpa | 1 | 0
-- expect: erase | gdpr | 1 | 1
SELECT right, regime AS law, count(*) AS received, sum(open) AS open
FROM request_state
WHERE received_day BETWEEN $from_day AND $to_day
GROUP BY right, regime
ORDER BY right, regime
-- section: Received, by month
-- chart: bar month received
-- expect: 2026-09 | 2
-- expect: 2026-10 | 1
-- expect: 2026-11 | 1
SELECT substr(received, 1, 7) AS month, count(*) AS received
FROM request_state
WHERE received_day BETWEEN $from_day AND $to_day
GROUP BY month
ORDER BY month
-- section: What became of them
-- chart: bar outcome requests
-- expect: denied | 1
-- expect: granted | 1
-- expect: open | 1
-- expect: partial | 1
SELECT coalesce(outcome, 'open') AS outcome, count(*) AS requests
FROM request_state
WHERE received_day BETWEEN $from_day AND $to_day
GROUP BY 1
ORDER BY 1
-- section: How long it took
-- expect: 3 | 2 | 1 | 1 | 40.3 | 10
WITH answered AS (
    SELECT days, days_late, extended,
           row_number() OVER (ORDER BY days) AS place,
           count(*) OVER () AS n
    FROM request_state
    WHERE replied IS NOT NULL AND received_day BETWEEN $from_day AND $to_day)
SELECT count(*) AS answered,
       count(CASE days_late WHEN 0 THEN 1 END) AS in_time,
       count(CASE WHEN days_late > 0 THEN 1 END) AS late,
       coalesce(sum(extended), 0) AS extended,
       round(avg(days), 1) AS mean_days,
       (SELECT round(avg(days), 1) FROM answered
        WHERE place IN ((n + 1) / 2, (n + 2) / 2)) AS median_days
FROM answered
-- section: Why something was refused
-- expect: exempt | ccpa | 1
SELECT reason AS ground, regime AS law, count(*) AS requests
FROM request_state
WHERE outcome IN ('denied', 'not_identified') AND received_day BETWEEN $from_day AND $to_day
GROUP BY reason, regime
ORDER BY requests DESC, reason, regime
-- section: Erased
-- expect: 1 | 4
SELECT count(DISTINCT e.request) AS requests,
       coalesce(sum(t.acted), 0) AS records
FROM request_event AS e
JOIN request_state AS s ON s.request = e.request AND s.right = 'erase'
LEFT JOIN request_step AS t ON t.request = e.request
WHERE e.event = 'executed' AND e.day BETWEEN $from_day AND $to_day
-- section: Complaints and authorities
-- expect: 1 | 1
SELECT count(*) AS told, count(DISTINCT request) AS requests
FROM request_event
WHERE event = 'complaint' AND day BETWEEN $from_day AND $to_day
-- section: What was done with people's data
-- chart: bar act times
-- expect: subject.locate | 2
SELECT act, count(*) AS times
FROM audit_entry
WHERE act LIKE 'subject.%' AND date BETWEEN $from AND $to
GROUP BY act
ORDER BY act
-- section: Entries that keep erased or unwilling people out
-- expect: 1 | 0
SELECT count(CASE lifted WHEN 0 THEN 1 END) AS added,
       count(CASE lifted WHEN 1 THEN 1 END) AS lifted
FROM suppression
WHERE date BETWEEN $from AND $to
