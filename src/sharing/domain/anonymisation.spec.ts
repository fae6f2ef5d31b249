import { describe, expect, it } from '@jest/globals';
import { anonymisationHints } from './anonymisation.js';

describe('aid against identifiers in anonymous texts', () => {
  it.each([
    ['FILE_NUMBER', 'So war es auch in f-7k3m-92qx gewesen.'],
    ['FILE_NUMBER', 'Siehe Protokoll K-0A1B-2C3D, Seite zwei.'],
    ['EMAIL', 'Rückfragen an vorname.name@beispiel.example bitte.'],
    ['PHONE', 'Erreichbar unter 05231 / 62-0000 nur vormittags.'],
    ['PHONE', 'Erreichbar unter +49 (0)5231 620000.'],
    ['DATE', 'Der Bescheid vom 03.11.2026 war nicht zu verstehen.'],
    ['DATE', 'Der Bescheid vom 3. 11. 26 war nicht zu verstehen.'],
    ['DATE', 'Der Bescheid vom 2026-11-03 war nicht zu verstehen.'],
    ['DATE', 'Der Bescheid vom 3. November war nicht zu verstehen.'],
  ])('finds %s in a text', (hint, text) => {
    expect(anonymisationHints(text, [])).toEqual([hint]);
  });

  it.each([
    ['as it is written', 'Almaz fährt zwei Stunden zum Kurs.', ['Almaz', 'Tesfaye']],
    ['in other case', 'Frau TESFAYE fährt zwei Stunden zum Kurs.', ['Almaz', 'Tesfaye']],
    ['in the genitive', 'Almaz’ und Tesfayes Weg zum Kurs ist weit.', ['Tesfaye']],
    ['inside a compound', 'Der Tesfaye-Fall zeigt die Lücke.', ['Tesfaye']],
    ['without its marks', 'Herr Sahin und Frau Mueller warten.', ['Müller']],
    ['with other marks', 'Herr Şahin wartet seit Wochen.', ['Sahin']],
    ['written together', 'Herr Alhassan wartet seit Wochen.', ['Al-Hassan']],
  ])('finds a name %s', (_how, text, names) => {
    expect(anonymisationHints(text, names)).toEqual(['PERSON_NAME']);
  });

  it.each([
    [
      'numbers, paragraphs and years',
      'Seit 2024 dauert § 60a Abs. 2 Satz 3 im Schnitt 12 Wochen, Kosten 1000-2000 Euro.',
    ],
    ['quarters and shares', 'Im 3. Quartal 2026 waren es 0,25 je Fall, 12.500 Euro im Jahr.'],
    ['particles of names', 'Der Weg von der Behörde bis zur Schule ist weit.'],
    ['words that only contain a name', 'Die Annahme des Antrags dauert.'],
  ])('lets %s pass', (_what, text) => {
    expect(anonymisationHints(text, ['von der Ann', 'Ann'])).toEqual([]);
  });

  it('names each kind once and nothing of the text', () => {
    const text = 'Almaz, 03.11.2026 und 04.11.2026, a@b.example, F-7K3M-92QX';
    expect(anonymisationHints(text, ['Almaz'])).toEqual(['FILE_NUMBER', 'EMAIL', 'DATE', 'PERSON_NAME']);
  });
});
