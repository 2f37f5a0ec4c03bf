-- SHA-256 in hex of the token that a driver was sent and has not confirmed yet; both let it in.
alter table session add column next_token_hash varchar(64);
