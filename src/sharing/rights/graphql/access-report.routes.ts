import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderPdf, UnitOfWork } from '../../../platform/index.js';
import { FileRoutes, idOf, ID_PARAMETER, sendFile } from '../../graphql/file-routes.js';
import { AccessReports } from '../application/access-reports.js';
import { reportDocument } from '../application/report-document.js';
import type { AccessReport } from '../domain/access-report.js';
import type { DataSubjectRequestId } from '../domain/request.js';

/** Reports over HTTP: `GET /data-subject-requests/{id}/report.json` and `GET /data-subject-requests/{id}/report.pdf`. */
@Injectable()
export class AccessReportRoutes implements OnModuleInit {
  constructor(
    private readonly routes: FileRoutes,
    private readonly unitOfWork: UnitOfWork,
    private readonly reports: AccessReports,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.routes.open((scope) => {
      scope.get('/data-subject-requests/:id/report.json', { schema: ID_PARAMETER }, (request, reply) =>
        this.asJson(request, reply),
      );
      scope.get('/data-subject-requests/:id/report.pdf', { schema: ID_PARAMETER }, (request, reply) =>
        this.asPdf(request, reply),
      );
    });
  }

  private async asJson(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const content = Buffer.from(JSON.stringify(await this.report(request), undefined, 2));
    return sendFile(reply, { mediaType: 'application/json', content, name: 'meine-daten.json' });
  }

  private async asPdf(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const content = await renderPdf(reportDocument(await this.report(request)));
    return sendFile(reply, { mediaType: 'application/pdf', content, name: 'meine-daten.pdf' });
  }

  private async report(request: FastifyRequest): Promise<AccessReport> {
    const id = idOf(request) as DataSubjectRequestId;
    return this.unitOfWork.run(this.routes.principalOf(request), (tx) => this.reports.get(tx, id));
  }
}
