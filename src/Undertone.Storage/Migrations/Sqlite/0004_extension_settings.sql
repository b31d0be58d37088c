-- Settings that the APIs can make of an extension. An empty caller_id or registration_name stands for the number, 0 for no limit of its own.

ALTER TABLE extensions ADD COLUMN caller_id TEXT NOT NULL DEFAULT '';
ALTER TABLE extensions ADD COLUMN registration_name TEXT NOT NULL DEFAULT '';
ALTER TABLE extensions ADD COLUMN concurrent_registrations INTEGER NOT NULL DEFAULT 0 CHECK (concurrent_registrations >= 0);
ALTER TABLE extensions ADD COLUMN presence TEXT NOT NULL DEFAULT 'Available';
ALTER TABLE extensions ADD COLUMN watch_registration INTEGER NOT NULL DEFAULT 1 CHECK (watch_registration IN (0, 1));
ALTER TABLE extensions ADD COLUMN watch_call_state INTEGER NOT NULL DEFAULT 1 CHECK (watch_call_state IN (0, 1));
ALTER TABLE extensions ADD COLUMN watch_presence INTEGER NOT NULL DEFAULT 1 CHECK (watch_presence IN (0, 1));
