import { Injectable } from '@nestjs/common';
import type { ProcessId } from '../../kernel/index.js';
import type { Principal } from '../../platform/index.js';
import type { ProcessDefinition } from '../domain/definition.js';
import { layOutForMarks } from '../rendering/picture-layout.js';
import type { Picture } from '../rendering/picture.js';
import { pictureSvg } from '../rendering/svg-picture.js';
import { OwnerLabels } from './owner-labels.js';
import { ProcessQueries } from './process-queries.js';
import { WorkflowRegistry } from './workflow-registry.js';

/** Time that a process waited for one body. */
export interface OwnerWait {
  readonly owner: string;
  readonly ownerLabel: string;
  /** Whole seconds by the clock. */
  readonly seconds: number;
  readonly workingDays: number;
  /** Instant since when it is waited for without a break; `null` when it is not its turn. */
  readonly since: string | null;
}

/** Layouts kept in memory; one takes some hundred milliseconds to make and belongs to a definition, not to a process. */
const KEPT = 30;

/** The picture of a running process, and how long it waited for whom. */
@Injectable()
export class DrawProcess {
  private readonly layouts = new Map<string, Promise<Picture>>();

  constructor(
    private readonly queries: ProcessQueries,
    private readonly registry: WorkflowRegistry,
    private readonly owners: OwnerLabels,
  ) {}

  /**
   * SVG text; `null` for a reader who may know of a part only, and when this build cannot read the definition.
   *
   * @throws {AccessDenied} no such process, or not for this reader.
   */
  async picture(principal: Principal, id: ProcessId): Promise<string | null> {
    const view = await this.queries.course(principal, id);
    if (!view?.details.seesOthers) return null;
    const { definition, process } = view.details;
    return pictureSvg(await this.layout(process.definitionHash, definition), view.course.marks);
  }

  /**
   * In the order in which the bodies first had their turn; for a reader who may know of a part only, their own.
   *
   * @throws {AccessDenied} no such process, or not for this reader.
   */
  async waitingTimes(principal: Principal, id: ProcessId): Promise<readonly OwnerWait[]> {
    const view = await this.queries.course(principal, id);
    if (!view) return [];
    const { course, details } = view;
    const isShown = (owner: string) => details.seesOthers || details.codes.includes(owner);
    return course.waiting.owners
      .filter(({ key }) => isShown(key))
      .map(({ key, hours, workingDays }) => ({
        owner: key,
        ownerLabel: this.owners.labelOf(key),
        seconds: Math.round(hours * 3_600),
        workingDays,
        since: course.openSince.get(key) ?? null,
      }));
  }

  private layout(hash: string, definition: ProcessDefinition): Promise<Picture> {
    const known = this.layouts.get(hash);
    if (known) return known;
    const { owners, guards, effects } = this.registry;
    const layout = layOutForMarks(definition, { owners, guards, effects });
    const [oldest] = this.layouts.keys();
    if (this.layouts.size >= KEPT && oldest !== undefined) this.layouts.delete(oldest);
    this.layouts.set(hash, layout);
    // A layout that failed is tried again the next time.
    layout.catch(() => this.layouts.delete(hash));
    return layout;
  }
}
