import type { DecisionTable } from '../decision-table.js';

/**
 * What stands in the data protection laws of the churches for the norms of the DSGVO that version 1, or the reason why
 * an item is seen, names (Art. 91 DSGVO): their bodies work under those laws alone.
 */
export const churchNorms1: DecisionTable['churchNorms'] = {
  KDG: {
    'Erwägungsgrund 26 DSGVO': '§ 4 Nr. 7 KDG',
    'Art. 4 Nr. 7 DSGVO': '§ 4 Nr. 9 KDG',
    'Art. 5 Abs. 1 Buchst. a DSGVO': '§ 7 Abs. 1 Buchst. a KDG',
    'Art. 5 Abs. 1 Buchst. b DSGVO': '§ 7 Abs. 1 Buchst. b KDG',
    'Art. 5 Abs. 1 Buchst. c DSGVO': '§ 7 Abs. 1 Buchst. c KDG',
    'Art. 6 Abs. 1 Buchst. a DSGVO': '§ 6 Abs. 1 Buchst. b KDG',
    'Art. 6 Abs. 1 Buchst. d DSGVO': '§ 6 Abs. 1 Buchst. e KDG',
    'Art. 9 DSGVO': '§ 11 KDG',
    'Art. 9 Abs. 2 Buchst. a DSGVO': '§ 11 Abs. 2 Buchst. a KDG',
    'Art. 10 DSGVO': '§ 12 KDG',
    'Art. 15 DSGVO': '§ 17 KDG',
    'Art. 17 DSGVO': '§ 19 KDG',
    'Art. 18 DSGVO': '§ 20 KDG',
    'Art. 26 DSGVO': '§ 28 KDG',
    'Art. 39 DSGVO': '§ 38 KDG',
  },
  DSG_EKD: {
    'Erwägungsgrund 26 DSGVO': '§ 4 Nr. 7 DSG-EKD',
    'Art. 4 Nr. 7 DSGVO': '§ 4 Nr. 9 DSG-EKD',
    'Art. 5 Abs. 1 Buchst. a DSGVO': '§ 5 Abs. 1 Nr. 1 DSG-EKD',
    'Art. 5 Abs. 1 Buchst. b DSGVO': '§ 5 Abs. 1 Nr. 2 DSG-EKD',
    'Art. 5 Abs. 1 Buchst. c DSGVO': '§ 5 Abs. 1 Nr. 3 DSG-EKD',
    'Art. 6 Abs. 1 Buchst. a DSGVO': '§ 6 Nr. 2 DSG-EKD',
    'Art. 6 Abs. 1 Buchst. d DSGVO': '§ 6 Nr. 7 DSG-EKD',
    'Art. 9 DSGVO': '§ 13 DSG-EKD',
    'Art. 9 Abs. 2 Buchst. a DSGVO': '§ 13 Abs. 2 Nr. 1 DSG-EKD',
    'Art. 10 DSGVO': '§ 14 DSG-EKD',
    'Art. 15 DSGVO': '§ 19 DSG-EKD',
    'Art. 17 DSGVO': '§ 21 DSG-EKD',
    'Art. 18 DSGVO': '§ 22 DSG-EKD',
    'Art. 26 DSGVO': '§ 29 DSG-EKD',
    'Art. 39 DSGVO': '§ 38 DSG-EKD',
  },
};
