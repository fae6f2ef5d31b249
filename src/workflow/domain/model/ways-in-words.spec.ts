import { describe, expect, it } from '@jest/globals';
import { contentOf } from '#test/support/workflow-folder.js';
import type { ProcessDefinition } from '../definition.js';
import { waysInWords } from './ways-in-words.js';

const loan = contentOf<ProcessDefinition>('test/fixtures/workflows/library-loan/1.json');

describe('the ways to the ends of a process', () => {
  it('are told in the words of its definition', () => {
    expect(waysInWords(loan, 2)).toEqual([
      {
        end: 'Erledigt',
        shortest: '0 Tage, 4 Schritte',
        longest:
          'ohne Grenze: wartet ohne Frist in „Wunsch“, „Beim Lesen › Überfällig“ und 2 weiteren; Schleife über „Beim Lesen › Innerhalb der Frist“, „Beim Lesen › Überfällig“ und „Buch › Verlegt“ und eine weitere Schleife',
      },
      expect.objectContaining({ end: 'Verloren', shortest: '0 Tage, 3 Schritte' }),
      {
        end: 'Abbestellt',
        shortest: '0 Tage, 1 Schritt',
        longest: 'ohne Grenze: wartet ohne Frist in „Wunsch“; Schleife über „Wunsch“ und „Liegt bereit“',
      },
    ]);
  });

  it('name the deadlines that bound them', () => {
    const { wanted, ready, cancelled } = loan.machine.states ?? {};
    const states = {
      ...(ready ? { ready: { ...ready, on: {}, after: { PICK_UP_7D: { target: 'cancelled' } } } } : {}),
      ...(cancelled ? { cancelled } : {}),
    };
    expect(wanted).toBeDefined();
    const definition = { ...loan, machine: { ...loan.machine, initial: 'ready', states } };
    expect(waysInWords(definition)).toEqual([
      {
        end: 'Abbestellt',
        shortest: 'mindestens 7 Tage, 0 Schritte, nach Ablauf von „Abholfrist“',
        longest: 'höchstens 7 Tage',
      },
    ]);
  });
});
