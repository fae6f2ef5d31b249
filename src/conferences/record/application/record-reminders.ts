import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { WorkflowRegistry } from '../../../workflow/index.js';

/** What the deadlines of a sitting and its record lead to; work lists show the state they lead to. */
@Injectable()
export class RecordReminders implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.registry.registerEffect('remindActions', {
      label: { de: 'An die Weitergabe der Aufgaben erinnern', en: 'Remind of giving out the tasks' },
      run: async (tx, { process }) => {
        await this.audit.record(tx, {
          action: 'CONFERENCE_ACTIONS_OVERDUE',
          objectType: 'conference',
          objectId: process.subject.id,
          ...(process.caseId === null ? {} : { caseId: process.caseId }),
        });
      },
    });
  }
}
