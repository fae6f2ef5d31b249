import {
  type ArgumentsHost,
  BadRequestException,
  Catch,
  type ExceptionFilter,
  HttpException,
  Optional,
} from '@nestjs/common';
import { GqlArgumentsHost } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getNamedType, type GraphQLResolveInfo, isUnionType } from 'graphql';
import { AccessDenied, Unauthenticated } from '../../auth/access-denied.js';
import { RefusalObserver } from '../../auth/refusal-observer.js';
import { reportBroken } from '../errors/broken-reporter.js';
import { requestErrors } from '../errors/request.errors.js';
import type { ValidationFailed } from '../errors/error-types.js';
import type { GraphqlContext } from '../graphql-context.js';
import { InputInvalid } from './input-invalid.js';

/** Whether the field being resolved can answer `ValidationFailed`. */
function answersValidationFailed(info: GraphQLResolveInfo): boolean {
  const type = getNamedType(info.returnType);
  return isUnionType(type) && type.getTypes().some((member) => member.name === 'ValidationFailed');
}

/** What a pipe of Nest refused, such as an identifier that is no UUID; it does not say which argument it was. */
function refusedByPipe(args: Readonly<Record<string, unknown>>): InputInvalid {
  const [name = '', ...others] = Object.keys(args);
  const path = others.length === 0 ? name : '';
  return new InputInvalid([{ path, message: 'must have the expected format', constraint: 'format' }]);
}

/**
 * Last stop of everything thrown.
 *
 * In GraphQL invalid input becomes a `ValidationFailed` value where the result union has it; all else goes on to the
 * one mapping (`toPublicError`) without being logged here, because Nest would print failed SQL with its parameters.
 * Refusals are noticed on the way.
 * Plain HTTP routes answer `{code, message}`.
 */
@Catch()
export class GraphqlExceptionFilter implements ExceptionFilter {
  constructor(@Optional() private readonly refusals?: RefusalObserver) {}

  catch(exception: unknown, host: ArgumentsHost): unknown {
    if (host.getType<'http' | 'graphql'>() !== 'graphql') return this.answerHttp(exception, host);
    const graphql = GqlArgumentsHost.create(host);
    const failure =
      exception instanceof BadRequestException
        ? refusedByPipe(graphql.getArgs<Readonly<Record<string, unknown>>>())
        : exception;
    if (failure instanceof InputInvalid && answersValidationFailed(graphql.getInfo<GraphQLResolveInfo>())) {
      return this.toValue(failure);
    }
    if (failure instanceof AccessDenied) this.notice(failure, graphql);
    throw failure;
  }

  private notice(denied: AccessDenied, graphql: GqlArgumentsHost): void {
    const { principal } = graphql.getContext<GraphqlContext>();
    const { fieldName } = graphql.getInfo<GraphQLResolveInfo>();
    if (principal) this.refusals?.noticed(denied, principal, fieldName);
  }

  private toValue(exception: InputInvalid): ValidationFailed {
    return {
      kind: 'ValidationFailed',
      code: 'VALIDATION_FAILED',
      message: requestErrors.VALIDATION_FAILED.de,
      fields: exception.fields,
    };
  }

  private answerHttp(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (exception instanceof HttpException && exception.getStatus() < 500) {
      void reply
        .code(exception.getStatus())
        .send({ code: `HTTP_${exception.getStatus()}`, message: exception.message });
    } else if (exception instanceof Unauthenticated) {
      void reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .send({ code: 'UNAUTHENTICATED', message: requestErrors.UNAUTHENTICATED.de });
    } else {
      const errorId = reportBroken(exception, http.getRequest<FastifyRequest>().id);
      void reply
        .code(500)
        .send({ code: 'INTERNAL_ERROR', message: requestErrors.INTERNAL_ERROR.de, errorId });
    }
  }
}
