import type { LetterText } from '../domain/letter-text.js';

/** Outcome letter in French. */
export const frenchLetter: LetterText = {
  language: 'fr',
  status: 'DRAFT',
  draft: 'Cette traduction est un projet. Le texte allemand fait foi.',
  title: 'Ce qui est ressorti de l’entretien',
  about:
    'Le {day}, plusieurs services ont parlé avec vous ou de votre question (conférence de cas). Cette feuille est à vous.',
  inGerman: 'Ce que les services ont écrit est ici en allemand. Faites-le traduire. Cela ne vous coûte rien.',
  original: 'En allemand, tel que noté',
  readBack: "Le {day}, le résultat vous a été lu pendant l'entretien et traduit dans votre langue.",
  result: 'Résultat',
  view: 'Ce que vous avez dit',
  dissent: 'Tout le monde n’était pas d’accord',
  decisions: 'Ce que les services ont dit',
  kinds: {
    DECISION_OF_BODY: 'Ce service décide ceci',
    AGREEMENT: 'Tous se sont mis d’accord sur ceci',
    RECOMMENDATION: 'Les services recommandent ceci',
    REQUEST_TO_STEERING: 'Les services demandent ceci à la direction du projet',
  },
  conditions: 'Ces services n’ont accepté qu’à une condition',
  toBeConfirmed: 'Le service doit encore le confirmer.',
  notConfirmed: 'Le service ne l’a pas confirmé. Cela ne vaut pas.',
  next: 'Ce qui se passe ensuite',
  who: 'Qui',
  what: 'Quoi',
  until: 'Jusqu’à quand',
  notAccepted: 'Ce service n’a pas encore dit oui.',
  noTasks: 'Aucune tâche n’a été convenue.',
  yours: 'Ce que vous vouliez faire vous-même',
  yoursNote: 'C’est une offre pour vous. Si vous ne le faites pas, vous n’avez aucun désavantage.',
  review: 'Le {day}, nous regarderons de nouveau : qu’est-ce qui est fait, que manque-t-il encore ?',
  ask: 'À qui vous pouvez demander',
  against: 'Ce que vous pouvez faire si vous n’êtes pas d’accord',
  nothingDecided:
    'L’entretien lui-même ne décide rien. C’est pourquoi il n’y a pas d’opposition contre l’entretien.',
  onlyBescheid:
    'Quand une autorité décide de votre demande, vous recevez une lettre appelée Bescheid (décision). Vous ne pouvez vous défendre que contre une décision. Elle dit comment et jusqu’à quand.',
  objectionUntil:
    'Contre la décision de {body}, vous pouvez former opposition jusqu’au {day}. Écrivez-le à ce service.',
  objectionMonth:
    'Contre la décision de {body}, vous pouvez former opposition. Vous avez un mois après avoir reçu la décision.',
  courtUntil: 'Contre la décision de {body}, vous pouvez aller au tribunal jusqu’au {day}.',
  courtMonth:
    'Contre la décision de {body}, vous pouvez aller au tribunal. Vous avez un mois après avoir reçu la décision.',
  advice: 'Vous pouvez vous faire conseiller gratuitement et de façon indépendante. Demandez-nous où.',
  wrong: 'Quelque chose n’est pas juste sur cette feuille ? Dites-le-nous. Ce sera ajouté au procès-verbal.',
};
