import type { InvitationText } from '../domain/invitation-text.js';
import { arabicInvitation } from './ar.js';
import { germanInvitation } from './de.js';
import { englishInvitation } from './en.js';
import { persianInvitation } from './fa.js';
import { frenchInvitation } from './fr.js';
import { russianInvitation } from './ru.js';
import { tigrinyaInvitation } from './ti.js';
import { turkishInvitation } from './tr.js';
import { ukrainianInvitation } from './uk.js';

/** All languages in which invitations are written; German first, it counts. */
export const invitationTexts: readonly InvitationText[] = [
  germanInvitation,
  englishInvitation,
  arabicInvitation,
  persianInvitation,
  turkishInvitation,
  tigrinyaInvitation,
  ukrainianInvitation,
  russianInvitation,
  frenchInvitation,
];

/** The German text, which every mail carries. */
export const germanInvitationText = germanInvitation;

/** The text of a language other than German; `undefined` when there is none. */
export function translatedInvitation(language: string): InvitationText | undefined {
  return invitationTexts.find((text) => text.language !== 'de' && text.language === language);
}
