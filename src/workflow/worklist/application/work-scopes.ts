import { Injectable } from '@nestjs/common';
import type { StaffRole } from '../../../platform/index.js';

/**
 * Which units work on the processes of one subject type. It only finds candidates for work lists quickly; who may see
 * and do what is decided by the subject's access rule on every row.
 */
export interface WorkScope {
  /**
   * SQL query of one column `unit_id uuid`: the units that hold an owner code for a subject. It may use the columns of
   * the relation `wanted`: `region_id text, subject_id uuid, owner text`. Fixed text, no parameters.
   */
  readonly holders: string;
  /** Roles whose holders work on such processes; through other roles nothing is listed. */
  readonly roles: readonly StaffRole[];
}

/** How cases lead to the processes of a person or of a leading unit. */
export interface CaseScope {
  /** SQL query of one column of case ids: cases of the person `$2::uuid` in the region `$1::text`. */
  readonly ofPerson: string;
  /** SQL query of one column of case ids: cases that one of the units `$2::uuid[]` leads in the region `$1::text`. */
  readonly ledBy: string;
  /** SQL query of one column of case ids: cases in the region `$1::text` that must not be known beyond their units. */
  readonly hidden: string;
}

/** What the capabilities tell work lists about their subjects. They register while the application starts. */
@Injectable()
export class WorkScopes {
  private readonly byType = new Map<string, WorkScope>();
  private cases: CaseScope | undefined;

  /** @throws {Error} when the subject type already has a scope. */
  register(subjectType: string, scope: WorkScope): void {
    if (this.byType.has(subjectType)) throw new Error(`Work scope registered twice: ${subjectType}`);
    this.byType.set(subjectType, scope);
  }

  /** @throws {Error} when it is registered already. */
  registerCases(scope: CaseScope): void {
    if (this.cases) throw new Error('Case scope registered twice');
    this.cases = scope;
  }

  /** Scope of a subject type; `undefined` when nobody registered one: then no unit is ever listed. */
  of(subjectType: string): WorkScope | undefined {
    return this.byType.get(subjectType);
  }

  /** All subject types with their scopes. */
  all(): ReadonlyMap<string, WorkScope> {
    return this.byType;
  }

  /** How cases lead to processes; `undefined` when nobody registered it. */
  ofCases(): CaseScope | undefined {
    return this.cases;
  }
}
