import { defineErrors } from '../../../kernel/index.js';

/** Codes of the API itself: what can be wrong with a request before any subject matter is reached. */
export const requestErrors = defineErrors({
  UNAUTHENTICATED: {
    de: 'Bitte melden Sie sich an.',
    en: 'Login required.',
    action: 'Neu anmelden; das Zugangstoken fehlt, ist abgelaufen oder wird nicht anerkannt.',
  },
  NOT_FOUND_OR_NOT_PERMITTED: {
    de: 'Nicht gefunden, oder Sie haben darauf keinen Zugriff.',
    en: 'Not found, or not permitted.',
    action:
      'Kennung prüfen oder die zuständige Stelle um Zugriff bitten. Beides wird absichtlich gleich beantwortet.',
  },
  VALIDATION_FAILED: {
    de: 'Einige Angaben sind nicht gültig.',
    en: 'Some of the input is not valid.',
    action: 'Die in `fields` genannten Angaben berichtigen.',
  },
  BAD_USER_INPUT: {
    de: 'Die Variablen passen nicht zur Abfrage.',
    en: 'The variables do not fit the query.',
    action: 'Werte der Variablen mit dem Schema vergleichen.',
  },
  INVALID_CURSOR: {
    de: 'Diese Seitenmarke ist nicht gültig.',
    en: 'This cursor is not valid.',
    action: 'Die Liste von vorn laden; Seitenmarken unverändert aus `pageInfo` oder `edges` übernehmen.',
  },
  GRAPHQL_PARSE_FAILED: {
    de: 'Die Abfrage ist kein gültiges GraphQL.',
    en: 'The document is not valid GraphQL.',
    action: 'Schreibweise an der genannten Stelle berichtigen.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    de: 'Die Abfrage passt nicht zum Schema.',
    en: 'The document does not fit the schema.',
    action: 'Mit dem veröffentlichten Schema vergleichen.',
  },
  OPERATION_NOT_FOUND: {
    de: 'Es ist nicht eindeutig, welche Operation gemeint ist.',
    en: 'The operation to run cannot be determined.',
    action: '`operationName` auf den Namen einer Operation der Abfrage setzen.',
  },
  INTROSPECTION_DISABLED: {
    de: 'Das Schema kann hier nicht abgefragt werden.',
    en: 'Introspection is switched off.',
    action: 'Das veröffentlichte Schema `schema.graphql` benutzen.',
  },
  QUERY_TOO_DEEP: {
    de: 'Die Abfrage ist zu tief verschachtelt.',
    en: 'The query is nested too deeply.',
    action: 'In mehrere flachere Abfragen aufteilen.',
  },
  QUERY_TOO_COSTLY: {
    de: 'Die Abfrage ist zu umfangreich.',
    en: 'The query costs too much.',
    action: 'Weniger Felder oder mit `first` kleinere Seiten anfordern.',
  },
  TOO_MANY_ALIASES: {
    de: 'Die Abfrage enthält zu viele Aliasnamen.',
    en: 'The query has too many aliases.',
    action: 'In mehrere Abfragen aufteilen.',
  },
  TOO_MANY_ROOT_FIELDS: {
    de: 'Die Abfrage enthält zu viele Einstiegsfelder.',
    en: 'The query has too many root fields.',
    action: 'In mehrere Abfragen aufteilen.',
  },
  DOCUMENT_TOO_LONG: {
    de: 'Die Abfrage ist zu lang.',
    en: 'The document is too long.',
    action: 'Abfrage kürzen; Werte gehören in die Variablen.',
  },
  BODY_TOO_LARGE: {
    de: 'Die Anfrage ist zu groß.',
    en: 'The request body is too large.',
    action: 'Weniger Daten auf einmal senden.',
  },
  TOO_MANY_REQUESTS: {
    de: 'Dieses Konto hat in kurzer Zeit zu oft gesucht oder zu viele Dateien abgerufen oder hochgeladen.',
    en: 'This account searched, or fetched or sent files, too often in a short time.',
    action: 'Eine Minute warten; bei Dateien sagt `Retry-After`, wie viele Sekunden.',
  },
  BATCHING_NOT_SUPPORTED: {
    de: 'Mehrere Abfragen in einer Anfrage werden nicht angenommen.',
    en: 'Batched requests are not accepted.',
    action: 'Jede Abfrage einzeln senden.',
  },
  BAD_REQUEST: {
    de: 'Die Anfrage ist nicht lesbar.',
    en: 'The request is malformed.',
    action: 'JSON-Objekt mit `query` und, falls nötig, `operationName`, `variables`, `extensions` senden.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    de: 'Dieses Format wird nicht angenommen.',
    en: 'This content type is not accepted.',
    action: '`Content-Type: application/json` (UTF-8) senden.',
  },
  NOT_ACCEPTABLE: {
    de: 'In keinem der gewünschten Formate kann geantwortet werden.',
    en: 'None of the accepted media types can be produced.',
    action: '`Accept: application/graphql-response+json` oder `application/json` senden.',
  },
  METHOD_NOT_ALLOWED: {
    de: 'Diese Methode wird hier nicht angenommen.',
    en: 'This method is not accepted here.',
    action: 'Mit POST senden; GET nimmt nur Abfragen an, und im Betrieb gar nichts.',
  },
  SUBSCRIPTIONS_ONLY: {
    de: 'Über diese Verbindung können nur Abonnements geöffnet werden.',
    en: 'This connection takes subscriptions only.',
    action: 'Abfragen und Änderungen mit POST senden.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    de: 'Für dieses Konto sind zu viele Abonnements offen.',
    en: 'This account has too many open subscriptions.',
    action: 'Nicht mehr gebrauchte Abonnements beenden oder Fenster schließen.',
  },
  INTERNAL_ERROR: {
    de: 'Es ist ein Fehler aufgetreten. Er wurde aufgezeichnet.',
    en: 'Something broke. It has been recorded.',
    action: 'Später erneut versuchen; bleibt der Fehler, die `errorId` der Betreuung nennen.',
  },
});

/** Code of the API itself. */
export type RequestErrorCode = keyof typeof requestErrors;
