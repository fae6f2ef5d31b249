import { Logger as NestLogger } from '@nestjs/common';
import { Logger } from 'graphile-worker';

const log = new NestLogger('Jobs');

/**
 * Speaks for the job library in our log. Its texts repeat error messages, which repeat what people typed, so only the
 * fact, its scope and the redacted error go on.
 */
export const jobLogger = new Logger((scope) => (level, _text, meta) => {
  const fields = { message: 'Job library', event: 'JOB_LIBRARY', context: scope.label, error: meta.error };
  if (level === 'error') log.error(fields);
  else if (level === 'warning') log.warn(fields);
});
