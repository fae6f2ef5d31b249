import { describedEnum } from '../../../platform/graphql/index.js';
import { breachKinds, breachRisks, breachStates, tellingWays } from '../domain/breach.js';
import type { BreachKind, BreachRisk, BreachState, TellingWay } from '../domain/breach.js';
import { erasureMethods, type ErasureMethod } from '../domain/erasure.js';
import { noticeKinds, type NoticeKind } from '../domain/notice.js';
import {
  requestChannels,
  requestKinds,
  requestOutcomes,
  requestStates,
  type IdentityCheck,
  type RequestChannel,
  type RequestKind,
  type RequestOutcome,
  type RequestState,
} from '../domain/request.js';

function german<Code extends string>(
  list: Readonly<Record<Code, string | { readonly de: string }>>,
): Record<Code, string> {
  return Object.fromEntries(
    Object.entries<string | { readonly de: string }>(list).map(([code, label]) => [
      code,
      `«${typeof label === 'string' ? label : label.de}»`,
    ]),
  ) as Record<Code, string>;
}

export const RequestKindEnum = describedEnum<RequestKind>(
  'DataSubjectRequestKind',
  'Right of a person at a controller.',
  german(requestKinds),
);

export const RequestChannelEnum = describedEnum<RequestChannel>(
  'DataSubjectRequestChannel',
  'On which way a request came.',
  german(requestChannels),
);

export const RequestOutcomeEnum = describedEnum<RequestOutcome>(
  'DataSubjectRequestOutcome',
  'What a controller decided.',
  german(requestOutcomes),
);

export const RequestStateEnum = describedEnum<RequestState>(
  'DataSubjectRequestState',
  'Where a request stands.',
  german(requestStates),
);

export const IdentityCheckEnum = describedEnum<Exclude<IdentityCheck, 'ACCOUNT'>>(
  'IdentityCheck',
  'How it was made sure that a request comes from the person.',
  {
    KNOWN_IN_PERSON: 'Staff know the person «persönlich bekannt»',
    DOCUMENT_SEEN: 'A document was seen, no copy was kept «Ausweis gesehen»',
    REPRESENTATIVE: 'A representative proved their authority «Vollmacht gesehen»',
  },
);

export const NoticeKindEnum = describedEnum<NoticeKind>(
  'RecipientNoticeKind',
  'What became of an item a unit received.',
  german(noticeKinds),
);

export const ErasureMethodEnum = describedEnum<ErasureMethod>(
  'ErasureMethod',
  'How something was erased.',
  german(erasureMethods),
);

export const BreachKindEnum = describedEnum<BreachKind>(
  'DataBreachKind',
  'What was breached.',
  german(breachKinds),
);

export const BreachRiskEnum = describedEnum<BreachRisk>(
  'DataBreachRisk',
  'Likely risk for the persons concerned.',
  german(breachRisks),
);

export const BreachStateEnum = describedEnum<BreachState>(
  'DataBreachState',
  'Where a breach stands.',
  german(breachStates),
);

export const TellingWayEnum = describedEnum<TellingWay>(
  'BreachTellingWay',
  'How the persons concerned were told.',
  german(tellingWays),
);
