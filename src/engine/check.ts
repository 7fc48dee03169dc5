import type { Knowledge } from '../knowledge/types.js';
import type { Inference } from '../model/inference.js';
import type { Location } from '../model/location.js';
import type { Confidence, Severity, Subject } from '../model/report.js';

/** What a check sees. */
export interface CheckContext extends Inference {
  knowledge: Knowledge;
  /** Names that mean the repository itself, in lower case: its folder, its project name. */
  ownNames: ReadonlySet<string>;
  /** Whether a file or folder exists in the repository. */
  exists: (path: string) => boolean;
}

/** What a check says; the catalogue of rules adds the rest. */
export interface Problem {
  rule: string;
  subject: Subject;
  message: string;
  symptom?: string;
  remedy?: string;
  /** The first is the one to look at. */
  locations: Location[];
  references?: string[];
  /** Where it differs from the rule's own. */
  severity?: Severity;
  /** `high` where nothing else is said. */
  confidence?: Confidence;
  /** The environment that --fix writes cures it. */
  cured: boolean;
  /** The version bound that cures it, as a requirement. */
  bound?: string;
}

/** Looks for one kind of problem. One file per subject; registered in `checks/index.ts`. */
export type Check = (context: CheckContext) => Iterable<Problem>;
