import { Injectable } from '@nestjs/common';
import { DirectoryReader, type UnitView } from '../../directory/index.js';
import type { CaseId, UnitId } from '../../kernel/index.js';
import { Clock, type Tx } from '../../platform/index.js';
import {
  checkConferenceSharing,
  decideSharing,
  isPermitted,
  noGrounds,
  planConference,
  type Decision,
  type SecrecyOrigin,
  type SharingBlock,
  type SharingCategory,
  type SharingPurpose,
} from '../domain/index.js';
import { loadGrounds } from '../persistence/consent.repository.js';
import { circumstancesOf } from '../domain/objection.js';
import { loadObjections } from '../rights/persistence/request.repository.js';
import { CaseRelations } from './case-relations.js';
import { DecisionTables } from './decision-tables.js';
import { regimeOf } from './unit-link.js';

/** One intended disclosure about the person of a case. */
export interface IntendedDisclosure {
  readonly caseId: CaseId;
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
  readonly category: SharingCategory;
  readonly purpose: SharingPurpose;
  /** Secrecy it brings along; left out: none. */
  readonly secrecyOrigin?: SecrecyOrigin | undefined;
}

/** Who would take part in a conference and what each would have to learn from the convening unit. */
export interface IntendedConference {
  /** `null` for a conference that is about no case of this region's register. */
  readonly caseId: CaseId | null;
  readonly mode: 'ANONYMISED' | 'IDENTIFIED';
  readonly fromUnitId: UnitId;
  /** Unit that leads the case; `null` without a case. */
  readonly leadUnitId: UnitId | null;
  readonly participants: readonly {
    readonly unitId: UnitId;
    readonly categories: readonly SharingCategory[];
  }[];
  /** Left out: integration planning. */
  readonly purpose?: 'CONF' | 'CHILD' | 'VITAL' | undefined;
  /** Calendar dates on each of which everything must be permitted. */
  readonly days: readonly string[];
}

/** Decides about disclosures with the table in force and what the person has granted. Default: no. */
@Injectable()
export class SharingService {
  constructor(
    private readonly directory: DirectoryReader,
    private readonly clock: Clock,
    private readonly tables: DecisionTables,
    private readonly relations: CaseRelations,
  ) {}

  /** What the table says about a disclosure between two units, whatever has been granted. */
  async decide(tx: Tx, intended: Omit<IntendedDisclosure, 'caseId'>): Promise<Decision> {
    const [from, to] = await this.unitsOf(tx, intended.fromUnitId, intended.toUnitId);
    return decideSharing(await this.tables.inForce(tx), this.input(intended, from, to), noGrounds);
  }

  /** Whether the disclosure may happen today. */
  async isPermitted(tx: Tx, intended: IntendedDisclosure): Promise<boolean> {
    const [from, to] = await this.unitsOf(tx, intended.fromUnitId, intended.toUnitId);
    const table = await this.tables.inForce(tx);
    const grounds = await loadGrounds(tx, intended.caseId);
    const protectedCompartment = await this.relations.isProtected(tx, intended.caseId);
    const circumstances = circumstancesOf(await loadObjections(tx, intended.caseId), from.id);
    const input = { ...this.input(intended, from, to), protectedCompartment, circumstances };
    return isPermitted(decideSharing(table, input, grounds), grounds, input).permitted;
  }

  /**
   * Everything that keeps a conference from being scheduled or held on account of data sharing, each combination of
   * bodies and category once; empty when nothing does.
   */
  async conferenceBlocks(tx: Tx, intended: IntendedConference): Promise<readonly SharingBlock[]> {
    const { mode, fromUnitId, leadUnitId, caseId } = intended;
    const bodies = intended.participants.map(({ unitId }) => unitId);
    const ids = [fromUnitId, ...(leadUnitId === null ? [] : [leadUnitId]), ...bodies];
    const units = new Map((await this.directory.findUnits(tx, ids)).map((unit) => [unit.id, unit]));
    const grounds = caseId === null ? noGrounds : await loadGrounds(tx, caseId);
    const objections = caseId === null ? new Map() : await loadObjections(tx, caseId);
    const parts = {
      mode,
      protectedCompartment: caseId !== null && (await this.relations.isProtected(tx, caseId)),
      convener: known(units, fromUnitId),
      lead: leadUnitId === null ? null : known(units, leadUnitId),
      participants: intended.participants.map(({ unitId, categories }) => ({
        unit: known(units, unitId),
        categories,
      })),
    };
    const table = await this.tables.inForce(tx);
    const blocks = new Map<string, SharingBlock>();
    for (const on of intended.days) {
      const plan = { ...planConference({ ...parts, on }), objections, purpose: intended.purpose };
      for (const block of checkConferenceSharing(table, plan, grounds)) {
        const key = [block.unitId, block.fromUnitId, block.category].join('|');
        if (!blocks.has(key)) blocks.set(key, block);
      }
    }
    return [...blocks.values()];
  }

  private input(intended: Omit<IntendedDisclosure, 'caseId'>, from: UnitView, to: UnitView) {
    return {
      sourceType: from.type,
      recipientType: to.type,
      sourceUnitId: from.id,
      recipientUnitId: to.id,
      category: intended.category,
      regime: regimeOf(from),
      secrecyOrigin: intended.secrecyOrigin,
      purpose: intended.purpose,
      sameUnit: from.id === to.id,
      inConference: intended.purpose === 'CONF',
      on: this.clock.today().toString(),
    };
  }

  private async unitsOf(tx: Tx, fromId: UnitId, toId: UnitId): Promise<[UnitView, UnitView]> {
    const units = new Map(
      (await this.directory.findUnits(tx, [fromId, toId])).map((unit) => [unit.id, unit]),
    );
    return [known(units, fromId), known(units, toId)];
  }
}

/** @throws {Error} the unit is not in the directory: the caller checks identifiers from outside first. */
function known(units: ReadonlyMap<UnitId, UnitView>, id: UnitId): UnitView {
  const unit = units.get(id);
  if (!unit) throw new Error('Unit is not in the directory');
  return unit;
}
