import { Mutation, Resolver } from '@nestjs/graphql';
import { CurrentPrincipal, InputArg, type Principal } from '../../../platform/index.js';
import { ChangeChair } from '../application/change-chair.js';
import { EnterWords } from '../application/enter-words.js';
import { KeepAttendance } from '../application/keep-attendance.js';
import { PersonsPart } from '../application/persons-part.js';
import { SittingAnswers } from './sitting-answers.js';
import * as inputs from './sitting.input.js';
import * as results from './sitting.results.js';

/** Entries of a sitting. */
@Resolver()
export class SittingEntriesResolver {
  constructor(
    private readonly answers: SittingAnswers,
    private readonly attendance: KeepAttendance,
    private readonly part: PersonsPart,
    private readonly words: EnterWords,
    private readonly chair: ChangeChair,
  ) {}

  @Mutation(() => results.RecordAttendanceResult, {
    description:
      'Enters who is there for a body, with function, mandate and confidentiality undertaking, or excused themself.',
  })
  async recordAttendance(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RecordAttendanceInput,
  ) {
    return this.answers.of(principal, await this.attendance.staff(principal, input));
  }

  @Mutation(() => results.RecordSittingHelperResult, {
    description:
      'Enters an interpreter or a companion; a companion is refused with written reasons only (§ 13 SGB X).',
  })
  async recordSittingHelper(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RecordSittingHelperInput,
  ) {
    return this.answers.of(principal, await this.attendance.helper(principal, input));
  }

  @Mutation(() => results.ChoosePersonFormResult, {
    description: 'The person chooses how to take part, or chair and recorder enter it.',
  })
  async choosePersonForm(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ChoosePersonFormInput,
  ) {
    return this.answers.of(principal, await this.part.form(principal, input));
  }

  @Mutation(() => results.MarkPersonTurnResult, {
    description: 'The person had their turn; before it no body is heard.',
  })
  async markPersonTurn(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.MarkPersonTurnInput,
  ) {
    return this.answers.of(principal, await this.part.turn(principal, input));
  }

  @Mutation(() => results.RecordReadBackResult, {
    description: 'What the person says to the summary; they may answer themself.',
  })
  async recordReadBack(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RecordReadBackInput,
  ) {
    return this.answers.of(principal, await this.part.readBack(principal, input));
  }

  @Mutation(() => results.RecordBodyPositionResult, {
    description: 'What a body says to the result; dissent stays, a condition becomes one of the decision.',
  })
  async recordBodyPosition(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RecordBodyPositionInput,
  ) {
    return this.answers.of(principal, await this.words.position(principal, input));
  }

  @Mutation(() => results.AddSealedEntryResult, {
    description: 'Enters something into the part before the person joins, with its reason.',
  })
  async addSealedEntry(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AddSealedEntryInput,
  ) {
    return this.answers.of(principal, await this.words.seal(principal, input));
  }

  @Mutation(() => results.DecideSealedAccessResult, {
    description: 'The chair decides, entry by entry, whether the person may read it.',
  })
  async decideSealedAccess(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.DecideSealedAccessInput,
  ) {
    return this.answers.of(principal, await this.words.decideAccess(principal, input));
  }

  @Mutation(() => results.AnswerFindingQuestionResult, {
    description: 'The question for structural findings was asked, and there is none.',
  })
  async answerFindingQuestion(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AnswerFindingQuestionInput,
  ) {
    return this.answers.of(principal, await this.words.noFinding(principal, input));
  }

  @Mutation(() => results.AppointDeputyChairResult, {
    description: 'The chair names who may chair in their place.',
  })
  async appointDeputyChair(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AppointDeputyChairInput,
  ) {
    return this.answers.of(principal, await this.chair.appoint(principal, input));
  }

  @Mutation(() => results.HandOverChairResult, {
    description: 'Chair or deputy make the deputy the chair.',
  })
  async handOverChair(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.HandOverChairInput,
  ) {
    return this.answers.of(principal, await this.chair.handOver(principal, input));
  }
}
