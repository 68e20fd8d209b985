/** Diagnosis pointers: the letters A to L of CMS-1500 box 21. */

const LETTERS = 'ABCDEFGHIJKL';

/** The position in the claim's `diagnoses` that a pointer names; undefined for a text that is no pointer. */
export function pointerIndex(pointer: string): number | undefined {
  const index = pointer.length === 1 ? LETTERS.indexOf(pointer) : -1;
  return index < 0 ? undefined : index;
}

/** The letter of a position; empty past the twelfth, which no line can point to. */
export function pointerLetter(index: number): string {
  return LETTERS[index] ?? '';
}
