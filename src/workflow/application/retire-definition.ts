import { err, ok, rejected, type RequestRejected, type Result } from '../../kernel/index.js';
import { AccessDenied, newId, type Clock, type Principal, type UnitOfWork } from '../../platform/index.js';
import { workflowErrors, type WorkflowErrorCode } from '../domain/workflow.errors.js';
import type { DefinitionRows } from '../persistence/definition.rows.js';
import { reasonOf, type OperatorDecision } from './activate-definition.js';

/** Lets no new process of a key start; running ones go on. Activation takes it back. */
export class RetireDefinition {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rows: DefinitionRows,
    private readonly clock: Clock,
  ) {}

  /**
   * @param principal The operator's own access to the system; nobody else may decide this.
   * @returns         The version that was active, and how many processes go on. Errors: ACTIVATION_REASON_MISSING,
   *                  DEFINITION_KEY_UNKNOWN, DEFINITION_ALREADY_RETIRED; then nothing changed.
   * @throws {AccessDenied} the principal is no operator.
   */
  async execute(
    principal: Principal,
    input: OperatorDecision,
  ): Promise<
    Result<{ readonly version: number; readonly running: number }, RequestRejected<WorkflowErrorCode>>
  > {
    if (principal.kind !== 'system') throw new AccessDenied();
    const reason = reasonOf(input);
    if (reason === undefined) return err(rejected(workflowErrors, 'ACTIVATION_REASON_MISSING'));
    return this.unitOfWork.run(principal, async (tx) => {
      const { key, operator } = input;
      await this.rows.lockDeployment(tx);
      const ofKey = (await this.rows.deployed(tx)).filter((row) => row.key === key);
      if (ofKey.length === 0) return err(rejected(workflowErrors, 'DEFINITION_KEY_UNKNOWN'));
      const [active] = await this.rows.active(tx, key);
      if (!active) return err(rejected(workflowErrors, 'DEFINITION_ALREADY_RETIRED'));
      await this.rows.decide(
        tx,
        { id: newId(), key, hash: null, origin: 'operator', operator, reason },
        this.clock.now().toString(),
      );
      const hashes = new Set(ofKey.map(({ hash }) => hash));
      const counts = (await this.rows.running(tx)).filter(({ hash }) => hashes.has(hash));
      const running = counts.reduce((sum, each) => sum + each.running, 0);
      return ok({ version: active.version, running });
    });
  }
}
