import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type FindingId, type ProgrammeId, type ThemeId } from '../../kernel/index.js';
import { Clock, CommandRunner, newId, type Principal, type Tx } from '../../platform/index.js';
import { WorkflowEngine, type ProcessActor } from '../../workflow/index.js';
import { anonymisationDoubtful } from '../domain/anonymisation-doubt.js';
import { anonymisationHints } from '../../sharing/index.js';
import { improvementErrors } from '../domain/improvement.errors.js';
import { findProgramme } from '../persistence/programme.repository.js';
import { findTheme, insertTheme, insertThemeFindings } from '../persistence/theme.repository.js';
import { structureActor } from './structure-access.js';

export interface CreateThemeCommand {
  readonly idempotencyKey: string;
  readonly programmeId?: ProgrammeId | null;
  readonly title: string;
  readonly description: string;
  readonly findingIds: readonly FindingId[];
}

export interface AddFindingsToThemeCommand {
  readonly idempotencyKey: string;
  readonly themeId: ThemeId;
  readonly findingIds: readonly FindingId[];
}

/** Merges findings into themes; the work of the coordination. */
@Injectable()
export class MergeFindings {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly engine: WorkflowEngine,
  ) {}

  /**
   * Creates a theme and starts its process.
   *
   * @returns Id of the theme. Errors: PROGRAMME_UNKNOWN, ANONYMISATION_DOUBTFUL, THEME_TITLE_TAKEN, FINDING_UNKNOWN,
   *   and those of the engine.
   * @throws {AccessDenied} the actor is not the coordination.
   */
  async createTheme(principal: Principal, input: CreateThemeCommand) {
    return this.commands.run({ name: 'createTheme', principal, input }, async (tx) => {
      const programme = input.programmeId ? await findProgramme(tx, input.programmeId) : undefined;
      const actor = structureActor(principal, { programmeLeadUnitId: programme?.leadUnitId ?? null }, [
        'COORDINATION',
      ]);
      if (input.programmeId && !programme) return err(rejected(improvementErrors, 'PROGRAMME_UNKNOWN'));
      const hints = anonymisationHints(`${input.title}\n${input.description}`, []);
      if (hints.length > 0) return err(anonymisationDoubtful(hints));
      return this.insert(tx, actor, input);
    });
  }

  /**
   * @returns Id of the theme. Errors: FINDING_UNKNOWN.
   * @throws {AccessDenied} the actor is not the coordination, or there is no such theme.
   */
  async addFindings(principal: Principal, input: AddFindingsToThemeCommand) {
    return this.commands.run({ name: 'addFindingsToTheme', principal, input }, async (tx) => {
      const theme = await findTheme(tx, input.themeId);
      structureActor(principal, { programmeLeadUnitId: theme?.programmeLeadUnitId ?? null }, [
        'COORDINATION',
      ]);
      if (!theme) return err(rejected(improvementErrors, 'THEME_UNKNOWN'));
      const areKnown = await insertThemeFindings(tx, theme.id, input.findingIds);
      if (!areKnown) return err(rejected(improvementErrors, 'FINDING_UNKNOWN'));
      await this.audit.record(tx, {
        action: 'FINDINGS_ADDED_TO_THEME',
        objectType: 'theme',
        objectId: theme.id,
      });
      return ok({ themeId: theme.id });
    });
  }

  private async insert(tx: Tx, actor: ProcessActor, input: CreateThemeCommand) {
    const at = this.clock.now();
    const id = newId<ThemeId>(at);
    const { title, description, programmeId = null } = input;
    const isNew = await insertTheme(tx, { id, programmeId, title, description, createdAt: at.toString() });
    if (!isNew) return err(rejected(improvementErrors, 'THEME_TITLE_TAKEN'));
    const areKnown = await insertThemeFindings(tx, id, input.findingIds);
    if (!areKnown) return err(rejected(improvementErrors, 'FINDING_UNKNOWN'));
    const started = await this.engine.start(tx, { key: 'theme', subject: { type: 'theme', id }, at, actor });
    if (!started.ok) return started;
    await this.audit.record(tx, { action: 'THEME_CREATED', objectType: 'theme', objectId: id });
    return ok({ themeId: id });
  }
}
