import { describe, expect, it } from '@jest/globals';
import { plainDate } from './plain-date.js';
import { published, serviceRuleFor } from './publication.js';
import { SERVICE_RULES, type ServiceMode, type ServiceProcedure } from './service-rules.js';

function day(mode: ServiceMode, procedure: ServiceProcedure, actOn: string, receipt?: string): string {
  const facts = receipt === undefined ? { procedure } : { procedure, actualReceipt: plainDate(receipt) };
  const result = published(mode, plainDate(actOn), facts);
  return result.ok ? `${result.value.on.toString()} ${result.value.basis}` : result.error.code;
}

describe('day of notification', () => {
  it.each<[string, ServiceMode, ServiceProcedure, string, string | undefined, string]>([
    [
      'letter: third day for the last posting of 2024',
      'letter',
      'social',
      '2024-12-31',
      undefined,
      '2025-01-03 fiction',
    ],
    ['letter: fourth day from 2025 on', 'letter', 'social', '2025-01-01', undefined, '2025-01-05 fiction'],
    [
      'letter: earlier receipt does not help the authority',
      'letter',
      'asylum',
      '2026-03-02',
      '2026-03-03',
      '2026-03-06 fiction',
    ],
    [
      'letter: later receipt counts',
      'letter',
      'administrative',
      '2026-03-02',
      '2026-03-09',
      '2026-03-09 receipt',
    ],
    [
      'electronic: fourth day after sending',
      'electronic',
      'administrative',
      '2026-03-02',
      undefined,
      '2026-03-06 fiction',
    ],
    ['electronic, social', 'electronic', 'social', '2024-03-04', undefined, '2024-03-07 fiction'],
    [
      'portal, VwVfG: day after retrieval',
      'portal',
      'administrative',
      '2026-03-02',
      '2026-03-04',
      '2026-03-05 receipt',
    ],
    [
      'portal, VwVfG: retrieved on the tenth day',
      'portal',
      'administrative',
      '2026-03-02',
      '2026-03-12',
      '2026-03-13 receipt',
    ],
    [
      'portal, VwVfG: retrieved too late',
      'portal',
      'administrative',
      '2026-03-02',
      '2026-03-13',
      'NOT_RETRIEVED',
    ],
    ['portal, VwVfG: not retrieved', 'portal', 'administrative', '2026-03-02', undefined, 'NOT_RETRIEVED'],
    [
      'portal, SGB X: fourth day after the notice',
      'portal',
      'social',
      '2026-03-02',
      undefined,
      '2026-03-06 fiction',
    ],
    ['Einschreiben Übergabe', 'registered', 'administrative', '2026-03-02', undefined, '2026-03-06 fiction'],
    [
      'Einschreiben mit Rückschein',
      'registeredReturnReceipt',
      'social',
      '2026-03-05',
      undefined,
      '2026-03-05 act',
    ],
    [
      'PZU: what was found in the box later does not matter',
      'pzu',
      'asylum',
      '2026-02-14',
      '2026-02-20',
      '2026-02-14 act',
    ],
    ['Empfangsbekenntnis', 'eb', 'administrative', '2026-03-02', undefined, '2026-03-02 act'],
    [
      'reception centre: three days until 2024',
      'aeHandover',
      'asylum',
      '2024-12-30',
      undefined,
      '2025-01-02 fiction',
    ],
    [
      'reception centre: handed out earlier',
      'aeHandover',
      'asylum',
      '2026-09-07',
      '2026-09-08',
      '2026-09-08 receipt',
    ],
    [
      'reception centre: handed out later',
      'aeHandover',
      'asylum',
      '2026-09-07',
      '2026-09-20',
      '2026-09-11 fiction',
    ],
    ['reception centre: handed out', 'aeHandedOut', 'asylum', '2026-09-08', undefined, '2026-09-08 act'],
    ['in person', 'inPerson', 'social', '2026-03-02', undefined, '2026-03-02 act'],
    ['cured defect', 'defectCured', 'administrative', '2026-03-02', undefined, '2026-03-02 act'],
    ['declaration', 'declaration', 'private', '2025-12-15', undefined, '2025-12-15 act'],
    ['receipt before posting', 'letter', 'social', '2026-03-02', '2026-03-01', 'RECEIPT_BEFORE_POSTING'],
    [
      'undeliverable outside asylum',
      'returnedUndeliverable',
      'social',
      '2026-03-02',
      undefined,
      'SERVICE_MODE_UNKNOWN_TO_PROCEDURE',
    ],
  ])('%s', (_what, mode, procedure, actOn, receipt, expected) => {
    expect(day(mode, procedure, actOn, receipt)).toBe(expected);
  });

  it('is explained with its norm', () => {
    const fiction = published('letter', plainDate('2025-03-05'), { procedure: 'social' });
    expect(fiction.ok && fiction.value).toMatchObject({
      norm: '§ 37 Abs. 2 S. 1 SGB X',
      explanation: {
        de: 'Aufgabe zur Post am 05.03.2025, bekanntgegeben am 09.03.2025 (4. Tag danach, § 37 Abs. 2 S. 1 SGB X)',
        en: 'posted on 2025-03-05, notified on 2025-03-09 (day 4 after it, § 37 Abs. 2 S. 1 SGB X)',
      },
    });
    const act = published('eb', plainDate('2026-03-02'), { procedure: 'administrative' });
    expect(act.ok && act.value.explanation.de).toBe(
      'Datum des Empfangsbekenntnisses am 02.03.2026, bekanntgegeben am 02.03.2026 (§ 5 VwZG)',
    );
  });
});

describe('law of notification', () => {
  it('has exactly one line for every mode, procedure and day around the change of law', () => {
    const days = ['2024-12-30', '2024-12-31', '2025-01-01', '2025-01-02'].map(plainDate);
    const pairs = SERVICE_RULES.flatMap(({ mode, procedures }) =>
      procedures.map((procedure) => ({ mode, procedure })),
    );
    for (const { mode, procedure } of pairs) {
      for (const actOn of days) {
        const inForce = SERVICE_RULES.filter(
          (rule) =>
            rule.mode === mode &&
            rule.procedures.includes(procedure) &&
            (rule.validFrom ?? '') <= actOn.toString() &&
            actOn.toString() <= (rule.validTo ?? '9999'),
        );
        expect({ mode, procedure, lines: inForce.length }).toEqual({ mode, procedure, lines: 1 });
        expect(serviceRuleFor(mode, procedure, actOn)).toBe(inForce[0]);
      }
    }
  });
});
