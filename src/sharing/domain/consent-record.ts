import type { ConsentKind } from './consent-offer.js';
import type { SharingCategory } from './sharing-codes.js';

/** What the person is told before they answer (§ 67b Abs. 2 S. 3 SGB X, recitals 42 and 43 DSGVO). */
export const consentNotices = {
  PURPOSE: 'Hinweis auf den Zweck',
  REFUSAL_CONSEQUENCES: 'Hinweis auf die Folgen eines Nein',
  REVOCABILITY: 'Hinweis, dass ein Widerruf jederzeit möglich ist',
  VOLUNTARINESS: 'Hinweis, dass die Entscheidung frei ist und ein Nein keinen Nachteil bringt',
  SPECIAL_CATEGORIES: 'Ausdrückliche Nennung der besonders geschützten Angaben',
} as const;

/** One notice. */
export type ConsentNotice = keyof typeof consentNotices;

/** Parts of the record without which a declaration is not valid, with their German label. */
export const consentParts = {
  SECRET_BEARER: 'wer von der Schweigepflicht entbunden wird',
  NOTICE_PURPOSE: consentNotices.PURPOSE,
  NOTICE_REFUSAL_CONSEQUENCES: consentNotices.REFUSAL_CONSEQUENCES,
  NOTICE_REVOCABILITY: consentNotices.REVOCABILITY,
  NOTICE_VOLUNTARINESS: consentNotices.VOLUNTARINESS,
  NOTICE_SPECIAL_CATEGORIES: consentNotices.SPECIAL_CATEGORIES,
  EXPLANATION: 'wie erklärt wurde',
  TEACH_BACK: 'Rückfrage zum Verstehen',
  MEDIATOR: 'wer sprachgemittelt hat',
  FORM_REASON: 'Grund für die mündliche Form',
  WITNESS: 'Zeug*in der mündlichen Erklärung',
  HEALTH_FORM_REASON: 'besondere Umstände, unter denen Gesundheitsdaten mündlich genügen',
  CAPACITY: 'Einwilligungsfähigkeit der minderjährigen Person',
  REPRESENTATIVE: 'wer die Person vertritt',
  MINORS_VIEW: 'eigene Sicht der minderjährigen Person',
  PLACE: 'Ort',
  COPY: 'ausgehändigte Kopie',
  EVIDENCE: 'Scan oder Unterschrift',
} as const;

/** One part of the record. */
export type ConsentPart = keyof typeof consentParts;

/** How a declaration was given. */
export type ConsentForm = 'PAPER' | 'ELECTRONIC' | 'WITNESSED_ORAL';

/** Who could decide: an adult, a minor who understands what it is about, or somebody for them. */
export type ConsentCapacity = 'OF_AGE' | 'MINOR_WITH_INSIGHT' | 'REPRESENTED';

/** Level of language mediation. */
export type MediationLevel = 'LAY' | 'QUALIFIED' | 'SWORN';

/** How a declaration was explained and given; free texts are kept sealed. */
export interface ConsentEvidence {
  readonly form: ConsentForm;
  /** Talk, audio, picture sheet. */
  readonly explainedHow: string;
  /** The person said in their own words what they agree to. */
  readonly teachBack: boolean;
  /** `null`: no mediation was used. */
  readonly mediationLevel: MediationLevel | null;
  /** Name or pool number of the mediator. */
  readonly mediator?: string | null | undefined;
  readonly copyHandedOver: boolean;
  readonly capacity?: ConsentCapacity | null | undefined;
  /** Legal or authorised representative and why they may act. */
  readonly representative?: string | null | undefined;
  readonly minorsView?: string | null | undefined;
  readonly place?: string | null | undefined;
  /** When it was given, instant, ISO 8601; left out: now. */
  readonly givenAt?: string | null | undefined;
  readonly formReason?: string | null | undefined;
  readonly witness?: string | null | undefined;
  readonly healthFormReason?: string | null | undefined;
}

/** What is known of a declaration when an answer to it is recorded. */
export interface GrantCircumstances {
  readonly categories: readonly SharingCategory[];
  /** The person is not of age on the day of the declaration. */
  readonly isMinor: boolean;
  /** Staff record what the person said or signed; `false`: the person answers with their own login. */
  readonly byStaff: boolean;
  /** A scan or signature is attached. */
  readonly hasEvidenceFile: boolean;
}

/** Categories of Art. 9 DSGVO; a report of discrimination tells of origin or religion. */
export const SPECIAL_CATEGORIES: readonly SharingCategory[] = ['HEALTH', 'FLIGHT', 'DISCR'];

/** Mandatory parts that an offer lacks, in the order of the record; empty when it is complete. */
export function missingInOffer(offer: {
  readonly kind: ConsentKind;
  readonly categories: readonly SharingCategory[];
  readonly secretBearer?: string | null | undefined;
  readonly notices: readonly ConsentNotice[];
}): readonly ConsentPart[] {
  const lacks = (notice: ConsentNotice) => !offer.notices.includes(notice);
  const isSpecial = offer.categories.some((category) => SPECIAL_CATEGORIES.includes(category));
  return parts({
    SECRET_BEARER: offer.kind === 'CONFIDENTIALITY_RELEASE' && isEmpty(offer.secretBearer),
    NOTICE_PURPOSE: lacks('PURPOSE'),
    NOTICE_REFUSAL_CONSEQUENCES: lacks('REFUSAL_CONSEQUENCES'),
    NOTICE_REVOCABILITY: lacks('REVOCABILITY'),
    NOTICE_VOLUNTARINESS: lacks('VOLUNTARINESS'),
    NOTICE_SPECIAL_CATEGORIES: isSpecial && lacks('SPECIAL_CATEGORIES'),
  });
}

/** Mandatory parts that a grant lacks, in the order of the record; empty when it is complete. */
export function missingInGrant(
  evidence: ConsentEvidence,
  { categories, isMinor, byStaff, hasEvidenceFile }: GrantCircumstances,
): readonly ConsentPart[] {
  const isOral = evidence.form === 'WITNESSED_ORAL';
  const { capacity } = evidence;
  return parts({
    EXPLANATION: isEmpty(evidence.explainedHow),
    TEACH_BACK: !evidence.teachBack,
    MEDIATOR: evidence.mediationLevel !== null && isEmpty(evidence.mediator),
    FORM_REASON: isOral && isEmpty(evidence.formReason),
    WITNESS: isOral && isEmpty(evidence.witness),
    HEALTH_FORM_REASON: isOral && categories.includes('HEALTH') && isEmpty(evidence.healthFormReason),
    CAPACITY: isMinor && (capacity === undefined || capacity === null || capacity === 'OF_AGE'),
    REPRESENTATIVE: capacity === 'REPRESENTED' && isEmpty(evidence.representative),
    MINORS_VIEW: isMinor && isEmpty(evidence.minorsView),
    PLACE: isEmpty(evidence.place) && (byStaff || evidence.form !== 'ELECTRONIC'),
    COPY: !evidence.copyHandedOver,
    EVIDENCE: byStaff && !isOral && !hasEvidenceFile,
  });
}

function parts(lacking: Partial<Record<ConsentPart, boolean>>): readonly ConsentPart[] {
  return (Object.keys(consentParts) as ConsentPart[]).filter((part) => lacking[part] === true);
}

function isEmpty(text: string | null | undefined): boolean {
  return (text ?? '').trim() === '';
}
