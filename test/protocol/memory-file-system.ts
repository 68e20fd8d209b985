/** A file system in memory, so that protocol tests need no disk and can be told what goes wrong. */
import type { DiskEntry, EntryKind, FileSystem, Listing, Reading } from '../../server/src/disk/file-system.ts';

type Node = { readonly kind: 'file'; readonly reading: Reading } | { readonly kind: 'link'; readonly to: string };

export class MemoryFileSystem implements FileSystem {
  /** URIs of files that were read, in order. */
  readonly reads: string[] = [];
  readonly #nodes = new Map<string, Node>();
  readonly #folders = new Set<string>();

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [uri, text] of Object.entries(files)) this.write(uri, text);
  }

  write(uri: string, text: string): void {
    this.#put(uri, { kind: 'file', reading: { kind: 'text', text } });
  }

  writeUnreadable(uri: string, reason: string, line?: number): void {
    this.#put(uri, { kind: 'file', reading: { kind: 'unreadable', reason, ...(line === undefined ? {} : { line }) } });
  }

  link(uri: string, to: string): void {
    this.#put(uri, { kind: 'link', to });
  }

  /** Removes a file, or a folder with all that is in it. */
  remove(uri: string): void {
    for (const known of [...this.#nodes.keys()]) {
      if (known === uri || known.startsWith(`${uri}/`)) this.#nodes.delete(known);
    }
    for (const known of [...this.#folders]) {
      if (known === uri || known.startsWith(`${uri}/`)) this.#folders.delete(known);
    }
  }

  async list(folder: string): Promise<Listing> {
    if (!this.#folders.has(folder)) return { kind: 'unreadable', reason: 'The folder cannot be read (ENOTDIR).' };
    const entries = new Map<string, EntryKind>();
    for (const uri of this.#folders) if (parent(uri) === folder) entries.set(name(uri), 'folder');
    for (const [uri, node] of this.#nodes) if (parent(uri) === folder) entries.set(name(uri), node.kind);
    const listed = [...entries].map(([name, kind]): DiskEntry => ({ name, kind }));
    return { kind: 'entries', entries: listed.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  }

  async read(file: string): Promise<Reading> {
    this.reads.push(file);
    if (this.#folders.has(file)) return { kind: 'unreadable', reason: 'This is a folder, not a file.' };
    const node = this.#nodes.get(file);
    if (node?.kind === 'link') return this.read(node.to);
    return node?.reading ?? { kind: 'missing' };
  }

  async linkedFile(link: string): Promise<string | undefined> {
    const node = this.#nodes.get(link);
    return node?.kind === 'link' && this.#nodes.has(node.to) ? node.to : undefined;
  }

  #put(uri: string, node: Node): void {
    this.#nodes.set(uri, node);
    for (let folder = parent(uri); folder.startsWith('file:///'); folder = parent(folder)) this.#folders.add(folder);
  }
}

function parent(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

function name(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
