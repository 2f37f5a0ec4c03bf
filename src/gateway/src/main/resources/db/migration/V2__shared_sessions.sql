-- Sessions that several kernels share. Plain SQL for H2 and PostgreSQL alike.

-- One of kernel, user, team: whose kernels may join.
alter table session add column share_level varchar(16) default 'kernel' not null;
-- Chosen by a user, to tell the session from others of its profile.
alter table session add column name varchar(63);
-- What its users have changed of the profile's settings: a JSON object of strings.
alter table session add column settings text default '{}' not null;
