import { Injectable } from '@nestjs/common';
import type { CaseId, StaffId, UnitId } from '../../../kernel/index.js';
import { Clock, UnitOfWork, unitsOf, type Principal, type Tx } from '../../../platform/index.js';
import { ProcessQueries, type ProcessDetails } from '../../application/process-queries.js';
import type { WorkItem } from '../domain/work-item.js';
import { WorkItemStore } from '../persistence/work-item.store.js';
import {
  listWorkItems,
  type WorkListFilter,
  type WorkListOrder,
  type WorkListPage,
  type WorkSource,
} from '../persistence/work-list.query.js';
import { WorkScopes } from './work-scopes.js';

/** A work item with its process as the reader may see it. */
export interface WorkListEntry {
  readonly item: WorkItem;
  readonly details: ProcessDetails;
  /** Whether the reader holds the code that must act. */
  readonly mayAct: boolean;
}

/** `OWN`: what the reader's units are to do. `LED`: everything open in cases the reader's units lead. */
export type WorkListView = 'OWN' | 'LED';

/** What somebody asks of the work list. */
export interface WorkListRequest {
  readonly view: WorkListView;
  readonly unitId?: UnitId | undefined;
  readonly owner?: string | undefined;
  /** `NONE`: taken by nobody. */
  readonly assignee?: 'ME' | 'NONE' | undefined;
  readonly assigneeId?: StaffId | undefined;
  readonly definitionKey?: string | undefined;
  readonly dueBefore?: string | undefined;
  readonly overdue?: boolean | undefined;
  readonly waitingSinceBefore?: string | undefined;
  readonly caseId?: CaseId | undefined;
  readonly orderBy: WorkListOrder;
  readonly after: WorkListPage['after'];
  readonly limit: number;
}

/** Candidates looked through for one page. Scopes are narrow, so that few are not for the reader. */
const MAX_CANDIDATES = 2_000;

/**
 * Work items over all cases of a reader's units.
 *
 * Candidates come by index from the units (or cases); each is then held against the same rule that decides whether the
 * reader may see its process. What is not for them leaves no trace, neither a gap nor a position.
 */
@Injectable()
export class WorkList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: ProcessQueries,
    private readonly scopes: WorkScopes,
    private readonly store: WorkItemStore,
    private readonly clock: Clock,
  ) {}

  /** Up to `limit` entries in the asked order; empty for those who work on nothing. */
  async list(principal: Principal, request: WorkListRequest): Promise<readonly WorkListEntry[]> {
    return this.unitOfWork.run(principal, async (tx) => {
      const source = this.sourceFor(principal, request);
      const filter = this.filterFor(principal, request, source);
      if (!source || !filter) return [];
      const found: WorkListEntry[] = [];
      const page = { source, filter, orderBy: request.orderBy, limit: request.limit };
      let after = request.after;
      for (let seen = 0; found.length < request.limit && seen < MAX_CANDIDATES; seen += request.limit) {
        const candidates = await listWorkItems(tx, { ...page, after });
        found.push(...(await this.readable(tx, principal, candidates)));
        const last = candidates.at(-1);
        if (!last || candidates.length < request.limit) break;
        after = positionOf(last, request.orderBy);
      }
      return found.slice(0, request.limit);
    });
  }

  /** Entries of the items the reader may see, in the same order. */
  async readable(
    tx: Tx,
    principal: Principal,
    items: readonly WorkItem[],
  ): Promise<readonly WorkListEntry[]> {
    const ids = [...new Set(items.map(({ processId }) => processId))];
    const processes = await this.store.processes(tx, ids);
    // Sent together: the database answers them in one go.
    const details = await Promise.all(
      processes.map((process) => this.queries.readable(tx, principal, process)),
    );
    const byId = new Map(processes.map(({ id }, index) => [id, details[index]]));
    return items.flatMap((item): WorkListEntry[] => {
      const seen = byId.get(item.processId);
      if (!seen || (seen.ownStates && !seen.ownStates.has(item.stateId))) return [];
      const mayAct = seen.codes.includes(item.owner);
      return principal.kind === 'person' && !mayAct ? [] : [{ item, details: seen, mayAct }];
    });
  }

  private sourceFor(principal: Principal, request: WorkListRequest): WorkSource | undefined {
    const cases = this.scopes.ofCases();
    if (principal.kind === 'person') {
      return cases && { kind: 'cases', sql: cases.ofPerson, key: principal.personId };
    }
    if (request.view === 'LED') {
      const roles = this.scopes.of('case')?.roles ?? [];
      return cases && { kind: 'cases', sql: cases.ledBy, key: [...unitsOf(principal, ...roles)] };
    }
    return this.unitsSource(principal, request.unitId);
  }

  private unitsSource(principal: Principal, only: UnitId | undefined): WorkSource {
    const typesOf = new Map<UnitId, string[]>();
    for (const [subjectType, { roles }] of this.scopes.all()) {
      for (const unitId of unitsOf(principal, ...roles)) {
        if (only === undefined || only === unitId)
          typesOf.set(unitId, [...(typesOf.get(unitId) ?? []), subjectType]);
      }
    }
    const units = [...typesOf].map(([unitId, subjectTypes]) => ({ unitId, subjectTypes }));
    const shared = new Map([...this.scopes.all()].map(([type, { holders }]) => [type, holders]));
    return { kind: 'units', units, shared };
  }

  /** `undefined` when nothing can fit. */
  private filterFor(
    principal: Principal,
    request: WorkListRequest,
    source: WorkSource | undefined,
  ): WorkListFilter | undefined {
    const { assignee, overdue, unitId, assigneeId, dueBefore, ...rest } = request;
    const me = principal.kind === 'staff' ? principal.staffId : undefined;
    if (assignee === 'ME' && me === undefined) return undefined;
    const taker = assignee === 'NONE' ? null : assignee === 'ME' ? me : assigneeId;
    const until = [dueBefore, overdue ? this.clock.today().toString() : undefined]
      .filter((day) => day !== undefined)
      .sort()[0];
    return {
      ...(rest.owner === undefined ? {} : { owner: rest.owner }),
      ...(rest.definitionKey === undefined ? {} : { definitionKey: rest.definitionKey }),
      ...(rest.waitingSinceBefore === undefined ? {} : { waitingSinceBefore: rest.waitingSinceBefore }),
      ...(rest.caseId === undefined ? {} : { caseId: rest.caseId }),
      ...(taker === undefined ? {} : { assigneeId: taker }),
      ...(until === undefined ? {} : { dueBefore: until }),
      ...(unitId === undefined || source?.kind === 'units' ? {} : { unitId }),
    };
  }
}

/** Place of an item in a list. */
export function positionOf(
  item: WorkItem,
  orderBy: WorkListOrder,
): { readonly sortKey: string; readonly id: string } {
  return { sortKey: orderBy === 'DUE_ON' ? item.dueOn : item.openedAt, id: item.id };
}
