import type { Evidence } from '../../model/evidence.js';
import { cudaArchitectures } from '../cuda.js';
import { Positions } from '../positions.js';
import type { Scanner } from '../scanner.js';

/** setup.py and other build scripts of extensions: the GPU architectures that they hand to nvcc. */
export const buildScript: Scanner = {
  format: 'build script',
  matches: (path) => /(?:^|\/)(?:setup|build|make|make_cuda|build_ext|setup_\w+)\.py$/.test(path),
  scan({ path, text }) {
    if (!/\b(?:sm|compute)_\d/.test(text)) return [];
    const positions = new Positions(path, text);
    const facts: Evidence[] = [];
    const seen = new Set<string>();
    for (const match of text.matchAll(/\b(?:sm|compute)_\d{2,3}a?\b/g)) {
      const location = positions.at(match.index, match.index + match[0].length);
      const line = positions.line(location.line).trim();
      const version = cudaArchitectures(match[0])[0];
      if (version === undefined || seen.has(version) || line.startsWith('#')) continue;
      seen.add(version);
      facts.push({
        kind: 'cuda',
        what: 'architecture',
        version,
        source: 'build script',
        location,
        text: line,
      });
    }
    return facts;
  },
};
