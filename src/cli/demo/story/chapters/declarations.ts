import { unit, type Stage, type StoryCase } from '../stage.js';
import { dayText } from '../story-dates.js';

const AWO = 'fallmanagement.awo';
const SELECT = '... on ConsentPayload { consent { id } }';

const NOTICES = ['PURPOSE', 'REFUSAL_CONSEQUENCES', 'REVOCABILITY', 'VOLUNTARINESS', 'SPECIAL_CATEGORIES'];

/** Which text the case lead put before the person. */
interface ShownText {
  readonly version: string;
  readonly hash: string;
}

/** Consent and release are two declarations, each with one recipient. */
export type DeclarationKind = 'CONSENT' | 'CONFIDENTIALITY_RELEASE';

/** What a body would learn, and who there. */
export interface Recipient {
  /** Key of its unit in the directory. */
  readonly key: string;
  readonly jobFunction: string;
  readonly categories: readonly string[];
  readonly recurrence: 'SINGLE' | 'RECURRING';
  readonly exclusions?: string;
}

/** A declaration as the person reads it. */
interface DeclarationAnswer {
  readonly kind: DeclarationKind;
  readonly discloser: { readonly name: string };
  readonly recipient: { readonly name: string };
  readonly recipientFunction: string;
  readonly categories: readonly string[];
  readonly exclusions: string | null;
  readonly validUntil: string;
}

/** The case lead puts a declaration before the person. @returns Its id. */
export async function offer(
  { client }: Stage,
  story: StoryCase,
  declaration: { readonly step: string; readonly kind: DeclarationKind; readonly to: Recipient },
): Promise<string> {
  const { step, kind, to } = declaration;
  const { consentText: shown } = await client.read<{ consentText: ShownText }>(
    AWO,
    'query ($kind: ConsentKind!) { consentText(kind: $kind, language: "ti") { version hash } }',
    { kind },
  );
  const { consent } = await client.command<{ consent: { id: string } }>({
    actor: AWO,
    step: `offer-${step}`,
    name: 'offerConsent',
    input: {
      caseId: story.id,
      kind,
      discloserUnitId: unit('awo'),
      recipientUnitId: unit(to.key),
      recipientFunction: to.jobFunction,
      categories: to.categories,
      exclusions: to.exclusions ?? null,
      purpose: 'CONF',
      recurrence: to.recurrence,
      validFrom: story.dates.openedOn,
      validUntil: story.dates.consentUntil,
      secretBearer: kind === 'CONFIDENTIALITY_RELEASE' ? 'Fallmanagerin der AWO' : null,
      notices: NOTICES,
      language: 'ti',
      textVersion: shown.version,
      textHash: shown.hash,
      section87Warned: true,
    },
    select: SELECT,
  });
  return consent.id;
}

/** The person agrees, with her own token. */
export async function grant({ client }: Stage, step: string, consentId: string): Promise<void> {
  const evidence = {
    form: 'ELECTRONIC',
    explainedHow: 'Gespräch auf Tigrinisch mit Bildblatt',
    teachBack: true,
    mediationLevel: 'QUALIFIED',
    mediator: 'Sprachmittlungspool, Nr. 12',
    copyHandedOver: true,
  };
  await client.command({
    actor: 'person',
    step: `grant-${step}`,
    name: 'grantConsent',
    input: { consentId, evidence },
    select: SELECT,
  });
}

/** The person says no. */
export async function refuse({ client }: Stage, step: string, consentId: string): Promise<void> {
  await client.command({
    actor: 'person',
    step: `refuse-${step}`,
    name: 'refuseConsent',
    input: { consentId },
    select: SELECT,
  });
}

/** The person takes back what she allowed. */
export async function revoke({ client }: Stage, step: string, consentId: string): Promise<void> {
  await client.command({
    actor: 'person',
    step: `revoke-${step}`,
    name: 'revokeConsent',
    input: { consentId, channel: 'PORTAL' },
    select: SELECT,
  });
}

/** A declaration in the words in which the person reads it. */
export async function wordsOf(
  { client }: Stage,
  id: string,
  labels: ReadonlyMap<string, string>,
): Promise<string> {
  const { consent } = await client.read<{ consent: DeclarationAnswer }>(
    'person',
    `query ($id: ID!) { consent(id: $id) { kind discloser { name } recipient { name } recipientFunction categories
       exclusions validUntil } }`,
    { id },
  );
  const { kind, discloser, recipient, recipientFunction, exclusions } = consent;
  const categories = consent.categories.map((category) => labels.get(category) ?? category).join('; ');
  const what = exclusions === null ? categories : `${categories}. Nicht: ${exclusions}`;
  const until = `Das gilt für die Fallkonferenz, bis ${dayText(consent.validUntil)}.`;
  return kind === 'CONSENT'
    ? `Einwilligung: „${discloser.name}“ darf „${recipient.name}“ (${recipientFunction}) sagen: ${what}. ${until}`
    : `Schweigepflicht: Meine Beraterin darf gegenüber „${recipient.name}“ davon sprechen: ${what}. ${until}`;
}

/** German labels of the data categories, as the API describes them. */
export async function categoryLabels({ client }: Stage): Promise<ReadonlyMap<string, string>> {
  interface EnumAnswer {
    readonly labels: {
      readonly enumValues: readonly { readonly name: string; readonly description: string }[];
    };
  }
  const answer = await client.read<EnumAnswer>(
    AWO,
    '{ labels: __type(name: "SharingCategory") { enumValues { name description } } }',
  );
  return new Map(
    answer.labels.enumValues.map(({ name, description }) => [name, description.replace(/[«»]/g, '')]),
  );
}
