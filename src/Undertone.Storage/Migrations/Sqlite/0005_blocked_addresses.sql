-- Addresses that may not log in any more. Removing a row lets its address in again, also while the server runs.
CREATE TABLE blocked_addresses (
    dialect TEXT NOT NULL,
    address TEXT NOT NULL,
    blocked_at_us INTEGER NOT NULL,
    PRIMARY KEY (dialect, address)
) STRICT;
