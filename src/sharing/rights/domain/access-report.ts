import type { RequestKind } from './request.js';

/** What one controller holds about a person, as it is handed over; JSON. Instants are ISO 8601 in UTC. */
export interface AccessReport {
  readonly format: 'fallwerk-access-report';
  readonly version: 1;
  readonly kind: Extract<RequestKind, 'ACCESS' | 'PORTABILITY'>;
  readonly createdAt: string;
  readonly receivedOn: string;
  readonly controller: {
    readonly unitId: string;
    readonly name: string;
    readonly organisation: string;
    readonly contact: string;
  };
  /** Items the controller is responsible for, oldest first. */
  readonly items: readonly ReportedItem[];
  /** Items about which only the number is told, because they concern third persons as well (Art. 15 Abs. 4 DSGVO). */
  readonly withheldItems: number;
  /** Items about which only the number is told, because others entrusted them (§ 65 SGB VIII). */
  readonly withheldEntrusted: number;
  /** What the controller learned from others. */
  readonly received: readonly ReportedDisclosure[];
  /** Whom the controller told. */
  readonly recipients: readonly ReportedDisclosure[];
  readonly consents: readonly ReportedConsent[];
  readonly processes: readonly { readonly title: string; readonly now: readonly string[] }[];
  /** How often staff of the controller looked, by day. */
  readonly lookups: readonly { readonly on: string; readonly kind: string; readonly times: number }[];
  readonly records: readonly {
    readonly key: string;
    readonly title: string;
    readonly records: readonly { readonly label: string; readonly value: string }[];
  }[];
  /** What the person has to be told beside the data (Art. 15 Abs. 1 DSGVO), plain German. */
  readonly notices: readonly string[];
}

/** An item in codes and words. */
export interface ReportedItem {
  readonly id: string;
  readonly category: string;
  readonly categoryLabel: string;
  readonly kindLabel: string;
  readonly sourceLabel: string;
  readonly recordedAt: string;
  /** `null` when it was erased. */
  readonly text: string | null;
  /** Words of the person against it. */
  readonly dispute: string | null;
  readonly isRestricted: boolean;
  readonly isCorrected: boolean;
  readonly isErased: boolean;
}

/** A disclosure from or to the controller. */
export interface ReportedDisclosure {
  /** The other unit. */
  readonly unit: string;
  readonly function: string;
  readonly category: string;
  readonly categoryLabel: string;
  readonly purposeLabel: string;
  readonly channelLabel: string;
  readonly at: string;
  readonly basis: readonly string[];
  readonly isOver: boolean;
  /** That nothing permitted it, and whom to ask, plain German; absent where it was permitted. */
  readonly notAllowed?: string;
}

/** A declaration from or to the controller. */
export interface ReportedConsent {
  readonly kindLabel: string;
  readonly discloser: string;
  readonly recipient: string;
  readonly categoryLabels: readonly string[];
  readonly purposeLabel: string;
  readonly validUntil: string;
  readonly stateLabel: string;
}

/** What every report says beside the data. */
export const REPORT_NOTICES: readonly string[] = [
  'Diese Angaben hat die Stelle über Sie gespeichert. Andere Stellen antworten Ihnen selbst.',
  'Sie können falsche Angaben berichtigen lassen. Sie können verlangen, dass Angaben gelöscht oder gesperrt werden.',
  'Sie können widersprechen. Ihr Ja zu einer Weitergabe können Sie jederzeit zurücknehmen.',
  'Sie können sich bei der Datenschutz-Aufsichtsbehörde beschweren.',
  'Kein Computer entscheidet über Sie. Ihre Angaben verlassen die Europäische Union nicht.',
  'Wie lange etwas aufbewahrt wird, steht im Verzeichnis der Löschfristen. Die Stelle erklärt es Ihnen.',
];

/** What a declaration for one disclosure is called once that was made. */
export const USED_UP_LABEL = 'verbraucht: die eine Weitergabe ist geschehen';

/** Labels of the states of a declaration. */
export const consentStateLabels: Readonly<Record<string, string>> = {
  OFFERED: 'vorgelegt',
  GRANTED: 'erteilt',
  REFUSED: 'abgelehnt',
  REVOKED: 'widerrufen',
  EXPIRED: 'beendet',
};

/** Labels of what the access log tells apart. */
export const lookupLabels: Readonly<Record<string, string>> = {
  READ: 'angesehen',
  SEARCH: 'gesucht',
  EXPORT: 'als Datei ausgegeben',
  REFUSED: 'Zugriff abgelehnt',
};
