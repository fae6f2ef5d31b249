import type { DeadlineRule, GuardExpression, JsonValue, ProcessDefinition } from '../domain/definition.js';
import type {
  Change,
  ChangedPart,
  ChangeKind,
  DeadlineChange,
  DeadlineEffect,
  FitReason,
  FitVerdict,
  StateFit,
} from '../domain/diff/index.js';
import type { Vocabulary } from '../domain/registry.js';
import { statechartOf } from '../domain/statechart.js';
import { conditionInWords } from './condition-words.js';
import { ruleInWords } from './deadline-words.js';
import { germanDate, ownerName, statePathName, type PageSubject } from './words.js';

/** Two versions with the names they use. */
export interface DiffSubject {
  readonly from: ProcessDefinition;
  readonly to: ProcessDefinition;
  readonly vocabulary: Vocabulary;
}

const PARTS: Readonly<Record<ChangedPart, string>> = {
  DEFINITION: 'Prozess',
  STATE: 'Zustand',
  TRANSITION: 'Übergang',
  EVENT: 'Ereignis',
  PAYLOAD_FIELD: 'Angabe',
  CONTEXT_FIELD: 'Feld',
  DEADLINE: 'Frist',
};

/** What changed, without values. */
const KINDS: Readonly<Record<ChangeKind, string>> = {
  ADDED: 'neu',
  REMOVED: 'entfallen',
  RENAMED: 'vermutlich umbenannt',
  MOVED: 'an anderer Stelle',
  KIND: 'andere Art',
  INITIAL: 'beginnt woanders',
  OWNER: 'andere Stelle am Zug',
  SENDERS: 'andere dürfen melden',
  REGIONS_REORDERED: 'Reihenfolge gleichzeitiger Teile geändert',
  ORDER: 'Reihenfolge der Möglichkeiten geändert',
  TARGET: 'führt woandershin',
  GUARD: 'andere Bedingung',
  ACTIONS: 'andere Wirkungen',
  OUTPUT: 'anderes Ergebnis',
  BEHAVIOUR: 'anderes Verhalten',
  SCHEMA: 'andere Form',
  INITIAL_VALUE: 'anderer Anfangswert',
  RULE: 'andere Berechnung',
  WARNINGS: 'andere Erinnerungen',
  LAW: 'andere Rechtsgrundlage',
  DATA_CATEGORIES: 'andere Datenarten',
  TEXT: 'anderer Wortlaut',
};

type Version = 'from' | 'to';

/** Tells old and new values in the words of the definition. */
class ChangeTeller {
  constructor(private readonly subject: DiffSubject) {}

  tell(change: Change): string {
    const named = `${PARTS[change.part]} „${change.label}“ (${change.id})`;
    const weight = change.affectsDecisions ? '' : ' (kein Einfluss auf Entscheidungen)';
    return `${named}: ${KINDS[change.kind]}${this.values(change)}${weight}`;
  }

  private values(change: Change): string {
    if (change.kind === 'ADDED' || change.kind === 'REMOVED' || change.kind === 'TEXT') return '';
    const [before, after] = [this.value(change, 'from'), this.value(change, 'to')];
    return `; vorher: ${before}; jetzt: ${after}`;
  }

  private page(version: Version): PageSubject {
    return { definition: this.subject[version], vocabulary: this.subject.vocabulary };
  }

  private value(change: Change, version: Version): string {
    const value = version === 'from' ? change.before : change.after;
    if (value === null) return 'nichts';
    return this.tellers[change.kind]?.(value, version) ?? plainValue(value);
  }

  /** Values that have names in the definition; any other stands as it is written. */
  private readonly tellers: Partial<Record<ChangeKind, (value: JsonValue, version: Version) => string>> = {
    OWNER: (value) => this.owners(value),
    SENDERS: (value) => this.owners(value),
    INITIAL: (value, version) => this.states(value, version),
    TARGET: (value, version) => this.states(value, version),
    RENAMED: (value, version) => this.states(value, version),
    MOVED: (value, version) => this.states(value, version),
    GUARD: (value, version) => this.condition(value, version),
    RULE: (value, version) => ruleInWords(value as unknown as DeadlineRule, this.page(version)),
    WARNINGS: (value) => `${texts(value).join(', ')} Tage vorher`,
    LAW: (value) => texts(value).map(germanDate).join('; '),
  };

  private owners(value: JsonValue): string {
    return texts(value)
      .map((code) => ownerName(code, this.subject.vocabulary))
      .join(', ');
  }

  private states(value: JsonValue, version: Version): string {
    const names = texts(value).map((id) => this.stateName(id, version));
    return names.join(', ') || 'bleibt';
  }

  private condition(value: JsonValue, version: Version): string {
    const page = this.page(version);
    const guard = value as unknown as GuardExpression;
    return conditionInWords(guard, page, statechartOf(page.definition.machine)).replaceAll('<br>', ' ');
  }

  /** Targets of the old version are told in the names of the new one, so both are looked into. */
  private stateName(id: string, version: Version): string {
    const order = version === 'from' ? [this.subject.from, this.subject.to] : [this.subject.to];
    const node = order
      .map(({ machine }) => statechartOf(machine).byId.get(id))
      .find((found) => found !== undefined);
    return node ? `„${statePathName(node)}“ (${id})` : id;
  }
}

function plainValue(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value or a list of values as texts. */
function texts(value: JsonValue): readonly string[] {
  const values: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return values.map(plainValue);
}

/** One change as a German sentence with the technical id, without Markdown. */
export function changeInWords(change: Change, subject: DiffSubject): string {
  return new ChangeTeller(subject).tell(change);
}

/** German words for verdicts. */
export const VERDICTS: Readonly<Record<FitVerdict, string>> = {
  FITS: 'passt',
  NEEDS_MAPPING: 'braucht eine Zuordnung',
  CANNOT: 'kann nicht umziehen',
};

const REASONS: Readonly<Record<FitReason, string>> = {
  SAME_STATE: 'der Zustand ist derselbe',
  PROCESS_ENDED: 'der Vorgang ist zu Ende und wird nicht umgezogen',
  NEW_REGIONS: 'neue gleichzeitige Teile werden dabei betreten',
  RENAMED: 'der Zustand heißt anders',
  MOVED: 'der Zustand liegt an anderer Stelle',
  REMOVED: 'den Zustand gibt es nicht mehr, und keiner gleicht ihm',
  REFINED: 'der Zustand ist jetzt unterteilt',
  END_CHANGED: 'aus einem Zustand wurde ein Ende oder umgekehrt',
  PASSES_THROUGH: 'in dem Zustand kann man nicht mehr bleiben',
  SURROUNDINGS_GONE: 'der ganze Teil ist entfallen',
  OTHER_KEY: 'es ist ein anderer Prozess',
};

/** What a version means for processes in one state, as a German sentence. */
export function fitInWords({ label, stateId, verdict, suggestion, newRegions, reason }: StateFit): string {
  const target = suggestion === undefined || suggestion === stateId ? '' : `; Vorschlag: ${suggestion}`;
  const choose = verdict === 'NEEDS_MAPPING' && suggestion === undefined ? '; ein Mensch muss wählen' : '';
  const regions = newRegions.length > 0 ? `; neu betreten: ${newRegions.join(', ')}` : '';
  return `„${label}“ (${stateId}) ${VERDICTS[verdict]}: ${REASONS[reason]}${target}${choose}${regions}`;
}

const EFFECTS: Readonly<Record<DeadlineEffect, string>> = {
  NEW_DATE: 'laufende Fristen bekommen ein neues Datum',
  STARTS: 'beginnt neu',
  ENDS: 'läuft nicht weiter',
  SAME_DATE: 'das Datum bleibt; Erinnerungen oder Norm ändern sich',
};

/** What happens to a running deadline, as a German sentence. */
export function deadlineChangeInWords({ label, delayKey, stateId, effect }: DeadlineChange): string {
  return `„${label}“ (${delayKey}) in ${stateId}: ${EFFECTS[effect]}`;
}
