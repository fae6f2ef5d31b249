/** Place of a sealed concern of a case. */
export function concernPlace(caseId: string): string {
  return `case_file.concern_sealed:${caseId}`;
}

/** Place of a sealed answer of an interview, in the person's words or as its translation. */
export function answerPlace(field: 'original' | 'translation', answerId: string): string {
  return `interview_answer.${field}_sealed:${answerId}`;
}

/** Place of a sealed title of a task. */
export function titlePlace(taskId: string): string {
  return `task.title_sealed:${taskId}`;
}
