import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { TaskFlags, type FlaggedTask } from '../../cases/index.js';
import { DirectoryReader } from '../../directory/index.js';
import { asId, type FindingId } from '../../kernel/index.js';
import { Clock, type Tx } from '../../platform/index.js';
import { quarterOf } from '../domain/finding.js';
import { insertFinding } from '../persistence/finding.repository.js';

/** The same words for every task: they lead to no task, no case and no single body. */
const TEXT =
  'Eine zugesagte Aufgabe war zwanzig Arbeitstage nach ihrem Termin nicht erledigt, trotz Erinnerung und Nachfrage bei der Leitung.';

/** Tasks that stay undone become findings for the structure, without anybody writing them (method 4.7). */
@Injectable()
export class FlagTaskFindings implements OnModuleInit {
  constructor(
    private readonly flags: TaskFlags,
    private readonly directory: DirectoryReader,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.flags.subscribe((tx, task) => this.report(tx, task));
  }

  /** It waits for the release by a person of the giving unit or the coordination, as every finding does. */
  private async report(tx: Tx, { unitId, createdByUnitId }: FlaggedTask): Promise<void> {
    const [body] = await this.directory.findUnits(tx, [unitId]);
    if (!body) throw new Error('Unit is not in the directory');
    // Not by time: the identifier is public, and a finding is dated to the quarter only.
    const id = asId<FindingId>(randomUUID());
    await insertFinding(tx, {
      id,
      programmeId: null,
      text: TEXT,
      kind: 'WAITING',
      lifeArea: null,
      bodyTypes: [body.type],
      severity: 2,
      quarter: quarterOf(this.clock.today()),
      originKind: 'FREE',
      originId: null,
      originUnitId: createdByUnitId ?? unitId,
      authorId: null,
      reportedAt: this.clock.now().toString(),
    });
    await this.audit.record(tx, {
      action: 'FINDING_REPORTED',
      objectType: 'finding',
      objectId: id,
      details: { originKind: 'FREE', kind: 'WAITING' },
    });
  }
}
