import type { ConsentTextFile } from '../../domain/consent-text.js';

/** Texts of consents and releases, version 2026-11-1, English; a draft that a speaker has to check. */
export const englishTexts: ConsentTextFile = {
  language: 'en',
  direction: 'ltr',
  status: 'DRAFT',
  shared: {
    CONTENT: 'Only the information named here is passed on. You can say what must not be passed on.',
    PURPOSE: 'The office may use the information only for the purpose named here.',
    SPECIAL:
      'Some information is specially protected, for example health, religion or flight. It is passed on only if it is named here.',
    REPORTING:
      'A public office must report some things to the immigration office, for example a stay without permission. Ask first if you are not sure.',
    VOLUNTARY: 'You decide freely. Nobody may put pressure on you.',
    REFUSAL:
      'If you say no, you have no disadvantage. Then we pass on nothing. The other office may ask you itself.',
    LATER: 'You do not have to answer today. You can decide later and bring somebody with you.',
    PERIOD: 'Your yes is valid only until the day named here. It is not extended by itself.',
    REVOCATION:
      'You can take back your yes at any time, without a reason: in the portal, by telling us or in writing, at every office in your case.',
    LIMITS: 'We cannot always call back what has already been passed on.',
    COPY: 'You get a copy.',
  },
  own: {
    CONSENT: {
      QUESTION: 'May we pass on something about you? You decide.',
      RECIPIENT: 'Only the office named here gets the information. No other.',
    },
    CONFIDENTIALITY_RELEASE: {
      QUESTION:
        'Your adviser may not tell others anything about you. This is called confidentiality. May your adviser talk to the office named here?',
      RECIPIENT: 'Your adviser talks only to this office. To no other.',
    },
  },
};
