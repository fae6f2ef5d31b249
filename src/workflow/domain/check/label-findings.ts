import type { GuardExpression, LocalizedText } from '../definition.js';
import { isCombination } from '../guard-evaluation.js';
import { finding, type Finding } from './finding.js';
import { statePath, transitionPath, type CheckSubject } from './subject.js';

type Path = readonly string[];

/** Texts people would miss: blank ones, and refusals that could only name an identifier. */
export function labelFindings(subject: CheckSubject): readonly Finding[] {
  return [
    ...textsOf(subject).flatMap(([path, text]) => blankFindings(path, text)),
    ...subject.transitions.flatMap((site) =>
      guardFindings(subject, site.definition.guard, [...transitionPath(site), 'guard'], false),
    ),
  ];
}

function textsOf({
  definition,
  chart,
  transitions,
}: CheckSubject): readonly (readonly [Path, LocalizedText])[] {
  const { title, purpose, events, delays, context } = definition;
  const labelled = (at: string, items: Readonly<Record<string, unknown>>) =>
    Object.entries(items).flatMap(([key, item]): (readonly [Path, LocalizedText])[] => {
      const label = (item as { readonly label?: LocalizedText }).label;
      return label ? [[[at, key, 'label'], label]] : [];
    });
  return [
    [['title'], title],
    [['purpose'], purpose],
    ...labelled('events', events),
    ...labelled('delays', delays),
    ...labelled('context', context),
    ...chart.nodes.flatMap((node): (readonly [Path, LocalizedText])[] =>
      node.definition.meta?.label
        ? [[[...statePath(node), 'meta', 'label'], node.definition.meta.label]]
        : [],
    ),
    ...transitions.flatMap((site): (readonly [Path, LocalizedText])[] =>
      site.definition.meta?.label
        ? [[[...transitionPath(site), 'meta', 'label'], site.definition.meta.label]]
        : [],
    ),
  ];
}

function blankFindings(path: Path, text: LocalizedText): readonly Finding[] {
  return Object.entries(text)
    .filter(([, words]) => String(words).trim() === '')
    .map(([language]) =>
      finding('LABEL_MISSING', [...path, language], 'Der Text ist leer.', 'The text is empty.'),
    );
}

/** A condition whose refusal would show an identifier to people. */
function guardFindings(
  subject: CheckSubject,
  guard: GuardExpression | undefined,
  path: Path,
  negated: boolean,
): readonly Finding[] {
  if (!guard) return [];
  if (isCombination(guard)) {
    const inner = guard.type === 'not' ? !negated : negated;
    return guard.guards.flatMap((part, index) =>
      guardFindings(subject, part, [...path, 'guards', String(index)], inner),
    );
  }
  const declared = Object.hasOwn(subject.vocabulary.guards, guard.type)
    ? subject.vocabulary.guards[guard.type]
    : undefined;
  if (!declared || !negated || declared.explanationNegated) return [];
  const de = `Für „${guard.type}“ unter „not“ fehlt der Satz „explanationNegated“ im Vokabular.`;
  const en = `The vocabulary has no “explanationNegated” for “${guard.type}” under “not”.`;
  return [finding('LABEL_MISSING', path, de, en)];
}
