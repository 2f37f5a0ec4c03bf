-- The audit log: a chain of entries across all gateways. Plain SQL for H2 and PostgreSQL alike.

create table audit (
  -- From 1, without gaps.
  number           bigint                   primary key,
  -- Hash of the entry before this; all hashes in hex.
  previous         varchar(64)              not null,
  -- Which gateway wrote it: the id in its home; its entries are counted, and linked, by themselves.
  gateway          varchar(63)              not null,
  gateway_number   bigint                   not null,
  gateway_previous varchar(64)              not null,
  happened_at      timestamp with time zone not null,
  team             varchar(63),
  user_name        varchar(255),
  action           varchar(63)              not null,
  subject          varchar(1024),
  outcome          varchar(16)              not null,
  -- A JSON object of strings, in canonical form.
  details          text                     not null,
  hash             varchar(64)              not null,
  unique (gateway, gateway_number)
);

create index audit_by_team on audit (team, number);
create index audit_by_time on audit (happened_at);

-- One row, which a gateway locks while it adds entries.
create table audit_head (
  id             integer     primary key,
  -- Of the newest entry; 0 and zeros for none.
  number         bigint      not null,
  hash           varchar(64) not null,
  -- Of the newest entry that was removed because of its age; 0 and zeros for none.
  expired_number bigint      not null,
  expired_hash   varchar(64) not null
);

insert into audit_head (id, number, hash, expired_number, expired_hash) values (
  1,
  0, '0000000000000000000000000000000000000000000000000000000000000000',
  0, '0000000000000000000000000000000000000000000000000000000000000000');

-- The newest entry of each gateway that ever wrote one.
create table audit_gateway (
  gateway varchar(63) primary key,
  number  bigint      not null,
  hash    varchar(64) not null
);
