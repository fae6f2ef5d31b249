import { SystemClock } from '../../../platform/index.js';
import { assessmentPage } from '../../../sharing/index.js';
import { EXIT, type Command } from '../command.js';

/** Prints the sheet for the data protection impact assessment. */
export const privacyAssessment: Command = {
  name: 'privacy assessment',
  summary: {
    de: 'Gibt das Arbeitsblatt zur Datenschutz-Folgenabschätzung (Art. 35 DSGVO) aus: je Punkt, was feststeht und was zu bewerten ist. Ohne Datenbank.',
    en: 'Prints the sheet for the impact assessment (Art. 35 GDPR): for each item what is given and what is to be assessed. Needs no database.',
  },
  run: (_options, terminal) => {
    terminal.say(assessmentPage(new SystemClock().today().toString()));
    return Promise.resolve(EXIT.ok);
  },
};
