#!/bin/sh
# Makes the passwords of docker-compose.yml, each in a file of its own: create-secrets.sh [folder]
# Existing files stay as they are, so that it can be run again after an update.
set -eu
folder=${1:-$(dirname "$0")/secrets}
# The folder keeps other users of the machine out; the files are readable because the containers run as their own users.
mkdir -p "$folder"
chmod 700 "$folder"

# 32 random bytes in hexadecimal: nothing in it needs escaping in a URL, in SQL or in a shell.
random() {
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

# keep <name> <value>: writes a file unless it exists.
keep() {
  [ -e "$folder/$1" ] && return
  printf '%s' "$2" > "$folder/$1"
  chmod 444 "$folder/$1"
}

for name in postgres_password owner_password application_password keycloak_database_password keycloak_admin_password; do
  keep "$name" "$(random)"
done
keep database_url "postgres://fallwerk_app_login:$(cat "$folder/application_password")@postgres:5432/fallwerk"
keep migration_database_url "postgres://fallwerk_owner:$(cat "$folder/owner_password")@postgres:5432/fallwerk"
