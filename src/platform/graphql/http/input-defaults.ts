import {
  astFromValue,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { RequestError } from '../errors/request-error.js';

/** Default as a client would write it; the schema keeps it as resolvers see it. */
function written(defaultValue: unknown, type: GraphQLInputType): unknown {
  const node = astFromValue(defaultValue, type);
  return node ? valueFromASTUntyped(node) : undefined;
}

/**
 * A valid value of an input type with the defaults of all input fields that were left out, at every depth; otherwise
 * as it came in. Compiled queries know defaults of arguments and of input literals, but not of input fields inside
 * variables.
 */
export function withInputDefaults(value: unknown, type: GraphQLInputType): unknown {
  if (value === null || value === undefined) return value;
  if (isNonNullType(type)) return withInputDefaults(value, type.ofType);
  if (isListType(type)) {
    return Array.isArray(value)
      ? value.map((member: unknown) => withInputDefaults(member, type.ofType))
      : withInputDefaults(value, type.ofType);
  }
  if (!isInputObjectType(type)) return value;
  const given = value as Readonly<Record<string, unknown>>;
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const own = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    const filled =
      own === undefined && field.defaultValue !== undefined
        ? written(field.defaultValue, field.type)
        : withInputDefaults(own, field.type);
    return filled === undefined ? [] : [[field.name, filled] as const];
  });
  return Object.fromEntries(fields);
}

/** What the places of a document at which a variable stands say about it. */
export interface VariablePlaces {
  /** Null is not allowed at one of them, although the variable may be null: that place has a default. */
  readonly neverNull: boolean;
  /** One of them is a field of an input literal that has a default. */
  readonly fillsField: boolean;
  /** Defaults of all of them, written as JSON; `null` stands for a place without. */
  readonly defaults: ReadonlySet<string>;
}

/**
 * Where the variables of a valid document stand, by name.
 *
 * Compiled queries do not do what the specification says of a variable that is left out in a field of an input literal
 * (the default applies) or null at a place with a default (an error), so both are settled before.
 */
export function placesOfVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
): ReadonlyMap<string, VariablePlaces> {
  const places = new Map<string, VariablePlaces>();
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      VariableDefinition: () => false,
      Variable: (node, _key, parent) => {
        const type = typeInfo.getInputType();
        const defaultValue = typeInfo.getDefaultValue();
        const inField = parent !== undefined && 'kind' in parent && parent.kind === Kind.OBJECT_FIELD;
        const before = places.get(node.name.value);
        const own = defaultValue === undefined || !type ? undefined : written(defaultValue, type);
        places.set(node.name.value, {
          neverNull: (before?.neverNull ?? false) || isNonNullType(type),
          fillsField: (before?.fillsField ?? false) || (inField && own !== undefined),
          defaults: new Set([...(before?.defaults ?? []), JSON.stringify(own ?? null)]),
        });
      },
    }),
  );
  return places;
}

/**
 * Value of a variable that was left out, for the places where it stands.
 *
 * @returns `undefined` when each place can do without.
 * @throws {RequestError} `BAD_USER_INPUT` when its places have different defaults, one of them a field.
 */
export function valueLeftOut(name: string, places: VariablePlaces | undefined): unknown {
  if (!places?.fillsField) return undefined;
  const [only = 'null', ...others] = places.defaults;
  if (others.length === 0) return JSON.parse(only) as unknown;
  throw new RequestError('BAD_USER_INPUT', {
    message: `Die Variable „${name}“ muss angegeben werden: An den Stellen, an denen sie steht, gilt Verschiedenes.`,
    extensions: { variable: name },
  });
}
