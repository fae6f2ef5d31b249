import type { ProcessDefinition } from '../domain/definition.js';
import type { Vocabulary } from '../domain/registry.js';
import { statechartOf } from '../domain/statechart.js';
import type { WaitingTime } from '../domain/waiting-time.js';
import type { ProcessCourse } from './process-course.js';
import { germanDate, ownerName, statePathName, table } from './words.js';

const STATUS = {
  active: 'läuft',
  done: 'abgeschlossen',
  quarantined: 'angehalten',
  cancelled: 'abgebrochen',
};

/** What the page of a running process is made from. */
export interface CoursePage {
  readonly processId: string;
  readonly definition: ProcessDefinition;
  readonly vocabulary: Vocabulary;
  readonly course: ProcessCourse;
  /** Markdown or HTML that shows the picture. */
  readonly picture: string;
}

/** Time in German words: working days, and hours below two days. */
function time({ workingDays, hours, isOpen }: Omit<WaitingTime, 'key'>): readonly string[] {
  const rounded =
    hours < 48 ? `${hours.toFixed(1).replace('.', ',')} Stunden` : `${Math.round(hours / 24)} Tage`;
  return [String(workingDays), rounded, isOpen ? 'ja' : ''];
}

const TIME_HEAD = ['Arbeitstage', 'Dauer', 'noch offen'];

function waitingTables({ course, definition, vocabulary }: CoursePage): readonly string[] {
  const chart = statechartOf(definition.machine);
  const nameOf = (id: string) => {
    const node = chart.byId.get(id);
    return node ? statePathName(node) : id;
  };
  const { owners, states, process } = course.waiting;
  const ofOwners = owners.map((each) => [ownerName(each.key, vocabulary), ...time(each)]);
  const ofStates = states.map((each) => [nameOf(each.key), ...time(each)]);
  return [
    '## Wartezeiten',
    '',
    ...table(['Am Zug', ...TIME_HEAD], [...ofOwners, ['**Vorgang insgesamt**', ...time(process)]], ''),
    '',
    ...table(['Zustand', ...TIME_HEAD], ofStates, 'Noch keine.'),
    '',
  ];
}

/** The page of one process, German: place, picture, deadlines, waiting times, way. Names nobody and no payload. */
export function coursePage(page: CoursePage): string {
  const { processId, definition, vocabulary, course, picture } = page;
  const places = course.places.map(({ label, owner, since }) => [
    label,
    owner === '' ? '' : ownerName(owner, vocabulary),
    germanDate(since),
  ]);
  const deadlines = course.deadlines.map(({ label, startsOn, endsOn, legalBasis }) => [
    label,
    germanDate(startsOn),
    germanDate(endsOn),
    legalBasis ?? '',
  ]);
  const steps = course.steps.map(({ seq, day, label, reached }) => [
    String(seq),
    germanDate(day),
    label,
    reached.join(', ') || 'bleibt',
  ]);
  return [
    `# ${definition.title.de}: Vorgang ${processId}`,
    '',
    `- Fassung: \`${definition.key}\`, ${definition.version}`,
    `- Stand: ${STATUS[course.status]}, begonnen am ${germanDate(course.startedOn)}${course.endedOn === null ? '' : `, beendet am ${germanDate(course.endedOn)}`}`,
    '',
    '## Wo er steht',
    '',
    ...table(['Zustand', 'Am Zug', 'seit'], places, ''),
    '',
    picture,
    '',
    '## Offene Fristen',
    '',
    ...table(['Frist', 'Beginn', 'bis', 'Norm'], deadlines, 'Keine.'),
    '',
    ...waitingTables(page),
    '## Der Weg',
    '',
    ...table(['Nr.', 'Tag', 'Ereignis', 'Danach'], steps, ''),
    '',
    'Alle Fristen ohne Gewähr: bitte durch Beratung oder Anwält*in prüfen lassen.',
    '',
  ].join('\n');
}
