-- Orders with the keys and indexes they had when this floor was pinned (revision 0014); rows are copied into it.
CREATE TEMPORARY TABLE IF NOT EXISTS floor_orders (
    account_id text NOT NULL, mode text NOT NULL, id text NOT NULL, external_id text NOT NULL, facts text NOT NULL,
    created_at text NOT NULL, updated_at text NOT NULL, is_claimed integer NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, mode, id), UNIQUE (account_id, mode, external_id)
);
CREATE INDEX IF NOT EXISTS floor_orders_page ON floor_orders (account_id, mode, created_at, id);
CREATE INDEX IF NOT EXISTS floor_orders_changed ON floor_orders (account_id, mode, updated_at);
CREATE INDEX IF NOT EXISTS floor_orders_claimed ON floor_orders (account_id, mode, is_claimed, created_at, id);
