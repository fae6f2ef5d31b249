import type { ConsentTextFile } from '../../domain/consent-text.js';

/** Texts of consents and releases, version 2026-11-1, French; a draft that a speaker has to check. */
export const frenchTexts: ConsentTextFile = {
  language: 'fr',
  direction: 'ltr',
  status: 'DRAFT',
  shared: {
    CONTENT:
      'Seules les informations indiquées ici sont transmises. Vous pouvez dire ce qui ne doit pas être transmis.',
    PURPOSE: 'Le service peut utiliser les informations seulement pour le but indiqué ici.',
    SPECIAL:
      'Certaines informations sont spécialement protégées, par exemple la santé, la religion ou la fuite. Elles sont transmises seulement si elles sont indiquées ici.',
    REPORTING:
      'Une administration doit signaler certaines choses au service des étrangers, par exemple un séjour sans autorisation. Si vous n’êtes pas sûr, demandez d’abord.',
    VOLUNTARY: 'Vous décidez librement. Personne ne doit faire pression sur vous.',
    REFUSAL:
      'Si vous dites non, vous n’avez aucun désavantage. Alors nous ne transmettons rien. L’autre service vous demandera peut-être lui-même.',
    LATER:
      'Vous n’êtes pas obligé de répondre aujourd’hui. Vous pouvez décider plus tard et venir avec quelqu’un.',
    PERIOD:
      'Votre oui est valable seulement jusqu’au jour indiqué ici. Il n’est pas prolongé automatiquement.',
    REVOCATION:
      'Vous pouvez retirer votre oui à tout moment, sans raison : sur le portail, oralement ou par écrit, auprès de chaque service de votre dossier.',
    LIMITS: 'Nous ne pouvons pas toujours reprendre ce qui a déjà été transmis.',
    COPY: 'Vous recevez une copie.',
  },
  own: {
    CONSENT: {
      QUESTION: 'Pouvons-nous transmettre une information sur vous ? C’est vous qui décidez.',
      RECIPIENT: 'Seul le service indiqué ici reçoit les informations. Aucun autre.',
    },
    CONFIDENTIALITY_RELEASE: {
      QUESTION:
        'Votre conseillère ou conseiller ne doit rien dire sur vous. C’est le secret professionnel. Peut-il ou peut-elle parler avec le service indiqué ici ?',
      RECIPIENT: 'Votre conseillère ou conseiller parle seulement avec ce service. Avec aucun autre.',
    },
  },
};
