import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary, twoWeeks } from '#test/builders/process-definition.js';
import type { ProcessDefinition, StateDefinition } from '../domain/definition.js';
import { diffDefinitions } from '../domain/diff/index.js';
import { changeInWords, deadlineChangeInWords, fitInWords } from './diff-words.js';

const named = (de: string, owner = 'LIBRARY') => ({ owner, label: { de, en: de } });

function loan(own: Partial<Record<'wanted' | 'lent', StateDefinition>> = {}, weeks = 2): ProcessDefinition {
  const states = {
    wanted: { meta: named('Wunsch'), on: { HAND_OUT: { target: 'lent' } } },
    lent: { meta: named('Ausgeliehen'), after: { LOAN: { target: 'returned' } } },
    returned: { type: 'final' as const, meta: named('Zurück') },
    ...own,
  };
  const rule = { ...twoWeeks.rule, period: { weeks } } as typeof twoWeeks.rule;
  return aDefinition({ initial: 'wanted', states }, { delays: { LOAN: { ...twoWeeks, rule } } });
}

function told(from: ProcessDefinition, to: ProcessDefinition): readonly string[] {
  const subject = { from, to, vocabulary: libraryVocabulary };
  return diffDefinitions(from, to).changes.map((change) => changeInWords(change, subject));
}

describe('a difference in words', () => {
  it('names old and new value in the words of the definition, with the technical id', () => {
    const guard = { type: 'contextSet', params: { field: 'title' } };
    const wanted = { meta: named('Wunsch', 'READER'), on: { HAND_OUT: { target: 'returned', guard } } };
    const [reader, library] = [
      libraryVocabulary.owners['READER']?.de,
      libraryVocabulary.owners['LIBRARY']?.de,
    ];
    expect(told(loan(), loan({ wanted }))).toEqual([
      `Zustand „Wunsch“ (loan.wanted): andere Stelle am Zug; vorher: ${library}; jetzt: ${reader}`,
      'Übergang „Wunsch: HAND_OUT“ (loan.wanted/HAND_OUT/0): führt woandershin; vorher: „Ausgeliehen“ (loan.lent); jetzt: „Zurück“ (loan.returned)',
      'Übergang „Wunsch: HAND_OUT“ (loan.wanted/HAND_OUT/0): andere Bedingung; vorher: nichts; jetzt: „title“ ist eingetragen',
    ]);
  });

  it('says how a deadline is counted now, and that running ones get a new date', () => {
    const [change] = told(loan(), loan({}, 4));
    expect(change).toMatch(
      /^Frist „Frist“ \(LOAN\): andere Berechnung; vorher: 2 Wochen ab .*; jetzt: 4 Wochen ab /,
    );
    expect(diffDefinitions(loan(), loan({}, 4)).deadlinesChanged.map(deadlineChangeInWords)).toEqual([
      '„Frist“ (LOAN) in loan.lent: laufende Fristen bekommen ein neues Datum',
    ]);
  });

  it('says that a text decides nothing', () => {
    const wanted = { meta: named('Bestellung'), on: { HAND_OUT: { target: 'lent' } } };
    expect(told(loan(), loan({ wanted }))[0]).toBe(
      'Zustand „Bestellung“ (loan.wanted): anderer Wortlaut (kein Einfluss auf Entscheidungen)',
    );
  });

  it('says what processes in a state need', () => {
    const fit = { stateId: 'a.x', label: 'X', verdict: 'NEEDS_MAPPING', newRegions: [] } as const;
    expect(fitInWords({ ...fit, reason: 'RENAMED', suggestion: 'a.y' })).toBe(
      '„X“ (a.x) braucht eine Zuordnung: der Zustand heißt anders; Vorschlag: a.y',
    );
    expect(fitInWords({ ...fit, reason: 'REMOVED' })).toContain('ein Mensch muss wählen');
    expect(fitInWords({ ...fit, verdict: 'FITS', reason: 'NEW_REGIONS', newRegions: ['a.r'] })).toContain(
      'neu betreten: a.r',
    );
  });
});
