import { defineErrors } from '../../../kernel/index.js';

/** Codes of calendars that staff subscribe to or connect. */
export const calendarLinkErrors = defineErrors({
  CALENDAR_FEEDS_TOO_MANY: {
    de: 'Sie haben schon fünf Kalender-Links.',
    en: 'You have five calendar links already.',
    action: 'Einen Link widerrufen, der nicht mehr gebraucht wird.',
  },
  CALENDAR_SERVER_NOT_POSSIBLE: {
    de: 'Diese Adresse kann kein Kalender sein: Nötig ist https:// und ein Server, den die Verwaltung zugelassen hat.',
    en: 'This address cannot be a calendar: it needs https:// and a server that was allowed by the administration.',
    action: 'Die Adresse des eigenen Kalenderservers angeben; zugelassen werden Server mit CALDAV_SERVERS.',
  },
  CALENDAR_NOT_READABLE: {
    de: 'Der Kalender ist mit diesen Angaben nicht lesbar.',
    en: 'The calendar cannot be read with these details.',
    action: 'Adresse, Namen und Passwort prüfen.',
  },
});
