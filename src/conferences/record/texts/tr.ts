import type { LetterText } from '../domain/letter-text.js';

/** Outcome letter in Turkish. */
export const turkishLetter: LetterText = {
  language: 'tr',
  status: 'DRAFT',
  draft: 'Bu çeviri bir taslaktır. Almanca metin geçerlidir.',
  title: 'Görüşmeden ne çıktı',
  about:
    '{day} günü birkaç kurum sizinle veya sizin konunuz hakkında konuştu (vaka görüşmesi). Bu kâğıt sizindir.',
  inGerman: 'Kurumların yazdıkları burada Almancadır. Size çevrilmesini isteyin. Bu sizin için ücretsizdir.',
  result: 'Sonuç',
  view: 'Sizin söyledikleriniz',
  dissent: 'Herkes buna katılmadı',
  decisions: 'Kurumların söyledikleri',
  kinds: {
    DECISION_OF_BODY: 'Buna bu kurum karar verir',
    AGREEMENT: 'Herkes bunda anlaştı',
    RECOMMENDATION: 'Kurumlar bunu öneriyor',
    REQUEST_TO_STEERING: 'Kurumlar bunu proje yönetiminden istiyor',
  },
  toBeConfirmed: 'Kurumun bunu daha onaylaması gerekiyor.',
  notConfirmed: 'Kurum bunu onaylamadı. Geçerli değildir.',
  next: 'Bundan sonra ne olacak',
  who: 'Kim',
  what: 'Ne',
  until: 'Ne zamana kadar',
  notAccepted: 'Bu kurum daha evet demedi.',
  noTasks: 'Hiçbir görev kararlaştırılmadı.',
  yours: 'Sizin kendiniz yapmak istedikleriniz',
  yoursNote: 'Bu size bir tekliftir. Yapmazsanız size zararı olmaz.',
  review: '{day} günü yeniden bakacağız: Ne yapıldı, ne eksik?',
  ask: 'Kime sorabilirsiniz',
  against: 'Aynı fikirde değilseniz ne yapabilirsiniz',
  nothingDecided: 'Görüşmenin kendisi hiçbir şeye karar vermez. Bu yüzden görüşmeye itiraz yoktur.',
  onlyBescheid:
    'Bir makam başvurunuz hakkında karar verince Bescheid (karar yazısı) adlı bir mektup alırsınız. Yalnızca bir Bescheid’e karşı çıkabilirsiniz. Nasıl ve ne zamana kadar olduğu orada yazar.',
  objectionUntil: '{body} kararına {day} tarihine kadar itiraz edebilirsiniz. Bunu o kuruma yazın.',
  objectionMonth: '{body} kararına itiraz edebilirsiniz. Kararı aldıktan sonra bir ay süreniz var.',
  courtUntil: '{body} kararına karşı {day} tarihine kadar mahkemede dava açabilirsiniz.',
  courtMonth: '{body} kararına karşı mahkemede dava açabilirsiniz. Kararı aldıktan sonra bir ay süreniz var.',
  advice: 'Ücretsiz ve bağımsız danışmanlık alabilirsiniz. Nerede olduğunu bize sorun.',
  wrong: 'Bu kâğıtta yanlış bir şey mi var? Bize söyleyin. Tutanağa eklenir.',
};
