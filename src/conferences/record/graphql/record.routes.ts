import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type ConferenceId } from '../../../kernel/index.js';
import { FileRoutes, idOf, ID_PARAMETER, sendFile } from '../../../sharing/index.js';
import { RecordFiles, type RecordFile } from '../application/record-files.js';

/** Paths and names of the files; names tell nothing about anybody. */
const FILES: Readonly<Record<RecordFile, string>> = {
  record: 'protokoll.pdf',
  extract: 'auszug.pdf',
  letter: 'ergebnis.pdf',
};

/** Files of a record: `GET /conferences/{id}/record`, `…/extract` and `…/letter`, as PDF. */
@Injectable()
export class RecordRoutes implements OnModuleInit {
  constructor(
    private readonly routes: FileRoutes,
    private readonly files: RecordFiles,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.routes.open((scope) => {
      for (const [file, name] of Object.entries(FILES) as [RecordFile, string][]) {
        scope.get(`/conferences/:id/${file}`, { schema: ID_PARAMETER }, async (request, reply) => {
          const id = asId<ConferenceId>(idOf(request));
          const content = await this.files.get(this.routes.principalOf(request), id, file);
          return sendFile(reply, { mediaType: 'application/pdf', content, name });
        });
      }
    });
  }
}
