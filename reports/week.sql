-- title: What the coming two weeks want
-- about: What is due, what it waits for, which answers did not go out, which
--    duties to keep data end, and who came back.
-- law: GDPR Art. 12(3), 17, 18, 19; 11 CCR 7021
-- today: 2026-11-23
-- given: INSERT INTO request_state (request, id, right, regime, due, due_day,
--    state, open, waiting, replied) VALUES
--    (1, 'A', 'access', 'gdpr', '2026-11-30', 20787, 'verified', 1, 0, NULL),
--    (2, 'B', 'erase', 'gdpr', '2026-12-01', 20788, 'received', 1, 1, NULL),
--    (3, 'C', 'erase', 'gdpr', '2026-12-08', 20795, 'received', 1, 0, NULL),
--    (4, 'D', 'access', 'gdpr', '2026-11-20', 20777, 'notified', 1, 0, NULL),
--    (5, 'E', 'access', 'gdpr', '2026-11-25', 20782, 'closed', 0, 0,
--    '2026-11-01')
-- given: INSERT INTO request_item (request, id, number, action, ground,
--    statute, until, until_day, state) VALUES
--    (6, 'F', 2, 'keep', 'GDPR Art. 17(3)(b)', 'HGB 257', '2026-12-07', 20794,
--    'kept'), (6, 'F', 3, 'keep', 'GDPR Art. 17(3)(b)', 'HGB 257',
--    '2026-12-08', 20795, 'kept'), (6, 'F', 4, 'keep', 'x', '', '2026-11-24',
--    20781, 'erased')
-- given: INSERT INTO audit_entry (date, act, counts) VALUES
--    ('2026-11-20', 'profile.import', '{"new":1,"suppressed":2}'),
--    ('2026-11-21', 'profile.import', '{"new":1,"suppressed":0}'),
--    ('2026-11-10', 'profile.import', '{"new":1,"suppressed":5}')
-- given: INSERT INTO letter (request, id, number, kind, made, sent) VALUES
--    (4, 'D', 1, 'answer', '2026-11-09', NULL),
--    (4, 'D', 2, 'answer', '2026-11-10', NULL),
--    (1, 'A', 1, 'acknowledgement', '2026-11-09', '2026-11-10')
-- given: INSERT INTO hold (system, category, ground, until, until_day) VALUES
--    ('crm', 'contract', 'legal_claims', '2026-12-01', 20788),
--    ('', '', 'legal_claims', NULL, NULL)
-- given: INSERT INTO notice (id, number, recipient, type, state, date) VALUES
--    ('G', 1, 'Print Ltd', 'erasure', 'to_send', '2026-11-02'),
--    ('G', 2, 'Post Ltd', 'erasure', 'sent', '2026-11-01'),
--    ('G', 3, 'Box Ltd', 'erasure', 'acknowledged', '2026-11-01')
-- section: Overdue, and due in 7 days
-- expect: D | access | gdpr | 2026-11-20 | -3 | notified | us: the answer must go out
-- expect: A | access | gdpr | 2026-11-30 | 7 | verified | us: it must be planned
SELECT id, right, regime AS law, due, due_day - $today_day AS days_left,
       state,
       CASE WHEN waiting = 1 THEN 'the person: proof of identity'
       WHEN state = 'received' THEN 'us: identity must be verified'
       WHEN state IN ('verified', 'located') THEN 'us: it must be planned'
       WHEN state = 'planned' THEN 'an approver'
       WHEN state IN ('executed', 'denied') THEN
           'us: the answer must be made'
       WHEN state = 'notified' THEN 'us: the answer must go out'
       ELSE 'us: it must be carried out' END AS waits_for
FROM request_state
WHERE open = 1 AND replied IS NULL AND due_day <= $today_day + 7
ORDER BY due_day, request
-- section: Due in 8 to 14 days
-- expect: B | erase | gdpr | 2026-12-01 | 8 | received | the person: proof of identity
SELECT id, right, regime AS law, due, due_day - $today_day AS days_left,
       state,
       CASE WHEN waiting = 1 THEN 'the person: proof of identity'
       WHEN state = 'received' THEN 'us: identity must be verified'
       WHEN state IN ('verified', 'located') THEN 'us: it must be planned'
       WHEN state = 'planned' THEN 'an approver'
       WHEN state IN ('executed', 'denied') THEN
           'us: the answer must be made'
       WHEN state = 'notified' THEN 'us: the answer must go out'
       ELSE 'us: it must be carried out' END AS waits_for
FROM request_state
WHERE open = 1 AND replied IS NULL
AND due_day BETWEEN $today_day + 8 AND $today_day + 14
ORDER BY due_day, request
-- section: Letters that were made and did not go out
-- expect: D | answer | 2026-11-10 | 2026-11-20
SELECT l.id, l.kind, l.made, min(s.due) AS due
FROM letter AS l JOIN request_state AS s ON s.request = l.request
WHERE l.sent IS NULL AND NOT EXISTS
    (SELECT 1 FROM letter AS n WHERE n.request = l.request
     AND n.kind = l.kind AND n.number > l.number)
GROUP BY l.request, l.number, l.id, l.kind, l.made
ORDER BY due, l.id, l.kind
-- section: Notices to recipients that are not sent, or not acknowledged
-- expect: G | Post Ltd | erasure | sent | 2026-11-01
-- expect: G | Print Ltd | erasure | to_send | 2026-11-02
SELECT id, recipient, type, state, date AS since
FROM notice
WHERE state IN ('to_send', 'sent')
ORDER BY date, id, number
-- section: Legal holds that end in 14 days
-- expect: crm | contract | legal_claims | 2026-12-01
SELECT nullif(system, '') AS system, nullif(category, '') AS category,
       ground, until
FROM hold
WHERE until_day <= $today_day + 14
ORDER BY until_day, system, category
-- section: Duties to keep that end in 14 days
-- expect: F | 2026-12-07 | GDPR Art. 17(3)(b) | HGB 257 | 1
SELECT id, until, ground, statute, count(*) AS items
FROM request_item
WHERE action = 'keep' AND state = 'kept' AND until_day <= $today_day + 14
GROUP BY id, until, ground, statute
ORDER BY until, id
-- section: Erased people who came back with an import, last 7 days
-- expect: 2026-11-20 | 2
SELECT date, sum(json_extract(counts, '$.suppressed')) AS records_kept_out
FROM audit_entry
WHERE act = 'profile.import' AND json_extract(counts, '$.suppressed') > 0
AND date >= day($today_day - 7)
GROUP BY date
ORDER BY date
