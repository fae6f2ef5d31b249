import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { MercuriusContext } from 'mercurius';
import { Unauthenticated } from '../../auth/access-denied.js';
import { AuthenticationRefused } from '../../auth/authentication-refused.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import { reportBroken, reportRefusedValue } from '../errors/broken-reporter.js';
import { type FailureReport, toPublicError } from '../errors/public-error.js';
import { RequestError } from '../errors/request-error.js';
import type { RequestErrorCode } from '../errors/request.errors.js';
import type { GraphqlContext } from '../graphql-context.js';
import { GRAPHQL_PATH, type GraphqlOptions } from '../graphql-options.js';
import { CostLimit } from '../limits/query-cost.js';
import { LoaderScope } from '../loaders/loader-scope.js';
import { isJsonUtf8, negotiate, type ResponseType } from './media-types.js';
import { PreparedDocuments } from './prepared-documents.js';
import { parametersOfBody, parametersOfUrl, type RequestParameters } from './request-parameters.js';
import { type GraphqlResponse, sendRefusal, sendResult } from './response.js';

/** What Fastify itself found wrong with the body. */
const BODY_FAILURES: Readonly<Record<string, RequestErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
};

/** Where failures of one request are recorded. */
export function reportOf(requestId: string | undefined): FailureReport {
  return {
    broken: (cause) => reportBroken(cause, requestId),
    refusedValue: (cause) => reportRefusedValue(cause, requestId),
  };
}

/**
 * GraphQL over HTTP, fulfilling all MUST and SHOULD of the specification, executed by Mercurius.
 *
 * Mercurius' own routes are off: they miss 14 of the 61 audits (media type, status codes, null parameters) and answer
 * two operations of one document with the same compiled query. Only JSON bodies are read and GET runs queries only, so
 * a form on a foreign page cannot change anything; in production GET runs nothing.
 */
export class GraphqlEndpoint {
  private readonly documents: PreparedDocuments;
  private readonly costs: CostLimit;

  constructor(
    schema: GraphQLSchema,
    private readonly options: GraphqlOptions,
    private readonly unitOfWork?: Pick<UnitOfWork, 'readTogether'>,
  ) {
    this.documents = new PreparedDocuments(schema, options);
    this.costs = new CostLimit(schema, options.limits.maxCost);
  }

  /** Adds the routes in a context of their own, so that no other body parser applies. */
  async register(fastify: FastifyInstance): Promise<void> {
    await fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
        if (!isJsonUtf8(request.headers['content-type']))
          return done(new RequestError('UNSUPPORTED_MEDIA_TYPE'));
        return scope.getDefaultJsonParser('error', 'error')(request, String(body), done);
      });
      scope.setErrorHandler((error, request, reply) => this.refuse(error, request, reply));
      const { queriesInUrl } = this.options;
      scope.route({
        method: queriesInUrl ? ['GET', 'POST'] : ['POST'],
        url: GRAPHQL_PATH,
        bodyLimit: this.options.limits.maxBodyBytes,
        handler: (request, reply) => this.answer(request, reply),
      });
      scope.route({
        method: ['PUT', 'PATCH', 'DELETE', ...(queriesInUrl ? [] : (['GET'] as const))],
        url: GRAPHQL_PATH,
        onRequest: (_request, reply, done) => {
          void reply.header('allow', queriesInUrl ? 'GET, POST' : 'POST');
          done(new RequestError('METHOD_NOT_ALLOWED'));
        },
        handler: () => undefined,
      });
    });
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const type = negotiate(request.headers.accept);
    if (!type) throw new RequestError('NOT_ACCEPTABLE');
    const principal = await this.options.authenticate(request);
    // What is wrong with a document tells names of types and fields: where the schema is not public, to nobody unknown.
    if (!principal && !this.options.exposeSchema) throw new Unauthenticated();
    const parameters =
      request.method === 'GET' ? parametersOfUrl(request.url) : parametersOfBody(request.body);
    const context: GraphqlContext = {
      req: request,
      principal,
      requestId: request.id,
      loaders: new LoaderScope(),
    };
    return sendResult(reply, type, await this.execute(parameters, context, reply));
  }

  private async execute(
    parameters: RequestParameters,
    context: GraphqlContext,
    reply: FastifyReply,
  ): Promise<GraphqlResponse> {
    const operation = this.documents.operation(parameters.query, parameters.operationName);
    if (reply.request.method === 'GET' && operation.node.operation !== OperationTypeNode.QUERY) {
      void reply.header('allow', 'POST');
      throw new RequestError('METHOD_NOT_ALLOWED');
    }
    const variables = this.documents.variables(operation, parameters.variables);
    this.costs.check(operation.document, variables);
    const run = () =>
      reply.graphql<Record<string, unknown>>(
        operation.source,
        // Mercurius adds its own members to the object.
        { ...context },
        variables,
        operation.node.name?.value,
      );
    const isPage = operation.node.operation === OperationTypeNode.QUERY && context.principal;
    const execution =
      this.unitOfWork && isPage ? await this.unitOfWork.readTogether(context.principal, run) : await run();
    // The errors were already made public by `formatErrors`.
    const errors = execution.errors as GraphqlResponse['errors'] | null | undefined;
    return { data: execution.data, ...(errors?.length ? { errors } : {}) };
  }

  private refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (error instanceof AuthenticationRefused) void reply.headers(error.toResponse().headers);
    const type: ResponseType = negotiate(request.headers.accept) ?? 'application/json';
    const { code, statusCode } = error as Partial<FastifyError>;
    const bodyCode = BODY_FAILURES[code ?? ''] ?? (statusCode === 400 ? 'BAD_REQUEST' : undefined);
    const cause =
      bodyCode && !(error instanceof RequestError) ? new RequestError(bodyCode, { cause: error }) : error;
    return sendRefusal(reply, type, toPublicError(cause, reportOf(request.id)));
  }
}

/** Error formatter of Mercurius: the one mapping, limited in number. The endpoint chooses the status. */
export function formatErrors(maxErrors: number) {
  return (
    execution: { readonly data?: unknown; readonly errors?: readonly unknown[] | null },
    context: MercuriusContext,
  ): { statusCode: number; response: { data: unknown; errors: unknown[] } } => {
    const requestId = context.reply?.request.id;
    const errors = (execution.errors ?? []).slice(0, maxErrors);
    return {
      statusCode: 200,
      response: {
        data: execution.data ?? null,
        errors: errors.map((error) => toPublicError(error, reportOf(requestId))),
      },
    };
  };
}
