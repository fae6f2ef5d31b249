import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, aPerson } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { unitName } from '#test/builders/region.js';
import { elementsOf, readPdf } from '#test/support/pdf-reader.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { ConsentCopies } from '../../../src/sharing/application/consent-copies.js';
import { consentLanguages, consentText } from '../../../src/sharing/domain/consent-text.js';
import { currentConsentTexts } from '../../../src/sharing/texts/index.js';
import { CopyReader, letters, spoken, whole, wordsOf } from './copy-reader.js';

let test: TestApp;
let work: DisclosureWork;
let copies: CopyReader;
let caseId: CaseId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
  copies = new CopyReader(test, work);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'sozialamt'] });
});

afterAll(async () => test?.stop());

describe.each(consentLanguages)('the copy in %s', (language) => {
  it.each(['CONSENT', 'CONFIDENTIALITY_RELEASE'] as const)(
    'says the whole text that was shown and the record, beside German (%s)',
    async (kind) => {
      const pdf = await copies.read(await copies.granted(anOffer(caseId, { language, kind })));
      for (const one of new Set(['de', language])) {
        const said = spoken(pdf, one);
        const { words, categories, purposes } = wordsOf(one);
        const shown = consentText(currentConsentTexts, kind, one)?.sections.map(({ text }) => text) ?? [];
        const fixed = [
          words[kind === 'CONSENT' ? 'TITLE_CONSENT' : 'TITLE_RELEASE'],
          words.EXPLAINED_HOW,
          words.MEDIATION_QUALIFIED,
          words.FORM_PAPER,
          words.STATE_GRANTED,
          categories.MASTER,
          purposes.CONF,
        ];
        for (const text of [...shown, ...fixed]) expect(said).toContain(letters(text));
      }
      expect(pdf).toMatchObject({ marked: true, language: 'de' });
    },
  );

  it('of a revocation says what ended, and what follows', async () => {
    const consentId = await copies.granted(anOffer(caseId, { language }));
    await work.revoke(consentId);
    const pdf = await copies.read(consentId, 'revocation-copy');
    for (const one of new Set(['de', language])) {
      const { words } = wordsOf(one);
      const said = spoken(pdf, one);
      for (const text of [words.TITLE_REVOKED, words.BY_ORAL, words.FROM_NOW, words.NOTHING_DISCLOSED])
        expect(said).toContain(letters(text));
    }
  });
});

describe('the copy', () => {
  it('names every part of the record: who, what, how explained, how answered', async () => {
    const person = aPerson({ birthDate: '2008-06-20', birthPrecision: 'DAY' });
    caseId = await work.openCase({ units: ['jobcenter'], person });
    const consentId = await copies.granted(
      anOffer(caseId, {
        kind: 'CONFIDENTIALITY_RELEASE',
        exclusions: 'nicht meine Krankheit',
        validUntil: '2026-06-10',
      }),
      {
        capacity: 'REPRESENTED',
        representative: 'Mutter, sorgeberechtigt',
        minorsView: 'Ich möchte das.',
      },
    );
    const [row] = await test.rows<{ number: string }>('SELECT number FROM case_file WHERE id = $1', [caseId]);
    const said = whole(await copies.read(consentId));
    const parts = [
      'Selam Beispiel',
      row?.number ?? '?',
      unitName('beratung'),
      'Beraterin der Beratungsstelle Ahorn',
      unitName('jobcenter'),
      'Leistungssachbearbeitung',
      'nicht meine Krankheit',
      'Nur von der einen Stelle zur anderen. Nicht zurück.',
      'Mehrmals, solange es gilt',
      '04.05.2026',
      '10.06.2026',
      'Mit dem nächsten Treffen zu Ihrem Fall',
      'Was bei einem Nein passiert',
      'Vor Meldepflichten von Behörden gewarnt',
      '2026-11-1',
      'Deutsch',
      'lead',
      'Gespräch mit Bildkarten',
      'Pool 17',
      'Mit Ausbildung',
      'Jemand für Sie',
      'Mutter, sorgeberechtigt',
      'Ich möchte das.',
      'Mit Unterschrift auf Papier',
      '04.05.2026, 12:00',
      'Beratungsstelle',
      'Kopie bekommen',
      'Damit wurde noch nichts weitergegeben.',
    ];
    expect(parts.filter((part) => !letters(said).includes(letters(part)))).toEqual([]);
  });

  it('is the same file for the same record, and another when the record changes', async () => {
    const consentId = await copies.granted(anOffer(caseId, { language: 'ar' }));
    const first = await copies.bytes('lead', consentId);
    test.clock.setDay('2026-05-06');
    expect(await copies.bytes('lead', consentId)).toEqual(first);
    await work.revoke(consentId);
    expect(await copies.bytes('lead', consentId)).not.toEqual(first);
  });

  it('is for the person and the disclosing unit alone; nobody else learns that there is one', async () => {
    const consentId = await copies.granted(anOffer(caseId));
    await work.revoke(consentId);
    await work.linkPerson(caseId, 'person');
    await work.linkPerson(await work.openCase(), 'person2');
    for (const file of ['copy', 'revocation-copy'] as const) {
      for (const who of ['lead', 'person'])
        expect((await copies.fetch(who, consentId, file)).status).toBe(200);
      const others = ['jobcenter', 'sozialamt', 'otherLead', 'datenschutz', 'administration', 'person2'];
      const refused = [await copies.fetch('lead', randomUUID(), file)];
      for (const who of others) refused.push(await copies.fetch(who, consentId, file));
      const seen = await Promise.all(refused.map(async (one) => [one.status, await one.text()].join(' ')));
      expect(new Set(seen).size).toBe(1);
      expect(seen[0]).toContain('404');
    }
  });

  it('tells a discloser that does not lead the case no name', async () => {
    caseId = await work.openCase({ by: 'jobcenter', leadUnit: 'jobcenter', units: ['beratung'] });
    const consentId = await work.offer(anOffer(caseId));
    expect(whole(await copies.read(consentId))).not.toContain('Selam');
    const person = await work.linkPerson(caseId, 'nobody else', 'jobcenter');
    const copy = await test.get(ConsentCopies).ofDeclaration(person, consentId);
    expect(whole(await readPdf(copy))).toContain('Selam');
  });

  it('carries no personal data in name or metadata, and is kept in the register', async () => {
    const consentId = await copies.granted(anOffer(caseId));
    const answer = await copies.fetch('lead', consentId);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="kopie-der-erklaerung.pdf"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const pdf = await readPdf(Buffer.from(await answer.arrayBuffer()));
    expect(JSON.stringify(pdf.info) + pdf.metadata).not.toContain('Selam');
    expect(pdf.artifacts.join('')).not.toContain('Selam');
    const lines = await test.rows<{ action: string; details: object }>(
      `SELECT action, details FROM audit_event WHERE object_id = $1 AND action LIKE '%COPY%'`,
      [consentId],
    );
    expect(lines).toEqual([{ action: 'CONSENT_COPY_MADE', details: { kind: 'CONSENT' } }]);
  });

  it('keeps that the person took it themself', async () => {
    const consentId = await copies.granted(anOffer(caseId));
    await test.get(ConsentCopies).ofDeclaration(await work.linkPerson(caseId), consentId);
    const lines = await test.rows<{ action: string }>(
      `SELECT action FROM audit_event WHERE object_id = $1 AND action LIKE '%COPY%'`,
      [consentId],
    );
    expect(lines).toEqual([{ action: 'CONSENT_COPY_HANDED_OVER' }]);
  });

  it('says so where a sign cannot be printed', async () => {
    const plain = whole(await copies.read(await copies.granted(anOffer(caseId, { language: 'uk' }))));
    const pdf = await copies.read(
      await copies.granted(anOffer(caseId, { language: 'uk', exclusions: '不要我的病' })),
    );
    const { words } = wordsOf('uk');
    expect(letters(plain)).not.toContain(letters(words.UNPRINTABLE));
    expect(spoken(pdf, 'uk')).toContain(letters(words.UNPRINTABLE));
    expect(spoken(pdf, 'de')).toContain(letters(wordsOf('de').words.UNPRINTABLE));
  });

  it('has a heading and a language for every part', async () => {
    const pdf = await copies.read(await copies.granted(anOffer(caseId, { language: 'ar' })));
    const elements = pdf.trees.flatMap(elementsOf);
    expect(elements.filter(({ role }) => role === 'H2')).toHaveLength(8);
    expect(elements.some(({ language }) => language === 'ar')).toBe(true);
  });
});
