import { err, ok, rejected, type RequestRejected, type Result } from '../../kernel/index.js';
import {
  AccessDenied,
  newId,
  type Clock,
  type Principal,
  type Tx,
  type UnitOfWork,
} from '../../platform/index.js';
import type { WorkflowRegistry } from '../domain/registry.js';
import { workflowErrors, type WorkflowErrorCode } from '../domain/workflow.errors.js';
import { compile } from '../kernel/kernel.js';
import type { DefinitionRows, DeployedDefinition } from '../persistence/definition.rows.js';

/** Longest reason kept. */
const MAX_REASON = 500;

/** An operator's decision about a key. */
export interface OperatorDecision {
  readonly key: string;
  /** Why, for those who ask later; 1 to 500 characters. */
  readonly reason: string;
  /** Name of the person who decides. */
  readonly operator: string;
}

/** The reason as it is kept; `undefined` when there is none, or too much of it. */
export function reasonOf({ reason }: OperatorDecision): string | undefined {
  const words = reason.trim();
  return words === '' || words.length > MAX_REASON ? undefined : words;
}

/** Lets new processes of a key start with a deployed version, also an older one; running ones keep theirs. */
export class ActivateDefinition {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rows: DefinitionRows,
    /** Guards and effects this program knows. */
    private readonly registry: WorkflowRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * @param principal The operator's own access to the system; nobody else may decide this.
   * @returns         What is active now. Errors: ACTIVATION_REASON_MISSING, DEFINITION_KEY_UNKNOWN,
   *                  DEFINITION_VERSION_UNKNOWN, DEFINITION_ALREADY_ACTIVE, DEFINITION_NOT_SERVED; then nothing changed.
   * @throws {AccessDenied} the principal is no operator.
   */
  async execute(
    principal: Principal,
    input: OperatorDecision & { readonly version: number },
  ): Promise<Result<Omit<DeployedDefinition, 'document'>, RequestRejected<WorkflowErrorCode>>> {
    if (principal.kind !== 'system') throw new AccessDenied();
    const reason = reasonOf(input);
    if (reason === undefined) return err(rejected(workflowErrors, 'ACTIVATION_REASON_MISSING'));
    return this.unitOfWork.run(principal, async (tx) => {
      await this.rows.lockDeployment(tx);
      const found = await this.findDeployed(tx, input);
      if (!found.ok) return found;
      const { hash, key, version } = found.value;
      const [active] = await this.rows.active(tx, key);
      if (active?.hash === hash) return err(rejected(workflowErrors, 'DEFINITION_ALREADY_ACTIVE'));
      const deployed = await this.rows.find(tx, hash);
      if (!deployed || !this.canServe(deployed))
        return err(rejected(workflowErrors, 'DEFINITION_NOT_SERVED'));
      const { operator } = input;
      await this.rows.decide(
        tx,
        { id: newId(), key, hash, origin: 'operator', operator, reason },
        this.clock.now().toString(),
      );
      return ok({ hash, key, version });
    });
  }

  /** The deployed definition of a version; outside production an edited version counts as it was deployed last. */
  private async findDeployed(
    tx: Tx,
    { key, version }: { readonly key: string; readonly version: number },
  ): Promise<Result<Omit<DeployedDefinition, 'document'>, RequestRejected<WorkflowErrorCode>>> {
    const ofKey = (await this.rows.deployed(tx)).filter((row) => row.key === key);
    if (ofKey.length === 0) return err(rejected(workflowErrors, 'DEFINITION_KEY_UNKNOWN'));
    const found = ofKey.findLast((row) => row.version === version);
    return found ? ok(found) : err(rejected(workflowErrors, 'DEFINITION_VERSION_UNKNOWN'));
  }

  private canServe({ document }: DeployedDefinition): boolean {
    try {
      compile(document, this.registry);
      return true;
    } catch {
      // What cannot be compiled names a guard, an effect or a delay that this program does not have.
      return false;
    }
  }
}
