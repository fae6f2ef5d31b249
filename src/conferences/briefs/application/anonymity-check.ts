import { Injectable } from '@nestjs/common';
import { CaseReader } from '../../../cases/index.js';
import { organisationType } from '../../../directory/index.js';
import { hashOf, type CaseId, type ConferenceId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import { CaseRelations } from '../../../sharing/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { checkAnonymity, type AnonymityKnowledge, type LineFinding } from '../domain/anonymisation-check.js';
import { attributesInWords, revealed } from '../domain/anonymity-rules.js';
import { AnonymityRepository, type AnonymitySetting } from '../persistence/anonymity.repository.js';
import { BriefRepository, type BriefRow, type WordedLine } from '../persistence/brief.repository.js';
import { AnonymisedBriefRepository } from '../persistence/anonymised-brief.repository.js';
import { keeps } from './brief-reader.js';
import { briefRules } from './brief-rules.js';

/** What the check says about one version. */
export interface CheckedBrief {
  readonly brief: BriefRow;
  readonly lines: readonly WordedLine[];
  /** Binds a release to exactly what was checked. */
  readonly contentHash: string;
  readonly findings: readonly LineFinding[];
  /** Revealed attributes in words. */
  readonly attributes: readonly string[];
  readonly k: number;
  /** At least k persons of the region share what is revealed. */
  readonly isSharedByEnough: boolean;
}

/** The check as the convening unit sees it. */
export interface AnonymityCheckView extends CheckedBrief {
  /** Number under which this version is released; `null` while it is not. */
  readonly releasedNumber: string | null;
}

/** Checks briefs without names: findings in the texts, and how many share what they reveal. */
@Injectable()
export class AnonymityCheck {
  constructor(
    private readonly access: ConferenceAccess,
    private readonly cases: CaseReader,
    private readonly relations: CaseRelations,
    private readonly briefs: BriefRepository,
    private readonly anonymised: AnonymisedBriefRepository,
    private readonly anonymity: AnonymityRepository,
  ) {}

  /**
   * The check of the latest version, for the convening unit.
   *
   * @returns `null` when there is no brief, the conference names the person, or the actor is not of that unit.
   * @throws {AccessDenied} the conference is not there, or the actor has nothing to do with it.
   */
  async find(tx: Tx, id: ConferenceId): Promise<AnonymityCheckView | null> {
    const standing = await this.access.get(tx, id);
    if (!keeps(tx, standing) || standing.conference.mode === 'IDENTIFIED') return null;
    const checked = await this.check(tx, standing);
    if (!checked) return null;
    const origin = await this.anonymised.origin(tx, id);
    const isThis = origin?.briefId === checked.brief.id && origin.contentHash === checked.contentHash;
    return { ...checked, releasedNumber: isThis ? origin.number : null };
  }

  /** The check itself; the caller checks access. `undefined` when there is no brief, or the unit left the case. */
  async check(tx: Tx, { conference }: ConferenceStanding): Promise<CheckedBrief | undefined> {
    const brief = await this.briefs.latest(tx, conference);
    if (!brief) return undefined;
    // Whoever left the case may not look for the names in it, and without them nothing is checked.
    if (conference.caseId !== null && !(await this.relations.find(tx, conference.caseId))) return undefined;
    const lines = await this.briefs.lines(tx, conference, brief.id);
    const setting = await this.setting(tx);
    const knowledge = await this.knowledge(tx, conference.caseId, setting);
    const findings = checkAnonymity(
      lines.map(({ id, text }) => ({ id, text: text ?? '' })),
      knowledge,
    );
    const { attributes } = brief;
    const isSharedByEnough =
      revealed(attributes).length === 0 || (await this.anonymity.isSharedByEnough(tx, attributes, setting.k));
    return {
      brief,
      lines,
      contentHash: hashOfBrief(brief, lines),
      findings,
      attributes: attributesInWords(briefRules, attributes),
      k: setting.k,
      isSharedByEnough,
    };
  }

  /** Thresholds of the region; those of the rules while it decided none, and never below what the rules allow. */
  async setting(tx: Tx): Promise<AnonymitySetting> {
    const decided = await this.anonymity.setting(tx);
    const { k, minResidents } = briefRules;
    return {
      k: Math.max(decided?.k ?? k.usual, k.atLeast),
      minResidents: Math.max(decided?.minResidents ?? minResidents.usual, minResidents.atLeast),
    };
  }

  private async knowledge(
    tx: Tx,
    caseId: CaseId | null,
    { minResidents }: AnonymitySetting,
  ): Promise<AnonymityKnowledge> {
    // Whoever may not know the person gets no answer about their names.
    const person = caseId === null ? null : await this.cases.findPerson(tx, caseId);
    const names = (person?.names ?? []).flatMap(({ givenNames, familyNames }) => [givenNames, familyNames]);
    const { places, bodies } = await this.anonymity.placesAndBodies(tx);
    return {
      rules: briefRules,
      names: names.flatMap((name) => name ?? []),
      places,
      bodies: bodies.map(({ name, type }) => ({ name, kind: organisationType(type).label.de })),
      commonNationalities: await this.anonymity.commonNationalities(tx, minResidents),
    };
  }
}

/** Identity of everything a version says. */
function hashOfBrief({ id, version, attributes }: BriefRow, lines: readonly WordedLine[]): string {
  return hashOf({
    id,
    version,
    attributes: revealed(attributes).map(([name, code]) => [name, code]),
    lines: lines.map(({ id: lineId, section, kind, category, text }) => [
      lineId,
      section,
      kind,
      category,
      text,
    ]),
  });
}
