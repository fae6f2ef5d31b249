import type { InvitationText } from '../domain/invitation-text.js';

/** Invitation in Turkish. */
export const turkishInvitation: InvitationText = {
  language: 'tr',
  direction: 'ltr',
  status: 'DRAFT',
  invited: 'Bir görüşmeye (vaka toplantısı) davetlisiniz.',
  changed: 'Görüşmenin tarihi değişti.',
  cancelled: 'Görüşmenin tarihi iptal edildi. Yeni bir tarih olursa yeni bir davet alırsınız.',
  when: 'Ne zaman',
  where: 'Nerede',
  number: 'Numara',
  topic: 'Konu',
  who: 'Kimin neden geldiğini size eşlik eden kurum söyler. Giriş yaptıktan sonra da görebilirsiniz.',
  companion: 'Güvendiğiniz bir kişiyi yanınızda getirebilirsiniz.',
  interpreter: 'Çeviriye ihtiyacınız varsa bize söyleyin. Sizin için ücretsizdir.',
  refuse:
    'Gelmek zorunda değilsiniz. Görüşme sırasında bile hayır diyebilirsiniz. Bunun size bir zararı olmaz.',
  without: 'Görüşme olmazsa her kurum şimdiye kadar olduğu gibi çalışmaya devam eder.',
  answerHere: 'Buradan cevap verebilirsiniz:',
  yes: 'Geliyorum',
  no: 'Gelmiyorum',
  maybe: 'Belki',
  saved: 'Cevabınız ulaştı. Teşekkürler.',
  notPossible: 'Buradan artık cevap verilemez.',
  draft: 'Bu çeviri bir taslaktır. Almanca metin geçerlidir.',
};
