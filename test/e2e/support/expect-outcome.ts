import { expect } from '@jest/globals';
import type { Outcome } from './outcome.js';

/** What the story leads to, once: the facts of Lippe, and every step of Selam's case exactly once. */
export function expectStoryOnce(outcome: Outcome): void {
  expect(outcome.figures).toEqual({
    casesCount: 30,
    conferencesHeld: 18,
    conferencesPlanned: 9,
    conferencesBlocked: 0,
    themesCount: 4,
    measuresCount: 2,
  });
  expect(outcome.storyCases).toBe(1);
  expect(outcome.casesOfLead).toBe(9);
  expect(outcome.consents).toEqual([
    'CONFIDENTIALITY_RELEASE GRANTED',
    'CONFIDENTIALITY_RELEASE GRANTED',
    'CONFIDENTIALITY_RELEASE REFUSED',
    'CONSENT GRANTED',
    'CONSENT GRANTED',
    'CONSENT REFUSED',
    'CONSENT REVOKED',
  ]);
  expect(outcome.conferences).toEqual(['cancelled', 'recordApproved']);
  expect(outcome.tasks).toEqual({
    'fallmanagement.awo': [
      expect.stringMatching(/^Lücke beim Lebensunterhalt .*: offered$/),
      expect.stringMatching(/^Lücke in der Krankenversicherung .*: offered$/),
    ],
    jobcenter: [expect.stringMatching(/: active/)],
    'leistung.detmold': ['Ende der Leistung schriftlich bestätigen: offered'],
    person: ['Eine Krankenkasse aussuchen: offered'],
  });
  expectStructure(outcome);
  expectLogs(outcome);
}

function expectStructure(outcome: Outcome): void {
  expect(new Set(outcome.findings).size).toBe(4);
  expect(outcome.findings).toHaveLength(4);
  expect([...outcome.newGroups].sort()).toEqual(['AG „Mobilität“', 'AG „Vom Zuwanderer zu LipperIn“']);
  expect(outcome.themes).toEqual([
    expect.stringMatching(/^Einfache Sprache in Behördenbriefen: bestehend .* ACCEPTED$/),
    'Mobilität: neu AG „Mobilität“ ACCEPTED',
    expect.stringMatching(/^Prävention von Ausbildungsabbrüchen: bestehend .* ACCEPTED$/),
    'Vom Zuwanderer zu LipperIn: neu AG „Vom Zuwanderer zu LipperIn“ ACCEPTED',
  ]);
  expect(outcome.measures).toHaveLength(2);
}

function expectLogs({ events }: Outcome): void {
  const typesOf = (key: string) => events.filter(({ process }) => process === key).map(({ types }) => types);
  expect(typesOf('beschaeftigungserlaubnis')).toEqual([
    ['1 xstate.init', '2 OFFER_RECORDED', '3 BA_REQUEST_SENT', '4 BA_CONSENT', '5 ABH_GRANTED'],
  ]);
  expect(typesOf('rechtskreiswechsel')).toEqual([
    [
      '1 xstate.init',
      '2 BAMF_NOTICE_RECEIVED',
      '3 TITLE_APPLIED',
      '4 STAY_CERTIFIED',
      '5 ENTITLEMENT_CEASED',
    ],
  ]);
  expect(typesOf('case-conference')).toEqual([
    ['1 xstate.init', '2 CHECK_CONSENTS', '3 CANCELLED'],
    [
      '1 xstate.init',
      '2 CHECK_CONSENTS',
      '3 DATE_BOOKED',
      '4 CONSENT_REVOKED',
      '5 BLOCK_RESOLVED',
      '6 DATE_BOOKED',
      '7 SESSION_OPENED',
      '8 SESSION_HELD',
      '9 RECORD_SUBMITTED',
      '10 RECORD_APPROVED',
    ],
  ]);
}
