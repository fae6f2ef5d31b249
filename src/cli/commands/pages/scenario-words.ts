import {
  fieldName,
  germanDate,
  ownerName,
  statePathName,
  workflowErrors,
  type PageSubject,
  type Scenario,
  type ScenarioExpectation,
  type ScenarioStep,
  type Statechart,
} from '../../../workflow/index.js';

function valueInWords(value: unknown): string {
  if (value === true) return 'ja';
  if (value === false) return 'nein';
  if (value === null) return 'leer';
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^[A-Z][A-Z0-9_]*$/.test(value) ? `\`${value}\`` : germanDate(value);
}

function contextInWords(context: Readonly<Record<string, unknown>>, subject: PageSubject): string {
  return Object.entries(context)
    .map(([field, value]) => `${fieldName(field, subject.definition)}: ${valueInWords(value)}`)
    .join('; ');
}

function isErrorCode(code: string): code is keyof typeof workflowErrors {
  return Object.hasOwn(workflowErrors, code);
}

/** Facts that stand in the way, with the sentence people see. */
function factsInWords(
  facts: Readonly<Record<string, unknown>>,
  { vocabulary }: PageSubject,
): readonly string[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const guard = vocabulary.guards[name];
    if (value === false && guard) return [guard.explanation.de];
    return value === true && guard?.explanationNegated ? [guard.explanationNegated.de] : [];
  });
}

/** Tells one scenario after the other. States that stay are not repeated. */
class Teller {
  private states: readonly string[] = [];

  constructor(
    private readonly subject: PageSubject,
    private readonly chart: Statechart,
  ) {}

  begin({ given }: Scenario): readonly string[] {
    const context = given?.context ? contextInWords(given.context, this.subject) : '';
    const told = [
      context,
      ...factsInWords(given?.facts ?? {}, this.subject),
      this.outcome(given?.then ?? {}),
    ];
    const start = told.filter((text) => text !== '').join(' ');
    return start === '' ? [] : [`Am Anfang: ${start}`, ''];
  }

  step({ when, then }: ScenarioStep): string {
    const facts = factsInWords(when.facts ?? {}, this.subject).map((fact) => ` ${fact}`);
    return `${this.happening(when)}.${facts.join('')} ${this.outcome(then)}`.trim();
  }

  private happening(when: ScenarioStep['when']): string {
    const { definition, vocabulary } = this.subject;
    if ('expire' in when)
      return `Frist abgelaufen: „${definition.delays[when.expire]?.label.de ?? when.expire}“`;
    const event = definition.events[when.event]?.label.de ?? when.event;
    const details = when.payload ? ` (${Object.values(when.payload).map(valueInWords).join(', ')})` : '';
    return `${ownerName(when.by, vocabulary)}: „${event}“${details}`;
  }

  private outcome(then: ScenarioExpectation): string {
    const effects = (then.effects ?? []).map(
      (name) => this.subject.vocabulary.effects[name]?.label.de ?? name,
    );
    const parts = [
      this.rejection(then),
      this.reached(then),
      ...this.deadlines(then),
      effects.length > 0 ? `Dabei: ${effects.join(', ')}.` : '',
      then.status === 'done' ? 'Der Prozess ist zu Ende.' : '',
    ];
    return parts.filter((part) => part !== '').join(' ');
  }

  private rejection({ rejected }: ScenarioExpectation): string {
    if (rejected === undefined) return '';
    return `→ abgelehnt: ${isErrorCode(rejected) ? workflowErrors[rejected].de : rejected}`;
  }

  private reached({ states }: ScenarioExpectation): string {
    if (!states) return '';
    const reached = states.filter((path) => !this.states.includes(path));
    this.states = states;
    const names = reached.map((path) => {
      const node = this.chart.byId.get(`${this.subject.definition.key}.${path}`);
      return node ? statePathName(node) : path;
    });
    return names.length === 0 ? '' : `→ **${names.join('**, **')}**.`;
  }

  private deadlines({ deadlines = {} }: ScenarioExpectation): readonly string[] {
    return Object.entries(deadlines).map(([key, endsOn]) => {
      const name = this.subject.definition.delays[key]?.label.de ?? key;
      return endsOn === null
        ? `Frist „${name}“ wartet auf ihren Beginn.`
        : `Frist „${name}“: bis ${germanDate(endsOn)}.`;
    });
  }
}

/** A scenario as a heading and a numbered list. */
export function scenarioInWords(
  scenario: Scenario,
  number: number,
  subject: PageSubject,
  chart: Statechart,
): readonly string[] {
  const teller = new Teller(subject, chart);
  const start = teller.begin(scenario);
  const steps = scenario.steps.map((step, index) => `${index + 1}. ${teller.step(step)}`);
  return [`### Beispiel ${number}: ${scenario.name}`, '', ...start, ...steps, ''];
}
