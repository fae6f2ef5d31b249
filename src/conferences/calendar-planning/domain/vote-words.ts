import type { InvitationText } from '../../invitations/domain/invitation-text.js';
import { inOneDirection, timeInWords } from '../../invitations/domain/mail-words.js';

/** What a mail says of proposed dates: number, topic and times, nobody. */
export interface VoteFacts {
  readonly number: string;
  readonly topic: string;
  /** Dates for which the reader is asked, in order of time. */
  readonly dates: readonly { readonly startsAt: Date; readonly endsAt: Date }[];
  readonly expiresAt: Date;
  /** The vote is over. */
  readonly isOver: boolean;
}

/** The two sentences that a mail to a person needs besides the words of an invitation. */
interface VoteSentences {
  readonly asked: string;
  readonly over: string;
  readonly until: string;
}

const GERMAN: VoteSentences = {
  asked:
    'Wir suchen einen Termin für eine Besprechung (Fallkonferenz). Bitte sagen Sie uns, welche Zeiten Ihnen passen. Wenn keine passt, sagen Sie es uns bitte auch.',
  over: 'Die Suche nach einem Termin für die Besprechung ist beendet. Sie müssen nichts mehr tun. Gibt es einen Termin, bekommen Sie eine Einladung.',
  until: 'Bitte antworten bis',
};

/** Drafts: no speaker has checked them; the mail says so and has the German text below. */
const DRAFTS: Readonly<Record<string, VoteSentences>> = {
  en: {
    asked:
      'We are looking for a date for a meeting. Please tell us which times suit you. If none suits you, please tell us too.',
    over: 'The search for a date is over. You do not need to do anything. If there is a date, you will get an invitation.',
    until: 'Please answer by',
  },
  fr: {
    asked:
      'Nous cherchons une date pour une réunion. Dites-nous quelles heures vous conviennent. Si aucune ne convient, dites-le-nous aussi.',
    over: 'La recherche d’une date est terminée. Vous n’avez rien à faire. S’il y a une date, vous recevrez une invitation.',
    until: 'Répondre avant le',
  },
  tr: {
    asked:
      'Bir görüşme için tarih arıyoruz. Lütfen hangi saatlerin size uyduğunu söyleyin. Hiçbiri uymuyorsa onu da söyleyin.',
    over: 'Tarih arama sona erdi. Bir şey yapmanız gerekmiyor. Bir tarih olursa davet alırsınız.',
    until: 'Son cevap zamanı',
  },
  ru: {
    asked:
      'Мы ищем дату для встречи. Пожалуйста, скажите, какое время вам подходит. Если не подходит ничего, тоже скажите нам.',
    over: 'Поиск даты завершён. Вам ничего не нужно делать. Если дата будет назначена, вы получите приглашение.',
    until: 'Ответить до',
  },
  uk: {
    asked:
      'Ми шукаємо дату для зустрічі. Будь ласка, скажіть, який час вам підходить. Якщо не підходить жоден, теж скажіть нам.',
    over: 'Пошук дати завершено. Вам нічого не потрібно робити. Якщо дату призначать, ви отримаєте запрошення.',
    until: 'Відповісти до',
  },
  ar: {
    asked: 'نبحث عن موعد لاجتماع. من فضلك أخبرنا أي الأوقات تناسبك. وإذا لم يناسبك أي منها فأخبرنا أيضاً.',
    over: 'انتهى البحث عن موعد. ليس عليك فعل أي شيء. إذا تحدد موعد فستصلك دعوة.',
    until: 'الرجاء الرد قبل',
  },
  fa: {
    asked:
      'ما به دنبال زمانی برای یک جلسه هستیم. لطفاً بگویید کدام زمان‌ها برای شما مناسب است. اگر هیچ‌کدام مناسب نیست، آن را هم بگویید.',
    over: 'جستجوی زمان پایان یافت. لازم نیست کاری انجام دهید. اگر زمانی تعیین شود، دعوت‌نامه می‌گیرید.',
    until: 'لطفاً پاسخ دهید تا',
  },
};

/** Subject of the mail. */
export function voteSubject({ isOver, number, topic }: VoteFacts): string {
  return `${isOver ? 'Terminsuche beendet' : 'Terminvorschläge'}: Fallkonferenz ${number}, ${inOneDirection(topic)}`;
}

/** Text for staff: the dates, until when, and where to vote. */
export function voteTextForStaff(facts: VoteFacts): string {
  const opening = facts.isOver
    ? 'Die Abstimmung über Termine dieser Fallkonferenz ist beendet. Was für Sie freigehalten war, ist wieder frei. Gibt es einen Termin mit Ihnen, folgt eine Einladung.'
    : 'Für eine Fallkonferenz sind Termine vorgeschlagen. Frühere Vorschläge gelten nicht mehr. Bis zum Ende der Abstimmung sind Sie für diese Zeiten vorgemerkt.';
  const further = facts.isOver
    ? []
    : [
        ...facts.dates.map(({ startsAt, endsAt }) => `- ${timeInWords(startsAt, endsAt, 'de')}`),
        '',
        `Abstimmung bis: ${instantInWords(facts.expiresAt, 'de')}`,
        'Abstimmen können Sie nach der Anmeldung in Fallwerk. Wer teilnimmt, sehen Sie dort.',
      ];
  return [opening, '', ...headOf(facts, 'Nummer', 'Thema'), ...further, ''].join('\n');
}

/** Text for the person, in their language where there is one, and in German. */
export function voteTextForPerson(
  facts: VoteFacts,
  german: InvitationText,
  languages: readonly InvitationText[],
): string {
  const translated = languages.find(({ language }) => DRAFTS[language] !== undefined);
  const texts = translated ? [translated, german] : [german];
  return texts
    .map((text) => personPart(facts, text, DRAFTS[text.language] ?? GERMAN))
    .join('\n\n----------\n\n');
}

function personPart(facts: VoteFacts, text: InvitationText, words: VoteSentences): string {
  const draft = text.draft === '' ? [] : [`(${text.draft})`, ''];
  const head = headOf(facts, text.number, text.topic);
  if (facts.isOver) return [...draft, words.over, '', ...head].join('\n');
  const dates = facts.dates.map(
    ({ startsAt, endsAt }) => `- ${timeInWords(startsAt, endsAt, text.language)}`,
  );
  const until = `${words.until}: ${instantInWords(facts.expiresAt, text.language)}`;
  return [...draft, words.asked, '', ...head, `${text.when}:`, ...dates, until, '', text.refuse].join('\n');
}

function headOf({ number, topic }: VoteFacts, numberLabel: string, topicLabel: string): readonly string[] {
  return [`${numberLabel}: ${number}`, `${topicLabel}: ${inOneDirection(topic)}`];
}

/** A moment in words of a language, as the clock in Germany shows it. */
function instantInWords(at: Date, language: string): string {
  return at.toLocaleString(`${language}-u-ca-gregory-nu-latn`, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: 'Europe/Berlin',
  });
}
