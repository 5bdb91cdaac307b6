import type { z } from 'zod'

/** The value of a row as what it should be; one that cannot be read is left out without losing its neighbours. */
export function readAs<T extends z.ZodType>(schema: T, row: Record<string, unknown>): z.output<T>[] {
  const parsed = schema.safeParse(parseJson(row['value']))
  return parsed.success ? [parsed.data] : []
}

/** The JSON of a cell; undefined where it holds none. */
export function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
