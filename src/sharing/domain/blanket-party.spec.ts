import { describe, expect, it } from '@jest/globals';
import { namesNobody } from './blanket-party.js';

describe('namesNobody', () => {
  it.each([
    'irgendwer',
    'Irgendeine Stelle',
    'das gesamte Haus',
    'das ganze Team',
    'im Haus',
    'wer gerade da ist',
    'jemand vom Amt',
    'zuständige Behörde',
    'die zustaendige Stelle',
    'Beratung und andere Stellen',
    'Beratung oder andere',
    'Mitarbeitende der Behörde und …',
    'Mitarbeiterinnen des Hauses',
    'alle',
    'ALLE',
    'al\u00adle',
    'sa\u0308mtliche Dienste',
    'jede/r',
    'Jede*r im Team',
    'sonstige',
    'Sonstiges',
    'Partner',
    'Kooperationspartner',
    'Dritte',
    'Beratung u. a.',
    'verschiedene Fachdienste',
    'whoever is there',
    'X1!',
    'xxx',
    '...',
    '',
  ])('holds for “%s”', (name) => {
    expect(namesNobody(name)).toBe(true);
  });

  it.each([
    'Servicestelle Aufenthalt',
    'Sachbearbeitung Aufenthalt, Buchstaben A bis K',
    'Migrationsberatung für erwachsene Zugewanderte',
    'Jugendmigrationsdienst',
    'Team Markt und Integration',
    'Integrationsfachkraft im Jobcenter',
    'Fallmanagement (KIM)',
    'Allgemeiner Sozialer Dienst',
    'ASD',
    'Leistungsstelle nach dem AsylbLG',
    'Hilfe in anderen Lebenslagen',
    'Vermittlung offener Stellen',
    'Psychosoziales Zentrum, Therapeutin',
    'Hausärztin Dr. Li',
    'Sprachkurskoordination',
    'Schwangerschaftskonfliktberatung',
    'Ehe- und Partnerschaftsberatung',
    'Ausbildungsbegleitung der Handwerkskammer',
    'Anerkennungsberatung',
    'Behörde für Schule, Schulberatung',
    'Sozialarbeit im Frauenhaus',
    'Netzwerkkoordination',
    'Mitarbeitende der Ausländerbehörde, Sachgebiet Duldung',
    'Verfahrensberatung',
    'مستشارة الهجرة',
  ])('does not hold for “%s”', (name) => {
    expect(namesNobody(name)).toBe(false);
  });
});
