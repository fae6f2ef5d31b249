import type { ConsentTextFile } from '../../domain/consent-text.js';

/** Texts of consents and releases, version 2026-11-1, German. */
export const germanTexts: ConsentTextFile = {
  language: 'de',
  direction: 'ltr',
  status: 'CHECKED',
  shared: {
    CONTENT: 'Nur die Angaben, die hier stehen, gehen weiter. Sie können sagen, was nicht weitergehen soll.',
    PURPOSE: 'Die Stelle darf die Angaben nur für den Zweck benutzen, der hier steht.',
    SPECIAL:
      'Manche Angaben sind besonders geschützt, zum Beispiel Gesundheit, Religion oder Flucht. Sie gehen nur weiter, wenn sie hier ausdrücklich stehen.',
    REPORTING:
      'Eine Behörde muss manches der Ausländerbehörde melden, zum Beispiel einen Aufenthalt ohne Erlaubnis. Fragen Sie zuerst nach, wenn Sie unsicher sind.',
    VOLUNTARY: 'Sie entscheiden frei. Niemand darf Druck machen.',
    REFUSAL:
      'Ein Nein bringt Ihnen keinen Nachteil. Wir geben dann nichts weiter. Die andere Stelle fragt Sie vielleicht selbst.',
    LATER: 'Sie müssen heute nicht antworten. Sie können später entscheiden und jemanden mitbringen.',
    PERIOD: 'Ihr Ja gilt nur bis zu dem Tag, der hier steht. Es verlängert sich nicht von selbst.',
    REVOCATION:
      'Sie können Ihr Ja jederzeit zurücknehmen, ohne Grund: im Portal, mündlich oder schriftlich, bei jeder Stelle in Ihrem Fall.',
    LIMITS: 'Was schon weitergegeben wurde, können wir nicht immer zurückholen.',
    COPY: 'Sie bekommen eine Kopie.',
  },
  own: {
    CONSENT: {
      QUESTION: 'Dürfen wir etwas über Sie weitersagen? Sie entscheiden.',
      RECIPIENT: 'Nur die Stelle, die hier steht, bekommt die Angaben. Keine andere.',
    },
    CONFIDENTIALITY_RELEASE: {
      QUESTION:
        'Ihre Beratung darf nichts über Sie weitersagen. Das ist Schweigepflicht. Darf sie mit der Stelle sprechen, die hier steht?',
      RECIPIENT: 'Ihre Beratung spricht nur mit dieser Stelle. Mit keiner anderen.',
    },
  },
};
