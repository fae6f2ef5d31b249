import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type UnitId } from '../../../kernel/index.js';
import {
  AccessDenied,
  CommandRunner,
  hasRole,
  isMailAddress,
  isOnDuty,
  MailAddresses,
  mailErrors,
  type MailRecipient,
  type Principal,
} from '../../../platform/index.js';

export interface SetMailAddressCommand {
  readonly idempotencyKey: string;
  /** `null` takes it away. */
  readonly address?: string | null;
  /** Unit whose address it is; left out: one's own. */
  readonly unitId?: UnitId | null;
}

/** Sets the address that invitations go to: one's own, or that of a unit by its head. */
@Injectable()
export class SetMailAddress {
  constructor(
    private readonly commands: CommandRunner,
    private readonly addresses: MailAddresses,
  ) {}

  /**
   * @returns Whether there is an address now. Errors: MAIL_ADDRESS_NOT_POSSIBLE.
   * @throws {AccessDenied} somebody else's unit, or nobody who gets mails.
   */
  async execute(principal: Principal, input: SetMailAddressCommand) {
    const holder = holderOf(principal, input.unitId ?? null);
    const address = input.address ?? null;
    return this.commands.run({ name: 'setMailAddress', principal, input }, async (tx) => {
      if (address !== null && !isMailAddress(address))
        return err(rejected(mailErrors, 'MAIL_ADDRESS_NOT_POSSIBLE'));
      await this.addresses.set(tx, holder, address);
      return ok({ isSet: address !== null });
    });
  }
}

function holderOf(principal: Principal, unitId: UnitId | null): MailRecipient {
  if (unitId !== null) {
    if (!hasRole(principal, ['UNIT_LEAD'], unitId)) throw new AccessDenied();
    return { kind: 'UNIT', id: unitId };
  }
  if (principal.kind === 'person') return { kind: 'PERSON', id: principal.personId };
  if (!isOnDuty(principal)) throw new AccessDenied();
  return { kind: 'STAFF', id: principal.staffId };
}
