-- Ended legs, a supervisor's among them, which is tied to its call by the id alone.
CREATE TABLE leg_records (
    call_id TEXT NOT NULL,
    leg_id INTEGER NOT NULL,
    origin TEXT NOT NULL,
    role TEXT NOT NULL,
    number TEXT NOT NULL,
    trunk TEXT NOT NULL,
    shown_number TEXT NOT NULL,
    target_leg INTEGER NOT NULL,
    modes TEXT NOT NULL,
    means TEXT,
    credential TEXT,
    address TEXT,
    started_at_us INTEGER NOT NULL,
    answered_at_us INTEGER,
    ended_at_us INTEGER NOT NULL,
    failure_reason TEXT NOT NULL,
    PRIMARY KEY (call_id, leg_id)
) STRICT, WITHOUT ROWID;

-- What legs cost the accounts. Prices are in millionths, so that they compare as numbers.
CREATE TABLE leg_bills (
    call_id TEXT NOT NULL,
    leg_id INTEGER NOT NULL,
    account TEXT NOT NULL,
    status TEXT NOT NULL,
    last_action TEXT NOT NULL,
    custom_field TEXT NOT NULL,
    billable_seconds INTEGER NOT NULL,
    pulses INTEGER NOT NULL,
    price_millionths INTEGER,
    currency TEXT NOT NULL,
    callback_outcome TEXT NOT NULL,
    PRIMARY KEY (call_id, leg_id)
) STRICT, WITHOUT ROWID;

-- Ended calls as the accounts that they belong to see them.
CREATE TABLE account_calls (
    call_id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    caller TEXT NOT NULL,
    callee TEXT NOT NULL,
    number TEXT NOT NULL,
    direction TEXT NOT NULL,
    status TEXT NOT NULL,
    custom_field TEXT NOT NULL,
    started_at_us INTEGER NOT NULL,
    answered_at_us INTEGER,
    ended_at_us INTEGER NOT NULL,
    duration_seconds INTEGER NOT NULL,
    price_millionths INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX account_calls_by_start ON account_calls (account, started_at_us, call_id);
