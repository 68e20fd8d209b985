/** Where a figure or a row of a table comes from. */
export interface Source {
  readonly title: string;
  readonly url?: string;
  /** ISO date on which it was published or, where it bears no date, read for this table. */
  readonly date: string;
  /** Present where the figure rests on a secondary text and a primary one has still to confirm it. */
  readonly verify?: true;
}
