import type { DataRegime } from '../../directory/index.js';
import { describedEnum } from '../../platform/graphql/index.js';
import {
  basisAnswers,
  consentGivers,
  disclosureChannels,
  entrusters,
  itemKinds,
  itemSources,
  necessityReasons,
  secrecyOrigins,
  type BasisAnswer,
  type AnswerReminder,
  type BasisEndReason,
  type ConsentGiver,
  type DisclosureChannel,
  type Entruster,
  type HiddenReason,
  type ItemKind,
  type ItemSource,
  type NecessityReason,
  type SecrecyOrigin,
  type SharingEffect,
  type VisibleReason,
} from '../domain/index.js';

/** Descriptions in «» from the German labels of a list. */
function german<Code extends string>(list: Readonly<Record<Code, string>>): Record<Code, string> {
  return Object.fromEntries(Object.entries<string>(list).map(([code, de]) => [code, `«${de}»`])) as Record<
    Code,
    string
  >;
}

export const DataItemKindEnum = describedEnum<ItemKind>(
  'DataItemKind',
  'What kind of sentence an item is.',
  german(itemKinds),
);

export const DataItemSourceEnum = describedEnum<ItemSource>(
  'DataItemSource',
  'Where the controller has an item from.',
  german(itemSources),
);

export const NecessityReasonEnum = describedEnum<NecessityReason>(
  'NecessityReason',
  'What a disclosure between Sozialleistungsträger is necessary for (§ 69 Abs. 1 Nr. 1 SGB X).',
  german(necessityReasons),
);

export const EntrusterEnum = describedEnum<Entruster>(
  'Entruster',
  'Who entrusted an item; only they can open it.',
  german(entrusters),
);

export const ConsentGiverEnum = describedEnum<ConsentGiver>(
  'ConsentGiver',
  'Who gives a declaration; of who entrusted something no name is kept.',
  german(consentGivers),
);

export const SecrecyOriginEnum = describedEnum<SecrecyOrigin>(
  'SecrecyOrigin',
  'Secrecy an item brought along and that travels with it.',
  german(secrecyOrigins),
);

export const DataRegimeEnum = describedEnum<DataRegime>(
  'DataRegime',
  'Law under which an item is processed.',
  {
    DSGVO: 'General data protection regulation «DSGVO»',
    KDG: 'Catholic data protection law «KDG»',
    DSG_EKD: 'Protestant data protection law «DSG-EKD»',
    SOCIAL_DATA: 'Social data under SGB X «Sozialdaten»',
  },
);

export const SharingEffectEnum = describedEnum<SharingEffect>(
  'SharingEffect',
  'What the decision table answers.',
  {
    DUTY: 'Has to be disclosed «Pflicht»',
    STATUTE: 'A statute permits it «gesetzliche Erlaubnis»',
    CONSENT: 'Only with consent «Einwilligung»',
    CONSENT_AND_RELEASE: 'Only with consent and release «Einwilligung und Schweigepflichtentbindung»',
    ANON_ONLY: 'Only anonymised «nur anonymisiert»',
    NEVER: 'Not at all «nie»',
  },
);

export const DisclosureChannelEnum = describedEnum<DisclosureChannel>(
  'DisclosureChannel',
  'On which way something was disclosed.',
  german(disclosureChannels),
);

export const OutsideChannelEnum = describedEnum<Exclude<DisclosureChannel, 'SYSTEM'>>(
  'OutsideDisclosureChannel',
  'On which way something was told outside of this system.',
  {
    CONFERENCE: `«${disclosureChannels.CONFERENCE}»`,
    TASK: `«${disclosureChannels.TASK}»`,
    ORAL: `«${disclosureChannels.ORAL}»`,
    PAPER: `«${disclosureChannels.PAPER}»`,
  },
);

export const BasisAnswerEnum = describedEnum<BasisAnswer>(
  'BasisAnswer',
  'What a recipient did with data whose basis ended.',
  german(basisAnswers),
);

export const AnswerReminderEnum = describedEnum<AnswerReminder>(
  'AnswerReminder',
  'How an owed answer stands.',
  {
    DUE_SOON: 'Due tomorrow or today «bald fällig»',
    OVERDUE: 'Past due «überfällig»',
  },
);

export const BasisEndReasonEnum = describedEnum<BasisEndReason>(
  'BasisEndReason',
  'Why the basis of a disclosure ended.',
  {
    REVOKED: 'Revoked by the person «widerrufen»',
    EXPIRED: 'Expired «abgelaufen»',
    SUPERSEDED: 'Replaced by another declaration «ersetzt»',
    GROUND_ENDED: 'What it was given for ended «Anlass entfallen»',
    EXCLUSIONS_ADDED: 'The person excluded something in words; to be approved again «eingeschränkt»',
    NOT_NEEDED: 'Turned out unneeded after a conference, § 23 Abs. 2 S. 2 SGB IX «unnötig»',
  },
);

export const VisibleReasonEnum = describedEnum<VisibleReason>('VisibleReason', 'Why an item is shown.', {
  OWN_DATA: 'It is about you «eigene Daten»',
  OWN_UNIT: 'Your unit is its controller «eigene Stelle»',
  DISCLOSED: 'It was disclosed to your unit and the basis holds «weitergegeben»',
});

export const HiddenReasonEnum = describedEnum<HiddenReason>(
  'HiddenReason',
  'Why only a masked line is shown.',
  {
    BASIS_ENDED: 'The basis of the disclosure ended «Grundlage beendet»',
    CORRECTED: 'Replaced by a corrected one, which you see «berichtigt»',
    RESTRICTED: 'Restricted «gesperrt»',
    ERASED: 'Erased «gelöscht»',
    ENTRUSTED_TO_COLLEAGUE: 'Entrusted to a colleague «anvertraut»',
    ENTRUSTED_BY_OTHER: 'Somebody else entrusted it about you «von jemand anderem anvertraut»',
  },
);

export const ItemDecisionEnum = describedEnum<'APPROVED' | 'WITHHELD'>(
  'ItemDecision',
  'Deliberate answer to one item of the preview.',
  { APPROVED: 'Is disclosed «freigegeben»', WITHHELD: 'Is not disclosed «zurückgehalten»' },
);
