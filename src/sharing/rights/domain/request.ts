import type { CaseId, DataItemId, PersonId, StaffId, UnitId } from '../../../kernel/index.js';

/** Rights a person can use at a controller, with their German labels and norms. */
export const requestKinds = {
  ACCESS: { de: 'Auskunft', norm: 'Art. 15 DSGVO, § 83 SGB X' },
  RECTIFICATION: { de: 'Berichtigung', norm: 'Art. 16 DSGVO, § 84 SGB X' },
  RESTRICTION: { de: 'Einschränkung der Verarbeitung', norm: 'Art. 18 DSGVO' },
  ERASURE: { de: 'Löschung', norm: 'Art. 17 DSGVO, § 84 SGB X' },
  PORTABILITY: { de: 'Datenübertragbarkeit', norm: 'Art. 20 DSGVO' },
  OBJECTION: { de: 'Widerspruch', norm: 'Art. 21 DSGVO' },
} as const;
export type RequestKind = keyof typeof requestKinds;

/** On which way a request came, with its German label. */
export const requestChannels = {
  PORTAL: 'im Programm',
  ORAL: 'im Gespräch',
  LETTER: 'auf Papier',
  EMAIL: 'per E-Mail',
} as const;
export type RequestChannel = keyof typeof requestChannels;

/** What a controller decided, with its German label. */
export const requestOutcomes = {
  GRANTED: 'ganz erfüllt',
  PARTLY: 'teilweise erfüllt',
  REFUSED: 'abgelehnt',
} as const;
export type RequestOutcome = keyof typeof requestOutcomes;

/** Where a request stands, with its German label. */
export const requestStates = {
  RECEIVED: 'eingegangen',
  IN_WORK: 'in Arbeit',
  EXTENDED: 'Frist verlängert',
  OVERDUE: 'überfällig',
  ANSWERED: 'beantwortet',
  REFUSED: 'abgelehnt',
  WITHDRAWN: 'zurückgenommen',
} as const;
export type RequestState = keyof typeof requestStates;

/** How it was made sure that a request comes from the person. */
export type IdentityCheck = 'ACCOUNT' | 'KNOWN_IN_PERSON' | 'DOCUMENT_SEEN' | 'REPRESENTATIVE';

/** Identifier of a request. */
export type DataSubjectRequestId = string & { readonly brandOfRequest: unique symbol };

/** One request to one controller, without its words. */
export interface RequestRecord {
  readonly id: DataSubjectRequestId;
  /** What the person asked of several controllers at once. */
  readonly submissionId: string;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly controllerUnitId: UnitId;
  readonly kind: RequestKind;
  /** The one item it is about; `null`: everything of the controller. */
  readonly itemId: DataItemId | null;
  readonly channel: RequestChannel;
  /** Calendar date; the period is counted from it. */
  readonly receivedOn: string;
  /** `null`: the person made it themself. */
  readonly recordedBy: StaffId | null;
  readonly recordedAt: Date;
  readonly outcome: RequestOutcome | null;
  readonly refusalNorm: string | null;
  readonly answeredAt: Date | null;
  readonly state: RequestState;
  /** Last day for the answer, calendar date; `null` once it is answered or overdue. */
  readonly dueOn: string | null;
}

/** Whether nobody has ended the request yet; an overdue one stays open. */
export function isOpen({ state }: Pick<RequestRecord, 'state'>): boolean {
  return state === 'RECEIVED' || state === 'IN_WORK' || state === 'EXTENDED' || state === 'OVERDUE';
}

/** Where to complain; told with every refusal and every delay (Art. 12 Abs. 4, Art. 77 DSGVO). */
export const AUTHORITY_HINT =
  'Sie können sich bei der Datenschutz-Aufsichtsbehörde beschweren. Sie können auch vor Gericht gehen.';

/** What became of a request, one sentence in plain German. */
export function requestInPlainWords({ kind, state, dueOn }: RequestRecord, controllerName: string): string {
  const what = `„${requestKinds[kind].de}“ bei „${controllerName}“`;
  switch (state) {
    case 'RECEIVED':
      return `${what}: Ihr Antrag ist da.${until(dueOn)}`;
    case 'IN_WORK':
      return `${what}: Wir arbeiten daran.${until(dueOn)}`;
    case 'EXTENDED':
      return `${what}: Es dauert länger. Den Grund haben wir Ihnen gesagt.${until(dueOn)}`;
    case 'OVERDUE':
      return `${what}: Die Antwort kommt zu spät. Ihr Recht bleibt. ${AUTHORITY_HINT}`;
    case 'ANSWERED':
      return `${what}: Die Antwort ist da.`;
    case 'REFUSED':
      return `${what}: Die Stelle hat Nein gesagt. Der Grund steht in der Antwort. ${AUTHORITY_HINT}`;
    case 'WITHDRAWN':
      return `${what}: Sie haben den Antrag zurückgenommen.`;
  }
}

function until(dueOn: string | null): string {
  return dueOn === null ? '' : ` Die Antwort kommt spätestens am ${dueOn.split('-').toReversed().join('.')}.`;
}
