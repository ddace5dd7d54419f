-- What inspect replaces, as one statement when this floor was pinned (revision 0014): an export with its orders as they
-- are kept, its plan by name, package, files, mails, notifications and events, joined into one JSON by the database.
-- OBJECT and ROWS stand for json_object and json_group_array on SQLite, json_build_object and json_agg on PostgreSQL.
SELECT CAST(OBJECT(
    'id', e.id, 'state', e.state, 'readiness', e.readiness, 'score', e.score, 'created_at', e.created_at,
    'updated_at', e.updated_at, 'executed_at', e.executed_at, 'warehouse', e.warehouse_id, 'broker', e.broker_id,
    'orders', (SELECT ROWS(CAST(o.facts AS json)) FROM claims c
        JOIN orders o ON o.account_id = c.account_id AND o.mode = c.mode AND o.id = c.order_id
        WHERE c.account_id = e.account_id AND c.mode = e.mode AND c.export_id = e.id),
    'plan', (SELECT OBJECT('seq', n.seq, 'hash', n.plan_hash) FROM plans n
        WHERE n.account_id = e.account_id AND n.mode = e.mode AND n.export_id = e.id AND n.seq = e.plan_seq),
    'package', (SELECT OBJECT('id', k.id, 'number', k.number, 'version', k.version, 'state', k.state) FROM packages k
        WHERE k.account_id = e.account_id AND k.mode = e.mode AND k.id = e.package_id),
    'artifacts', (SELECT ROWS(OBJECT('filename', a.filename, 'type', a.artifact_type, 'sha256', a.sha256,
        'size', a.size_bytes, 'at', a.generated_at)) FROM artifacts a
        WHERE a.account_id = e.account_id AND a.mode = e.mode AND a.package_id = e.package_id),
    'mails', (SELECT ROWS(OBJECT('id', m.id, 'recipient', m.recipient, 'subject', m.subject, 'state', m.state,
        'sent_at', m.sent_at)) FROM mails m
        WHERE m.account_id = e.account_id AND m.mode = e.mode AND m.export_id = e.id),
    'notifications', (SELECT ROWS(OBJECT('id', n.id, 'channel', n.channel, 'status', n.status)) FROM notifications n
        WHERE n.account_id = e.account_id AND n.mode = e.mode AND n.export_id = e.id),
    'events', (SELECT ROWS(OBJECT('id', v.id, 'type', v.type, 'payload', CAST(v.payload AS json), 'at', v.created_at,
        'hash', v.hash)) FROM events v
        WHERE v.account_id = e.account_id AND v.mode = e.mode AND v.export_id = e.id)
) AS text) FROM exports e WHERE e.account_id = :account_id AND e.mode = :mode AND e.id = :export_id
