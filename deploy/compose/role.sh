#!/bin/sh
# The role EntryGo logs in as owns its database and is no superuser: a superuser would pass by row security.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$ENTRYGO_ROLE_PASSWORD" -U postgres <<'SQL'
CREATE ROLE entrygo LOGIN PASSWORD :'password';
CREATE DATABASE entrygo OWNER entrygo;
SQL
