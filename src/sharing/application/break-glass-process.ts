import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type RegionId } from '../../kernel/index.js';
import {
  Clock,
  JobRegistry,
  systemPrincipal,
  UnitOfWork,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import {
  WorkflowRegistry,
  WorkScopes,
  type Facts,
  type FactsSubject,
  type SubjectAccess,
} from '../../workflow/index.js';
import { findBreakGlass } from '../persistence/break-glass.repository.js';
import { BreakGlass } from './break-glass.js';
import { BREAK_GLASS_SUBJECT, breakGlassActor, END_BREAK_GLASS } from './break-glass-standing.js';

const HOLDERS = `
  SELECT asked.controlling_unit_id AS unit_id FROM break_glass asked
  WHERE asked.region_id = wanted.region_id AND asked.id = wanted.subject_id AND wanted.owner IN ('DPO', 'UNIT_HEAD')`;

/** Binds the definition `break-glass`: four eyes, who reads it, the officer's work list, and the end of the time. */
@Injectable()
export class BreakGlassProcess implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly scopes: WorkScopes,
    private readonly jobs: JobRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly breakGlass: BreakGlass,
  ) {}

  onModuleInit(): void {
    this.registry.registerFacts('break-glass', (tx, process) => this.facts(tx, process));
    this.registry.registerSubjectAccess(BREAK_GLASS_SUBJECT, (tx, principal, process) =>
      this.access(tx, principal, process),
    );
    this.scopes.register(BREAK_GLASS_SUBJECT, {
      holders: HOLDERS,
      roles: ['DATA_PROTECTION_OFFICER', 'UNIT_LEAD'],
    });
    this.jobs.register(END_BREAK_GLASS, async ({ regionId, id }) => {
      const region = asId<RegionId>(String(regionId));
      await this.unitOfWork.run(systemPrincipal(region), (tx) => this.breakGlass.timeUp(tx, String(id)));
    });
  }

  /** The person counts, not the account: nobody is a second person to themself. */
  private async facts(tx: Tx, process: FactsSubject): Promise<Facts> {
    const { principal } = tx;
    const view = await findBreakGlass(tx, process.subject.id, this.clock.now().toString());
    return {
      secondPerson:
        view !== undefined && principal.kind === 'staff' && principal.staffId !== view.requestedBy,
    };
  }

  private async access(tx: Tx, principal: Principal, process: FactsSubject): Promise<SubjectAccess> {
    const view = await findBreakGlass(tx, process.subject.id, this.clock.now().toString());
    const codes = view ? breakGlassActor(principal, view).codes : [];
    return { mayRead: codes.length > 0, codes };
  }
}
