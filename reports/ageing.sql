-- title: How old open requests are
-- about: Open requests by the days since they were received.
-- law: GDPR Art. 12(3); 11 CCR 7021(b)
-- today: 2026-11-23
-- given: INSERT INTO request_state (right, received_day, open, replied,
--    days_late) VALUES
--    ('access', 20780, 1, NULL, 0), ('access', 20773, 1, NULL, 0),
--    ('erase', 20772, 1, NULL, 0), ('erase', 20700, 1, NULL, 49),
--    ('erase', 20600, 0, '2026-07-01', 0)
-- section: By age
-- chart: bar age requests
-- expect: 0 to 7 days | 2 | 0
-- expect: 8 to 14 days | 1 | 0
-- expect: 15 to 30 days | 0 | 0
-- expect: 31 to 45 days | 0 | 0
-- expect: more than 45 days | 1 | 1
WITH bound (age, least, most) AS (
    VALUES ('0 to 7 days', 0, 7), ('8 to 14 days', 8, 14),
           ('15 to 30 days', 15, 30), ('31 to 45 days', 31, 45),
           ('more than 45 days', 46, 1000000))
SELECT b.age,
       count(s.received_day) AS requests,
       count(CASE WHEN s.days_late > 0 AND s.replied IS NULL THEN 1 END)
           AS overdue
FROM bound AS b
LEFT JOIN request_state AS s
    ON s.open = 1 AND $today_day - s.received_day BETWEEN b.least AND b.most
GROUP BY b.least
ORDER BY b.least
-- section: By right
-- chart: bar right requests
-- expect: access | 2 | 3.5 | 7
-- expect: erase | 2 | 44 | 80
SELECT right,
       count(*) AS requests,
       round(avg($today_day - received_day), 1) AS mean_days,
       max($today_day - received_day) AS oldest_days
FROM request_state
WHERE open = 1
GROUP BY right
ORDER BY right
