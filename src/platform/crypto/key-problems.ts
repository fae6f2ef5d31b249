import { StartProblem } from '../config/start-problem.js';

/** There are sealed data, or a real installation, but no key file. */
export function keysMissing(file: string, hasSealed: boolean): StartProblem {
  return hasSealed
    ? new StartProblem(
        'KEYS_MISSING',
        `Die Schlüsseldatei ${file} fehlt, aber die Datenbank enthält damit verschlüsselte Daten. Bitte die Datei aus ihrer Sicherung zurückholen (oder FALLWERK_KEY_DIR auf ihren Ordner richten); ohne sie sind die Daten nicht lesbar.`,
        `The key file ${file} is missing, but the database holds data sealed with it. Please restore the file from its backup (or point FALLWERK_KEY_DIR to its folder); without it the data cannot be read.`,
      )
    : new StartProblem(
        'KEYS_MISSING',
        `Es gibt noch keine Hauptschlüssel (${file}). Bitte einmal ausführen: fallwerk keys create – und die Datei getrennt von der Datenbank sichern.`,
        `There are no master keys yet (${file}). Please run once: fallwerk keys create – and back the file up apart from the database.`,
      );
}

/** The key file holds something else. */
export function keysUnusable(file: string): StartProblem {
  return new StartProblem(
    'KEYS_UNUSABLE',
    `Die Hauptschlüssel in ${file} sind nicht lesbar. Bitte die Datei aus ihrer Sicherung zurückholen.`,
    `The master keys in ${file} cannot be read. Please restore the file from its backup.`,
  );
}

/** The keys are not those of this database. */
export function keysOfAnother(file: string): StartProblem {
  return new StartProblem(
    'KEYS_UNUSABLE',
    `Die Hauptschlüssel in ${file} gehören nicht zu dieser Datenbank: sie öffnen deren Personenschlüssel nicht. Bitte die richtige Schlüsseldatei oder die richtige Datenbank angeben.`,
    `The master keys in ${file} do not belong to this database: they do not open its keys of persons. Please name the right key file or the right database.`,
  );
}

/** The list of withdrawals is shorter than what the database has carried out, or was changed. */
export function withdrawalsBroken(file: string): StartProblem {
  return new StartProblem(
    'WITHDRAWALS_BROKEN',
    `Die Liste der Löschungen und Widerrufe ${file} ist unvollständig oder verändert. Bitte ihre neueste Fassung zurückholen; sonst könnte eine Sicherung Gelöschtes wiederbeleben.`,
    `The list of erasures and revocations ${file} is incomplete or was changed. Please restore its newest version; otherwise a backup might revive what was erased.`,
  );
}
