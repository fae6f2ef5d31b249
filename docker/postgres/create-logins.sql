-- Logins and databases of a real installation. Who migrates owns the schema; the application works through the role
-- fallwerk_app, which nobody logs in as and which migrations grant to. Keycloak has a database of its own.
CREATE ROLE fallwerk_app NOLOGIN;
CREATE ROLE fallwerk_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE fallwerk_app_login LOGIN PASSWORD :'application_password' IN ROLE fallwerk_app;
CREATE ROLE keycloak LOGIN PASSWORD :'keycloak_password';
CREATE DATABASE fallwerk OWNER fallwerk_owner TEMPLATE template0;
CREATE DATABASE keycloak OWNER keycloak TEMPLATE template0;
REVOKE ALL ON DATABASE fallwerk FROM PUBLIC;
REVOKE ALL ON DATABASE keycloak FROM PUBLIC;
GRANT CONNECT ON DATABASE fallwerk TO fallwerk_app;
