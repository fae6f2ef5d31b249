import { Args, Resolver, Subscription } from '@nestjs/graphql';
import {
  CurrentPrincipal,
  endableStream,
  Reader,
  type PresentReader,
  type Principal,
} from '../../platform/index.js';
import { ProcessChanges } from '../application/process-changes.js';
import { ProcessChange, ProcessChangedArgs } from './process-changed.type.js';
import { toProcess } from './process.mapping.js';

/** Processes as they change. */
@Resolver()
export class ProcessChangedResolver {
  constructor(private readonly changes: ProcessChanges) {}

  @Subscription(() => ProcessChange, {
    description:
      'A process now and whenever it changes. Access is checked again for each message; when it ends, so does the subscription, with NOT_FOUND_OR_NOT_PERMITTED.',
  })
  processChanged(
    @CurrentPrincipal() principal: Principal,
    @Reader() reader: PresentReader,
    @Args() args: ProcessChangedArgs,
  ): AsyncGenerator<{ readonly processChanged: ProcessChange }, void, undefined> {
    const watched = this.changes.watch(principal, reader, args);
    return endableStream(async function* (signal) {
      signal.addEventListener('abort', () => void watched.return());
      for await (const details of watched) {
        yield { processChanged: { process: toProcess(details), revision: details.process.revision } };
      }
    });
  }
}
