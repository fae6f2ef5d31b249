/** Names of the invented person as the case holds them, with the text the story prints. */
export const NAMES = [
  {
    text: 'Demo-Person Selam',
    name: { kind: 'OFFICIAL', givenNames: 'Selam', familyNames: 'Demo-Person', preferred: true },
  },
  {
    text: 'Selaam',
    name: { kind: 'SPELLING', givenNames: 'Selaam', familyNames: 'Demo-Person', preferred: false },
  },
  { text: 'ሰላም', name: { kind: 'SPELLING', givenNames: 'ሰላም', familyNames: null, preferred: false } },
] as const;

/** The three questions of the entry interview with her answers. */
export const INTERVIEW = [
  {
    question: 'PICTURE_OF_SUCCESS',
    asked: 'Wie stellst du dir vor, dass es gelingt?',
    original: 'ባዕለይ ሰሪሐ ክነብር ምስ ዝኽእል፡ ሽዑ ኣቲየ ኣለኹ።',
    translation: 'Wenn ich von meiner eigenen Arbeit leben kann, dann bin ich angekommen.',
    lifeArea: 'WORK',
    quotable: 'ANONYMISED',
  },
  {
    question: 'COOPERATION_OF_AUTHORITIES',
    asked: 'Wie arbeiten die Behörden zusammen?',
    original: 'ሰራሕተኛታት ሕያዎት እዮም። ግን ነፍሲ ወከፍ ቤት ጽሕፈት ካልእ ወረቐት ይሓተኒ።',
    translation: 'Die Leute dort sind freundlich. Aber jedes Amt fragt mich nach einem anderen Papier.',
    lifeArea: 'LEGAL_STATUS',
    quotable: 'ANONYMISED',
  },
  {
    question: 'PROBLEMS',
    asked: 'Wo hast du Probleme?',
    original: 'ንግሆ ኣንጊሁ ናብ ስራሕ ዝወስድ ኣውቶቡስ የለን። ደብዳበታት እውን ኣይርድኣንን እዩ።',
    translation: 'Früh am Morgen fährt kein Bus zur Arbeit. Und die Briefe verstehe ich nicht.',
    lifeArea: 'MOBILITY',
    quotable: 'ANONYMISED',
  },
] as const;

/** Needs and strengths. */
export const ENTRIES = [
  {
    kind: 'NEED',
    lifeArea: 'SUBSISTENCE',
    text: 'Weiß nicht, wovon sie nach dem Wechsel der Leistung die Miete zahlt.',
    statement: 'STATEMENT',
    category: 'BENEFIT',
    priority: 5,
  },
  {
    kind: 'NEED',
    lifeArea: 'MOBILITY',
    text: 'Kommt vor sieben Uhr nicht zur Arbeitsstelle.',
    statement: 'STATEMENT',
    category: 'WORK',
    priority: 4,
  },
  {
    kind: 'RESOURCE',
    lifeArea: 'WORK',
    text: 'Hat drei Jahre lang ihre Großmutter gepflegt und möchte in der Pflege lernen.',
    statement: 'STATEMENT',
    category: 'WORK',
    priority: null,
  },
  {
    kind: 'RESOURCE',
    lifeArea: 'SOCIAL_NETWORK',
    text: 'Eine Nachbarin begleitet sie und lernt mit ihr Deutsch.',
    statement: 'OBSERVATION',
    category: 'FACT_CM',
    priority: null,
  },
] as const;
