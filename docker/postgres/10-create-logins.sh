#!/bin/bash
# Runs once, when the database server is set up (docker-entrypoint-initdb.d of the image).
set -euo pipefail
secret() { cat "/run/secrets/$1"; }
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres \
  --set=owner_password="$(secret owner_password)" \
  --set=application_password="$(secret application_password)" \
  --set=keycloak_password="$(secret keycloak_database_password)" \
  --file=/docker-init/create-logins.sql
