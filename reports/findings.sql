-- title: Searches for personal data that are on record
-- about: Runs that the audit log tells of: records filtered, files of the
--    store searched, the store measured for what singles people out. Numbers
--    are those of the log.
-- law: GDPR Art. 5(2), 32(1)(d)
-- parameter: from date year-start
-- parameter: to date today
-- today: 2026-11-23
-- given: INSERT INTO audit_entry (number, date, month, act, member, counts)
--    VALUES (1, '2026-11-01', '2026-11', 'store.sweep', 'kim',
--    '{"files":12,"hits":0}'), (2, '2026-11-02', '2026-11',
--    'records.filter', 'kim', NULL), (3, '2026-11-02', '2026-11',
--    'subject.read', 'kim', NULL)
-- section: By month
-- expect: 2026-11 | records.filter | 1
-- expect: 2026-11 | store.sweep | 1
SELECT month, act, count(*) AS runs
FROM audit_entry
WHERE act IN ('records.filter', 'store.sweep', 'store.measure')
AND date BETWEEN $from AND $to
GROUP BY month, act
ORDER BY month, act
-- section: Each run
-- expect: 2026-11-01 | store.sweep | kim | "files":12,"hits":0
-- expect: 2026-11-02 | records.filter | kim | -
SELECT date, act, member, trim(counts, '{}') AS counts
FROM audit_entry
WHERE act IN ('records.filter', 'store.sweep', 'store.measure')
AND date BETWEEN $from AND $to
ORDER BY number
