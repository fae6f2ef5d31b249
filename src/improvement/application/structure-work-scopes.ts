import { Injectable, type OnModuleInit } from '@nestjs/common';
import { WorkScopes } from '../../workflow/index.js';
import { STRUCTURE_ROLES } from './structure-access.js';

/** The coordination: the unit that leads the programme of a theme, else the coordination of the region. */
function coordination(themeId: string): string {
  return `
    SELECT coalesce(programme.lead_unit_id, body.id) AS unit_id
    FROM theme
    LEFT JOIN programme ON programme.region_id = theme.region_id AND programme.id = theme.programme_id
    LEFT JOIN organisation_unit body ON programme.id IS NULL AND body.region_id = theme.region_id
      AND body.type = 'KIM_COORDINATION'
    WHERE theme.region_id = wanted.region_id AND theme.id = ${themeId} AND wanted.owner = 'COORDINATION'`;
}

/** The unit that leads the working group to which a theme is assigned. */
const GROUP_LEAD = `
  SELECT working_group.lead_unit_id AS unit_id
  FROM (SELECT given.region_id, given.working_group_id, given.answer FROM theme_assignment given
        WHERE given.region_id = wanted.region_id AND given.theme_id = wanted.subject_id
        ORDER BY given.assigned_at DESC, given.id DESC LIMIT 1) newest
  JOIN working_group ON working_group.region_id = newest.region_id AND working_group.id = newest.working_group_id
  WHERE newest.answer IS DISTINCT FROM 'REFUSED' AND wanted.owner = 'GROUP_LEAD'`;

const OF_THEME = `${coordination('wanted.subject_id')} UNION ALL ${GROUP_LEAD}`;

const OF_MEASURE = `
  SELECT measure.owner_unit_id AS unit_id FROM measure
  WHERE measure.region_id = wanted.region_id AND measure.id = wanted.subject_id AND wanted.owner = 'MEASURE_OWNER'
  UNION ALL ${coordination('(SELECT measure.theme_id FROM measure WHERE measure.region_id = wanted.region_id AND measure.id = wanted.subject_id)')}`;

/** Tells work lists which units work on themes and measures. */
@Injectable()
export class StructureWorkScopes implements OnModuleInit {
  constructor(private readonly scopes: WorkScopes) {}

  onModuleInit(): void {
    this.scopes.register('theme', { holders: OF_THEME, roles: STRUCTURE_ROLES });
    this.scopes.register('measure', { holders: OF_MEASURE, roles: STRUCTURE_ROLES });
  }
}
