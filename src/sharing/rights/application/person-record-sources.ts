import { Injectable } from '@nestjs/common';
import type { CaseId, PersonId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';

/** What is asked of the other capabilities for a report. */
export interface PersonRecordQuestion {
  readonly personId: PersonId;
  readonly caseId: CaseId;
  /** Controller that answers: only what it holds. */
  readonly unitId: UnitId;
}

/** Records of one kind about a person, in words. */
export interface PersonRecordGroup {
  /** Code, e.g. `names`. */
  readonly key: string;
  /** Heading, German. */
  readonly title: string;
  readonly records: readonly {
    readonly label: string;
    readonly value: string;
    /** The person wrote or said it themself, so it is portable (Art. 20 DSGVO). */
    readonly byPerson?: boolean;
  }[];
}

/** Reads what one capability holds. */
export type PersonRecordSource = (
  tx: Tx,
  question: PersonRecordQuestion,
) => Promise<readonly PersonRecordGroup[]>;

/** What the capabilities hold about persons besides items of data. They register while the application starts. */
@Injectable()
export class PersonRecordSources {
  private readonly sources: PersonRecordSource[] = [];

  register(source: PersonRecordSource): void {
    this.sources.push(source);
  }

  /** Groups of all sources in the order of registration; empty ones are left out. */
  async collect(tx: Tx, question: PersonRecordQuestion): Promise<readonly PersonRecordGroup[]> {
    const groups: PersonRecordGroup[] = [];
    for (const source of this.sources) groups.push(...(await source(tx, question)));
    return groups.filter(({ records }) => records.length > 0);
  }
}

/** Makes everything sealed about a person unreadable. Declared here, implemented by the capability that knows persons. */
export abstract class ErasePerson {
  /** In the transaction of whoever decided it. */
  abstract erase(tx: Tx, personId: PersonId): Promise<void>;
}
