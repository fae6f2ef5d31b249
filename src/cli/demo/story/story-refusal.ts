import { nameOf, type Actor } from './story-actors.js';
import { intentionOf, type CommandName } from './story-commands.js';

/** What helps, by the code of the refusal. */
const HELP: Readonly<Record<string, string>> = {
  IDEMPOTENCY_KEY_REUSED:
    'Auf diesem Server wurde schon eine andere Fassung der Geschichte gespielt; npm run reset beginnt neu.',
  SUBJECT_ALREADY_LINKED:
    'Das Konto „person“ wurde vorher von Hand mit einem anderen Fall verknüpft; npm run reset leert die ' +
    'Demonstration, danach läuft die Geschichte.',
};

/** Why the story stops at a command, German, with what to do where that is known. */
export function explainRefusal(
  { actor, name }: { readonly actor: Actor; readonly name: CommandName },
  { code, message }: { readonly code: string; readonly message: string },
): string {
  const what = `Die Geschichte bleibt stehen: ${nameOf(actor)} wollte ${intentionOf(name)}, und der Server lehnt ab.`;
  return [what, message, HELP[code] ?? `(${code})`].join(' ');
}
