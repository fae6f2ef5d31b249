import type { DataItemId } from '../../kernel/index.js';

/** Place under which the text of an item is sealed. */
export function textPlace(id: DataItemId): string {
  return `data_item.text_sealed:${id}`;
}

/** Place under which the words of the person against an item are sealed. */
export function disputePlace(id: DataItemId): string {
  return `data_item.dispute_sealed:${id}`;
}

/** Place under which the reason is sealed for which the person may read what somebody else entrusted. */
export function releasePlace(id: DataItemId): string {
  return `data_item.release_reason_sealed:${id}`;
}
