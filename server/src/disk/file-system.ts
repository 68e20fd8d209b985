/** What the hosts ask of a file system. Everything is named by canonical URI. */

/** `link`: a symbolic link, or whatever else is neither a file nor a folder of its own. */
export type EntryKind = 'file' | 'folder' | 'link';

export interface DiskEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

export type Reading =
  /** Without a byte order mark, as editors show the text. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** `reason` is one sentence. `line` (0-based) is where the trouble is, if it is in the content. */
  | { readonly kind: 'unreadable'; readonly reason: string; readonly line?: number };

/** A folder with more entries than this is not looked into: it holds some program's data, not notes and claims. */
export const MAX_FOLDER_ENTRIES = 20_000;

export type Listing =
  | { readonly kind: 'entries'; readonly entries: readonly DiskEntry[] }
  /** `reason` is one sentence. */
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface FileSystem {
  /** The entries of a folder in the order of their names. Never rejects. */
  list(folder: string): Promise<Listing>;
  /** The text of a file. Never rejects. */
  read(file: string): Promise<Reading>;
  /** The file that a link leads to, as a canonical URI; undefined where it leads to no file. */
  linkedFile(link: string): Promise<string | undefined>;
}
