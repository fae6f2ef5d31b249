import type { LetterText } from '../domain/letter-text.js';

/** Outcome letter in German. */
export const germanLetter: LetterText = {
  language: 'de',
  status: 'CHECKED',
  draft: '',
  title: 'Was in dem Gespräch herausgekommen ist',
  about:
    'Am {day} haben mehrere Stellen mit Ihnen oder über Ihre Frage gesprochen (Fallkonferenz). Dieses Blatt gehört Ihnen.',
  inGerman:
    'Was die Stellen aufgeschrieben haben, steht hier auf Deutsch. Lassen Sie es sich übersetzen. Das kostet Sie nichts.',
  original: 'Auf Deutsch, so wie aufgeschrieben',
  readBack: 'Am {day} wurde Ihnen das Ergebnis im Gespräch vorgelesen und in Ihre Sprache übersetzt.',
  result: 'Ergebnis',
  view: 'Das haben Sie gesagt',
  dissent: 'Damit waren nicht alle einverstanden',
  decisions: 'Was die Stellen gesagt haben',
  kinds: {
    DECISION_OF_BODY: 'Das entscheidet diese Stelle',
    AGREEMENT: 'Das haben alle vereinbart',
    RECOMMENDATION: 'Das empfehlen die Stellen',
    REQUEST_TO_STEERING: 'Darum bitten die Stellen die Leitung des Projekts',
  },
  conditions: 'Diese Stellen haben nur unter einer Bedingung zugestimmt',
  toBeConfirmed: 'Die Stelle muss das noch bestätigen.',
  notConfirmed: 'Die Stelle hat das nicht bestätigt. Es gilt nicht.',
  next: 'Was als Nächstes passiert',
  who: 'Wer',
  what: 'Was',
  until: 'Bis wann',
  notAccepted: 'Diese Stelle hat noch nicht zugesagt.',
  noTasks: 'Es wurde keine Aufgabe verabredet.',
  yours: 'Was Sie selbst tun wollten',
  yoursNote: 'Das ist ein Angebot an Sie. Wenn Sie es nicht tun, haben Sie keinen Nachteil.',
  review: 'Am {day} schauen wir wieder: Was wurde erledigt, was fehlt noch?',
  ask: 'Wen Sie fragen können',
  against: 'Was Sie tun können, wenn Sie nicht einverstanden sind',
  nothingDecided:
    'Das Gespräch selbst entscheidet nichts. Darum gibt es gegen das Gespräch keinen Widerspruch.',
  onlyBescheid:
    'Wenn eine Behörde über Ihren Antrag entscheidet, bekommen Sie einen Brief, der Bescheid heißt. Nur gegen einen Bescheid können Sie sich wehren. Im Bescheid steht, wie und bis wann.',
  objectionUntil:
    'Gegen den Bescheid von {body} können Sie bis zum {day} Widerspruch einlegen. Schreiben Sie das dieser Stelle.',
  objectionMonth:
    'Gegen den Bescheid von {body} können Sie Widerspruch einlegen. Sie haben dafür einen Monat Zeit, nachdem Sie den Bescheid bekommen haben.',
  courtUntil: 'Gegen den Bescheid von {body} können Sie bis zum {day} Klage beim Gericht erheben.',
  courtMonth:
    'Gegen den Bescheid von {body} können Sie Klage beim Gericht erheben. Sie haben dafür einen Monat Zeit, nachdem Sie den Bescheid bekommen haben.',
  advice: 'Sie können sich kostenlos und unabhängig beraten lassen. Fragen Sie uns, wo.',
  wrong: 'Stimmt etwas auf diesem Blatt nicht? Sagen Sie es uns. Dann wird es im Protokoll ergänzt.',
};
