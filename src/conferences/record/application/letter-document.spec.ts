import { describe, expect, it } from '@jest/globals';
import { asId, type UnitId } from '../../../kernel/index.js';
import type { RecordSheet, SheetBody, SheetDecision } from '../domain/record-sheet.js';
import { letterTexts } from '../texts/index.js';
import { letterDocument } from './letter-document.js';

const JOBCENTER = asId<UnitId>('11111111-1111-4111-8111-111111111111');
const CONDITION = 'wenn der Schulplatz schriftlich zugesagt ist';

function aBody(unitId: UnitId, name: string): SheetBody {
  const contact = 'Servicestelle';
  return { unitId, name, contact, attendee: null, mandate: true, attended: true, contributed: null };
}

function aDecision(more: Partial<SheetDecision>): SheetDecision {
  const text = 'Das Jobcenter begleitet die Ausbildung.';
  return {
    kind: 'DECISION_OF_BODY',
    unitId: JOBCENTER,
    standing: 'TAKEN',
    text,
    conditions: [],
    tasks: [],
    bescheide: [],
    ...more,
  };
}

function aSheet(decisions: readonly SheetDecision[]): RecordSheet {
  return {
    number: 'K-0000-0000',
    kind: 'INTEGRATION_IDENTIFIED',
    mode: 'IDENTIFIED',
    startsAt: new Date('2026-06-01T08:00:00Z'),
    endsAt: new Date('2026-06-01T09:00:00Z'),
    place: 'Raum 1',
    caseNumber: null,
    chair: null,
    recorder: null,
    convener: aBody(asId<UnitId>('22222222-2222-4222-8222-222222222222'), 'Beratung'),
    bodies: [aBody(JOBCENTER, 'Jobcenter')],
    confidentialityReminded: true,
    interpreterLevel: null,
    interpreterLanguage: null,
    personPresent: true,
    companionPresent: false,
    personAbsentReason: null,
    bases: [],
    guidingQuestion: null,
    result: 'Ein Ergebnis.',
    personsView: 'Ich möchte lernen.',
    resourcesNamed: null,
    decisions,
    dissent: null,
    interpretedBackAt: null,
    quotes: [],
    personsDissent: null,
    positions: [],
    rejectedCorrections: [],
    unresolvedCorrections: [],
    approvedUnread: false,
    reviewOn: null,
    findings: 0,
    addenda: [],
    recordedAt: new Date('2026-06-01T10:00:00Z'),
    submittedAt: null,
    approvedAt: null,
    changedAt: new Date('2026-06-01T10:00:00Z'),
  };
}

describe('the outcome letter', () => {
  it('tells the person under which condition a body agreed, once, in every language', () => {
    const conditions = [{ unitId: JOBCENTER, words: CONDITION }];
    const sheet = aSheet([
      aDecision({ conditions }),
      aDecision({ kind: 'AGREEMENT', unitId: null, conditions }),
    ]);
    for (const other of [undefined, ...letterTexts.filter(({ language }) => language !== 'de')]) {
      const written = JSON.stringify(letterDocument(sheet, other));
      expect(written.split(`Jobcenter: ${CONDITION}`)).toHaveLength(2);
      expect(written).toContain(
        JSON.stringify(other?.conditions ?? 'Diese Stellen haben nur unter einer Bedingung zugestimmt'),
      );
    }
  });

  it('speaks of no condition where there was none', () => {
    expect(JSON.stringify(letterDocument(aSheet([aDecision({})]), undefined))).not.toContain('Bedingung');
  });
});
