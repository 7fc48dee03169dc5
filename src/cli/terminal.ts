import type { WriteStream } from 'node:tty';
import type { ColorLevel } from '../report/index.js';

/** Longer lines are hard to read, however wide the terminal is. */
const MAX_WIDTH = 100;
const DEFAULT_WIDTH = 80;

/**
 * How to print: as wide as the terminal, up to a bound, and in as many colours as it has; no colour where nobody looks,
 * or where NO_COLOR or --no-color say so; FORCE_COLOR overrides that nobody looks.
 */
export function terminalOf(
  stream: WriteStream | NodeJS.WritableStream,
  options: { width?: number; color: boolean },
): { width: number; color: ColorLevel } {
  const tty = 'isTTY' in stream && stream.isTTY ? stream : undefined;
  const width = options.width ?? Math.min(tty?.columns ?? DEFAULT_WIDTH, MAX_WIDTH);
  return { width, color: options.color ? colorLevel(tty) : 0 };
}

function colorLevel(tty: WriteStream | undefined): ColorLevel {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return 0;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') {
    const level = Number(FORCE_COLOR);
    return Number.isInteger(level) && level >= 0 && level <= 3 ? (level as ColorLevel) : 1;
  }
  if (!tty || TERM === 'dumb') return 0;
  const depth = tty.getColorDepth();
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}
