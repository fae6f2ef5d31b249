import type { ConsentTextFile } from '../../domain/consent-text.js';

/** Texts of consents and releases, version 2026-11-1, Turkish; a draft that a speaker has to check. */
export const turkishTexts: ConsentTextFile = {
  language: 'tr',
  direction: 'ltr',
  status: 'DRAFT',
  shared: {
    CONTENT: 'Sadece burada yazılı bilgiler verilir. Neyin verilmemesini istediğinizi söyleyebilirsiniz.',
    PURPOSE: 'Kurum bilgileri sadece burada yazılı amaç için kullanabilir.',
    SPECIAL:
      'Bazı bilgiler özel olarak korunur, örneğin sağlık, din veya kaçış. Bunlar sadece burada açıkça yazıyorsa verilir.',
    REPORTING:
      'Resmî kurumlar bazı şeyleri yabancılar dairesine bildirmek zorundadır, örneğin izinsiz kalmayı. Emin değilseniz önce sorun.',
    VOLUNTARY: 'Kararınızı özgürce verirsiniz. Kimse size baskı yapamaz.',
    REFUSAL:
      'Hayır derseniz size bir zararı olmaz. O zaman hiçbir şey vermeyiz. Diğer kurum size kendisi sorabilir.',
    LATER:
      'Bugün cevap vermek zorunda değilsiniz. Daha sonra karar verebilir ve yanınızda birini getirebilirsiniz.',
    PERIOD: 'Evet cevabınız sadece burada yazılı güne kadar geçerlidir. Kendiliğinden uzamaz.',
    REVOCATION:
      'Evet cevabınızı istediğiniz zaman, sebep söylemeden geri alabilirsiniz: portalda, sözlü veya yazılı olarak, dosyanızdaki her kurumda.',
    LIMITS: 'Daha önce verilmiş bilgileri her zaman geri alamayız.',
    COPY: 'Bir kopya alırsınız.',
  },
  own: {
    CONSENT: {
      QUESTION: 'Sizinle ilgili bir bilgiyi başkasına verebilir miyiz? Karar sizin.',
      RECIPIENT: 'Bilgileri sadece burada yazılı kurum alır. Başka hiçbir kurum almaz.',
    },
    CONFIDENTIALITY_RELEASE: {
      QUESTION:
        'Danışmanınız sizinle ilgili hiçbir şeyi başkasına söyleyemez. Buna sır saklama yükümlülüğü denir. Danışmanınız burada yazılı kurumla konuşabilir mi?',
      RECIPIENT: 'Danışmanınız sadece bu kurumla konuşur. Başka hiçbir kurumla konuşmaz.',
    },
  },
};
