-- The number that the caller of a trunk dialled, which the routes may have led to an extension of another number.
ALTER TABLE call_records ADD COLUMN did_number TEXT NOT NULL DEFAULT '';
