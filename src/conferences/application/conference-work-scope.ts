import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CASE_ROLES, unitsOfCase } from '../../cases/index.js';
import { WorkScopes } from '../../workflow/index.js';

const THIS = `FROM case_conference conference
  WHERE conference.region_id = wanted.region_id AND conference.id = wanted.subject_id`;

/** Unit in which the chair or recorder of a conference is one. */
function unitsAs(role: 'MODERATOR' | 'RECORDER', owner: string, staff: string): string {
  return `
    SELECT held.unit_id FROM staff_role held
    WHERE held.region_id = wanted.region_id AND held.role = '${role}' AND wanted.owner = '${owner}'
      AND held.staff_id = (SELECT conference.${staff} ${THIS}) AND held.valid_until IS NULL`;
}

const HOLDERS = `
  SELECT conference.convener_unit_id AS unit_id ${THIS} AND wanted.owner = 'CONVENER'
  UNION ALL ${unitsAs('MODERATOR', 'CHAIR', 'chair_id')}
  UNION ALL ${unitsAs('RECORDER', 'RECORDER', 'recorder_id')}
  UNION ALL ${unitsOfCase(`(SELECT conference.case_id ${THIS})`)}`;

/** Tells work lists which units work on conferences. */
@Injectable()
export class ConferenceWorkScope implements OnModuleInit {
  constructor(private readonly scopes: WorkScopes) {}

  onModuleInit(): void {
    const roles = [...CASE_ROLES, 'MODERATOR', 'RECORDER', 'PROJECT_LEAD'] as const;
    this.scopes.register('conference', { holders: HOLDERS, roles });
  }
}
