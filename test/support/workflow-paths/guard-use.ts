import { builtInGuard } from '../../../src/workflow/domain/built-in-guards.js';
import { recordedAs, type RecordParams } from '../../../src/workflow/domain/built-in-actions.js';
import type { GuardReference, JsonValue } from '../../../src/workflow/domain/definition.js';
import { guardReferences } from '../../../src/workflow/domain/guard-evaluation.js';
import type { TransitionSite } from '../../../src/workflow/domain/transitions.js';
import type { CompiledDefinition } from '../../../src/workflow/kernel/compile.js';

/** Which values the conditions of a definition ask for. */
export interface GuardUse {
  /** Facts a transition asks for. */
  readonly factsOf: (site: TransitionSite) => readonly string[];
  /** Payload field → values conditions name, for the fields of an event that any condition depends on. */
  readonly valuesFor: (eventType: string) => ReadonlyMap<string, readonly JsonValue[]>;
}

/** Reads the use of values out of the conditions. */
export function guardUseOf(compiled: CompiledDefinition): GuardUse {
  const sites = [...compiled.transitions.values()];
  const all = sites.flatMap(({ definition }) => guardReferences(definition.guard));
  const context = valuesByField(all.filter((guard) => !readsPayload(guard)));
  return {
    factsOf,
    valuesFor: (eventType) => {
      const own = sites.filter((site) => site.trigger === 'event' && site.key === eventType);
      const values = new Map(
        valuesByField(
          own.flatMap(({ definition }) => guardReferences(definition.guard)).filter(readsPayload),
        ),
      );
      for (const [from, to] of own.flatMap(recordings)) {
        const asked = context.get(to);
        if (asked) values.set(from, [...new Set([...(values.get(from) ?? []), ...asked])]);
      }
      return values;
    },
  };
}

function readsPayload(guard: GuardReference): boolean {
  return builtInGuard(guard.type)?.readsPayload ?? false;
}

function factsOf({ definition }: TransitionSite): readonly string[] {
  return guardReferences(definition.guard)
    .map(({ type }) => type)
    .filter((type) => type !== 'stateIn' && builtInGuard(type) === undefined);
}

function valuesByField(guards: readonly GuardReference[]): Map<string, readonly JsonValue[]> {
  const values = new Map<string, readonly JsonValue[]>();
  for (const { params = {} } of guards) {
    const { field, other, value, values: several } = params;
    const named = Array.isArray(several)
      ? (several as readonly JsonValue[])
      : value === undefined
        ? []
        : [value];
    for (const name of [field, other]) {
      if (typeof name === 'string') values.set(name, [...new Set([...(values.get(name) ?? []), ...named])]);
    }
  }
  return values;
}

function recordings({ definition }: TransitionSite): readonly (readonly [from: string, to: string])[] {
  return (definition.actions ?? [])
    .filter(({ type }) => type === 'record')
    .flatMap(({ params }) => {
      const record = (params ?? {}) as RecordParams;
      return (record.fields ?? []).map((field) => [field, recordedAs(record, field)] as const);
    });
}
