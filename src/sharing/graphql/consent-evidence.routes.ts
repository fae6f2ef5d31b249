import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asId, type ConsentId } from '../../kernel/index.js';
import { UnitOfWork } from '../../platform/index.js';
import { ConsentEvidenceFiles } from '../application/consent-evidence.js';
import { evidenceMediaTypes, MAX_EVIDENCE_BYTES, type ConsentEvidenceId } from '../domain/index.js';
import { answer, FileRoutes, idOf, ID_PARAMETER, sendFile } from './file-routes.js';

const KEY = /^[\x21-\x7e]{8,200}$/;

/**
 * Scans and signatures over HTTP, because they are larger than what GraphQL takes:
 * `POST /consents/{id}/evidence` with the file as body and the header `Idempotency-Key`, and
 * `GET /consent-evidence/{id}`. The login is checked before a byte of the body is read.
 */
@Injectable()
export class ConsentEvidenceRoutes implements OnModuleInit {
  constructor(
    private readonly routes: FileRoutes,
    private readonly unitOfWork: UnitOfWork,
    private readonly files: ConsentEvidenceFiles,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.routes.open((scope) => {
      const bodyLimit = MAX_EVIDENCE_BYTES;
      scope.addContentTypeParser(
        [...evidenceMediaTypes],
        { parseAs: 'buffer', bodyLimit },
        (_request, body, done) => done(null, body),
      );
      scope.post('/consents/:id/evidence', { schema: ID_PARAMETER, bodyLimit }, (request, reply) =>
        this.attach(request, reply),
      );
      scope.get('/consent-evidence/:id', { schema: ID_PARAMETER }, (request, reply) =>
        this.read(request, reply),
      );
    });
  }

  private async attach(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const idempotencyKey = request.headers['idempotency-key'];
    if (typeof idempotencyKey !== 'string' || !KEY.test(idempotencyKey))
      return answer(reply, 400, 'BAD_REQUEST');
    const attached = await this.files.attach(this.routes.principalOf(request), {
      idempotencyKey,
      consentId: asId<ConsentId>(idOf(request)),
      content: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    });
    if (!attached.ok) return answer(reply, 422, attached.error.code, attached.error.message);
    return reply.code(201).send({ id: attached.value.evidenceId });
  }

  private async read(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const id = asId<ConsentEvidenceId>(idOf(request));
    const principal = this.routes.principalOf(request);
    return sendFile(reply, await this.unitOfWork.run(principal, (tx) => this.files.read(tx, id)));
  }
}
