import { assertNever } from '../../kernel/index.js';
import { missingGround } from './grounds.js';
import { sharingCategories, sharingPurposes } from './sharing-codes.js';
import type { Decision, SharingGrounds, SharingInput } from './sharing-input.js';

/** Whether a disclosure may happen now. */
export interface Permission {
  readonly permitted: boolean;
  /** What would open it; `BASIS`: nothing the person can give would. `undefined` if permitted. */
  readonly missing: 'CONSENT' | 'RELEASE' | 'BASIS' | undefined;
  /** One German sentence for the caseworker. */
  readonly sentence: string;
}

/**
 * Whether the decision, with these grounds, allows the disclosure through this system.
 *
 * Only granted facts that are valid on the day and match discloser, recipient, category and purpose count. A row whose
 * way lies outside this system, or outside conferences, permits nothing here. An extract is permitted if all its items
 * are. A decision NEVER stays closed even if the grounds came in between: decide again with them.
 *
 * @param decision Answer of `decideSharing` to the same input.
 */
export function isPermitted(decision: Decision, grounds: SharingGrounds, input: SharingInput): Permission {
  if (decision.parts.length > 0) return isExtractPermitted(decision.parts, grounds, input);
  if (decision.channel === 'OUTSIDE_SYSTEM') return refused('BASIS', decision, input);
  if (decision.channel === 'NOT_IN_CONFERENCE' && input.inConference === true) {
    return refused('BASIS', decision, input);
  }
  switch (decision.effect) {
    case 'DUTY':
    case 'STATUTE':
      return allowed(decision);
    case 'CONSENT':
    case 'CONSENT_AND_RELEASE': {
      const missing = missingGround(decision.effect, input, grounds, decision.requiresWarning);
      return missing === undefined ? allowed(decision) : refused(missing, decision, input);
    }
    case 'ANON_ONLY':
      return input.category === 'ANON' || input.category === 'AGG'
        ? allowed(decision)
        : refused('BASIS', decision, input);
    case 'NEVER': {
      if (decision.opensWith === undefined) return refused('BASIS', decision, input);
      const missing = missingGround(decision.opensWith, input, grounds, decision.requiresWarning);
      return refused(missing ?? 'BASIS', decision, input);
    }
    default:
      return assertNever(decision.effect);
  }
}

/** Basis first: if one item can never be given, asking for consent to the rest would mislead. */
function isExtractPermitted(
  parts: readonly Decision[],
  grounds: SharingGrounds,
  input: SharingInput,
): Permission {
  const answers = parts.map((part, index) => {
    const secrecyOrigin = input.contains?.[index]?.secrecyOrigin ?? input.secrecyOrigin;
    return isPermitted(part, grounds, { ...input, category: part.category, secrecyOrigin });
  });
  const refusals = answers.filter((answer) => !answer.permitted);
  const worst = refusals.find((answer) => answer.missing === 'BASIS') ?? refusals[0];
  return (
    worst ?? {
      permitted: true,
      missing: undefined,
      sentence: 'Zulässig: Alle Angaben des Auszugs dürfen weitergegeben werden.',
    }
  );
}

function allowed(decision: Decision): Permission {
  return { permitted: true, missing: undefined, sentence: `Zulässig: ${decision.explanation.de}` };
}

function refused(
  missing: 'CONSENT' | 'RELEASE' | 'BASIS',
  decision: Decision,
  input: SharingInput,
): Permission {
  const what = `„${sharingCategories[input.category]}“ (Zweck: ${sharingPurposes[input.purpose]})`;
  const declarant =
    input.opener?.by === 'ENTRUSTER'
      ? 'von wem diese Angabe anvertraut wurde, für genau diese Angabe'
      : 'der Person';
  const lacking = {
    CONSENT: `es fehlt eine gültige Einwilligung ${declarant}`,
    RELEASE: `es fehlt eine gültige Schweigepflichtentbindung ${declarant}`,
    BASIS: 'es fehlt eine Rechtsgrundlage für diesen Weg',
  }[missing];
  return {
    permitted: false,
    missing,
    sentence: `Nicht zulässig für ${what}, ${lacking}: ${decision.explanation.de}`,
  };
}
