/** A keyed TOML table. Names come from untrusted text: read it through `rowOf`, never by plain indexing. */
export type Table<Row> = Readonly<Record<string, Row>>;

/** What every row carries: where it comes from. */
export interface Sourced {
  source: string;
}
