import { Injectable } from '@nestjs/common';
import type { Result } from '../../kernel/index.js';
import type { Principal, Tx } from '../../platform/index.js';
import { BUILT_IN_OWNERS } from '../domain/built-in-effects.js';
import type { JsonObject } from '../domain/definition.js';
import type { ProcessActor, ProcessSubject, ProcessView } from '../domain/process.js';
import {
  registryFromVocabulary,
  type EffectVocabulary,
  type Facts,
  type GuardDeclaration,
  type Vocabulary,
} from '../domain/registry.js';
import type { EngineRefusal } from '../domain/workflow.errors.js';

/** What an effect is told. */
export interface EffectInput {
  /** The process after the event. */
  readonly process: ProcessView;
  /** The event that caused it; type `xstate.init` at the start. */
  readonly event: { readonly type: string; readonly payload: JsonObject };
  readonly params: JsonObject;
  readonly actor: ProcessActor;
  /** Instant of the event, ISO 8601 in UTC. */
  readonly at: string;
}

/**
 * Carries out an effect in the transaction of the event: database only, work outside goes through `enqueue`.
 * A refusal undoes the event and becomes its answer; nothing or `ok` means done.
 */
export type EffectRun = (tx: Tx, input: EffectInput) => Promise<void | Result<unknown, EngineRefusal>>;

/** An effect as a capability registers it. */
export interface EffectDeclaration extends EffectVocabulary {
  readonly run: EffectRun;
}

/** Loads what the guards of a definition ask for; runs before every decision, so one query at most. */
export type FactsLoader = (tx: Tx, process: FactsSubject) => Promise<Facts>;

/** What is known of a process when its facts are loaded; also before it exists. */
export interface FactsSubject {
  readonly definitionKey: string;
  readonly subject: ProcessSubject;
  readonly caseId: string | null;
  readonly context: JsonObject;
}

/** What a principal may do with a process. */
export interface SubjectAccess {
  readonly mayRead: boolean;
  /** Owner codes of units that take part, and relation codes such as `CASE_LEAD`, `CLIENT`. */
  readonly codes: readonly string[];
  /**
   * `OWN_PART`: only states the reader must act on or may move, and what the reader did. `STATES`: where it stands, what
   * the reader did and may do; not what others did or what keeps them from it. Left out: everything.
   */
  readonly sees?: 'ALL' | 'STATES' | 'OWN_PART';
  /** Whether the reader may know which case it belongs to. Left out: no. */
  readonly knowsCase?: boolean;
}

/** Decides access to the processes of one subject type; reads the database, never throws for a refusal. */
export type SubjectAccessRule = (
  tx: Tx,
  principal: Principal,
  process: FactsSubject,
) => Promise<SubjectAccess>;

/** A definition that staff may start for a case through `startProcess`. */
export interface CaseProcess {
  /** Codes one of which the starter must hold for the case, e.g. `CASE_LEAD`, `ABH`. */
  readonly startedBy: readonly string[];
}

/**
 * What the capabilities contribute to the engine. They register while the application starts (`onModuleInit`);
 * afterwards it only answers.
 */
@Injectable()
export class WorkflowRegistry {
  private readonly guardsByName: Record<string, GuardDeclaration> = {};
  private readonly factGuards = new Set<string>();
  private readonly effectsByName: Record<string, EffectDeclaration> = {};
  private readonly factsByKey = new Map<string, FactsLoader>();
  private readonly eventSubjects = new Set<string>();
  private readonly accessByType = new Map<string, SubjectAccessRule>();
  private readonly caseProcesses = new Map<string, CaseProcess>();
  private ownerLabels: Vocabulary['owners'] = {};

  /**
   * Takes over the labels of owner codes.
   *
   * Guards that only ask for a fact of their own name need no code: every guard of the vocabulary that no capability
   * registers is true exactly when that fact is `true`, and false while nobody loads it.
   */
  useVocabulary(vocabulary: Pick<Vocabulary, 'guards'> & Partial<Pick<Vocabulary, 'owners'>>): void {
    this.ownerLabels = { ...(vocabulary.owners ?? this.ownerLabels), ...BUILT_IN_OWNERS };
    for (const [name, guard] of Object.entries(
      registryFromVocabulary({ owners: {}, effects: {}, ...vocabulary }).guards,
    )) {
      if (Object.hasOwn(this.guardsByName, name)) continue;
      this.guardsByName[name] = guard;
      this.factGuards.add(name);
    }
  }

  /** Labels of owner codes. */
  get owners(): Vocabulary['owners'] {
    return this.ownerLabels;
  }

  /** Guards by name. */
  get guards(): Readonly<Record<string, GuardDeclaration>> {
    return this.guardsByName;
  }

  /** Effects by name. */
  get effects(): Readonly<Record<string, EffectDeclaration>> {
    return this.effectsByName;
  }

  /** @throws {Error} when the name is taken; a new meaning is a new name. */
  registerGuard(name: string, guard: GuardDeclaration): void {
    const isTaken = Object.hasOwn(this.guardsByName, name) && !this.factGuards.delete(name);
    if (isTaken) throw new Error(`Guard registered twice: ${name}`);
    this.guardsByName[name] = guard;
  }

  /** @throws {Error} when the name is taken; a new meaning is a new name. */
  registerEffect(name: string, effect: EffectDeclaration): void {
    if (Object.hasOwn(this.effectsByName, name)) throw new Error(`Effect registered twice: ${name}`);
    this.effectsByName[name] = effect;
  }

  /** @throws {Error} when the definition already has a loader. */
  registerFacts(definitionKey: string, loader: FactsLoader): void {
    if (this.factsByKey.has(definitionKey)) throw new Error(`Facts registered twice: ${definitionKey}`);
    this.factsByKey.set(definitionKey, loader);
  }

  /** @throws {Error} when the subject type already has a rule. */
  registerSubjectAccess(subjectType: string, rule: SubjectAccessRule): void {
    if (this.accessByType.has(subjectType))
      throw new Error(`Subject access registered twice: ${subjectType}`);
    this.accessByType.set(subjectType, rule);
  }

  /**
   * Lets processes about a subject type be moved by the general event command, as those of a case are: nothing but the
   * event is needed (a task is accepted, a measure is begun). Others have commands of their own.
   */
  openToEvents(subjectType: string): void {
    this.eventSubjects.add(subjectType);
  }

  /** Whether the general event command moves processes about this subject type. */
  isOpenToEvents(subjectType: string): boolean {
    return this.eventSubjects.has(subjectType);
  }

  /**
   * Lets a definition be started for a case. Definitions about anything else (a consent, a conference, a measure)
   * are started by the commands of their capability and are not registered here.
   */
  registerCaseProcess(definitionKey: string, process: CaseProcess): void {
    if (this.caseProcesses.has(definitionKey))
      throw new Error(`Case process registered twice: ${definitionKey}`);
    this.caseProcesses.set(definitionKey, process);
  }

  /** Who may start a definition for a case; `undefined` when it is not about a case. */
  caseProcess(definitionKey: string): CaseProcess | undefined {
    return this.caseProcesses.get(definitionKey);
  }

  /** Facts for a decision; empty when no capability registered a loader for the definition. */
  async factsFor(tx: Tx, process: FactsSubject): Promise<Facts> {
    const loader = this.factsByKey.get(process.definitionKey);
    return loader ? tx.exOfficio(() => loader(tx, process)) : {};
  }

  /** Access of a principal; nothing when no capability registered the subject type. */
  async accessTo(tx: Tx, principal: Principal, process: FactsSubject): Promise<SubjectAccess> {
    const rule = this.accessByType.get(process.subject.type);
    return rule ? rule(tx, principal, process) : { mayRead: false, codes: [] };
  }

  /** Code that carries out an effect, `undefined` when this build does not know it. */
  effect(name: string): EffectDeclaration | undefined {
    return Object.hasOwn(this.effectsByName, name) ? this.effectsByName[name] : undefined;
  }
}
