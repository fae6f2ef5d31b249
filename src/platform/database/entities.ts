import { IdempotencyRecord } from '../commands/idempotency-record.entity.js';
import { PersonKey, WithdrawalEpoch, WithdrawalRecord } from '../crypto/person-key.entity.js';
import { MailAddress, MailMessage } from '../mail/mail.entity.js';
import { Region } from './region.entity.js';

/** Entities of the platform itself; every capability exports such a list from its index. */
export const platformEntities = [
  Region,
  IdempotencyRecord,
  PersonKey,
  WithdrawalEpoch,
  WithdrawalRecord,
  MailAddress,
  MailMessage,
];
