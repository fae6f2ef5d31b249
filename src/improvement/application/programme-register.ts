import { Injectable } from '@nestjs/common';
import type { ProgrammeId } from '../../kernel/index.js';
import { AccessDenied, type Tx } from '../../platform/index.js';
import { CASE_GROUPS, type ProgrammeFigures, type ProgrammeView } from '../domain/programme.js';
import { hideSmallGroups } from '../domain/small-numbers.js';
import {
  countCasesByGroup,
  countWork,
  findProgramme,
  insertProgramme,
  listProgrammes,
} from '../persistence/programme.repository.js';
import { structureStaff } from './structure-access.js';

/** Programmes and their figures; nothing here leads to a case. */
@Injectable()
export class ProgrammeRegister {
  /** Sets up a programme, as an installation is set up or the demonstration is seeded; may be repeated. */
  async add(tx: Tx, programme: Omit<ProgrammeView, 'isDemonstration'>): Promise<void> {
    await insertProgramme(tx, programme);
  }

  /** Programmes by name. @throws {AccessDenied} the reader has no role on the structure level. */
  async list(tx: Tx): Promise<readonly ProgrammeView[]> {
    structureStaff(tx.principal);
    return listProgrammes(tx);
  }

  /** @throws {AccessDenied} not there, or the reader has no role on the structure level. */
  async get(tx: Tx, id: ProgrammeId): Promise<ProgrammeView> {
    structureStaff(tx.principal);
    const programme = await findProgramme(tx, id);
    if (!programme) throw new AccessDenied();
    return programme;
  }

  /** Counts now. @throws {AccessDenied} the reader has no role on the structure level. */
  async figures(tx: Tx, id: ProgrammeId): Promise<ProgrammeFigures> {
    structureStaff(tx.principal);
    const counts = await countCasesByGroup(tx, id);
    const groups = CASE_GROUPS.map((group) => ({ group, count: counts.get(group) ?? 0 }));
    return {
      casesCount: groups.reduce((sum, { count }) => sum + count, 0),
      caseGroups: hideSmallGroups(groups),
      ...(await countWork(tx, id)),
    };
  }
}
