import { defineErrors } from '../../kernel/index.js';

/** Codes of mails. */
export const mailErrors = defineErrors({
  MAIL_HEADER_NOT_POSSIBLE: {
    de: 'Diese Angabe kann nicht in einer E-Mail stehen: Sie enthält Zeilenumbrüche oder Steuerzeichen.',
    en: 'This cannot stand in the head of a mail: it contains line breaks or control characters.',
    action: 'Die Angabe in einer Zeile und ohne Steuerzeichen schreiben.',
  },
  MAIL_ADDRESS_NOT_POSSIBLE: {
    de: 'Das ist keine E-Mail-Adresse, an die geschrieben werden kann.',
    en: 'This is no mail address that can be written to.',
    action: 'Genau eine Adresse der Form name@beispiel.de angeben.',
  },
});
