/** A file as the tests of a policy take it: its text under its canonical URI. */
export interface TextFile {
  readonly uri: string;
  readonly text: string;
}

/** The path from a folder to a file, both by canonical URI, decoded: `march.claims.yaml`, `../staff.providers.yaml`. */
export function pathFrom(folder: string, uri: string): string {
  const [from, to] = [folder.split('/'), uri.split('/')];
  let common = 0;
  while (common < from.length && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common).map(decoded)].join('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
