import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../platform/index.js';
import {
  allTransitions,
  conditionInWords,
  ownerOf,
  pictureScopes,
  statechartOf,
  transitionsOf,
  type ProcessDefinition,
  type StateDefinition,
} from '../../../workflow/index.js';
import { readDefinitions, readVocabulary } from '../workflows/folder.js';
import { pictureList } from './pictures.js';
import { differenceInWords } from './version-difference.js';
import { renderWorkflowPage } from './workflow-page.js';

const WORKFLOWS = join(projectRoot, 'workflows');
const vocabulary = readVocabulary(WORKFLOWS);
const readable = readDefinitions(WORKFLOWS);

describe.each(readable.map((each) => [each.definition.key, each] as const))('page of %s', (_key, each) => {
  const chart = statechartOf(each.definition.machine);
  const page = renderWorkflowPage(each, vocabulary);

  it('tells every transition exactly once', () => {
    const all = allTransitions(chart);
    const told = pictureScopes(chart).flatMap((picture) => transitionsOf(picture, all));
    expect(told.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
  });

  it('S4.14 names every state with who must act, every deadline, and every example', () => {
    const nodes = chart.nodes.filter(({ parent, kind }) => parent && kind !== 'history');
    for (const node of nodes) expect(page).toContain(`${node.definition.meta?.label.de}`);
    const owners = nodes.filter(({ kind }) => kind !== 'final').flatMap((node) => ownerOf(node) ?? []);
    for (const owner of owners) expect(page).toContain(vocabulary.owners[owner]?.de);
    for (const delay of Object.values(each.definition.delays))
      expect(page).toContain(`| ${delay.label.de} |`);
    for (const { name } of each.scenarios) expect(page).toContain(name);
    expect(page).not.toMatch(/undefined|\[object|NaN/);
  });

  it('shows every picture that is drawn, and only those', () => {
    const shown = [...page.matchAll(/!\[[^\]]*\]\(([^)]+\.svg)\)/g)].map(([, file]) => file);
    expect(pictureList(each.definition).map(({ file }) => file)).toEqual(shown);
  });

  it('is the same every time', () => {
    expect(renderWorkflowPage(each, vocabulary)).toBe(page);
  });
});

describe('conditions in words', () => {
  const [first] = readable;
  const definition = first!.definition;
  const subject = {
    definition,
    vocabulary: {
      ...vocabulary,
      guards: {
        paid: { explanation: { de: 'Es ist nicht bezahlt.', en: '' } },
        free: {
          explanation: { de: 'Es kostet etwas.', en: '' },
          explanationNegated: { de: 'Es kostet nichts.', en: '' },
        },
      },
    },
  };
  const words = (guard: Parameters<typeof conditionInWords>[0]) =>
    conditionInWords(guard, subject, statechartOf(definition.machine));

  it('say when a guard holds, not why it does not', () => {
    expect(words({ type: 'paid' })).toBe('es gilt nicht: „Es ist nicht bezahlt.“');
    expect(words({ type: 'free' })).toBe('Es kostet nichts.');
    expect(words({ type: 'not', guards: [{ type: 'free' }] })).toBe('Es kostet etwas.');
    expect(words(undefined)).toBe('');
  });

  it('turn «and» into «or» under a negation, and bracket what belongs together', () => {
    const both = { type: 'and' as const, guards: [{ type: 'paid' }, { type: 'free' }] };
    expect(words({ type: 'not', guards: [both] })).toBe('Es ist nicht bezahlt.<br>oder Es kostet etwas.');
    expect(words({ type: 'or', guards: [both, { type: 'free' }] })).toMatch(/^\(.+<br>und .+\)<br>oder /);
  });
});

describe('difference between two versions', () => {
  const [first] = readable;
  const now = first!.definition;

  it('is told with what it means for running processes', () => {
    const [gone, stays] = Object.keys(now.machine.states ?? {});
    const states: Record<string, StateDefinition> = {
      ...now.machine.states,
      added: { ...now.machine.states![stays!]!, meta: label('Neu') },
    };
    delete states[gone!];
    const next: ProcessDefinition = {
      ...now,
      version: 2,
      lawVersion: '2027-01-01',
      events: { ...now.events, EXTRA: { label: { de: 'Zusatz', en: 'Extra' }, by: ['SYS'] } },
      machine: { ...now.machine, states },
    };
    const told = differenceInWords(now, next, vocabulary).join('\n');
    expect(told).toMatch(/^- Prozess .* andere Rechtsgrundlage; vorher: .*; jetzt: 01\.01\.2027/m);
    expect(told).toMatch(/^- Zustand „Neu“ \(.*\): neu$/m);
    expect(told).toMatch(/^- Zustand .*: entfallen$/m);
    expect(told).toMatch(/^- Übergang „Neu: .*: neu$/m);
    expect(told).toContain('- Ereignis „Zusatz“ (EXTRA): neu');
    expect(told).toMatch(/^Für laufende Vorgänge:\n\n- .* braucht eine Zuordnung/m);
  });

  it('is none for the first version, and said when there is none', () => {
    expect(differenceInWords(undefined, now, vocabulary)).toEqual(['Dies ist die erste Fassung.']);
    expect(differenceInWords(now, now, vocabulary)).toEqual(['Kein Unterschied zu Fassung 1.']);
  });
});

function label(de: string) {
  return { owner: 'SYS', label: { de, en: de } };
}
