-- Secrets are sealed with the key file beside the database (docs/adr/0012-webhook-secrets.md).

CREATE TABLE webhook_settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    timeout_ms INTEGER NOT NULL,
    retries INTEGER NOT NULL
) STRICT;

CREATE TABLE webhooks (
    position INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    sealed_secret TEXT NOT NULL,
    uses_get INTEGER NOT NULL CHECK (uses_get IN (0, 1)),
    events TEXT NOT NULL
) STRICT;
