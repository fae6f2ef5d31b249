import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { idOf, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { usualRegime, type OrganisationRegime } from '../../../src/directory/index.js';
import type { OrganisationId } from '../../../src/kernel/index.js';
import { OrganisationRegimes } from '../../../src/sharing/application/organisation-regimes.js';

let test: TestApp;
let work: DisclosureWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
});

afterAll(async () => test?.stop());

const organisation = (of: string): OrganisationId => idOf('organisation', of);

async function put(of: string, regime: OrganisationRegime, by: StaffKey = 'administration') {
  const input = { idempotencyKey: key(), organisationId: organisation(of), regime };
  return test.get(OrganisationRegimes).set(await test.staff(by), input);
}

describe('the data protection law of an organisation', () => {
  it('is the usual one of its units until it is set', () => {
    expect(usualRegime(['WELFARE_PROVIDER', 'JOBCENTER'])).toBe('DSGVO');
    expect(usualRegime(['WELFARE_PROVIDER', 'CHURCH'])).toBe('DSG_EKD');
  });

  it('gives two bodies of the same type each its own regime and norms, for new items alone', async () => {
    const caritas = await work.openCase({ units: ['jobcenter'] });
    const before = await work.item(caritas, 'beratung', 'lead');
    expect([codeOf(await put('beratung', 'KDG')), codeOf(await put('beratung2', 'DSG_EKD'))]).toEqual([
      'OK',
      'OK',
    ]);
    const own = await work.item(caritas, 'beratung', 'lead');
    const diakonie = await work.openCase({ by: 'otherLead', leadUnit: 'beratung2' });
    const other = await work.item(diakonie, 'beratung2', 'otherLead');
    const regimes = await test.rows<{ id: string; regime: string }>(
      'SELECT id, regime FROM data_item WHERE id = ANY($1)',
      [[before, own, other]],
    );
    const regimeOf = (id: string) => regimes.find((row) => row.id === id)?.regime;
    expect([before, own, other].map(regimeOf)).toEqual(['DSGVO', 'KDG', 'DSG_EKD']);
    const [old, fresh] = await work.preview(caritas, [before, own], 'jobcenter', 'lead');
    const [theirs] = await work.preview(diakonie, [other], 'jobcenter', 'otherLead');
    const basis = [old, fresh, theirs].map((preview) => preview?.verdict.decision.basis.join('; ') ?? '');
    expect(basis[0]).toContain('Art. 6 Abs. 1 Buchst. a DSGVO');
    expect(basis[1]).toContain('§ 6 Abs. 1 Buchst. b KDG');
    expect(basis[2]).toContain('§ 6 Nr. 2 DSG-EKD');
    expect(basis.slice(1).join()).not.toContain('DSGVO');
    const line = (await work.seen(caritas, 'lead')).find(({ item }) => item.id === own);
    expect(line?.why.basis).toContain('§ 4 Nr. 9 KDG');
  });

  it('does not make Sozialdaten less than they are', async () => {
    await put('jobcenter', 'KDG');
    const caseId = await work.openCase({ units: ['jobcenter'] });
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    expect(await test.rows('SELECT regime FROM data_item WHERE id = $1', [itemId])).toEqual([
      { regime: 'SOCIAL_DATA' },
    ]);
  });

  it('is set by the system administration alone, and written down', async () => {
    for (const by of ['lead', 'jobcenterHead', 'projektleitung', 'datenschutz'] as const) {
      expect(await outcomeOf(put('beratung', 'DSGVO', by))).toBe('AccessDenied');
    }
    expect(await outcomeOf(put('nowhere', 'KDG'))).toBe('AccessDenied');
    const lines = await test.rows(`SELECT action FROM audit_event WHERE action = 'ORGANISATION_REGIME_SET'`);
    expect(lines.length).toBeGreaterThan(1);
  });
});
