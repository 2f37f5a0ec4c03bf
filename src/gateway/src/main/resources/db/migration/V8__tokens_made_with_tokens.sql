-- The token with which a token was made, and with which it ends; null if it was none.
alter table access_token add column made_with varchar(16);
