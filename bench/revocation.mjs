// How long a revocation takes on which 1,000 disclosures rest: all effects in its one transaction (bases ended, recipients
// asked, receipt), through the use case, on a real database.
// Usage: npm run bench:revocation [-- --disclosures 1000 --rounds 5 --cases 2000]
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Installation } from './engine/installation.mjs';
import { dist } from './engine/paths.mjs';

const { values: options } = parseArgs({
  options: {
    disclosures: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    cases: { type: 'string', default: '2000' },
  },
});
const LIMIT_MS = 1_000;
const median = (list) => list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)];

const installation = await Installation.start();
const { principal, REGION } = await import('./row-security/world.mjs');
const { startWithCases } = await import('./row-security/application.mjs');
const { Clock } = await dist('src/platform/index.js');
const { consentText } = await dist('src/sharing/index.js');
const { currentConsentTexts } = await dist('src/sharing/texts/index.js');
const { OfferConsent } = await dist('src/sharing/application/offer-consent.js');
const { GrantConsent } = await dist('src/sharing/application/grant-consent.js');
const { AnswerConsent } = await dist('src/sharing/application/answer-consent.js');
const { ConsentEvidenceFiles } = await dist('src/sharing/application/consent-evidence.js');

const valueOf = (result) => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** A granted consent of the person of the case: from the leading unit to the second one. */
async function granted(app, lead, caseId) {
  const text = consentText(currentConsentTexts, 'CONSENT', 'de');
  const today = app.get(Clock).today();
  const [from, to] = await units();
  const offer = {
    idempotencyKey: randomUUID(),
    caseId,
    kind: 'CONSENT',
    secretBearer: null,
    notices: ['PURPOSE', 'REFUSAL_CONSEQUENCES', 'REVOCABILITY', 'VOLUNTARINESS', 'SPECIAL_CATEGORIES'],
    language: 'de',
    textVersion: text.version,
    textHash: text.hash,
    discloserUnitId: from,
    recipientUnitId: to,
    recipientFunction: 'Leistungssachbearbeitung',
    categories: ['FACT_CM', 'MASTER'],
    purpose: 'CONF',
    recurrence: 'RECURRING',
    validFrom: today.toString(),
    validUntil: today.add({ months: 3 }).toString(),
    section87Warned: true,
  };
  const { consentId } = valueOf(await app.get(OfferConsent).execute(lead, offer));
  const scan = { idempotencyKey: randomUUID(), consentId, content: Buffer.from('%PDF-1.7\n%%EOF\n') };
  valueOf(await app.get(ConsentEvidenceFiles).attach(lead, scan));
  const evidence = {
    form: 'PAPER',
    explainedHow: 'Gespräch',
    teachBack: true,
    mediationLevel: 'QUALIFIED',
    mediator: 'Pool 17',
    place: 'Beratungsstelle',
    copyHandedOver: true,
  };
  valueOf(await app.get(GrantConsent).execute(lead, { idempotencyKey: randomUUID(), consentId, evidence }));
  return consentId;
}

/** The leading unit of the case that is read, and the second one. */
async function units() {
  const rows = await installation.sql(
    `SELECT id FROM organisation_unit WHERE region_id = '${REGION}' ORDER BY id LIMIT 2`,
  );
  return rows.map(({ id }) => id);
}

/** Items of the leading unit, each disclosed to the second one under the consent. */
async function disclosed(caseId, consentId, count) {
  const [from, to] = await units();
  await installation.sql(
    `WITH item AS (
       INSERT INTO data_item (region_id, id, case_id, person_id, controller_unit_id, category, regime, source, kind,
         text_sealed, recorded_by, recorded_at)
       SELECT c.region_id, gen_random_uuid(), c.id, c.person_id, $2, 'MASTER', 'DSGVO', 'PERSON', 'STATEMENT',
         decode(repeat('ab', 90), 'hex'), c.lead_staff_id, now()
       FROM case_file c CROSS JOIN generate_series(1, $4::int) WHERE c.region_id = '${REGION}' AND c.id = $1
       RETURNING *)
     INSERT INTO disclosure (region_id, id, act_id, case_id, person_id, item_id, category, from_unit_id, to_unit_id,
       recipient_function, purpose, channel, effect, "row", basis, table_version, consent_id, decided_by, disclosed_at)
     SELECT region_id, gen_random_uuid(), gen_random_uuid(), case_id, person_id, id, category, $2, $3,
       'Leistungssachbearbeitung', 'CONF', 'SYSTEM', 'CONSENT', 12, '{}', 1, $5, recorded_by, now() FROM item`,
    [caseId, from, to, count, consentId],
  );
}

try {
  const { app, caseId } = await startWithCases(installation, Number(options.cases));
  const lead = await principal(app, 0);
  const times = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    const consentId = await granted(app, lead, caseId);
    await disclosed(caseId, consentId, Number(options.disclosures));
    await installation.sql('ANALYZE');
    const start = performance.now();
    valueOf(
      await app.get(AnswerConsent).revoke(lead, { idempotencyKey: randomUUID(), consentId, channel: 'ORAL' }),
    );
    times.push(performance.now() - start);
    const [{ open }] = await installation.sql(
      `SELECT count(*)::int AS open FROM disclosure WHERE consent_id = $1 AND basis_ended_at IS NULL`,
      [consentId],
    );
    if (open !== 0) throw new Error(`${open} disclosures kept their basis`);
  }
  const ms = median(times);
  console.log(
    `a revocation that touches ${options.disclosures} disclosures: ${ms.toFixed(0)} ms, ` +
      `${(ms / LIMIT_MS).toFixed(2)} of the limit of ${LIMIT_MS} ms`,
  );
  await app.close();
  if (ms > LIMIT_MS) process.exitCode = 1;
} finally {
  await installation.stop();
}
