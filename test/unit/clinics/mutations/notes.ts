/** Broken notes. */
import { type Mutation, ofNotes } from '../scene.ts';
import { fileOf } from '../write.ts';

const GENERAL = ['97153', '97154', '97155', '97156', '97157', '97158', '0373T'];

export const NOTE_MUTATIONS: readonly Mutation[] = [
  ofNotes(
    'note-incomplete',
    'a note has no narrative, while others have',
    (_, { clinic }) => clinic.sessions.length > 1,
    (note, scene) => {
      note.summary = undefined;
      return [scene.atNote('note-incomplete', note, 'id', 'key')];
    },
  ),
  ofNotes(
    'note-incomplete',
    'a note has an empty list of goals',
    ({ code }) => GENERAL.includes(code),
    (note, scene) => {
      note.goals = [];
      return [scene.atNote('note-incomplete', note, 'goals')];
    },
  ),
  ofNotes(
    'signature-invalid',
    'somebody else signed',
    ({ provider, signatures }, { clinic }) =>
      signatures?.length === 1 && clinic.providers.some(({ id }) => id !== provider && id !== 'clinic'),
    (note, scene) => {
      const [signature] = note.signatures ?? [];
      const other = scene.clinic.providers.find(({ id }) => id !== note.provider && id !== 'clinic');
      if (signature && other) signature.by = other.id;
      return [scene.atNote('signature-invalid', note, 'signatures.0.by')];
    },
  ),
  ofNotes(
    'signature-invalid',
    'nobody signed',
    () => true,
    (note, scene) => {
      note.signatures = [];
      return [scene.atNote('signature-invalid', note, 'signatures', 'key')];
    },
  ),
  ofNotes(
    'signature-invalid',
    'a note is signed before its day',
    ({ signatures }) => signatures?.length === 1,
    (note, scene) => {
      const [signature] = note.signatures ?? [];
      if (signature) signature.date = '2026-01-01';
      return [scene.atNote('signature-invalid', note, 'signatures.0.date')];
    },
  ),
  ofNotes(
    'group-size',
    'an individual code has a group',
    ({ code }) => ['97153', '97155', '97156'].includes(code),
    (note, scene) => {
      note.groupSize = 3;
      return [scene.atNote('group-size', note, 'groupSize')];
    },
  ),
  ofNotes(
    'group-size',
    'a group of one',
    (note, scene) => note.groupSize !== undefined && scene.termsOf(note).groupSize?.modifierRequired === undefined,
    (note, scene) => {
      note.groupSize = 1;
      return [scene.atNote('group-size', note, 'groupSize')];
    },
  ),
  ofNotes(
    'client-presence',
    'a client is treated who is absent',
    ({ code }) => !['97151', '97156', '97157'].includes(code),
    (note, scene) => {
      note.clientPresent = false;
      return [scene.atNote('client-presence', note, 'clientPresent')];
    },
  ),
  ofNotes(
    'client-presence',
    'a client is present among families',
    ({ code }) => code === '97157',
    (note, scene) => {
      note.clientPresent = true;
      return [scene.atNote('client-presence', note, 'clientPresent')];
    },
  ),
  ofNotes(
    'caregiver-missing',
    'guidance of nobody',
    ({ caregivers }) => caregivers !== undefined,
    (note, scene) => {
      note.caregivers = undefined;
      return [scene.atNote('caregiver-missing', note, 'code', 'key')];
    },
  ),
  ofNotes(
    'technicians-missing',
    'one technician where it takes two',
    ({ technicians }) => technicians !== undefined,
    (note, scene) => {
      note.technicians = [note.provider];
      return [scene.atNote('technicians-missing', note, 'technicians', 'key')];
    },
  ),
  {
    rule: 'copied-note',
    name: 'a narrative is that of an earlier day',
    find: ({ clinic: { sessions }, ...scene }) =>
      sessions.flatMap((a) =>
        sessions
          .filter((b) => b.client === a.client && b.date > a.date)
          .map((b) => () => {
            b.summary = a.summary;
            return { expect: [`copied-note ${fileOf('sessions', scene.style)} session ${b.id} summary`] };
          }),
      ),
  },
  ofNotes(
    'non-billable-activity',
    'a meal is told of and not taken off',
    ({ nonBillable }) => nonBillable === undefined,
    (note, scene) => {
      note.summary = `${note.summary} Then lunch.`;
      return [scene.atNote('non-billable-activity', note, 'summary')];
    },
  ),
];
