import { writeFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { AuditSigningKey, exportAnchors } from '../../../audit/index.js';
import { EXIT, Refusal, type Command, type ExitCode, type OptionValues } from '../command.js';
import type { Terminal } from '../terminal.js';
import { withRegister } from './audit-surroundings.js';

function dayOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return Temporal.PlainDate.from(value).toString();
  } catch {
    // No such day: said below.
  }
  throw new Refusal(
    'USAGE',
    { de: '--day braucht einen Tag: 2026-09-01', en: '--day needs a day: 2026-09-01' },
    EXIT.usage,
  );
}

/** Never over a file that is there: it may be the older copy that proves something. */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o644 });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new Refusal('FILE_UNREADABLE', {
      de: exists
        ? `${file} gibt es schon; ältere Anker werden nicht überschrieben.`
        : `${file} ist nicht beschreibbar.`,
      en: exists ? `${file} exists; older anchors are not overwritten.` : `${file} cannot be written.`,
    });
  }
}

async function run(options: OptionValues, terminal: Terminal): Promise<ExitCode> {
  const day = dayOf(options['day']);
  const content = await withRegister(async (unitOfWork, config) =>
    exportAnchors(unitOfWork, await AuditSigningKey.find(config.keys.dir), day),
  );
  const text = `${JSON.stringify(content, undefined, 2)}\n`;
  const { file } = options;
  if (typeof file === 'string') {
    write(file, text);
    terminal.complain(
      `${content.anchors.length} Anker in ${file} geschrieben. · ${content.anchors.length} anchors written to ${file}.`,
    );
  } else {
    terminal.say(text.trimEnd());
  }
  return content.anchors.length > 0 ? EXIT.ok : EXIT.failed;
}

/** Prints anchors with the public key that checks them, to be kept elsewhere. */
export const auditExport: Command = {
  name: 'audit export',
  summary: {
    de: 'Gibt die signierten Anker mit dem öffentlichen Schlüssel aus, um sie anderswo aufzubewahren; sie enthalten keine personenbezogenen Daten.',
    en: 'Prints the signed anchors with the public key, to be kept elsewhere; they contain no personal data.',
  },
  options: {
    day: {
      type: 'string',
      value: 'Tag · day',
      help: { de: 'nur die Anker dieses Tages', en: 'the anchors of this day only' },
    },
    file: {
      type: 'string',
      value: 'Datei · file',
      help: { de: 'schreibt in diese neue Datei', en: 'writes into this new file' },
    },
  },
  run,
};
