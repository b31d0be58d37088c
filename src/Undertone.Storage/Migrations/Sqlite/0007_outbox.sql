-- Callbacks that wait to be delivered, each stored in the transaction of the fact that it reports. Ids are never used again: they are the order.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dialect TEXT NOT NULL,
    receiver TEXT NOT NULL,
    kind INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
