-- A shop that trades no longer is closed, never removed: its facts, closings and trail name it for as long as they are kept.
alter table shops add column closed_at timestamptz;
