import { Injectable } from '@nestjs/common';
import { DirectoryReader, directoryErrors } from '../../directory/index.js';
import { err, ok, rejected, type CaseId, type UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  hasRole,
  isOnDuty,
  newId,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { STATUTES, type QuorumRule, type Statute } from '../domain/conference-kinds.js';
import { conferenceRequestErrors } from '../domain/request.errors.js';
import {
  insertQuorum,
  insertStatutoryConference,
  listStatutoryConferences,
  type StatutoryConferenceView,
} from '../persistence/request.repository.js';
import { DefaultFacts } from './default-facts.js';

export interface SetConferenceQuorumCommand extends QuorumRule {
  readonly idempotencyKey: string;
  /** What it rests on, such as a resolution. */
  readonly basis: string;
  /** Calendar date, today at the earliest. */
  readonly validFrom: string;
}

export interface LinkStatutoryConferenceCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly statute: Statute;
  readonly authorityUnitId: UnitId;
  /** Calendar date. */
  readonly plannedOn?: string | null;
}

/** Rules of a region, and links to conferences of other law. */
@Injectable()
export class ConferenceRules {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly defaults: DefaultFacts,
  ) {}

  /** The project lead sets the quorum of the region. Errors: QUORUM_DAY_PAST. */
  setQuorum(principal: Principal, input: SetConferenceQuorumCommand) {
    return this.commands.run({ name: 'setConferenceQuorum', principal, input }, async (tx) => {
      if (principal.kind !== 'staff' || !hasRole(principal, ['PROJECT_LEAD'])) throw new AccessDenied();
      const { validFrom } = input;
      if (validFrom < this.clock.today().toString())
        return err(rejected(conferenceRequestErrors, 'QUORUM_DAY_PAST'));
      await insertQuorum(tx, input, principal.staffId, this.clock.now().toString());
      return ok({ validFrom });
    });
  }

  /** Quorum of the region today, for everybody on duty. */
  async quorum(tx: Tx): Promise<QuorumRule> {
    if (!isOnDuty(tx.principal)) throw new AccessDenied();
    return this.defaults.quorum(tx);
  }

  /** The leading unit links a conference that another authority holds. Errors: UNIT_UNKNOWN. */
  linkStatutory(principal: Principal, input: LinkStatutoryConferenceCommand) {
    return this.commands.run({ name: 'linkStatutoryConference', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      const leads = principal.kind === 'staff' && relation.unitIds.includes(relation.leadUnitId);
      if (!leads || relation.isClosed) throw new AccessDenied();
      const units = await this.directory.findUnits(tx, [input.authorityUnitId]);
      if (units.length === 0) return err(rejected(directoryErrors, 'UNIT_UNKNOWN'));
      const at = this.clock.now();
      const statutoryConferenceId = newId(at);
      const { norm } = STATUTES[input.statute];
      const plannedOn = input.plannedOn ?? null;
      const link = { ...input, plannedOn, norm, id: statutoryConferenceId };
      await insertStatutoryConference(tx, link, principal.staffId, at.toString());
      return ok({ statutoryConferenceId });
    });
  }

  /** Links of a case, for the leading unit and the person; empty for others. */
  async listStatutory(tx: Tx, caseId: CaseId): Promise<readonly StatutoryConferenceView[]> {
    const relation = await this.relations.get(tx, caseId);
    const mayRead = relation.isClient || relation.unitIds.includes(relation.leadUnitId);
    return mayRead ? listStatutoryConferences(tx, caseId) : [];
  }
}
