import { describe, expect, it } from '@jest/globals';
import { decideSharing } from './decide-sharing.js';
import { decisionTable1 } from './decision-table/1.js';
import { noGrounds } from './grounds.js';

const named = [...decisionTable1.rows, ...decisionTable1.locks].flatMap(({ basis }) => basis);

describe('the norms of a decision', () => {
  const basisUnder = (regime: 'DSGVO' | 'KDG' | 'DSG_EKD'): string => {
    const input = {
      sourceType: 'WELFARE_PROVIDER',
      recipientType: 'JOBCENTER',
      category: 'HEALTH',
      purpose: 'CONF',
      regime,
      on: '2026-05-04',
    } as const;
    return decideSharing(decisionTable1, input, noGrounds).basis.join('; ');
  };

  it('are those of the law under which the giver works', () => {
    expect(basisUnder('DSGVO')).toContain('Art. 6 Abs. 1 Buchst. a DSGVO');
    expect(basisUnder('KDG')).toContain('§ 6 Abs. 1 Buchst. b KDG');
    expect(basisUnder('DSG_EKD')).toContain('§ 6 Nr. 2 DSG-EKD');
    for (const regime of ['KDG', 'DSG_EKD'] as const) {
      expect(basisUnder(regime)).not.toContain('DSGVO');
      expect(basisUnder(regime)).toContain('§ 203 Abs. 1 Nr. 6 StGB');
    }
  });

  it.each(['KDG', 'DSG_EKD'] as const)('have a counterpart in %s for every norm of the DSGVO', (regime) => {
    const lacking = named.filter(
      (norm) => norm.includes('DSGVO') && !(norm in decisionTable1.churchNorms[regime]),
    );
    expect(lacking).toEqual([]);
  });
});
