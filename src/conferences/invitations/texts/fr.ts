import type { InvitationText } from '../domain/invitation-text.js';

/** Invitation in French. */
export const frenchInvitation: InvitationText = {
  language: 'fr',
  direction: 'ltr',
  status: 'DRAFT',
  invited: 'Vous êtes invité(e) à une réunion (conférence de cas).',
  changed: 'La date de la réunion a changé.',
  cancelled:
    'La date de la réunion est annulée. S’il y en a une nouvelle, vous recevrez une nouvelle invitation.',
  when: 'Quand',
  where: 'Où',
  number: 'Numéro',
  topic: 'Sujet',
  who: 'Qui vient et pourquoi : le service qui vous accompagne vous le dira. Vous le voyez aussi après la connexion.',
  companion: 'Vous pouvez venir avec une personne de confiance.',
  interpreter: 'Si vous avez besoin d’un interprète, dites-le-nous. C’est gratuit pour vous.',
  refuse:
    'Vous n’êtes pas obligé(e) de venir. Vous pouvez dire non, même pendant la réunion. Cela ne vous porte pas préjudice.',
  without: 'Sans la réunion, chaque service continue à travailler comme avant.',
  answerHere: 'Vous pouvez répondre ici :',
  yes: 'Je viens',
  no: 'Je ne viens pas',
  maybe: 'Peut-être',
  saved: 'Votre réponse est arrivée. Merci.',
  notPossible: 'Il n’est plus possible de répondre ici.',
  draft: 'Cette traduction est un brouillon. Le texte allemand fait foi.',
};
