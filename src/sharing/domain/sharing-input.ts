import type { ConsentId, DataItemId, UnitId } from '../../kernel/index.js';
import type { DataRegime } from '../../directory/index.js';
import type { ConsentGiver } from './data-item.js';
import type { SharingChannel, SharingEffect } from './decision-table.js';
import type {
  Circumstance,
  DataNature,
  SecrecyOrigin,
  SharingCategory,
  SharingParty,
  SharingPurpose,
} from './sharing-codes.js';

/** One item of an extract: what it is about and the secrecy it brought along. */
export interface ContainedItem {
  readonly category: SharingCategory;
  readonly secrecyOrigin?: SecrecyOrigin | undefined;
}

/** Whose declarations can open a disclosure. */
export interface Opener {
  readonly by: ConsentGiver;
  /**
   * Entrusted items it is about: declarations that name one of them count. Of the person the general ones count, too; of
   * somebody else who entrusted something nothing but what names the very item.
   */
  readonly itemIds: readonly DataItemId[];
}

/** One intended disclosure: who gives what to whom, for what, on which day. */
export interface SharingInput {
  readonly sourceType: SharingParty;
  readonly recipientType: SharingParty;
  /** Controller that gives; without it no consent or release counts. */
  readonly sourceUnitId?: UnitId | undefined;
  /** Controller that receives; without it no consent or release counts. */
  readonly recipientUnitId?: UnitId | undefined;
  readonly category: SharingCategory;
  readonly purpose: SharingPurpose;
  /** Regime of the item; unknown means the usual one of the source. */
  readonly regime?: DataRegime | undefined;
  /** Strictest secrecy in the chain the item came through (§ 76 SGB X). */
  readonly secrecyOrigin?: SecrecyOrigin | undefined;
  /** Left out: the person; for what was entrusted nobody, because it is not known by whom. */
  readonly opener?: Opener | undefined;
  readonly nature?: DataNature | undefined;
  readonly circumstances?: readonly Circumstance[] | undefined;
  /** The case lies in a protected compartment. */
  readonly protectedCompartment?: boolean | undefined;
  /** Giver and receiver are the same controller: no disclosure, but internal need to know still holds. */
  readonly sameUnit?: boolean | undefined;
  /** What a `RECORD` extract consists of; an extract of unknown content stays closed. */
  readonly contains?: readonly ContainedItem[] | undefined;
  /** The disclosure would happen in or for a Fallkonferenz. */
  readonly inConference?: boolean | undefined;
  /** Day of the disclosure, calendar date `YYYY-MM-DD`, Europe/Berlin. */
  readonly on: string;
}

/** State of a consent. Only `GRANTED` counts. */
export type ConsentFactState = 'OFFERED' | 'GRANTED' | 'REFUSED' | 'REVOKED' | 'EXPIRED';

/** What the decision has to know of an Einwilligung or a Schweigepflichtentbindung. */
export interface ConsentFact {
  /** The declaration; what a disclosure rests on is told by it. */
  readonly id?: ConsentId | undefined;
  /** Declarations it narrowed, back to the first: what rests on one of them rests on it. */
  readonly narrows?: readonly ConsentId[] | undefined;
  /** Calendar date on which it was given. */
  readonly givenOn?: string | undefined;
  readonly discloserUnitId: UnitId;
  readonly recipientUnitId: UnitId;
  readonly categories: readonly SharingCategory[];
  readonly purpose: SharingPurpose;
  /** Calendar dates, both inclusive. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly state: ConsentFactState;
  /** Left out: the person. */
  readonly givenBy?: ConsentGiver | undefined;
  /** The one entrusted item it is about; it opens nothing else. */
  readonly entrustedItemId?: DataItemId | null | undefined;
  /** The warning about § 87 AufenthG was given; protected compartments demand it. */
  readonly warnedOfSection87?: boolean | undefined;
}

/**
 * Consents and releases of the person whose data it is, and of those who entrusted items about them; facts of other
 * persons must not be passed in.
 */
export interface SharingGrounds {
  readonly consents: readonly ConsentFact[];
  readonly releases: readonly ConsentFact[];
}

/** Answer of the table to one input. */
export interface Decision {
  readonly effect: SharingEffect;
  /** Number of the deciding row, 1 to 60; 0 if nothing is disclosed because giver and receiver are one unit. */
  readonly row: number;
  /** Category decided about. */
  readonly category: SharingCategory;
  readonly basis: readonly string[];
  readonly conditions: readonly string[];
  readonly channel: SharingChannel;
  readonly tableVersion: number;
  readonly lawVersion: string;
  /** Effect NEVER that these grounds would open. */
  readonly opensWith?: 'CONSENT' | 'CONSENT_AND_RELEASE' | undefined;
  /** Only grounds given after the warning about § 87 AufenthG count. */
  readonly requiresWarning: boolean;
  /** Closed for anonymised material too. */
  readonly alsoAnonymous: boolean;
  /** One sentence each: German for the caseworker, plain German for the person. */
  readonly explanation: { readonly de: string; readonly plain: string };
  /** Decisions on the items of an extract, in the order given; empty for a single item. */
  readonly parts: readonly Decision[];
}
