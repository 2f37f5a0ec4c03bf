-- By which things elsewhere, such as job runs of EMR, are known as this registry's. One row.
create table installation (
  id varchar(8) not null primary key
);
