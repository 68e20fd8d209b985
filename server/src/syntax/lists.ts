/** The five record lists that a document's root mapping may hold; each is also the plural of a record word. */
export const LIST_NAMES = ['sessions', 'claims', 'clients', 'providers', 'payers'] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** Whether a root key opens a record list. */
export function isListName(key: string): key is ListName {
  return (LIST_NAMES as readonly string[]).includes(key);
}
