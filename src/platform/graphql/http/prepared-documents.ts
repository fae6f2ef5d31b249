import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  isInputType,
  Kind,
  OperationTypeNode,
  type OperationDefinitionNode,
  getVariableValues,
  parse,
  print,
  separateOperations,
  typeFromAST,
  validate,
  valueFromASTUntyped,
  type VariableDefinitionNode,
} from 'graphql';
import { RequestError } from '../errors/request-error.js';
import type { RequestErrorCode } from '../errors/request.errors.js';
import { variablesRefused } from '../errors/variable-problems.js';
import type { GraphqlOptions } from '../graphql-options.js';
import { checkDocumentLimits } from '../limits/document-limits.js';
import { placesOfVariables, valueLeftOut, type VariablePlaces, withInputDefaults } from './input-defaults.js';

/** One operation of a checked document, with the fragments it uses and nothing else. */
export interface PreparedOperation {
  readonly node: OperationDefinitionNode;
  readonly document: DocumentNode;
  /**
   * Text to execute. Mercurius keeps one compiled query per text, whatever the operation name, so a document with
   * several operations must reach it as several texts.
   */
  readonly source: string;
  /** Where its variables stand, by name. */
  readonly places: ReadonlyMap<string, VariablePlaces>;
}

type PreparedDocument = readonly PreparedOperation[];

const CACHED_DOCUMENTS = 300;
const MAX_MESSAGES = 5;

function asRequestError(code: RequestErrorCode, errors: readonly GraphQLError[]): RequestError {
  const [first] = errors;
  return new RequestError(code, {
    ...(first ? { message: first.message, cause: first } : {}),
    ...(first?.locations ? { locations: first.locations } : {}),
    ...(errors.length > 1 ? { extensions: { further: errors.slice(1).map(({ message }) => message) } } : {}),
  });
}

/** Parses, limits and validates documents, and remembers the good ones. */
export class PreparedDocuments {
  private readonly cache = new Map<string, PreparedDocument>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly options: GraphqlOptions,
  ) {}

  /**
   * The query or mutation to run.
   *
   * @throws {RequestError} any code of the document: parse, limits, validation, `OPERATION_NOT_FOUND`.
   */
  operation(query: string, operationName: string | undefined): PreparedOperation {
    const operation = this.select(query, operationName);
    if (operation.node.operation === OperationTypeNode.SUBSCRIPTION)
      throw new RequestError('GRAPHQL_VALIDATION_FAILED');
    return operation;
  }

  /**
   * The subscription to run.
   *
   * @throws {RequestError} as {@link operation}; `SUBSCRIPTIONS_ONLY` for a query or mutation.
   */
  subscription(query: string, operationName: string | undefined): PreparedOperation {
    const operation = this.select(query, operationName);
    if (operation.node.operation !== OperationTypeNode.SUBSCRIPTION)
      throw new RequestError('SUBSCRIPTIONS_ONLY');
    return operation;
  }

  /**
   * Checks the variables and answers them as to be executed: as they came in, with the defaults of the document and of
   * input fields, because the compiled query knows neither the default of a mandatory variable nor those of fields.
   *
   * @throws {RequestError} `BAD_USER_INPUT`.
   */
  variables(
    operation: PreparedOperation,
    inputs: Readonly<Record<string, unknown>>,
  ): Record<string, unknown> {
    const definitions = operation.node.variableDefinitions ?? [];
    const { errors } = getVariableValues(this.schema, definitions, inputs, {
      maxErrors: MAX_MESSAGES,
      hideSuggestions: !this.options.exposeSchema,
    });
    if (errors) throw variablesRefused(this.schema, definitions, inputs);
    const values = definitions.flatMap((definition) => {
      const name = definition.variable.name.value;
      const places = operation.places.get(name);
      const given = this.valueOf(definition, inputs);
      const value = given === undefined ? valueLeftOut(name, places) : given;
      if (value === null && places?.neverNull) {
        const message = `Die Variable „${name}“ darf hier nicht leer sein.`;
        throw new RequestError('BAD_USER_INPUT', { message, extensions: { variable: name } });
      }
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(values);
  }

  private select(query: string, operationName: string | undefined): PreparedOperation {
    const operations = this.prepare(query);
    const matching =
      operationName === undefined
        ? operations
        : operations.filter(({ node }) => node.name?.value === operationName);
    const [operation, ...others] = matching;
    if (!operation || others.length > 0) throw new RequestError('OPERATION_NOT_FOUND');
    return operation;
  }

  private valueOf(
    { variable, type, defaultValue }: VariableDefinitionNode,
    inputs: Readonly<Record<string, unknown>>,
  ): unknown {
    const name = variable.name.value;
    const given = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    const value = given === undefined && defaultValue ? valueFromASTUntyped(defaultValue) : given;
    const inputType = typeFromAST(this.schema, type);
    return isInputType(inputType) ? withInputDefaults(value, inputType) : value;
  }

  private prepare(query: string): PreparedDocument {
    const known = this.cache.get(query);
    if (known) {
      // Moved to the end: the front is what was not used for longest.
      this.cache.delete(query);
      this.cache.set(query, known);
      return known;
    }
    const prepared = this.check(query);
    if (this.cache.size >= CACHED_DOCUMENTS) {
      const [oldest] = this.cache.keys();
      if (oldest !== undefined) this.cache.delete(oldest);
    }
    this.cache.set(query, prepared);
    return prepared;
  }

  private check(query: string): PreparedDocument {
    const { limits, exposeSchema } = this.options;
    const document = this.parse(query);
    checkDocumentLimits(document, limits, exposeSchema);
    const errors = validate(this.schema, document, undefined, {
      maxErrors: MAX_MESSAGES,
      hideSuggestions: !exposeSchema,
    });
    if (errors.length > 0) throw asRequestError('GRAPHQL_VALIDATION_FAILED', errors);
    const nodes = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    if (nodes.length === 1) return nodes.map((node) => this.prepared(node, document, query));
    const separated = separateOperations(document);
    return nodes.map((node) => {
      const own = separated[node.name?.value ?? ''];
      if (!own) throw new RequestError('OPERATION_NOT_FOUND');
      return this.prepared(node, own, print(own));
    });
  }

  private prepared(node: OperationDefinitionNode, document: DocumentNode, source: string): PreparedOperation {
    return { node, document, source, places: placesOfVariables(this.schema, document) };
  }

  private parse(query: string): DocumentNode {
    const { maxTokens, maxDocumentChars } = this.options.limits;
    if (query.length > maxDocumentChars) {
      throw new RequestError('DOCUMENT_TOO_LONG', {
        extensions: { limit: maxDocumentChars, unit: 'characters' },
      });
    }
    try {
      return parse(query, { maxLexicalTokens: maxTokens });
    } catch (error) {
      const syntaxError = error as GraphQLError;
      if (syntaxError.message.includes(`more that ${maxTokens} tokens`)) {
        throw new RequestError('DOCUMENT_TOO_LONG', {
          extensions: { limit: maxTokens, unit: 'tokens' },
          cause: error,
        });
      }
      throw asRequestError('GRAPHQL_PARSE_FAILED', [syntaxError]);
    }
  }
}
