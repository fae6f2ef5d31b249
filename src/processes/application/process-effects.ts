import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { TaskBook } from '../../cases/index.js';
import { DirectoryReader, ownerCodesOf } from '../../directory/index.js';
import type { CaseId, UnitId } from '../../kernel/index.js';
import { Clock, type Tx } from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { systemActor, WorkflowRegistry, type EffectInput, type JsonValue } from '../../workflow/index.js';

const GAP_TITLES: Readonly<Record<string, string>> = {
  livelihood: 'Lücke beim Lebensunterhalt abwenden: Überbrückung oder vorläufige Leistung klären',
  health: 'Lücke in der Krankenversicherung abwenden: Anmeldung bei der Krankenkasse klären',
};
/** A gap is answered at once; other tasks from processes within two weeks. */
const GAP_DUE_DAYS = 2;
const TASK_DUE_DAYS = 14;

/** Effects and facts of the immigration processes. */
@Injectable()
export class ProcessEffects implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly tasks: TaskBook,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // Neither is recorded anywhere yet: unknown counts as no, the way over the guard stays closed.
    this.registry.registerFacts('rechtskreiswechsel', () => Promise.resolve({ bridgeAgreed: false }));
    this.registry.registerFacts('beschaeftigungserlaubnis', () => Promise.resolve({ fourYearsStay: false }));
    this.registry.registerCaseProcess('rechtskreiswechsel', {
      startedBy: ['CASE_LEAD', 'SOZ', 'JC', 'KIM', 'CLIENT'],
    });
    this.registry.registerCaseProcess('beschaeftigungserlaubnis', {
      startedBy: ['CASE_LEAD', 'ABH', 'KIM', 'CLIENT'],
    });
    this.registry.registerEffect('openTask', {
      label: { de: 'Aufgabe anlegen', en: 'Open a task' },
      run: (tx, input) => this.openTask(tx, input),
    });
    this.registry.registerEffect('reportGap', {
      label: { de: 'Drohende Lücke der Fallverantwortung melden', en: 'Report a gap ahead to the case lead' },
      run: (tx, input) => this.reportGap(tx, input),
    });
  }

  private async openTask(tx: Tx, input: EffectInput) {
    const { owner, title } = input.params;
    return this.offer(tx, input, { owner: textOf(owner), title: germanOf(title), days: TASK_DUE_DAYS });
  }

  private async reportGap(tx: Tx, input: EffectInput) {
    const title = GAP_TITLES[textOf(input.params['kind'])];
    if (title === undefined) throw new Error('Unknown kind of gap');
    return this.offer(tx, input, { owner: 'CASE_LEAD', title, days: GAP_DUE_DAYS });
  }

  /** Offers the task to the person, to the participating unit of that owner, else to the unit that leads the case. */
  private async offer(
    tx: Tx,
    { process }: EffectInput,
    task: { readonly owner: string; readonly title: string; readonly days: number },
  ) {
    if (process.caseId === null) return undefined;
    const unitIds = await this.relations.participatingUnits(tx, process.caseId);
    const units = await this.directory.findUnits(tx, unitIds);
    const holder = units.find((unit) => ownerCodesOf(unit.type).includes(task.owner));
    const lead = await this.leadUnit(tx, process.caseId);
    return this.tasks.offer(
      tx,
      {
        caseId: process.caseId,
        title: task.title,
        unitId: task.owner === 'CLIENT' ? null : (holder?.id ?? lead),
        dueOn: this.clock
          .today()
          .add(Temporal.Duration.from({ days: task.days }))
          .toString(),
        originType: 'process',
        originId: process.id,
        createdByUnitId: lead,
      },
      systemActor,
    );
  }

  private async leadUnit(tx: Tx, caseId: CaseId): Promise<UnitId> {
    const lead = await this.relations.leadUnit(tx, caseId);
    if (!lead) throw new Error('Process of a case that is not there');
    return lead;
  }
}

function germanOf(title: JsonValue | undefined): string {
  const de = title !== null && typeof title === 'object' && 'de' in title ? title.de : undefined;
  if (typeof de !== 'string') throw new Error('Task without German title');
  return de;
}

/** Parameters were checked against their schema when the definition was deployed. */
function textOf(value: JsonValue | undefined): string {
  if (typeof value !== 'string') throw new Error('Parameter is not a text');
  return value;
}
