import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asId, type ConsentId } from '../../kernel/index.js';
import { ConsentCopies } from '../application/consent-copies.js';
import { answer, FileRoutes, idOf, ID_PARAMETER, sendFile } from './file-routes.js';

const PDF = 'application/pdf';

/**
 * What the person takes home, as PDF in German and their language: `GET /consents/{id}/copy` and, after a revocation,
 * `GET /consents/{id}/revocation-copy`.
 */
@Injectable()
export class ConsentCopyRoutes implements OnModuleInit {
  constructor(
    private readonly routes: FileRoutes,
    private readonly copies: ConsentCopies,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.routes.open((scope) => {
      scope.get('/consents/:id/copy', { schema: ID_PARAMETER }, (request, reply) =>
        this.copy(request, reply),
      );
      scope.get('/consents/:id/revocation-copy', { schema: ID_PARAMETER }, (request, reply) =>
        this.revocationCopy(request, reply),
      );
    });
  }

  private async copy(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const content = await this.copies.ofDeclaration(
      this.routes.principalOf(request),
      asId<ConsentId>(idOf(request)),
    );
    return sendFile(reply, { mediaType: PDF, content, name: 'kopie-der-erklaerung.pdf' });
  }

  private async revocationCopy(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const copy = await this.copies.ofRevocation(
      this.routes.principalOf(request),
      asId<ConsentId>(idOf(request)),
    );
    if (!copy.ok) return answer(reply, 409, copy.error.code, copy.error.message);
    return sendFile(reply, { mediaType: PDF, content: copy.value, name: 'bestaetigung-des-widerrufs.pdf' });
  }
}
