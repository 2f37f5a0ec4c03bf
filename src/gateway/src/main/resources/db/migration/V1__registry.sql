-- The registry: what a restarted gateway must know. Plain SQL for H2 and PostgreSQL alike.

create table session (
  id          uuid                     primary key,
  owner_user  varchar(255)             not null,
  owner_team  varchar(63)              not null,
  profile     varchar(63)              not null,
  launcher    varchar(63)              not null,
  -- One of requested, starting, ready, stopping, stopped, failed.
  state       varchar(16)              not null,
  -- Where the launcher finds the driver again.
  handle      text,
  -- Why it is stopping, was stopped or has failed, for the user.
  reason      text,
  -- SHA-256 in hex; the token itself is known to the driver alone.
  token_hash  varchar(64)              not null,
  -- Counts the changes of state; a change names the version that it has seen.
  version     bigint                   not null,
  created_at  timestamp with time zone not null,
  changed_at  timestamp with time zone not null
);

create index session_by_state on session (state);

create table kernel (
  id            uuid                     primary key,
  -- Null for kernels that need no driver, such as echo.
  session_id    uuid,
  spec          varchar(255)             not null,
  owner_user    varchar(255)             not null,
  owner_team    varchar(63)              not null,
  path          text,
  created_at    timestamp with time zone not null,
  -- Its owner has deleted it; the row goes when the kernel is verified to be gone.
  ending        boolean                  not null
);

create index kernel_by_session on kernel (session_id);

-- Jupyter's "sessions": which notebook is attached to which kernel.
create table notebook (
  id         uuid                     primary key,
  path       varchar(1024)            not null,
  name       varchar(1024)            not null,
  type       varchar(255)             not null,
  kernel_id  uuid                     not null,
  owner_user varchar(255)             not null,
  owner_team varchar(63)              not null,
  created_at timestamp with time zone not null,
  unique (owner_team, owner_user, path, type)
);

create index notebook_by_kernel on notebook (kernel_id);
