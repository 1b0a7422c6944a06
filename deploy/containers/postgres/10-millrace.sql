-- Run once, when the volume is new: trigger-service gets a database of its own and is no superuser.
\set ON_ERROR_STOP on
\getenv password MILLRACE_DATABASE_PASSWORD
create role millrace login password :'password';
create database millrace owner millrace;
revoke all on database millrace from public;
