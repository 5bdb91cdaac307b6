/** What an argument may be in size: characters, bytes and eight for each value. The largest that is needed is a piece of a recording. */
export const LARGEST_ARGUMENT = 1_048_576

/**
 * Whether an argument is small enough to be parsed: a schema's limits are looked at only after all of a list was. Stops counting at the limit, so
 * that it also ends for what refers to itself.
 */
export function isSmall(argument: unknown, most = LARGEST_ARGUMENT): boolean {
  let left = most
  const waiting: unknown[] = [argument]
  while (waiting.length && left >= 0) {
    const value = waiting.pop()
    left -= 8
    if (typeof value === 'string') left -= value.length
    else if (ArrayBuffer.isView(value)) left -= value.byteLength
    else if (value instanceof ArrayBuffer) left -= value.byteLength
    else if (value instanceof Map || value instanceof Set) left -= most
    else if (Array.isArray(value)) {
      // a list may claim a length without having as many values
      if (value.length * 8 > left) return false
      waiting.push(...value)
    } else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        left -= key.length + 8
        if (left < 0) return false
        waiting.push(inner)
      }
  }
  return left >= 0
}
