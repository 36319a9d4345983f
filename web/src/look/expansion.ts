/** What a reader brought into the picture. */
export interface Expansion {
  id: string;
  /** A relation's id, "" for all neighbours, or `SELF`. */
  by: string;
  /** How many at most, those with most findings first; 0 for all. */
  limit: number;
}

/** In place of a relation: only the thing itself. */
export const SELF = "self:";
