import type { InvitationAnswer } from '../domain/read-reply.js';
import { INVITATION_ANSWERS } from '../domain/read-reply.js';
import type { InvitationText } from '../domain/invitation-text.js';
import { timeInWords } from '../domain/mail-words.js';
import type { AnswerPage } from '../application/answer-invitation.js';

/** Policy of the page: a form that goes back to where it came from, and nothing else. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const STYLE =
  'body{font:18px/1.5 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}' +
  'button{font:inherit;display:block;width:100%;margin:.5rem 0;padding:.75rem}';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Texts of the page: German, and the language of the person before it. */
export interface PageTexts {
  readonly german: InvitationText;
  readonly translated: InvitationText | undefined;
}

/** The page behind a link: what it is about, and one button per answer. @param isSaved An answer was just kept. */
export function answerPage(page: AnswerPage, { german, translated }: PageTexts, isSaved: boolean): string {
  const texts = translated ? [translated, german] : [german];
  const main = texts[0] ?? german;
  const both = (pick: (text: InvitationText) => string): string =>
    texts.map((text) => `<bdi lang="${text.language}">${escaped(pick(text))}</bdi>`).join(' · ');
  const buttons = INVITATION_ANSWERS.map(
    (answer) =>
      `<button name="answer" value="${answer}"${page.answer === answer ? ' aria-pressed="true"' : ''}>${both((text) => wordOf(text, answer))}${page.answer === answer ? ' ✓' : ''}</button>`,
  );
  const facts = [
    `<p>${both((text) => text.number)}: ${escaped(page.number)}<br>${both((text) => text.topic)}: <bdi>${escaped(page.topic)}</bdi></p>`,
    ...texts.map(
      (text) =>
        `<p lang="${text.language}" dir="${text.direction}">${escaped(text.when)}: ${escaped(timeInWords(page.startsAt, page.endsAt, text.language))}</p>`,
    ),
  ];
  const saved = isSaved ? `<p role="status"><strong>${both((text) => text.saved)}</strong></p>` : '';
  const draft = translated?.status === 'DRAFT' ? `<p><small>${escaped(translated.draft)}</small></p>` : '';
  return frame(main, [saved, ...facts, `<form method="post">${buttons.join('')}</form>`, draft].join('\n'));
}

/** The page of a link that cannot be answered (any more). */
export function refusedPage({ german }: PageTexts, message: string): string {
  return frame(german, `<p>${escaped(german.notPossible)}</p><p>${escaped(message)}</p>`);
}

function wordOf(text: InvitationText, answer: InvitationAnswer): string {
  return { ACCEPTED: text.yes, DECLINED: text.no, TENTATIVE: text.maybe }[answer];
}

function frame({ language, direction }: InvitationText, body: string): string {
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>Fallkonferenz</title><style>${STYLE}</style></head>
<body><h1>Fallkonferenz</h1>
${body}
</body></html>
`;
}
