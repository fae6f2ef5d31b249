import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../directory/index.js';
import type { UnitId } from '../../kernel/index.js';
import { Clock, type Tx } from '../../platform/index.js';
import { DEFAULT_QUORUM, type QuorumRule } from '../domain/conference-kinds.js';
import { findInvitation, listInvitees } from '../invitations/persistence/invitation.repository.js';
import { findQuorum } from '../persistence/request.repository.js';
import type { ConferenceSubject } from './conference-facts.js';

/** What holds of a conference as long as no part of this capability knows better. */
@Injectable()
export class DefaultFacts {
  constructor(
    private readonly clock: Clock,
    private readonly directory: DirectoryReader,
  ) {}

  /** Before there is a date nothing of this is asked for. */
  readonly beforeDate = {
    quorum: DEFAULT_QUORUM,
    personInvited: true,
    interpreter: { needed: false, bookedLevel: null },
    undertakingsMissing: [],
    contributionsMissing: [],
    anonymisationReleased: null,
  } as const;

  /** Quorum of the region today. */
  async quorum(tx: Tx): Promise<QuorumRule> {
    return (await findQuorum(tx, this.clock.today().toString())) ?? DEFAULT_QUORUM;
  }

  /** The person is invited to the date that stands. Who has no person of the register needs no invitation. */
  async personInvited(tx: Tx, { conference }: ConferenceSubject): Promise<boolean> {
    if (conference.personId === null) return true;
    const invitation = await findInvitation(tx, conference.id);
    if (!invitation || invitation.cancelled) return false;
    const invited = await listInvitees(tx, conference.id);
    return invited.some(({ holder }) => holder.kind === 'PERSON' && holder.id === conference.personId);
  }

  /** What a body said itself; else the mandate that the directory knows of whoever comes for it. */
  async mandates(tx: Tx, { participants }: ConferenceSubject): Promise<ReadonlyMap<UnitId, boolean>> {
    const named = participants.flatMap(({ staffId }) => staffId ?? []);
    const roles = await this.directory.listRoles(tx, named, this.clock.today().toString());
    return new Map(
      participants.flatMap(({ unitId, staffId, mandate }): [UnitId, boolean][] => {
        if (mandate !== null) return [[unitId, mandate]];
        const has = roles.some((role) => role.staffId === staffId && role.unitId === unitId && role.mandate);
        return has ? [[unitId, true]] : [];
      }),
    );
  }
}
