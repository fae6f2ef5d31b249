import { describe, expect, it } from '@jest/globals';
import { readWorkflowFolders } from '#test/support/workflow-folder.js';
import type { Journal } from './journal.js';
import { updateJournal, type JournalSource } from './update-journal.js';

const [loan] = readWorkflowFolders('test/fixtures/workflows').filter(({ key }) => key === 'library-loan');
if (!loan) throw new Error('The fixture is missing');
const scenarios = loan.scenarios.map(({ file, scenario }) => ({ name: file, scenario }));
const source: JournalSource = { definition: loan.definition, scenarios, writtenBy: '1.0.0' };

function written(from: JournalSource = source): Journal {
  const update = updateJournal(undefined, from);
  if (update.kind !== 'written') throw new Error(update.kind);
  return update.journal;
}

/** A journal that another build would have written: one norm differs. */
function ofAnotherBuild(): Journal {
  const text = JSON.stringify(written());
  return JSON.parse(text.replace('§ 1 Benutzungsordnung', '§ 9 Benutzungsordnung')) as Journal;
}

describe('updating a journal', () => {
  it('leaves one that fits as it is', () => {
    expect(updateJournal(written(), source)).toEqual({ kind: 'unchanged' });
  });

  it('leaves one that was written before a column came up', () => {
    const text = JSON.stringify(written(), (name, value: unknown) =>
      name === 'correlation' ? undefined : value,
    );
    expect(updateJournal(JSON.parse(text) as Journal, source)).toEqual({ kind: 'unchanged' });
  });

  it('adds courses for new scenarios and keeps the old ones as they were written', () => {
    const old = written({ ...source, scenarios: scenarios.slice(1) });
    const update = updateJournal(old, { ...source, writtenBy: '1.1.0' });
    expect(update).toMatchObject({ kind: 'extended', added: 1, journal: { writtenBy: '1.0.0' } });
    expect(update.kind === 'extended' && update.journal.courses.slice(0, -1)).toEqual(old.courses);
  });

  it('trap 21: refuses to write down that this build does something else', () => {
    expect(updateJournal(ofAnotherBuild(), source)).toMatchObject({
      kind: 'refused',
      reason: 'differs',
      differences: [expect.stringContaining('legalBasis')],
    });
  });

  it('refuses a definition that was edited under its version', () => {
    const definition = { ...source.definition, lawVersion: '2027-01-01' };
    expect(updateJournal(written(), { ...source, definition })).toMatchObject({
      kind: 'refused',
      reason: 'edited',
    });
  });

  it('replaces on purpose what has not been released, and nothing else', () => {
    expect(updateJournal(ofAnotherBuild(), source, true)).toMatchObject({ kind: 'written' });
    expect(updateJournal(ofAnotherBuild(), { ...source, writtenBy: '1.0.1' }, true)).toMatchObject({
      kind: 'refused',
      reason: 'released',
    });
  });

  it('finds a refused event that is taken now, or refused for another reason', () => {
    const journal = written();
    const [course] = journal.courses.filter(({ refusals }) => refusals.length > 0);
    expect(course).toBeDefined();
    const text = JSON.stringify(journal);
    const otherwise = JSON.parse(text.replace('EVENT_NOT_PERMITTED', 'PROCESS_FINISHED')) as Journal;
    expect(updateJournal(otherwise, source)).toMatchObject({
      differences: [expect.stringContaining('refused with EVENT_NOT_PERMITTED')],
    });
  });
});
