import type { PdfDocument } from '../../src/platform/pdf/index.js';

/** The words of one language a copy of a consent needs; invented for the tests. */
export interface ConsentWords {
  readonly language: string;
  readonly title: string;
  readonly what: string;
  readonly explanation: string;
  readonly recipients: string;
  readonly items: readonly string[];
  readonly purpose: string;
  readonly purposeText: string;
  readonly validUntil: string;
  readonly revoke: string;
}

/** German words; the first language of every copy. */
export const GERMAN: ConsentWords = {
  language: 'de',
  title: 'Ihre Einwilligung in die Weitergabe von Daten',
  what: 'Worum es geht',
  explanation:
    'Sie haben erlaubt, dass die Beratungsstelle Angaben zu Ihrer Ausbildung weitergibt. Die Einwilligung ist freiwillig. ' +
    'Wenn Sie nicht einwilligen, haben Sie dadurch keine Nachteile (§ 67b Abs. 2 SGB X).',
  recipients: 'Wer die Daten bekommt',
  items: [
    'Jobcenter Lippe, Team Integration, für die Suche nach einem Ausbildungsplatz',
    'Berufskolleg, Schulverwaltung',
  ],
  purpose: 'Zweck',
  purposeText: 'Anerkennung des Schulabschlusses und Berufsausbildungsvorbereitungsmaßnahmenkoordination',
  validUntil: 'Gültig bis',
  revoke: 'Sie können jederzeit widerrufen: mündlich, schriftlich oder per E-Mail.',
};

/** Invented words of the languages that are spoken most in the municipalities. */
export const TRANSLATIONS: readonly ConsentWords[] = [
  {
    language: 'ar',
    title: 'موافقتك على مشاركة البيانات',
    what: 'ما هو الموضوع',
    explanation:
      'لقد سمحت لمركز الاستشارة بإرسال معلومات عن تدريبك المهني (Ausbildung). الموافقة طوعية. إذا لم توافق فلن يكون لذلك أي ضرر عليك وفقاً للمادة 67b من القانون.',
    recipients: 'من يحصل على البيانات',
    items: [
      'مركز العمل Jobcenter Lippe، فريق الاندماج، للبحث عن مكان للتدريب المهني',
      'المدرسة المهنية، إدارة المدرسة',
    ],
    purpose: 'الغرض',
    purposeText: 'الاعتراف بالشهادة المدرسية',
    validUntil: 'صالحة حتى',
    revoke: 'يمكنك سحب الموافقة في أي وقت: شفهياً أو كتابياً أو بالبريد الإلكتروني.',
  },
  {
    language: 'fa',
    title: 'رضایت شما با انتقال اطلاعات',
    what: 'موضوع چیست',
    explanation:
      'شما اجازه داده‌اید که مرکز مشاوره اطلاعات مربوط به آموزش حرفه‌ای شما را به دیگران بدهد. رضایت داوطلبانه است. اگر رضایت ندهید، هیچ ضرری برای شما ندارد.',
    recipients: 'چه کسانی اطلاعات را دریافت می‌کنند',
    items: ['جاب‌سنتر لیپه، گروه ادغام، برای یافتن جای آموزش', 'هنرستان، مدیریت مدرسه'],
    purpose: 'هدف',
    purposeText: 'به رسمیت شناختن مدرک تحصیلی',
    validUntil: 'معتبر تا',
    revoke: 'شما می‌توانید هر زمان رضایت خود را پس بگیرید.',
  },
  {
    language: 'ti',
    title: 'ናይ ሓበሬታ ምክፋል ስምምዕኩም',
    what: 'ብዛዕባ እንታይ እዩ',
    explanation:
      'እቲ ናይ ምኽሪ ማእከል ብዛዕባ ናይ ሞያ ስልጠናኹም ሓበሬታ ክህብ ፈቒድኩም ኣለኹም። እቲ ስምምዕ ብድሌትኩም እዩ። እንተዘይተሰማሚዕኩም ዝኾነ ጉድኣት የብሉን።',
    recipients: 'ነቲ ሓበሬታ መን ይረኽቦ',
    items: ['ጆብሰንተር ሊፐ፡ ጉጅለ ውህደት', 'ቤት ትምህርቲ ሞያ'],
    purpose: 'ዕላማ',
    purposeText: 'ናይ ትምህርቲ ምስክር ወረቐት ኣፍልጦ',
    validUntil: 'ክሳብ',
    revoke: 'ኣብ ዝኾነ ግዜ ስምምዕኩም ክትስሕቡ ትኽእሉ ኢኹም።',
  },
  {
    language: 'uk',
    title: 'Ваша згода на передачу даних',
    what: 'Про що йдеться',
    explanation:
      'Ви дозволили консультаційному центру передавати відомості про ваше навчання. Згода є добровільною. Якщо ви не погодитеся, це не матиме для вас жодних негативних наслідків. Її об’єднання ґрунтується на довірі.',
    recipients: 'Хто отримує дані',
    items: ['Центр зайнятості Ліппе, команда інтеграції', 'Професійне училище'],
    purpose: 'Мета',
    purposeText: 'Визнання шкільного атестата',
    validUntil: 'Дійсна до',
    revoke: 'Ви можете відкликати згоду будь-коли.',
  },
  {
    language: 'tr',
    title: 'Verilerin paylaşılmasına ilişkin onayınız',
    what: 'Konu nedir',
    explanation:
      'Danışma merkezinin eğitiminizle ilgili bilgileri paylaşmasına izin verdiniz. Onay isteğe bağlıdır. Onay vermezseniz bundan dolayı hiçbir zarar görmezsiniz. Iğdır, İzmir, ğüşöç.',
    recipients: 'Verileri kim alıyor',
    items: ['Jobcenter Lippe, Entegrasyon Ekibi', 'Meslek okulu, okul yönetimi'],
    purpose: 'Amaç',
    purposeText: 'Okul diplomasının tanınması',
    validUntil: 'Geçerlilik sonu',
    revoke: 'Onayınızı istediğiniz zaman geri çekebilirsiniz.',
  },
  {
    language: 'ru',
    title: 'Ваше согласие на передачу данных',
    what: 'О чём идёт речь',
    explanation:
      'Вы разрешили консультационному центру передавать сведения о вашем обучении. Согласие является добровольным. Если вы не согласитесь, это не повлечёт для вас никаких отрицательных последствий.',
    recipients: 'Кто получает данные',
    items: ['Центр занятости Липпе, группа интеграции', 'Профессиональное училище'],
    purpose: 'Цель',
    purposeText: 'Признание школьного аттестата',
    validUntil: 'Действительно до',
    revoke: 'Вы можете отозвать согласие в любое время.',
  },
  {
    language: 'fr',
    title: 'Votre consentement à la transmission de données',
    what: 'De quoi il s’agit',
    explanation:
      'Vous avez autorisé le service de conseil à transmettre des informations sur votre formation. Le consentement est volontaire. Si vous refusez, vous n’en subirez aucun préjudice. Œuvre, cœur, où, déjà.',
    recipients: 'Qui reçoit les données',
    items: ['Jobcenter Lippe, équipe Intégration', 'École professionnelle, administration'],
    purpose: 'Finalité',
    purposeText: 'Reconnaissance du diplôme scolaire',
    validUntil: 'Valable jusqu’au',
    revoke: 'Vous pouvez retirer votre consentement à tout moment.',
  },
];

/** Document that looks like the copy of a consent: German beside the other language, or below it. */
export function aConsentCopy(words: ConsentWords, arrangement: 'BESIDE' | 'STACKED' = 'BESIDE'): PdfDocument {
  const both = (key: Exclude<keyof ConsentWords, 'items' | 'language'>) => ({
    text: GERMAN[key],
    translation: words[key],
  });
  return {
    title: both('title'),
    metadataTitle: 'Kopie einer Einwilligung',
    language: 'de',
    translationLanguage: words.language,
    arrangement,
    createdAt: '2026-03-02T09:30:00Z',
    footer: 'Fall 7K2M-9QXD · Textfassung 3',
    sections: [
      {
        heading: both('what'),
        blocks: [
          { kind: 'paragraph', text: both('explanation') },
          {
            kind: 'keyValues',
            rows: [
              { label: both('purpose'), value: both('purposeText') },
              { label: both('validUntil'), value: '31.12.2026' },
            ],
          },
        ],
      },
      {
        heading: both('recipients'),
        blocks: [
          {
            kind: 'list',
            ordered: true,
            items: GERMAN.items.map((text, index) => ({ text, translation: words.items[index] ?? '' })),
          },
          { kind: 'note', text: both('revoke') },
        ],
      },
    ],
  };
}
