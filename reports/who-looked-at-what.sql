-- title: Who looked at what
-- about: What members did with people's data, by month. Persons are not
--    named: the log does not know them.
-- law: GDPR Art. 5(2), 32(4); CJEU C-579/21
-- parameter: from date year-start
-- parameter: to date today
-- today: 2026-11-23
-- given: INSERT INTO audit_entry (number, date, month, act, member, request)
--    VALUES (1, '2026-10-01', '2026-10', 'subject.read', 'kim', 'A'),
--    (2, '2026-10-02', '2026-10', 'subject.read', 'kim', NULL),
--    (3, '2026-11-02', '2026-11', 'subject.erase', 'lee', 'A'),
--    (4, '2026-11-03', '2026-11', 'audit.read', 'lee', NULL),
--    (5, '2026-11-03', '2026-11', 'key.rotate', 'lee', NULL)
-- section: By member
-- chart: bar member acts
-- expect: kim | 2 | 1
-- expect: lee | 2 | 1
SELECT member, count(*) AS acts, count(request) AS for_a_request
FROM audit_entry
WHERE (act LIKE 'subject.%' OR act IN ('audit.read', 'report.read'))
AND date BETWEEN $from AND $to
GROUP BY member
ORDER BY acts DESC, member
-- section: By member, act and month
-- expect: 2026-10 | kim | subject.read | 2
-- expect: 2026-11 | lee | audit.read | 1
-- expect: 2026-11 | lee | subject.erase | 1
SELECT month, member, act, count(*) AS times
FROM audit_entry
WHERE (act LIKE 'subject.%' OR act IN ('audit.read', 'report.read'))
AND date BETWEEN $from AND $to
GROUP BY month, member, act
ORDER BY month, member, act
