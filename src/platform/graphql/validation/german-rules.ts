/** Sentences by the rule of class-validator; `numbers` are the limits in the order of its own message. */
const SENTENCES: Readonly<Record<string, (numbers: readonly string[], message: string) => string>> = {
  isLength: (_, message) => lengths(message),
  minLength: (_, message) => lengths(message),
  maxLength: (_, message) => lengths(message),
  matches: () => 'Die Schreibweise stimmt nicht.',
  isIn: (_, message) => `Erlaubt ist nur: ${allowed(message)}.`,
  isEnum: (_, message) => `Erlaubt ist nur: ${allowed(message)}.`,
  isUuid: () => 'Das ist keine Kennung (UUID).',
  isString: () => 'Hier muss ein Text stehen.',
  isBoolean: () => 'Hier muss ja oder nein stehen (true oder false).',
  isInt: () => 'Hier muss eine ganze Zahl stehen.',
  min: ([least]) => `Die Zahl muss mindestens ${least} sein.`,
  max: ([most]) => `Die Zahl darf höchstens ${most} sein.`,
  arrayMinSize: ([least]) => `Mindestens so viele Einträge sind nötig: ${least}.`,
  arrayMaxSize: ([most]) => `Höchstens so viele Einträge sind erlaubt: ${most}.`,
  arrayUnique: () => 'Kein Eintrag darf zweimal vorkommen.',
  nestedValidation: () => 'Hier müssen mehrere zusammengehörige Angaben stehen.',
  whitelistValidation: () => 'Diese Angabe ist hier nicht vorgesehen.',
};

/** Beginnings of the messages that class-validator makes itself, all English. */
const OWN_MESSAGE = /\b(?:must|should not|has unknown)\b/u;

/**
 * What a violated rule says in German. A rule that has a message of its own keeps it: that one is German already.
 *
 * @param constraint Name of the rule, e.g. `isLength`.
 * @param message    What class-validator says.
 */
export function germanSentence(constraint: string, message: string): string {
  if (!OWN_MESSAGE.test(message)) return message;
  const rule = message.slice(message.search(OWN_MESSAGE));
  return SENTENCES[constraint]?.(rule.match(/-?\d+/g) ?? [], rule) ?? 'Diese Angabe ist nicht gültig.';
}

function lengths(rule: string): string {
  const [, least] = /longer than or equal to (\d+)/u.exec(rule) ?? [];
  const [, most] = /shorter than or equal to (\d+)/u.exec(rule) ?? [];
  const parts = [least && `mindestens ${least}`, most && `höchstens ${most}`].filter(Boolean);
  return `Die Länge muss ${parts.join(' und ')} Zeichen sein.`;
}

function allowed(rule: string): string {
  return rule.slice(rule.indexOf(':') + 1).trim();
}
