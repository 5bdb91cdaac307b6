import type { Line } from '../line/line.ts'
import type { Call } from './call.ts'

/** Further callers get a busy signal: five calls cannot be handled side by side. */
export const MOST_CALLS = 4

export const ringsHere = ({ view }: Call): boolean => view.direction === 'incoming' && view.state === 'ringing'

/** Whether a further call is refused. A line on which nothing rings may ring once although other lines' ringing calls fill the list. */
export function isFull(line: Line, running: readonly Call[]): boolean {
  if (running.length < MOST_CALLS) return false
  return running.some((c) => c.line === line && ringsHere(c)) || running.filter((c) => !ringsHere(c)).length >= MOST_CALLS
}
