import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DirectoryReader } from '../../directory/index.js';
import { Clock, type Tx } from '../../platform/index.js';
import { CaseRelations, ConsentEvents, ConsentReader, type ConsentView } from '../../sharing/index.js';
import { carriesOpening } from '../domain/compartment.js';
import { openingsOf } from '../persistence/compartment.repository.js';
import { CaseDeparture } from './case-departure.js';
import { mayHaveToReport } from './reporting-bodies.js';

/** Closes a protected case again to a unit when no consent carries its opening any more, in the same transaction. */
@Injectable()
export class CompartmentGuard implements OnModuleInit {
  constructor(
    private readonly events: ConsentEvents,
    private readonly consents: ConsentReader,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly departure: CaseDeparture,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.subscribe((tx, consent) => this.follow(tx, consent));
  }

  private async follow(tx: Tx, { caseId, recipientUnitId: toUnitId }: ConsentView): Promise<void> {
    const released = (await openingsOf(tx, caseId)).some(
      (opening) => opening.decision === 'RELEASED' && opening.toUnitId === toUnitId,
    );
    const leadUnitId = released ? await this.relations.leadUnit(tx, caseId) : undefined;
    const [unit] = leadUnitId ? await this.directory.findUnits(tx, [toUnitId]) : [];
    if (!leadUnitId || !unit) return;
    const needsWarning = mayHaveToReport(unit.type);
    const on = this.clock.today().toString();
    const consents = await this.consents.inForceOf(tx, caseId);
    if (consents.some((row) => carriesOpening(row, { caseId, leadUnitId, toUnitId, needsWarning, on })))
      return;
    await this.departure.end(tx, caseId, toUnitId);
  }
}
