import { asId } from '../../src/kernel/index.js';
import { planDeadlines } from '../../src/workflow/application/deadline-plan.js';
import { nextProcess } from '../../src/workflow/application/process-state.js';
import type { ProcessDefinition } from '../../src/workflow/domain/definition.js';
import type { DeadlineView, ProcessView } from '../../src/workflow/domain/process.js';
import { registryFromVocabulary } from '../../src/workflow/domain/registry.js';
import { compile, decide, initial, type CompiledDefinition } from '../../src/workflow/kernel/kernel.js';
import type { MigrationMapping } from '../../src/workflow/migration/mapping.js';
import {
  migrateState,
  type MigrationFits,
  type MigrationRefused,
} from '../../src/workflow/migration/migrate-state.js';
import { loanMapping, loanOne, loanTwo, loanVocabulary } from './loan-migration.js';

/** Instant at which everything before the migration happened. */
export const START = '2026-06-01T08:00:00.000Z';
/** Instant of the migrations of the tests. */
export const AT = '2026-06-03T08:00:00.000Z';
const registry = registryFromVocabulary(loanVocabulary());
/** The first version, compiled. */
export const one = compile(loanOne(), registry);
/** The second version, compiled. */
export const two = compile(loanTwo(), registry);

/** A process with its open deadlines. */
export interface Standing {
  readonly process: ProcessView;
  readonly deadlines: readonly DeadlineView[];
}

/** A loan of a version after some events, with its deadline rows, as the engine would have written it. */
export function aLoan(
  events: readonly (readonly [string, object?])[],
  compiled: CompiledDefinition = one,
): Standing {
  const first: ProcessView = {
    id: asId('0192d000-0000-7000-8000-00000000000a'),
    definitionKey: 'library-loan',
    definitionHash: 'one',
    subject: { type: 'loan', id: '0192d000-0000-7000-8000-00000000000b' },
    caseId: null,
    value: '',
    activeStates: [],
    stateEntries: {},
    context: {},
    historyValue: {},
    status: 'active',
    quarantineReason: null,
    output: null,
    revision: 0,
    chainHead: '',
    waitingFor: [],
    waitingSince: START,
    startedAt: START,
    endedAt: null,
    cancelReason: null,
    correlation: null,
    parentProcessId: null,
    hasChildren: false,
    previousProcessId: null,
    episode: 1,
  };
  let standing: Standing = { process: first, deadlines: [] };
  for (const [index, [type, payload = {}]] of [['start'] as const, ...events].entries()) {
    const { process } = standing;
    const event = { type, payload: payload as Record<string, string> };
    const source = type.startsWith('xstate.') ? 'clock' : 'actor';
    const decision =
      index === 0
        ? initial(compiled, { at: START })
        : decide(
            compiled,
            { ...process, status: 'active' },
            event,
            { readerCardValid: true },
            { at: START, source },
          );
    if (decision.kind === 'rejected') throw new Error(`${type}: ${decision.code}`);
    const next = nextProcess({ compiled, process, at: START }, decision);
    const plan = planDeadlines(decision.intents, {
      processId: next.id,
      definition: compiled.definition,
      entries: next.stateEntries,
      at: START,
      newId: () => `row-${index}`,
    });
    const kept = standing.deadlines.filter(
      (row) => !plan.cancelled.includes(row.eventType) && row.eventType !== type,
    );
    standing = { process: next, deadlines: [...kept, ...plan.opened] };
  }
  return standing;
}

export const REQUESTED = ['REQUESTED', { title: 'Momo' }] as const;
export const LENT = ['HANDED_OUT', { on: '2026-06-01' }] as const;
export const OVERDUE = ['xstate.after.LOAN_4W.library-loan.lent.book.home.inTime'] as const;

/** Judges with the mapping of the fixtures unless another is given. */
export function judge(standing: Standing, mapping: MigrationMapping = loanMapping(), to = two) {
  return migrateState({ from: one, to, mapping, ...standing, at: AT, newId: () => 'new' });
}

/** A judgement that must be a fit. */
export function fits(standing: Standing, mapping?: MigrationMapping, to?: CompiledDefinition): MigrationFits {
  const judgement = judge(standing, mapping, to);
  if (judgement.kind !== 'fits')
    throw new Error(judgement.problems.map(({ sentence }) => sentence).join('\n'));
  return judgement;
}

/** A judgement that must be a refusal. */
export function refused(
  standing: Standing,
  mapping?: MigrationMapping,
  to?: CompiledDefinition,
): MigrationRefused {
  const judgement = judge(standing, mapping, to);
  if (judgement.kind === 'fits') throw new Error('fits');
  return judgement;
}

/** Codes of a refusal. */
export const codes = ({ problems }: MigrationRefused) => problems.map(({ code }) => code);

/** A mapping without one of its decisions. */
export function without(member: keyof MigrationMapping): MigrationMapping {
  const { [member]: _, ...rest } = loanMapping();
  return rest as MigrationMapping;
}

/** The second version, changed. */
export function changedTwo(change: (definition: ProcessDefinition) => void): CompiledDefinition {
  const definition = structuredClone(loanTwo());
  change(definition);
  return compile(definition, registry);
}

type Loose = Record<string, never>;
/** A part of a definition, to be changed. */
export const loose = (value: unknown) => value as Record<string, Loose & { [key: string]: unknown }>;
