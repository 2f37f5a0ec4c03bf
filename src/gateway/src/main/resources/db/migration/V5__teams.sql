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
