-- title: Overdue requests
-- about: Open requests whose answer was due before today and did not go out,
--    the latest first.
-- law: GDPR Art. 12(3); 11 CCR 7021(b)
-- today: 2026-11-23
-- given: INSERT INTO request_state (id, right, regime, received, due, due_day,
--    state, open, replied, days_late) VALUES
--    ('A', 'access', 'gdpr', '2026-09-01', '2026-10-01', 20727, 'planned', 1,
--    NULL, 53),
--    ('B', 'erase', 'gdpr', '2026-10-22', '2026-11-23', 20780, 'received', 1,
--    NULL, 0),
--    ('C', 'access', 'gdpr', '2026-08-01', '2026-09-01', 20697, 'closed', 0,
--    '2026-09-03', 2),
--    ('D', 'access', 'gdpr', '2026-10-01', '2026-11-02', 20759, 'notified',
--    1, '2026-11-04', 2)
-- expect: A | access | gdpr | 2026-09-01 | 2026-10-01 | 53 | planned
SELECT id, right, regime AS law, received, due, days_late, state
FROM request_state
WHERE open = 1 AND due_day < $today_day AND replied IS NULL
ORDER BY due_day, id
