import { describedEnum } from '../../platform/graphql/index.js';
import type { ConferenceKind, ConferenceMode } from '../domain/conference.js';
import type { ShortNoticeGround } from '../domain/short-notice.js';

export const ConferenceKindEnum = describedEnum<ConferenceKind>('ConferenceKind', 'Kind of conference.', {
  INTEGRATION_IDENTIFIED: 'With the person, named «Fallkonferenz mit der Person»',
  LEARNING_ANONYMISED: 'A concrete case seen from all sides, anonymised «anonymisierte Fallkonferenz»',
  LEGAL_SPHERE_TRANSITION: 'Before a change of legal sphere «Rechtskreiswechsel»',
  REVIEW: 'Review of an earlier conference «Wiedervorlage»',
  URGENT: 'Urgent «Eilkonferenz»',
  PEER_ANONYMISED: 'Peer consultation «kollegiale Fallberatung»',
  STATUTORY_EXTERNAL: 'Statutory conference held elsewhere, linked only «gesetzliche Konferenz»',
  PLANNING: 'On patterns, not on a person «Planungskonferenz»',
});

export const ConferenceModeEnum = describedEnum<ConferenceMode>(
  'ConferenceMode',
  'Whether the person is named.',
  {
    ANONYMISED: 'Nobody can tell who it is about; the default «anonymisiert»',
    IDENTIFIED: 'The person is named; needs a reason and a basis for every body «mit Namen»',
  },
);

export const ShortNoticeGroundEnum = describedEnum<ShortNoticeGround>(
  'ConferenceShortNoticeGround',
  'Why people are invited later than the lead time of the kind allows.',
  {
    ALL_AGREED: 'Everybody said yes to the proposed date; never given, only found «alle einverstanden»',
    PERSON_WISHES: 'The person wishes the earlier date «Wunsch der Person»',
    DEADLINE: 'A deadline runs out before «Frist läuft ab»',
  },
);
