-- How long a kernel outlives its last client, in seconds; null: until somebody deletes it.
alter table kernel add column lease_seconds integer;
