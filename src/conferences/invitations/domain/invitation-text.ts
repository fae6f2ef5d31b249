/** Words of an invitation to a person, of its page for answering, in one language. */
export interface InvitationText {
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** `DRAFT`: a translation that a speaker has not checked yet; the mail says so. */
  readonly status: 'CHECKED' | 'DRAFT';
  readonly invited: string;
  readonly changed: string;
  readonly cancelled: string;
  readonly when: string;
  readonly where: string;
  readonly number: string;
  readonly topic: string;
  /** Who comes and why is told by people, not by a mail. */
  readonly who: string;
  readonly companion: string;
  readonly interpreter: string;
  readonly refuse: string;
  readonly without: string;
  readonly answerHere: string;
  readonly yes: string;
  readonly no: string;
  readonly maybe: string;
  readonly saved: string;
  readonly notPossible: string;
  /** Says that the translation is a draft and the German text counts. */
  readonly draft: string;
}
