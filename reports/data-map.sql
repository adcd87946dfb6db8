-- title: Where personal data lies
-- about: Which sources hold which data by the record of processing, what
--    requests met in each system, and how much the store itself holds. No
--    person's data is opened for it.
-- law: GDPR Art. 5(2), 30
-- today: 2026-11-23
-- given: INSERT INTO activity (activity, title, sources, data, purposes,
--    retention) VALUES ('sales', 'Sales', 'crm; shop', 'name; email', 'orders',
--    'all: 3 years')
-- given: INSERT INTO request_step (request, system, state, located, acted,
--    remaining) VALUES (1, 'store', 'done', 2, 2, 0),
--    (2, 'store', 'done', 1, 0, 1), (1, 'crm', 'not_connected', 0, 0, 0)
-- given: INSERT INTO held VALUES (5, 7, 1, 9, 2)
-- section: By the record of processing
-- expect: crm; shop | Sales | name; email | orders | all: 3 years
SELECT sources, coalesce(nullif(title, ''), activity) AS activity, data,
       purposes, retention
FROM activity
ORDER BY sources, activity
-- section: By what requests met
-- chart: bar system requests
-- expect: crm | 1 | 0 | 0 | 0 | 1
-- expect: store | 2 | 3 | 2 | 1 | 0
SELECT system,
       count(*) AS requests,
       sum(located) AS records_found,
       sum(acted) AS dealt_with,
       sum(remaining) AS remaining,
       count(CASE state WHEN 'not_connected' THEN 1 END) AS by_hand
FROM request_step
GROUP BY system
ORDER BY system
-- section: In the store
-- expect: 5 | 7 | 1 | 9 | 2
SELECT subjects, profiles, events, identifiers, suppressions FROM held
