import type { DataSubjectRequestId } from '../domain/request.js';

/** Place under which a part of a request is sealed. */
export function requestPlace(
  part: 'words' | 'extension' | 'answer' | 'report',
  id: DataSubjectRequestId,
): string {
  return `data_subject_request.${part}_sealed:${id}`;
}
