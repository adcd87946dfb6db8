-- title: Record of processing activities
-- about: What the organisation does with personal data, for itself and for
--    others, from its record of processing.
-- law: GDPR Art. 30(1), (2)
-- today: 2026-11-23
-- given: INSERT INTO activity (activity, title, capacity, purposes, bases,
--    subjects, data, recipients, transfers, retention, security, joint,
--    controllers) VALUES
--    ('sales', 'Sales', 'controller', 'orders', 'GDPR Art. 6(1)(b)',
--    'customers', 'name; email', 'Post Ltd', '', 'all: 3 years',
--    'encryption', '', ''),
--    ('hosting', 'Hosting', 'processor', 'hosting', '', '', '', '', '', '',
--    'access control', '', 'Shop Ltd')
-- given: INSERT INTO setting VALUES ('organisation', 'Harbour Ltd'),
--    ('contact', 'mail@harbour.example'), ('dpo', 'Kim'),
--    ('dpo_contact', 'dpo@harbour.example'), ('address', 'Quay 1')
-- section: Who is responsible
-- expect: Harbour Ltd | Quay 1 | mail@harbour.example | Kim | dpo@harbour.example
SELECT max(CASE name WHEN 'organisation' THEN value END) AS organisation,
       max(CASE name WHEN 'address' THEN value END) AS address,
       max(CASE name WHEN 'contact' THEN value END) AS contact,
       max(CASE name WHEN 'dpo' THEN value END) AS data_protection_officer,
       max(CASE name WHEN 'dpo_contact' THEN value END) AS dpo_contact
FROM setting
-- section: As controller (Art. 30(1))
-- expect: Sales | orders | GDPR Art. 6(1)(b) | customers | name; email | Post Ltd | - | all: 3 years | encryption | -
SELECT coalesce(nullif(title, ''), activity) AS activity, purposes,
       bases AS legal_bases, subjects, data, recipients, transfers, retention,
       security, joint AS joint_controllers
FROM activity
WHERE capacity <> 'processor'
ORDER BY activity
-- section: As processor (Art. 30(2))
-- expect: Hosting | Shop Ltd | hosting | - | access control
SELECT coalesce(nullif(title, ''), activity) AS activity, controllers,
       purposes AS processing, transfers, security
FROM activity
WHERE capacity = 'processor'
ORDER BY activity
