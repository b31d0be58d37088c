-- Where users of a dialect have their events pushed to; they are told of a restart there, because it has ended their tokens.
CREATE TABLE event_targets (
    dialect TEXT NOT NULL,
    user_name TEXT NOT NULL,
    settings TEXT NOT NULL,
    PRIMARY KEY (dialect, user_name)
) STRICT;
