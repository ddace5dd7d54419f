-- What a plan of twenty orders of three lines asks of PostgreSQL, as it was when this floor was pinned (revision 0016):
-- one transaction that reads, one that writes; the rows as large as they are, in tables with the keys they have.
-- First what is made ready, then, after the line "-- a plan", what pgbench runs.
CREATE TABLE floor_parties (account_id text, mode text, kind text, id text, document text NOT NULL,
    created_at text NOT NULL, updated_at text NOT NULL, PRIMARY KEY (account_id, mode, kind, id));
CREATE TABLE floor_products (account_id text, mode text, id text, external_id text NOT NULL, facts text NOT NULL,
    created_at text NOT NULL, updated_at text NOT NULL, sku_key text, words text, PRIMARY KEY (account_id, mode, id),
    UNIQUE (account_id, mode, external_id));
CREATE TABLE floor_plan_orders (account_id text, mode text, id text, external_id text NOT NULL, facts text NOT NULL,
    created_at text NOT NULL, updated_at text NOT NULL, is_claimed integer NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, mode, id), UNIQUE (account_id, mode, external_id));
CREATE TABLE floor_claims (account_id text, mode text, order_id text, export_id text NOT NULL,
    PRIMARY KEY (account_id, mode, order_id));
CREATE TABLE floor_exports (account_id text, mode text, id text, state text NOT NULL, readiness text NOT NULL,
    score integer NOT NULL, plan_hash text NOT NULL, request text NOT NULL, created_at text NOT NULL,
    updated_at text NOT NULL, value_rank bigint, errors integer, warnings integer, PRIMARY KEY (account_id, mode, id));
CREATE INDEX floor_exports_page ON floor_exports (account_id, mode, created_at, id);
CREATE INDEX floor_exports_state ON floor_exports (account_id, mode, state, readiness, created_at, id);
CREATE INDEX floor_exports_value ON floor_exports (account_id, mode, state, value_rank, id);
CREATE INDEX floor_exports_worst ON floor_exports (account_id, mode, state, errors, warnings, id);
CREATE TABLE floor_plans (account_id text, mode text, export_id text, seq integer, plan_hash text NOT NULL,
    facts_fingerprint text NOT NULL, packed bytea NOT NULL, created_at text NOT NULL,
    PRIMARY KEY (account_id, mode, export_id, seq));
CREATE TABLE floor_findings (account_id text, mode text, export_id text, position integer, rule text NOT NULL,
    code text NOT NULL, severity text NOT NULL, subject text NOT NULL, subject_id text NOT NULL, field text NOT NULL,
    message text NOT NULL, fix text NOT NULL, PRIMARY KEY (account_id, mode, export_id, position));
CREATE TABLE floor_events (account_id text, mode text, seq integer, id text NOT NULL, export_id text,
    type text NOT NULL, payload text NOT NULL, created_at text NOT NULL, previous_hash text NOT NULL,
    hash text NOT NULL, PRIMARY KEY (account_id, mode, seq), UNIQUE (account_id, mode, id));
CREATE INDEX floor_events_export ON floor_events (account_id, mode, export_id, seq);
CREATE INDEX floor_events_type ON floor_events (account_id, mode, type, seq);
CREATE TABLE floor_heads (account_id text, mode text, seq integer NOT NULL, hash text NOT NULL,
    PRIMARY KEY (account_id, mode));
INSERT INTO floor_parties SELECT 'acc', 'test', kind, 'one', repeat('document ', 90), 'now', 'now'
    FROM unnest(ARRAY['profile', 'warehouse', 'broker']) kind;
INSERT INTO floor_products SELECT 'acc', 'test', 'prod_' || n, 'ext-' || n, repeat('facts ', 140), 'now', 'now', 'SKU', 'words'
    FROM generate_series(1, 50) n;
INSERT INTO floor_plan_orders SELECT 'acc', 'test', 'ord_' || n, 'ext-' || n, repeat('facts ', 130), 'now', 'now'
    FROM generate_series(1, 20000) n;
INSERT INTO floor_heads VALUES ('acc', 'test', 0, 'hash');
CREATE TABLE floor_packed AS SELECT string_agg(decode(md5(n::text), 'hex'), '') AS packed FROM generate_series(1, 650) n;
ANALYZE;
-- a plan
\set unique random(1, 1000000000)
\set first random(1, 19900)
BEGIN;
SELECT set_config('entrygo.account_id', 'acc', true), set_config('entrygo.mode', 'test', true);
SELECT * FROM floor_parties WHERE account_id = 'acc' AND mode = 'test' AND kind = 'profile' AND id = 'one';
SELECT * FROM floor_parties WHERE account_id = 'acc' AND mode = 'test' AND kind = 'warehouse' AND id = 'one';
SELECT * FROM floor_parties WHERE account_id = 'acc' AND mode = 'test' AND kind = 'broker' AND id = 'one';
SELECT * FROM floor_plan_orders WHERE account_id = 'acc' AND mode = 'test'
    AND id = ANY (ARRAY(SELECT 'ord_' || n FROM generate_series(:first, :first + 19) n));
SELECT * FROM floor_claims WHERE account_id = 'acc' AND mode = 'test'
    AND order_id = ANY (ARRAY(SELECT 'ord_' || n FROM generate_series(:first, :first + 19) n));
SELECT * FROM floor_products WHERE account_id = 'acc' AND mode = 'test' AND id = ANY (ARRAY['prod_1', 'prod_2', 'prod_3']);
COMMIT;
BEGIN;
SELECT pg_advisory_xact_lock(hashtextextended('acc/test', 0)), set_config('entrygo.account_id', 'acc', true),
    set_config('entrygo.mode', 'test', true);
INSERT INTO floor_exports VALUES ('acc', 'test', 'batch_' || :unique, 'BATCHED', 'READY', 100, repeat('h', 73),
    repeat('request ', 130), 'now', 'now', 100000, 0, 0);
INSERT INTO floor_plans SELECT 'acc', 'test', 'batch_' || :unique, 1, repeat('h', 73), repeat('f', 64), packed, 'now'
    FROM floor_packed;
INSERT INTO floor_findings SELECT 'acc', 'test', 'batch_' || :unique, n, 'RUL-001', 'CODE_OF_A_RULE', 'info', 'export',
    'batch', 'orders[].charges', repeat('message ', 12), repeat('mended ', 12) FROM generate_series(0, 11) n;
SELECT seq, hash FROM floor_events WHERE account_id = 'acc' AND mode = 'test' ORDER BY seq DESC LIMIT 1;
INSERT INTO floor_events SELECT 'acc', 'test', seq + 1, 'evt_a' || :unique, 'batch_' || :unique, 'export.batch_created',
    repeat('payload ', 8), 'now', hash, repeat('h', 64) FROM floor_heads WHERE account_id = 'acc' AND mode = 'test';
INSERT INTO floor_events SELECT 'acc', 'test', seq + 2, 'evt_b' || :unique, 'batch_' || :unique, 'export.planned',
    repeat('payload ', 24), 'now', hash, repeat('h', 64) FROM floor_heads WHERE account_id = 'acc' AND mode = 'test';
INSERT INTO floor_heads VALUES ('acc', 'test', 2, repeat('h', 64)) ON CONFLICT (account_id, mode)
    DO UPDATE SET seq = floor_heads.seq + 2, hash = excluded.hash;
COMMIT;
