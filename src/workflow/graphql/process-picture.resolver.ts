import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { asId } from '../../kernel/index.js';
import { CurrentPrincipal, type Principal } from '../../platform/index.js';
import { DrawProcess } from '../application/draw-process.js';
import { ProcessWaitingTime } from './process-picture.type.js';
import { Process } from './process.type.js';

/** The way of a process as a picture, and whom it waited for. */
@Resolver(() => Process)
export class ProcessPictureResolver {
  constructor(private readonly drawProcess: DrawProcess) {}

  // Each reads the whole log of the process: counted like a page of a list.
  @ResolveField(() => String, {
    nullable: true,
    complexity: 20,
    description:
      'SVG of the process with its place and way; null for a reader who may know of a part of it only, and when this release cannot read its definition.',
  })
  async picture(@CurrentPrincipal() principal: Principal, @Parent() { id }: Process): Promise<string | null> {
    return this.drawProcess.picture(principal, asId(id));
  }

  @ResolveField(() => [ProcessWaitingTime], {
    complexity: 20,
    description:
      'How long it waited for whom, in the order of first turns; for a reader who may know of a part of it only, their own bodies.',
  })
  async waitingTimes(
    @CurrentPrincipal() principal: Principal,
    @Parent() { id }: Process,
  ): Promise<readonly ProcessWaitingTime[]> {
    return this.drawProcess.waitingTimes(principal, asId(id));
  }
}
