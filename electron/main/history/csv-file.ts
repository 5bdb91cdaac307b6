import { writeWhole } from './whole-file.ts'

/** Writes a file part by part; where the parts or a write throw, as `writeWhole` says. */
export const writeParts = (path: string, parts: AsyncIterable<string>): Promise<void> =>
  writeWhole(path, async (write) => {
    for await (const part of parts) await write(part)
  })
