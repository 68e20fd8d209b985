/** Findings by the slot they are in, file by file: a file is shown again on each keystroke, and few of its slots have any. */
import type { WorkspaceFile } from '../workspace/file.ts';
import { slotOf } from '../workspace/place.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Finding } from './finding.ts';

const NOTHING: ReadonlySet<Finding> = new Set();

export class FindingsBySlot {
  readonly #files = new Map<WorkspaceFile, Map<Slot, Set<Finding>>>();

  /** @returns the file that it is in. */
  add(finding: Finding): WorkspaceFile {
    const slot = slotOf(finding.place);
    let slots = this.#files.get(slot.file);
    if (!slots) {
      slots = new Map();
      this.#files.set(slot.file, slots);
    }
    const findings = slots.get(slot);
    if (findings) findings.add(finding);
    else slots.set(slot, new Set([finding]));
    return slot.file;
  }

  /** @returns the file that it was in. */
  delete(finding: Finding): WorkspaceFile {
    const slot = slotOf(finding.place);
    const slots = this.#files.get(slot.file);
    const findings = slots?.get(slot);
    findings?.delete(finding);
    if (findings?.size === 0) slots?.delete(slot);
    if (slots?.size === 0) this.#files.delete(slot.file);
    return slot.file;
  }

  of(slot: Slot): ReadonlySet<Finding> {
    return this.#files.get(slot.file)?.get(slot) ?? NOTHING;
  }

  /** All of a file, slot by slot, the slots in no order. */
  *in(file: WorkspaceFile): Generator<Finding> {
    for (const findings of this.#files.get(file)?.values() ?? []) yield* findings;
  }
}
