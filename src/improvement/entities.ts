import { Finding, Programme, ProgrammeCase, Theme, ThemeFinding } from './persistence/finding.entity.js';
import {
  Measure,
  ThemeAssignment,
  WorkingGroup,
  WorkingGroupMember,
} from './persistence/working-group.entity.js';

/** Tables of this capability. */
export const improvementEntities = [
  Finding,
  Programme,
  ProgrammeCase,
  Theme,
  ThemeFinding,
  Measure,
  ThemeAssignment,
  WorkingGroup,
  WorkingGroupMember,
];
