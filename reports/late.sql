-- title: Answers that went out late
-- about: What was due in the period and answered after its day, or not at all
--    so far. Lateness is measured at the day of dispatch.
-- law: GDPR Art. 12(3); 11 CCR 7021(b)
-- parameter: from date year-start
-- parameter: to date today
-- today: 2026-11-23
-- given: INSERT INTO request_state (request, id, right, regime, received, due,
--    due_day, replied, open, extended, days_late) VALUES
--    (1, 'A', 'access', 'gdpr', '2026-08-01', '2026-09-01', 20697,
--    '2026-09-03', 0, 0, 2),
--    (2, 'B', 'access', 'ccpa', '2026-08-01', '2026-09-15', 20711,
--    '2026-09-15', 0, 0, 0),
--    (3, 'C', 'erase', 'gdpr', '2026-08-01', '2026-11-02', 20759, NULL, 1, 1,
--    21),
--    (4, 'D', 'erase', 'gdpr', '2025-08-01', '2025-09-01', 20332,
--    '2025-09-02', 0, 0, 1)
-- section: Late answers
-- expect: A | access | gdpr | 2026-08-01 | 2026-09-01 | 0 | 2026-09-03 | 2
-- expect: C | erase | gdpr | 2026-08-01 | 2026-11-02 | 1 | - | 21
SELECT id, right, regime AS law, received, due, extended, replied, days_late
FROM request_state
WHERE days_late > 0 AND (replied IS NOT NULL OR open = 1)
AND due_day BETWEEN $from_day AND $to_day
ORDER BY due_day, request
-- section: By month in which they were due
-- chart: bar month late
-- expect: 2026-09 | 2 | 1 | 50
-- expect: 2026-11 | 1 | 1 | 100
SELECT substr(due, 1, 7) AS month,
       count(*) AS due,
       count(CASE WHEN days_late > 0 THEN 1 END) AS late,
       round(100.0 * count(CASE WHEN days_late > 0 THEN 1 END) / count(*), 1)
           AS per_cent
FROM request_state
WHERE (replied IS NOT NULL OR open = 1)
AND due_day BETWEEN $from_day AND $to_day
GROUP BY month
ORDER BY month
