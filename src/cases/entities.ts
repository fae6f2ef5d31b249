import { CaseClosureRow, CaseLeadOfferRow } from './persistence/case-course.entity.js';
import { CaseFile, CaseParticipation } from './persistence/case-file.entity.js';
import {
  CaseCounsellor,
  CompartmentOpeningRow,
  UnrecordedReferral,
} from './persistence/compartment.entity.js';
import { EntryInterview, InterviewAnswer, LifeAreaEntry, Task } from './persistence/case-work.entity.js';
import { Person, PersonLanguage, PersonName } from './persistence/person.entity.js';

/** Tables of this capability. */
export const caseEntities = [
  CaseFile,
  CaseParticipation,
  EntryInterview,
  InterviewAnswer,
  LifeAreaEntry,
  Task,
  Person,
  PersonLanguage,
  PersonName,
  CaseCounsellor,
  CompartmentOpeningRow,
  UnrecordedReferral,
  CaseClosureRow,
  CaseLeadOfferRow,
];
