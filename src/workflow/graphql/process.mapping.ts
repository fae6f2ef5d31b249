import type { JsonObject } from '../../platform/graphql/index.js';
import type {
  ActiveDefinitionView,
  ProcessDetails,
  ProcessEventView,
} from '../application/process-queries.js';
import type { AvailableEvent } from '../domain/decision.js';
import type { ProcessDefinition as Definition } from '../domain/definition.js';
import type { DeadlineView } from '../domain/process.js';
import type {
  Process,
  ProcessAvailableEvent,
  ProcessDeadline,
  ProcessDefinition,
  ProcessEvent,
} from './process.type.js';

/** Stands beside every computed date: the platform computes, it does not advise. */
const DEADLINE_HINT = 'Ohne Gewähr: bitte durch Beratung oder Anwält*in prüfen lassen.';

function definitionType(definition: Definition, hash: string): ProcessDefinition {
  const { key, version, title, purpose, lawVersion } = definition;
  return { hash, key, version, title: title.de, titlePlain: title.plain, purpose: purpose.de, lawVersion };
}

/** Active definition as the API shows it. */
export function toDefinition(view: ActiveDefinitionView): ProcessDefinition {
  return definitionType(view.definition, view.hash);
}

/** Process as the API shows it. */
export function toProcess(details: ProcessDetails): Process {
  const { process, definition, activeStates, waitingFor, knowsCase, seesOthers } = details;
  return {
    id: process.id,
    definition: definition ? definitionType(definition, process.definitionHash) : null,
    subjectType: process.subject.type,
    subjectId: process.subject.id,
    caseId: knowsCase ? process.caseId : null,
    activeStates: activeStates.map((state) => ({
      ...state,
      label: state.label.de,
      pathLabel: state.pathLabel.de,
    })),
    status: process.status.toUpperCase(),
    revision: process.revision,
    waitingFor,
    waitingSince: process.waitingSince,
    startedAt: process.startedAt,
    endedAt: process.endedAt,
    cancelReason: process.cancelReason,
    output: seesOthers ? process.output : null,
    episode: process.episode,
  };
}

/** Available event as the API shows it. */
export function toAvailableEvent(event: AvailableEvent): ProcessAvailableEvent {
  return {
    type: event.type,
    label: event.label.de,
    allowed: event.allowed,
    reasons: event.reasons.map((reason) => reason.de),
    legalBasis: event.legalBasis,
    payloadSchema: event.payloadSchema as JsonObject | null,
  };
}

/** Log entry as the API shows it. */
export function toProcessEvent(event: ProcessEventView): ProcessEvent {
  return { ...event, actorKind: event.actorKind.toUpperCase() };
}

/** Deadline as the API shows it. */
export function toDeadline(deadline: DeadlineView): ProcessDeadline {
  return { ...deadline, status: deadline.status.toUpperCase(), hint: DEADLINE_HINT };
}
