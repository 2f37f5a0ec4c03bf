-- Access tokens by name. Plain SQL for H2 and PostgreSQL alike.
create table access_token (
  -- Stands in the token, before its secret.
  id           varchar(16)              primary key,
  -- SHA-256 of the secret, in hex.
  hash         varchar(64)              not null,
  name         varchar(63)              not null,
  owner_user   varchar(255)             not null,
  owner_team   varchar(63)              not null,
  role         varchar(16)              not null,
  scope        varchar(16)              not null,
  created_by   varchar(255)             not null,
  created_at   timestamp with time zone not null,
  expires_at   timestamp with time zone not null,
  revoked_at   timestamp with time zone,
  -- To the minute.
  last_used_at timestamp with time zone
);

create index access_token_by_owner on access_token (owner_team, owner_user);

-- What a session takes of its team's quota; see the class Demand.
alter table session add column cores integer default 0 not null;
alter table session add column memory_mib bigint default 0 not null;
alter table session add column gpus integer default 0 not null;
alter table session add column price_per_hour decimal(12, 4) default 0 not null;
-- When the quota had room for it; null while it waits.
alter table session add column admitted_at timestamp with time zone;
update session set admitted_at = created_at;
create index session_by_team on session (owner_team, changed_at);

-- A row per team, to be locked by who changes what the team holds of its quota.
create table team_gate (
  team varchar(63) primary key
);
