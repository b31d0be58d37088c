-- Moments are whole microseconds since 1970-01-01 UTC (columns ending in _us). Enumerations are stored by name.

CREATE TABLE extensions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    mobile_number TEXT NOT NULL,
    ha1_md5 TEXT NOT NULL,
    ha1_sha256 TEXT NOT NULL,
    allow_being_monitored INTEGER NOT NULL CHECK (allow_being_monitored IN (0, 1)),
    monitor_right TEXT NOT NULL
) STRICT;

CREATE TABLE api_credentials (
    dialect TEXT NOT NULL,
    id TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    PRIMARY KEY (dialect, id)
) STRICT;

CREATE TABLE call_records (
    call_id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    caller TEXT NOT NULL,
    callee TEXT NOT NULL,
    source_trunk TEXT NOT NULL,
    destination_trunk TEXT NOT NULL,
    started_at_us INTEGER NOT NULL,
    ringing_at_us INTEGER,
    answered_at_us INTEGER,
    ended_at_us INTEGER NOT NULL,
    disposition TEXT NOT NULL,
    failure_reason TEXT NOT NULL
) STRICT;

CREATE INDEX call_records_by_end ON call_records (ended_at_us);

CREATE TABLE audit_records (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_us INTEGER NOT NULL,
    action TEXT NOT NULL,
    means TEXT NOT NULL,
    credential TEXT NOT NULL,
    address TEXT NOT NULL,
    supervisor TEXT NOT NULL,
    target TEXT NOT NULL,
    other_party TEXT NOT NULL,
    call_id TEXT NOT NULL,
    monitor_leg INTEGER NOT NULL,
    mode TEXT NOT NULL,
    previous_mode TEXT,
    refusal TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_records_are_not_changed BEFORE UPDATE ON audit_records
BEGIN
    SELECT RAISE(ABORT, 'the audit record is only ever appended to');
END;

CREATE TRIGGER audit_records_are_not_removed BEFORE DELETE ON audit_records
BEGIN
    SELECT RAISE(ABORT, 'the audit record is only ever appended to');
END;

-- Which entries of the configuration file were written to this store, so that one deleted through an API stays deleted.
CREATE TABLE seeds (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    seeded_at_us INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT;

-- The digest realm that the stored SIP secrets belong to; no row before the first start.
CREATE TABLE sip_realm (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    realm TEXT NOT NULL
) STRICT;

-- Written by the readiness check.
CREATE TABLE write_probe (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at_us INTEGER NOT NULL
) STRICT;

INSERT INTO write_probe (id, at_us) VALUES (1, 0);
