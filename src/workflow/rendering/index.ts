export { conditionInWords } from './condition-words.js';
export { DEADLINE_HEAD, deadlineRow } from './deadline-words.js';
export { changeInWords, deadlineChangeInWords, fitInWords, type DiffSubject } from './diff-words.js';
export { coursePage, type CoursePage } from './course-page.js';
export { layOutForMarks, PictureMaker, transitionNumbers } from './picture-layout.js';
export { type PictureMarks } from './picture-marks.js';
export { pictureScopes, transitionsOf, type PictureScope } from './picture-scopes.js';
export type { Picture } from './picture.js';
export { processCourse, type CourseInput, type ProcessCourse } from './process-course.js';
export { pictureSvg } from './svg-picture.js';
export { whatHappens } from './transition-words.js';
export {
  cell,
  fieldName,
  germanDate,
  ownerName,
  ownerOfState,
  stateName,
  statePathName,
  table,
  type PageSubject,
} from './words.js';
