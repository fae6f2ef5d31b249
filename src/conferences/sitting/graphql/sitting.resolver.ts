import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { ConferenceId } from '../../../kernel/index.js';
import {
  CurrentPrincipal,
  endableStream,
  InputArg,
  Reader,
  type PresentReader,
  type Principal,
} from '../../../platform/index.js';
import { PlanSitting } from '../application/plan-sitting.js';
import { RunItem } from '../application/run-item.js';
import { SittingChanges } from '../application/sitting-changes.js';
import { SittingAnswers } from './sitting-answers.js';
import * as inputs from './sitting.input.js';
import { toSitting } from './sitting.mapping.js';
import * as results from './sitting.results.js';
import { Sitting } from './sitting.type.js';

const CONFERENCE = { type: () => ID, description: 'Conference through which you look.' };

/** Sittings as they are, and as they go on. */
@Resolver()
export class SittingResolver {
  constructor(
    private readonly answers: SittingAnswers,
    private readonly changes: SittingChanges,
  ) {}

  @Query(() => Sitting, {
    description:
      'The sitting in which a conference is held. Of cases you have nothing to do with you see the times and nothing else.',
  })
  async sitting(
    @CurrentPrincipal() principal: Principal,
    @Args('conferenceId', CONFERENCE, ParseUUIDPipe) conferenceId: ConferenceId,
  ): Promise<Sitting> {
    return this.answers.read(principal, conferenceId);
  }

  @Subscription(() => Sitting, {
    description:
      'The sitting now and whenever it goes on. Access is checked again for each message; when a basis ends or the conference is blocked, so does the subscription of a body, with NOT_FOUND_OR_NOT_PERMITTED.',
  })
  sittingChanged(
    @CurrentPrincipal() principal: Principal,
    @Reader() reader: PresentReader,
    @Args('conferenceId', CONFERENCE, ParseUUIDPipe) conferenceId: ConferenceId,
  ): AsyncGenerator<{ readonly sittingChanged: Sitting }, void, undefined> {
    const watched = this.changes.watch(principal, reader, conferenceId);
    return endableStream(async function* (signal) {
      signal.addEventListener('abort', () => void watched.return());
      for await (const view of watched) yield { sittingChanged: toSitting(view) };
    });
  }
}

/** Runs sittings. */
@Resolver()
export class SittingCourseResolver {
  constructor(
    private readonly answers: SittingAnswers,
    private readonly plan: PlanSitting,
    private readonly run: RunItem,
  ) {}

  @Mutation(() => results.PlanSittingResult, {
    description: 'The chair joins conferences of one day to one sitting, each with its own circle.',
  })
  async planSitting(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.PlanSittingInput) {
    return this.answers.of(principal, await this.plan.execute(principal, input));
  }

  @Mutation(() => results.StartSittingItemResult, {
    description: 'The chair begins an item: the blocks are looked at once more, the conference opens.',
  })
  async startSittingItem(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.StartSittingItemInput,
  ) {
    return this.answers.of(principal, await this.run.start(principal, input));
  }

  @Mutation(() => results.EnterSittingBoxResult, {
    description: 'The chair goes on to a time box; the rest is timed anew.',
  })
  async enterSittingBox(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.EnterSittingBoxInput,
  ) {
    return this.answers.of(principal, await this.run.enter(principal, input));
  }

  @Mutation(() => results.PauseSittingResult, {
    description: 'The chair takes a break, or the person asks for one.',
  })
  async pauseSitting(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.PauseSittingInput) {
    return this.answers.of(principal, await this.run.pause(principal, input));
  }

  @Mutation(() => results.ReportRecognisedResult, {
    description:
      'Somebody recognised an anonymised case: the item pauses; that it happened is recorded, by what is not.',
  })
  async reportRecognised(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ReportRecognisedInput,
  ) {
    return this.answers.of(principal, await this.run.recognised(principal, input));
  }

  @Mutation(() => results.ResumeSittingResult, {
    description: 'The chair goes on after an interruption.',
  })
  async resumeSitting(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ResumeSittingInput,
  ) {
    return this.answers.of(principal, await this.run.resume(principal, input));
  }

  @Mutation(() => results.EndSittingItemResult, {
    description: 'The chair ends an item, once the result was read back to the person.',
  })
  async endSittingItem(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.EndSittingItemInput,
  ) {
    return this.answers.of(principal, await this.run.end(principal, input));
  }
}
