import type { CursorKey } from '../../../platform/graphql/index.js';
import { toProcess } from '../../graphql/process.mapping.js';
import type { WorkListEntry, WorkListRequest } from '../application/work-list.js';
import { NO_DUE_DAY } from '../domain/work-item.js';
import type { WorkListArgs } from './work-item.input.js';
import type { WorkItem } from './work-item.type.js';

/** Arguments of the API as a request; one entry more than asked tells whether more follow. */
export function toWorkListRequest(
  { filter, orderBy, first }: WorkListArgs,
  after: CursorKey | undefined,
): WorkListRequest {
  return {
    view: filter?.view ?? 'OWN',
    unitId: filter?.unitId ?? undefined,
    owner: filter?.owner ?? undefined,
    assignee: filter?.assignee ?? undefined,
    assigneeId: filter?.assigneeId ?? undefined,
    definitionKey: filter?.definitionKey ?? undefined,
    dueBefore: filter?.dueBefore ?? undefined,
    overdue: filter?.overdue ?? undefined,
    waitingSinceBefore: filter?.waitingSinceBefore ?? undefined,
    caseId: filter?.caseId ?? undefined,
    orderBy,
    after,
    limit: first + 1,
  };
}

/** Entry as the API shows it. */
export function toWorkItemType(
  { item, details, mayAct }: WorkListEntry,
  ownerLabel: string,
  today: string,
): WorkItem {
  const state = details.activeStates.find(({ stateId }) => stateId === item.stateId);
  const hasDay = item.dueOn !== NO_DUE_DAY;
  return {
    id: item.id,
    process: toProcess(details),
    stateId: item.stateId,
    label: state?.label.de ?? item.stateId,
    owner: item.owner,
    ownerLabel,
    status: item.status.toUpperCase(),
    isShared: item.isShared,
    mayAct,
    dueOn: hasDay ? item.dueOn : null,
    isOverdue: hasDay && item.dueOn < today,
    waitingSince: item.openedAt,
    escalationLevel: item.escalationLevel,
    revision: item.revision,
    unitId: item.unitId,
    assigneeId: item.assigneeId,
  };
}
