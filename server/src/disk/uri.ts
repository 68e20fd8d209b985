/**
 * File URIs in one spelling. Editors and Node percent-encode differently; two spellings of one file would be two files.
 */

/**
 * A `file:` URI as VS Code spells it: everything but letters, digits and `-._~/` percent-encoded, the drive letter in
 * lower case, no trailing slash. Other schemes, and segments that do not decode, stay as they are.
 */
export function canonicalUri(uri: string): string {
  const match = /^file:\/\/([^/?#]*)(\/[^?#]*)?$/i.exec(uri);
  if (!match) return uri;
  const [, authority = '', path = ''] = match;
  const segments = path.split('/').map(encodeSegment);
  if (segments[1] !== undefined && /^[A-Za-z]%3A$/.test(segments[1]))
    segments[1] = segments[1].toLowerCase().replace('%3a', '%3A');
  return `file://${authority.toLowerCase()}${segments.join('/').replace(/\/+$/, '')}`;
}

function encodeSegment(segment: string): string {
  try {
    return encodeName(decodeURIComponent(segment));
  } catch {
    return segment;
  }
}

/** One name of a path as a segment of a canonical URI. */
export function encodeName(name: string): string {
  return encodeURIComponent(name).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The URI of the folder that a file or folder is in. */
export function parentUri(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The last name of a URI, decoded, for people to read. */
export function nameOfUri(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Whether a URI lies in a folder, at any depth. */
export function isInside(uri: string, folder: string): boolean {
  return uri.startsWith(`${folder}/`);
}
