import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { asId, type ThemeId } from '../../kernel/index.js';
import type { Principal, Tx } from '../../platform/index.js';
import {
  WorkflowRegistry,
  type EffectInput,
  type Facts,
  type FactsSubject,
  type SubjectAccess,
} from '../../workflow/index.js';
import { currentAssignment } from '../domain/theme.js';
import { measureFacts } from '../persistence/measure.repository.js';
import { findTheme, themeFacts } from '../persistence/theme.repository.js';
import { isStructureStaff, structureCodes } from './structure-access.js';

/** Binds the definitions `theme` and `measure` to what themes and measures mean here. */
@Injectable()
export class StructureProcesses implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.registry.registerSubjectAccess('theme', (tx, principal, process) =>
      this.themeAccess(tx, principal, process),
    );
    this.registry.registerSubjectAccess('measure', (tx, principal, process) =>
      this.measureAccess(tx, principal, process),
    );
    this.registry.registerFacts('theme', (tx, { subject }) => themeFacts(tx, asId<ThemeId>(subject.id)));
    this.registry.registerFacts('measure', (tx, { subject }) => this.measureFacts(tx, subject.id));
    this.registerGuards();
    this.registerEffects();
  }

  private registerGuards(): void {
    this.factGuard(
      'existingGroupConsidered',
      'Zuerst prüfen, ob eine bestehende Gruppe das Thema übernehmen kann.',
      'First consider whether an existing group can take the theme.',
    );
    this.factGuard(
      'measuresSettled',
      'Es laufen noch Maßnahmen zu diesem Thema.',
      'Measures of this theme are still under way.',
    );
    this.factGuard(
      'indicatorSet',
      'Der Maßnahme fehlt noch eine Kennzahl mit Ausgangswert und Ziel.',
      'The measure lacks an indicator with baseline and target.',
    );
  }

  private factGuard(name: string, de: string, en: string): void {
    this.registry.registerGuard(name, {
      explanation: { de, en },
      evaluate: ({ facts }) => facts[name] === true,
    });
  }

  private registerEffects(): void {
    this.registry.registerEffect('remindMeasure', {
      label: { de: 'An die Maßnahme erinnern', en: 'Remind of the measure' },
      run: (tx, input) => this.record(tx, input, 'MEASURE_REMINDED'),
    });
    this.registry.registerEffect('escalateMeasure', {
      label: {
        de: 'Die Koordination über die überfällige Maßnahme informieren',
        en: 'Tell the coordination of the overdue measure',
      },
      run: (tx, input) => this.record(tx, input, 'MEASURE_ESCALATED'),
    });
    this.registry.registerEffect('flagMeasureToSteering', {
      label: {
        de: 'Überfällige Maßnahme der Lenkungsgruppe vorlegen',
        en: 'Put the overdue measure before the steering group',
      },
      run: (tx, input) => this.record(tx, input, 'MEASURE_FLAGGED_TO_STEERING'),
    });
  }

  private async record(tx: Tx, { process }: EffectInput, action: string): Promise<void> {
    const measure = await measureFacts(tx, process.subject.id);
    await this.audit.record(tx, {
      action,
      objectType: 'measure',
      objectId: process.subject.id,
      ...(measure ? { unitId: measure.ownerUnitId } : {}),
    });
  }

  private async measureFacts(tx: Tx, id: string): Promise<Facts> {
    return { indicatorSet: (await measureFacts(tx, id))?.indicatorSet === true };
  }

  private async themeAccess(tx: Tx, principal: Principal, { subject }: FactsSubject): Promise<SubjectAccess> {
    const theme = await findTheme(tx, asId<ThemeId>(subject.id));
    if (!theme) return { mayRead: false, codes: [] };
    const codes = structureCodes(principal, {
      programmeLeadUnitId: theme.programmeLeadUnitId,
      groupLeadUnitId: currentAssignment(theme.assignments)?.leadUnitId ?? null,
    });
    return { mayRead: isStructureStaff(principal), codes };
  }

  private async measureAccess(
    tx: Tx,
    principal: Principal,
    { subject }: FactsSubject,
  ): Promise<SubjectAccess> {
    const measure = await measureFacts(tx, subject.id);
    if (!measure) return { mayRead: false, codes: [] };
    return { mayRead: isStructureStaff(principal), codes: structureCodes(principal, measure) };
  }
}
